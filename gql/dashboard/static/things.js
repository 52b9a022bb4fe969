// A unit, a task, a target.
import { ask } from './api.js';
import { el, link, more, nodes, section, table } from './dom.js';
import { documentLink, unitLink } from './lists.js';
import { comparators, periods } from './words.js';

export const gone = () => el('p', { class: 'error' }, '图谱中已没有这一项。');

// quoted leads to the sentence in its document.
const quoted = (evidence, document) => evidence?.slice(0, 1).map((e) =>
  document ? link('document/' + document.id, { at: e.start }, el('q', {}, e.quote.length > 50 ? e.quote.slice(0, 50) + '…' : e.quote)) : el('q', {}, e.quote));

const TASKS = 'totalCount edges { evidence { quote start } node { id heading due deadline document { id title number } } }';

function roles(title, connection) {
  if (!connection.edges.length) return null;
  return section(`${title}（${connection.totalCount}）`, table(['任务', '期限', '文件', '原文'], connection.edges.map(({ node, evidence }) =>
    [link('task/' + node.id, {}, node.heading), node.due ?? node.deadline, node.document && documentLink(node.document), quoted(evidence, node.document)])), more(connection));
}

export async function unit({ id, signal }) {
  const { data } = await ask(`query ($id: ID!) { node(id: $id) { ... on Unit {
    name region aliases collective canonical
    leads(first: 200, orderBy: [{field: DUE}]) { ${TASKS} } cooperates(first: 200) { ${TASKS} } responsible(first: 200) { ${TASKS} }
    leadsTargets(first: 200) { totalCount edges { node { id indicator value value2 unit comparator year document { id title } } evidence { quote start } } }
    collaborators(first: 30) { totalCount edges { tasks node { id name } } }
    issued(first: 50, orderBy: [{field: SIGNED, direction: DESC}]) { totalCount edges { node { id title number signed } } }
    succeededBy { edges { date mode node { id name } } } succeeds { edges { date mode node { id name } } }
  } } }`, { id }, signal);
  const u = data.node;
  if (!u) return gone();
  const most = Math.max(1, ...u.collaborators.edges.map((e) => e.tasks));
  return [
    el('h1', {}, u.name),
    el('dl', { class: 'head' }, [['辖区', u.region], ['原文写法', u.aliases?.join('、')], ['', u.collective ? '集合单位：代表多个单位' : u.canonical ? '' : '未在名录中核实'],
      ['改为', nodes(u.succeededBy).map((x) => unitLink(x))], ['前身', nodes(u.succeeds).map((x) => unitLink(x))]]
      .filter(([, v]) => v && v.length !== 0).map(([k, v]) => [el('dt', {}, k), el('dd', {}, v)])),
    roles('牵头', u.leads), roles('配合', u.cooperates), roles('负责', u.responsible),
    u.leadsTargets.edges.length > 0 && section(`牵头指标（${u.leadsTargets.totalCount}）`, table(['指标', '年份', '数值', '文件'], u.leadsTargets.edges.map(({ node, evidence }) =>
      [targetLink(node), node.year && String(node.year), value(node), node.document && link('document/' + node.document.id, { at: evidence?.[0]?.start }, node.document.title)]))),
    u.collaborators.edges.length > 0 && section('共同承担任务的单位', el('ul', { class: 'ranked' }, u.collaborators.edges.map((e) => {
      const fill = el('span', { class: 'fill' });
      fill.style.width = `${(100 * e.tasks) / most}%`;
      return el('li', {}, unitLink(e.node), el('span', { class: 'bar' }, fill), `${e.tasks} 项`);
    })), more(u.collaborators)),
    u.issued.edges.length > 0 && section(`发文（${u.issued.totalCount}）`, table(['标题', '文号', '成文'], nodes(u.issued).map((d) => [documentLink(d), d.number, d.signed])), more(u.issued)),
  ].filter(Boolean);
}

const EVIDENCE = 'evidence { source quote start rule context(before: 80, after: 60) { before quote after } }';
const UNITS = `edges { node { id name } ${EVIDENCE} }`;
const OVERSEERS = `edges { node { __typename id name } ${EVIDENCE} }`;

export const value = (t) => [comparators[t.comparator], t.value, t.value2 && `～${t.value2}`, t.unit].filter(Boolean).join(' ');
export const targetLink = (t) => link('target/' + t.id, {}, t.indicator);
export const who = (n) => link((n.__typename === 'Person' ? 'person/' : 'unit/') + n.id, {}, n.name);

// sentences shows each place once, however many units it names: one bracket names them all.
function sentences(connections, document) {
  const places = new Map();
  for (const e of connections.flatMap((c) => c.edges)) for (const x of e.evidence ?? []) places.set(x.source + x.start + x.quote, x);
  return [...places.values()].map((x) => el('p', { class: 'context' }, x.context?.before,
    document ? link('document/' + document.id, { at: x.start }, el('mark', {}, x.context?.quote ?? x.quote)) : el('mark', {}, x.quote), x.context?.after,
    el('span', { class: 'quiet' }, ` 规则 ${x.rule}`)));
}

export async function task({ id, signal }) {
  const { data } = await ask(`query ($id: ID!) { node(id: $id) { ... on Task { heading path text deadline due instrument document { id title number }
    leads { ${UNITS} } cooperators { ${UNITS} } responsible { ${UNITS} } overseers { ${OVERSEERS} } targets { edges { node { id indicator value value2 comparator unit year } } } } } }`, { id }, signal);
  const t = data.node;
  if (!t) return gone();
  return [
    el('h1', {}, t.heading),
    el('dl', { class: 'head' }, [['文件', t.document && documentLink(t.document)], ['所在', t.path?.join(' › ')], ['期限', [t.deadline, t.due].filter(Boolean).join('，')]]
      .filter(([, v]) => v && v.length !== 0).map(([k, v]) => [el('dt', {}, k), el('dd', {}, v)])),
    el('p', { class: 'text' }, t.text),
    section('分工', el('dl', { class: 'head' }, [['牵头', t.leads], ['配合', t.cooperators], ['负责', t.responsible], ['督办', t.overseers]].filter(([, c]) => c.edges.length)
      .map(([word, c]) => [el('dt', {}, word), el('dd', {}, nodes(c).map((u, i) => [i > 0 && '、', who(u)]))]))),
    section('原文', sentences([t.leads, t.cooperators, t.responsible, t.overseers], t.document)),
    t.targets.edges.length > 0 && section('指标', el('ul', {}, nodes(t.targets).map((x) => el('li', {}, targetLink(x), ` ${x.year ? `${x.year} 年 ` : ''}${value(x)}`)))),
  ].filter(Boolean);
}

export async function target({ id, signal }) {
  const { data } = await ask(`query ($id: ID!) { node(id: $id) { ... on Target { indicator value value2 unit comparator year period baseline category attribute raw
    document { id title number } task { id heading } leads { ${UNITS} } statedIn { edges { ${EVIDENCE} } } } } }`, { id }, signal);
  const t = data.node;
  if (!t) return gone();
  return [
    el('h1', {}, t.indicator),
    el('dl', { class: 'head' }, [['数值', value(t)], ['原文', t.raw], ['年份', t.year && String(t.year)], ['口径', [periods[t.period], t.attribute, t.baseline && '基期', t.category].filter(Boolean).join(' · ')],
      ['文件', t.document && documentLink(t.document)], ['任务', t.task && link('task/' + t.task.id, {}, t.task.heading)], ['牵头', nodes(t.leads).map((u, i) => [i > 0 && '、', unitLink(u)])]].filter(([, v]) => v && v.length !== 0).map(([k, v]) => [el('dt', {}, k), el('dd', {}, v)])),
    section('原文', sentences([t.statedIn, t.leads], t.document)),
  ].filter(Boolean);
}
