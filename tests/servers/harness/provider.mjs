// The identity provider: npm's oidc-provider with people out of a file, which is read again for every question.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const settings = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const require = createRequire(settings.modules + '/');
const { Provider } = await import(pathToFileURL(require.resolve('oidc-provider')));

const groupsOf = (id) => JSON.parse(readFileSync(settings.people, 'utf8'))[id];

const provider = new Provider(settings.issuer, {
  clients: settings.clients,
  claims: { openid: ['sub'], groups: ['groups'], email: ['email', 'email_verified'], profile: ['name'] },
  conformIdTokenClaims: true,
  findAccount: (_, id) => groupsOf(id) && {
    accountId: id,
    claims: () => ({ sub: id, name: id, email: `${id}@example.com`, email_verified: true, groups: groupsOf(id) }),
  },
  cookies: { keys: ['only for tests'] },
  features: { devInteractions: { enabled: true } },
  pkce: { required: () => false },
  ttl: { AccessToken: 3600, AuthorizationCode: 60, Grant: 3600, IdToken: 3600, Interaction: 600, Session: 3600 },
});
provider.listen(settings.port, '127.0.0.1');
