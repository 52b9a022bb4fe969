// The audit of npm's graphql-http, one line of JSON a check: `node audit.mjs http://HOST:PORT/graphql`.
import { auditServer } from 'graphql-http';

const results = await auditServer({ url: process.argv[2] });
for (const r of results) {
  console.log(JSON.stringify({ name: `${r.id} ${r.name}`, ok: r.status === 'ok', message: `${r.status}: ${r.reason ?? ''}` }));
}
console.log(JSON.stringify({ name: 'all 61 checks were made', ok: results.length === 61, message: `${results.length} were made` }));
