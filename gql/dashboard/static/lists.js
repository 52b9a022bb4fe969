// Lists: the overview, search, workload.
import { ask } from './api.js';
import { el, href, link, more, nodes, section, table } from './dom.js';
import { edges as edgeWords, states, types } from './words.js';

const bar = (value, most) => {
  const fill = el('span', { class: 'fill' });
  fill.style.width = `${most ? Math.round((100 * value) / most) : 0}%`;
  return el('span', { class: 'bar' }, fill);
};

export const documentLink = (d) => link('document/' + d.id, {}, d.title ?? d.number ?? '（无标题）');
export const unitLink = (u) => link('unit/' + u.id, {}, u.name);

export async function overview({ signal }) {
  const { data } = await ask(`{
    stats { nodes { type count } edges { type count } }
    documents(where: {state: READ}, orderBy: [{field: SIGNED, direction: DESC}], first: 12) { totalCount edges { node { id title number signed issuer status { state } } } }
    workload(first: 12) { totalCount edges { node { unit { id name } lead cooperate responsible targets documents } } }
    gazettes(first: 5, orderBy: [{field: DATE, direction: DESC}]) { edges { node { id title year issue totalIssue documents { totalCount } } } }
  }`, {}, signal);
  const most = Math.max(1, ...nodes(data.workload).map((w) => w.lead));
  return [
    el('h1', {}, '总览'),
    el('ul', { class: 'tiles' }, data.stats.nodes.filter((n) => n.count > 0).map((n) =>
      el('li', {}, el('b', {}, n.count.toLocaleString('zh-CN')), el('span', {}, types[n.type] ?? n.type)))),
    section('最近的文件', table(['标题', '文号', '发文机关', '成文日期', '状态'],
      nodes(data.documents).map((d) => [documentLink(d), d.number, d.issuer, d.signed, states[d.status?.state]])), more(data.documents)),
    section('牵头任务最多的单位', table(['单位', '牵头', '', '配合', '负责', '指标', '文件'],
      nodes(data.workload).map((w) => [unitLink(w.unit), w.lead, bar(w.lead, most), w.cooperate, w.responsible, w.targets, w.documents])),
      el('p', {}, link('workload', {}, '全部单位'))),
    nodes(data.gazettes).length > 0 && section('公报', el('ul', {}, nodes(data.gazettes).map((g) =>
      el('li', {}, `${g.title}${g.year ? ` ${g.year} 年` : ''}${g.issue ? `第 ${g.issue} 期` : ''}：${g.documents.totalCount} 件`)))),
    section('关系', el('ul', { class: 'chips' }, data.stats.edges.filter((e) => e.count > 0).map((e) =>
      el('li', {}, `${edgeWords[e.type] ?? e.type} ${e.count.toLocaleString('zh-CN')}`)))),
  ].filter(Boolean);
}

const hit = (n) => {
  const at = { Document: 'document', Unit: 'unit', Task: 'task', Target: 'target' }[n.__typename];
  const title = n.title ?? n.name ?? n.heading ?? n.indicator ?? n.post;
  const under = [n.number, n.signed, n.region, n.organisation, n.state === 'stub' ? '仅被引用' : '', n.document?.title, n.year && `${n.year} 年`].filter(Boolean).join(' · ');
  return el('li', {}, el('span', { class: 'kind' }, types[n.__typename]), at ? link(`${at}/${n.id}`, {}, title) : el('b', {}, title), el('p', { class: 'quiet' }, under));
};

export async function search({ parameters, signal }) {
  const text = parameters.get('q') ?? '';
  const type = parameters.get('type') || undefined;
  if (!text.trim()) return el('p', {}, '请输入检索词。');
  const { data } = await ask(`query ($text: String!, $types: [NodeType!], $after: String) {
    search(text: $text, types: $types, first: 30, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { node { __typename id
      ... on Document { title number signed state } ... on Unit { name region } ... on Task { heading document { title } }
      ... on Target { indicator year document { title } } ... on Park { name region } ... on Person { name organisation }
      ... on Position { post organisation } ... on Work { title } ... on Gazette { title year } ... on Region { name } ... on Industry { name } } } }
  }`, { text, types: type && [type.toUpperCase()], after: parameters.get('after') || undefined }, signal);
  const found = data.search;
  return [
    el('h1', {}, `检索：${text}`),
    el('p', { class: 'filters' }, [['', '全部'], ...['Document', 'Unit', 'Task', 'Target', 'Park', 'Person'].map((t) => [t, types[t]])].map(([t, word]) =>
      el('a', { href: href('search', { q: text, type: t }), 'aria-current': (type ?? '') === t ? 'true' : undefined }, word))),
    el('p', { class: 'quiet' }, `共 ${found.totalCount} 项`),
    el('ol', { class: 'hits' }, nodes(found).map(hit)),
    found.pageInfo.hasNextPage && link('search', { q: text, type, after: found.pageInfo.endCursor }, '下一页'),
  ].filter(Boolean);
}

export async function workload({ parameters, signal }) {
  const where = {};
  if (parameters.get('year')) where.year = Number(parameters.get('year'));
  if (parameters.get('region')) where.region = parameters.get('region');
  if (parameters.get('document')) where.document = parameters.get('document');
  if (parameters.get('collective')) where.collective = true;
  if (parameters.get('reforms')) where.acrossReforms = true;
  const field = `workload(${Object.keys(where).length ? 'where: $where, ' : ''}first: 200) { totalCount edges { node { unit { id name } lead cooperate responsible targets documents } } }`;
  const { data, errors } = await ask(Object.keys(where).length ? `query ($where: WorkloadWhere) { ${field} }` : `{ ${field} }`,
    Object.keys(where).length ? { where } : {}, signal);
  const form = el('form', { class: 'filters', onsubmit: (event) => {
    event.preventDefault();
    location.hash = href('workload', Object.fromEntries(new FormData(form)));
  } },
  el('label', {}, '成文年份 ', el('input', { name: 'year', inputmode: 'numeric', pattern: '[0-9]{4}', size: 5, value: parameters.get('year') })),
  el('label', {}, '辖区 ', el('input', { name: 'region', size: 10, value: parameters.get('region') })),
  el('label', {}, '文件 ', el('input', { name: 'document', size: 24, placeholder: '文号或标题', value: parameters.get('document') })),
  el('label', {}, el('input', { type: 'checkbox', name: 'collective', value: '1', checked: !!parameters.get('collective') }), ' 含集合单位'),
  el('label', {}, el('input', { type: 'checkbox', name: 'reforms', value: '1', checked: !!parameters.get('reforms') }), ' 沿机构改革合并'),
  el('button', {}, '更新'));
  const rows = nodes(data.workload);
  const most = Math.max(1, ...rows.map((w) => w.lead));
  return [
    el('h1', {}, '各单位工作量'), form,
    errors && el('p', { class: 'error' }, errors[0].message),
    table(['单位', '牵头', '', '配合', '负责', '牵头指标', '涉及文件'], rows.map((w) => [unitLink(w.unit), w.lead, bar(w.lead, most), w.cooperate, w.responsible, w.targets, w.documents])),
    more(data.workload),
  ].filter(Boolean);
}
