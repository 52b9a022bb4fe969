// The repeal chain of a document, each with its status on a day.
import { ask } from './api.js';
import { el, href, link, section } from './dom.js';
import { documentLink } from './lists.js';
import { errorText, sinceText, states } from './words.js';

const QUERY = `query ($number: String, $title: String, $on: Date) { repealChain(number: $number, title: $title) {
  nodes { id number title signed effective expires state status(on: $on) { state basis since until presumedExpiredSince decidedBy { from { id number title } evidence { quote } } } }
  links { from { id number title } to { id number title } effective scope mode evidence { quote start source } }
  cyclic truncated } }`;

export async function chain({ parameters, signal }) {
  const name = parameters.get('number') ?? '';
  const on = parameters.get('on') ?? '';
  const form = el('form', { class: 'filters', onsubmit: (event) => {
    event.preventDefault();
    location.hash = href('chain', Object.fromEntries(new FormData(form)));
  } },
  el('label', {}, '文号或标题 ', el('input', { name: 'number', size: 30, value: name, required: true })),
  el('label', {}, '状态日期 ', el('input', { name: 'on', type: 'date', value: on })),
  el('button', {}, '查看'));
  const page = [el('h1', {}, '废止链'), form];
  if (!name) return page;
  const asked = /号$/.test(name.trim()) ? { number: name.trim() } : { title: name.trim().replace(/^《|》$/g, '') };
  const { data, errors } = await ask(QUERY, { ...asked, ...(on ? { on } : {}) }, signal);
  if (!data.repealChain) {
    const e = errors[0];
    page.push(el('p', { class: 'error', role: 'alert' }, errorText(e)));
    if (e.extensions?.candidates) page.push(await candidates(e.extensions.candidates, signal));
    return page;
  }
  const { nodes, links, cyclic, truncated } = data.repealChain;
  const dated = [...nodes].sort((a, b) => (a.signed ?? a.effective ?? '').localeCompare(b.signed ?? b.effective ?? ''));
  page.push(section(on ? `${on} 的状态` : '今天的状态', el('ol', { class: 'timeline' }, dated.map(stop))));
  if (links.length) page.push(section('废止关系', el('ul', {}, links.map(repeal))));
  else page.push(el('p', {}, '没有废止关系。'));
  if (cyclic) page.push(el('p', { class: 'error' }, '这些关系中有环。'));
  if (truncated) page.push(el('p', { class: 'quiet' }, '链条过长，未全部显示。'));
  return page;
}

// candidates lists what an ambiguous name may mean, each with what tells it from the others.
async function candidates(ids, signal) {
  const { data } = await ask('query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Document { id title number signed issuer } } }', { ids }, signal);
  return el('ul', {}, data.nodes.filter(Boolean).map((d) => el('li', {}, documentLink(d), ' ', el('span', { class: 'quiet' }, [d.number, d.issuer, d.signed].filter(Boolean).join(' · ')))));
}

function stop(n) {
  const decided = n.status?.decidedBy;
  return el('li', { class: n.status?.state },
    el('time', {}, n.signed ?? n.effective ?? '日期不详'),
    el('div', {},
      documentLink(n), ' ', el('span', { class: 'quiet' }, n.number ?? ''), n.state === 'stub' && el('span', { class: 'quiet' }, '（仅被引用）'),
      el('p', {}, el('b', { class: 'state' }, states[n.status?.state] ?? ''), el('span', { class: 'quiet' }, n.status && sinceText(n.status))),
      decided && el('p', { class: 'quiet' }, '依据 ', documentLink(decided.from), '：', el('q', {}, decided.evidence?.[0]?.quote ?? ''))));
}

function repeal(l) {
  return el('li', {}, documentLink(l.from), ' 废止 ', documentLink(l.to), l.effective && `，自 ${l.effective}`, l.scope === 'partial' && '（部分）',
    l.evidence?.map((e) => el('p', { class: 'context' }, link('document/' + l.from.id, { at: e.start }, el('q', {}, e.quote)))));
}
