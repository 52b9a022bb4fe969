// The dashboard and GraphiQL in real Chromium: `node pages.mjs http://HOST:PORT CASES`, CASES being what is asked of this store.
// Prints one line of JSON a check.
import { chromium } from 'playwright-core';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [base, suite] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browser = await chromium.launch({ executablePath: process.env.POLICYGRAPH_TEST_CHROMIUM,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'] });

function equal(got, want, what) {
  if (got !== want) throw new Error(`${what}: ${JSON.stringify(got)}, want ${JSON.stringify(want)}`);
}

function holds(ok, what) {
  if (!ok) throw new Error(what);
}

// check runs one test on a page of its own. Whatever it does, nothing may be fetched from elsewhere and nothing may be said on
// the console.
async function check(name, test, viewport = { width: 1280, height: 900 }) {
  const context = await browser.newContext({ viewport, locale: 'zh-CN' });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000); // machines that run all suites at once are slow
  const wrong = [];
  context.on('request', (r) => { if (!/^(data|blob):/.test(r.url()) && !r.url().startsWith(base + '/')) wrong.push('asks ' + r.url()); });
  page.on('console', (m) => { if (['error', 'warning'].includes(m.type())) wrong.push('console: ' + m.text()); });
  page.on('pageerror', (e) => wrong.push('error: ' + e.message));
  page.on('dialog', async (d) => { wrong.push('dialog: ' + d.message()); await d.dismiss(); });
  try {
    await test(page);
  } catch (e) {
    wrong.push(e.message + ' at ' + decodeURIComponent(page.url()));
  }
  console.log(JSON.stringify({ name, ok: wrong.length === 0, message: wrong.join('\n') }));
  await context.close();
}

// ready waits until the page asked for is the one that is shown.
const ready = (page) => page.waitForFunction(() => document.querySelector('#view h1, #view p') && !document.querySelector('#view[aria-busy]'));

async function open(page, path) {
  await page.goto(`${base}/#/${path}`);
  await ready(page);
  equal(await page.locator('#view .error').count(), 0, 'errors shown');
}

// follow clicks and waits for the page behind the link.
async function follow(page, link) {
  const before = page.url();
  await link.click();
  await page.waitForURL((url) => String(url) !== before);
  await ready(page);
}

const heading = (page) => page.locator('#view h1').innerText();
const inSection = (page, title) => page.locator('#view section', { has: page.locator('h2', { hasText: title }) });

async function ask(query, variables) {
  const r = await fetch(base + '/graphql', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ query, variables }) });
  const { data, errors } = await r.json();
  if (errors) throw new Error(errors[0].message);
  return data;
}

// accessible fails on what axe calls serious.
async function accessible(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate('axe.run(document, { resultTypes: ["violations"] })');
  const bad = violations.filter((v) => ['serious', 'critical'].includes(v.impact));
  equal(bad.map((v) => `${v.id}: ${v.nodes.slice(0, 2).map((n) => n.html.slice(0, 120)).join(' | ')}`).join('; '), '', 'axe');
}

// fits tells that nothing but a table, which scrolls by itself, is wider than a telephone.
async function fits(page) {
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  holds(wide <= room, `${wide} pixels wide of ${room}`);
}

const { suites } = await import('./cases.mjs');
await suites[suite]({ check, open, follow, ready, heading, inSection, ask, accessible, fits, equal, holds, base });
await browser.close();
