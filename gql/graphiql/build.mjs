// Builds dist/ from entry.jsx: `npm install && npm run build`. The result is committed, so that building the
// program needs Go only.
import { build } from 'esbuild';
import { readFileSync, writeFileSync } from 'node:fs';

await build({
  entryPoints: { graphiql: 'entry.jsx' },
  bundle: true, minify: true, outdir: 'dist', legalComments: 'none', jsx: 'automatic', target: 'es2021',
  // Fonts come inside the style sheet of GraphiQL, or not at all: nothing is fetched from elsewhere.
  loader: { '.ttf': 'empty', '.woff': 'empty', '.woff2': 'empty' },
  define: { 'process.env.NODE_ENV': '"production"' },
});

// Links to documentation are all that is left of other hosts; the program works without them, so they go.
for (const file of ['dist/graphiql.js', 'dist/graphiql.css']) {
  let text = readFileSync(file, 'utf8');
  text = text.replace(/@font-face\s*\{[^}]*\}/g, '');
  text = text.replace(/https?:\/\/(?!www\.w3\.org\/)[A-Za-z0-9.-]+\.[a-z]{2,}[^\s"'`)\\]*/g, '#');
  writeFileSync(file, text);
}
writeFileSync('dist/page.css', readFileSync('page.css'));
