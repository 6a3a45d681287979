// Runs a function from groups to roles: reads {"code", "asked": [[group, …], …]}.
const chunks = [];
process.stdin.on('data', (chunk) => chunks.push(chunk));
process.stdin.on('end', () => {
  const { code, asked } = JSON.parse(Buffer.concat(chunks));
  const rolesOf = new Function(`${code}; return rolesOf;`)();
  process.stdout.write(JSON.stringify(asked.map(rolesOf)));
});
