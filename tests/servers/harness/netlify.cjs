// Asks Netlify's own engine what becomes of addresses: reads {"modules", "rules", "asked": [[path, token], …]}.
const { createRequire } = require('node:module');

const chunks = [];
process.stdin.on('data', (chunk) => chunks.push(chunk));
process.stdin.on('end', async () => {
  const { modules, rules, secret, asked } = JSON.parse(Buffer.concat(chunks));
  const engine = createRequire(modules + '/')('netlify-redirector');
  const options = { jwtSecret: secret, jwtRoleClaim: 'app_metadata.authorization.roles' };
  const matcher = await engine.parsePlain(rules, options);
  const answers = asked.map(([path, token]) => {
    const request = { scheme: 'https', host: 'x.example', path, query: '', headers: {} };
    const found = matcher.match({
      ...request,
      cookieValues: token ? { nf_jwt: token } : {},
      getHeader: () => '',
      getCookie: (name) => (name === 'nf_jwt' ? token : ''),
    });
    return found ? [found.status, found.to] : null;
  });
  process.stdout.write(JSON.stringify(answers));
});
