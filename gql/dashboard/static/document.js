// A document: its header, its text with every fact marked in it, and what the graph knows around it.
import { ask } from './api.js';
import { el, href, link, more, nodes, section, table } from './dom.js';
import { documentLink, issueName, unitLink } from './lists.js';
import { targetLink, value } from './things.js';
import { edges as edgeWords, errorText, group, groups, statusText } from './words.js';

const doc = 'id title number state';
const QUERY = `query ($id: ID!) { node(id: $id) { ... on Document {
  id title number state type genre issuers addressees signed effective expires registration attached
  status { state basis since until presumedExpiredSince decidedBy { type from { ${doc} } to { ${doc} } evidence { quote } } }
  gazette { id title year issue }
  sources { source speaks printed }
  text { source content }
  facts { kind startUtf16 endUtf16 start quote rule fromText toText from { __typename id ...name } to { __typename id ...name } }
  implements { edges { manner node { ${doc} } } } implementedBy { totalCount edges { node { ${doc} } } }
  repeals { edges { effective scope node { ${doc} } } } repealedBy { edges { effective node { ${doc} } } }
  amends { edges { node { ${doc} } } } amendedBy { edges { node { ${doc} } } }
  forwards { edges { node { ${doc} } } } carries { edges { node { ${doc} } } } carriedBy { edges { node { ${doc} } } }
  cites { totalCount edges { node { ${doc} } } } citedBy { totalCount edges { node { ${doc} } } }
  versions { edges { node { ${doc} signed } } }
  tasks(first: 300) { totalCount edges { node { id heading path due deadline leads { edges { node { id name } } } cooperators { edges { node { id name } } } responsible { edges { node { id name } } } } } }
  targets(first: 300) { totalCount edges { node { id indicator value value2 unit comparator year baseline category leads { edges { node { id name } } } } } }
  parks(first: 300) { totalCount edges { node { id name region field industries { edges { node { name } } } } } }
  appointments(first: 300) { totalCount edges { node { action position person { id name } } } }
} } }
fragment name on Node { ... on Document { title number } ... on Unit { name } ... on Person { name } ... on Task { heading } ... on Target { indicator } ... on Park { name } ... on Position { post } ... on Gazette { title } ... on Region { name } ... on Industry { name } ... on Work { title } }`;

const naming = (n) => n && (n.title ?? n.name ?? n.heading ?? n.indicator ?? n.post ?? n.number);

export async function documentPage({ id, parameters, signal }) {
  const { data, errors } = await ask(QUERY, { id }, signal);
  const d = data.node;
  if (!d) return el('p', { class: 'error' }, errors ? errorText(errors[0]) : '这份文件已不在图谱中。');
  const reader = d.text?.content ? textView(d, parameters) : el('p', { class: 'quiet' }, d.state === 'stub' ? '仅被其他文件引用，尚未读到原文。' : '仅见于目录，尚未读到原文。');
  return [el('h1', {}, d.title ?? d.number), header(d), relations(d), section('正文与事实', reader), tasks(d), targets(d), parks(d), appointments(d)].filter(Boolean);
}

function header(d) {
  const rows = [
    ['文号', d.number], ['状态', statusText(d.status)],
    ['依据', d.status?.decidedBy && el('span', {}, documentLink(d.status.decidedBy.from), '：', el('q', {}, d.status.decidedBy.evidence?.[0]?.quote ?? ''))],
    ['发文机关', d.issuers?.join('、')], ['主送', d.addressees?.join('、')], ['种类', [d.type, d.genre].filter(Boolean).join(' · ')],
    ['成文', d.signed], ['施行', d.effective], ['有效期至', d.expires], ['统一编号', d.registration], ['印发', d.attached?.map((t) => `《${t}》`).join('')],
    ['公报', d.gazette && link('gazette/' + d.gazette.id, {}, issueName(d.gazette))], ['来源', d.sources?.map((s) => s.source).join('；')],
  ];
  return [el('dl', { class: 'head' }, rows.filter(([, v]) => v).map(([k, v]) => [el('dt', {}, k), el('dd', {}, v)])),
    el('p', {}, link('chain', { number: d.number ?? d.title }, '废止链'), d.tasks.totalCount > 0 && [' · ', link('workload', { document: d.number ?? d.title }, '本文件的分工统计')])];
}

function relations(d) {
  const lists = [['依据、贯彻', d.implements], ['被贯彻', d.implementedBy], ['废止', d.repeals], ['被废止', d.repealedBy], ['修改', d.amends], ['被修改', d.amendedBy],
    ['转发', d.forwards], ['刊载', d.carries], ['刊载于', d.carriedBy], ['提及', d.cites], ['被提及', d.citedBy]];
  const shown = lists.filter(([, c]) => c?.edges.length);
  const versions = nodes(d.versions).filter((v) => v.id !== d.id);
  if (versions.length) shown.push(['其他版本', { edges: versions.map((node) => ({ node })) }]);
  if (!shown.length) return null;
  return section('关系', el('dl', { class: 'head' }, shown.map(([name, c]) => [el('dt', {}, name), el('dd', {}, el('ul', { class: 'plain' },
    c.edges.map((e) => el('li', {}, documentLink(e.node), e.node.state !== 'read' && el('span', { class: 'quiet' }, '（未读到）'), e.effective && el('span', { class: 'quiet' }, ` 自 ${e.effective}`)))), more(c))])));
}

// textView marks the facts in the text and lists them beside it; either one leads to the other.
function textView(d, parameters) {
  const facts = d.facts ?? [];
  const off = new Set((parameters.get('hide') ?? '').split(',').filter(Boolean));
  const shown = facts.map((f, i) => ({ ...f, i })).filter((f) => !off.has(group(f.kind)));
  const text = el('div', { class: 'text', lang: 'zh-CN', tabindex: 0, role: 'region', 'aria-label': '正文' }, marked(d.text.content, shown));
  const list = el('ol', { class: 'facts', 'aria-label': '事实' }, shown.map((f) => el('li', { dataset: { fact: f.i }, class: group(f.kind), tabindex: 0 },
    el('b', {}, edgeWords[f.kind] ?? f.kind), ' ', f.fromText || naming(f.from), ' → ', f.toText || naming(f.to), el('q', {}, f.quote.length > 60 ? f.quote.slice(0, 60) + '…' : f.quote))));
  const pick = (event) => {
    const at = event.target.closest('[data-fact]');
    if (!at || (event.type === 'keydown' && event.key !== 'Enter')) return;
    select(text, list, at.dataset.fact, at.closest('.text') ? list : text);
  };
  for (const side of [text, list]) {
    side.addEventListener('click', pick);
    side.addEventListener('keydown', pick);
  }
  const at = parameters.get('at');
  if (at) {
    const fact = shown.find((f) => String(f.start) === at);
    if (fact) document.getElementById('view').addEventListener('shown', () => select(text, list, String(fact.i), text, true), { once: true });
  }
  const count = (g) => facts.filter((f) => group(f.kind) === g).length;
  const filters = el('p', { class: 'filters' }, Object.entries(groups).filter(([g]) => count(g)).map(([g, word]) => {
    const next = new Set(off);
    if (!next.delete(g)) next.add(g);
    return el('a', { class: g, href: href('document/' + d.id, { hide: [...next].join(',') }), 'aria-pressed': String(!off.has(g)), role: 'button' }, `${word} ${count(g)}`);
  }));
  return [filters, el('div', { class: 'reader' }, text, list)];
}

function select(text, list, fact, scroll, jump) {
  for (const old of document.querySelectorAll('.here')) old.classList.remove('here');
  for (const side of [text, list]) {
    for (const m of side.querySelectorAll('[data-fact]')) {
      if (m.dataset.fact === fact || m.dataset.facts?.split(' ').includes(fact)) m.classList.add('here');
    }
  }
  if (jump) list.querySelector('.here')?.scrollIntoView({ block: 'nearest' });
  scroll.querySelector('.here')?.scrollIntoView({ block: jump ? 'center' : 'nearest', behavior: jump ? 'auto' : 'smooth' });
}

// marked cuts the text where facts begin and end; each piece has the colour of the shortest fact over it.
function marked(content, facts) {
  const cuts = new Set([0, content.length]);
  for (const f of facts) cuts.add(f.startUtf16).add(f.endUtf16);
  const places = [...cuts].sort((a, b) => a - b);
  const begins = [...facts].sort((a, b) => a.startUtf16 - b.startUtf16);
  let open = [];
  let next = 0;
  return places.slice(0, -1).map((from, i) => {
    while (next < begins.length && begins[next].startUtf16 <= from) open.push(begins[next++]);
    open = open.filter((f) => f.endUtf16 > from);
    const piece = content.slice(from, places[i + 1]);
    if (!open.length) return piece;
    const best = open.reduce((a, b) => (b.endUtf16 - b.startUtf16 < a.endUtf16 - a.startUtf16 ? b : a));
    return el('mark', { class: group(best.kind), title: open.map((f) => edgeWords[f.kind] ?? f.kind).join('、'),
      dataset: { fact: best.i, facts: open.map((f) => f.i).join(' ') } }, piece);
  });
}

const units = (c) => nodes(c).map((u, i) => [i > 0 && '、', unitLink(u)]);

function tasks(d) {
  const list = nodes(d.tasks);
  return list.length > 0 && section(`任务（${d.tasks.totalCount}）`, table(['任务', '期限', '牵头', '配合', '负责'],
    list.map((t) => [link('task/' + t.id, {}, t.heading), t.due ?? t.deadline, units(t.leads), units(t.cooperators), units(t.responsible)])), more(d.tasks));
}

function targets(d) {
  const list = nodes(d.targets);
  return list.length > 0 && section(`指标（${d.targets.totalCount}）`, table(['指标', '年份', '数值', '类别', '牵头'],
    list.map((t) => [targetLink(t), t.year && `${t.year}${t.baseline ? '（基期）' : ''}`, value(t), t.category, units(t.leads)])), more(d.targets));
}

function parks(d) {
  const list = nodes(d.parks);
  return list.length > 0 && section(`园区（${d.parks.totalCount}）`, table(['园区', '所在地', '领域', '产业'],
    list.map((p) => [link('park/' + p.id, {}, p.name), p.region, p.field, nodes(p.industries).map((x) => x.name).join('、')])), more(d.parks));
}

function appointments(d) {
  const list = nodes(d.appointments);
  return list.length > 0 && section(`任免（${d.appointments.totalCount}）`, table(['任免', '姓名', '职务'],
    list.map((a) => [a.action === 'appoint' ? '任' : '免', a.person && link('person/' + a.person.id, {}, a.person.name), a.position])), more(d.appointments));
}
