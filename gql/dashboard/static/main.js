// Routes: #/ overview, #/documents, #/workload, #/chain?number=, #/registers?name=, #/search?q=, and a page for a node of each type, such as #/unit/ID. The
// whole state is in the address, so that back, reload and a link do what one expects.
import { el } from './dom.js';
import { errorText } from './words.js';
import { documents, overview, search, workload } from './lists.js';
import { documentPage } from './document.js';
import { chain } from './chain.js';
import { registers } from './registers.js';
import { gazette, industry, park, person, position, region, work } from './others.js';
import { target, task, unit } from './things.js';

const routes = { '': overview, documents, search, workload, chain, registers, document: documentPage, unit, task, target, park, person, position, gazette, work,
  region, industry };
const view = document.getElementById('view');
const form = document.getElementById('search');
let running = new AbortController();

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const q = form.elements.q.value.trim();
  if (q) location.hash = '#/search?' + new URLSearchParams({ q });
});

async function show() {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  const [name, id] = path.split('/');
  const route = routes[name] ?? overview;
  view.setAttribute('aria-busy', 'true');
  try {
    const parameters = new URLSearchParams(query);
    form.elements.q.value = name === 'search' ? parameters.get('q') ?? '' : '';
    for (const a of document.querySelectorAll('nav a')) {
      if (a.getAttribute('href') === '#/' + name) a.setAttribute('aria-current', 'page');
      else a.removeAttribute('aria-current');
    }
    const content = await route({ id: id && decodeURIComponent(id), parameters, signal });
    if (signal.aborted) return;
    view.replaceChildren(...[content].flat(Infinity).filter(Boolean));
    view.dispatchEvent(new CustomEvent('shown'));
  } catch (error) {
    if (signal.aborted) return;
    const list = error.errors ?? [{ message: error.message }];
    view.replaceChildren(el('div', { class: 'error', role: 'alert' }, list.map((e) => el('p', {}, errorText(e)))));
  } finally {
    if (!signal.aborted) view.removeAttribute('aria-busy');
  }
  document.title = (view.querySelector('h1')?.textContent ?? '总览') + ' · 政策图谱';
}

addEventListener('hashchange', () => {
  show().then(() => { if (!document.querySelector('.here')) scrollTo(0, 0); });
});
show();
