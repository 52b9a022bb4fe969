// Lists: the overview, documents, search, workload.
import { ask } from './api.js';
import { el, href, link, more, nodes, section, table } from './dom.js';
import { edges as edgeWords, errorText, states, types } from './words.js';

const bar = (value, most) => {
  const fill = el('span', { class: 'fill' });
  fill.style.width = `${most ? Math.round((100 * value) / most) : 0}%`;
  return el('span', { class: 'bar' }, fill);
};

export const documentLink = (d) => link('document/' + d.id, {}, d.title ?? d.number ?? '（无标题）');
export const unitLink = (u) => link('unit/' + u.id, {}, u.name);
export const issueName = (g) => `${g.title}${g.year ? ` ${g.year} 年` : ''}${g.issue ? `第 ${g.issue} 期` : ''}`;

const DOCUMENT = 'id title number issuer signed status { state }';
export const documentTable = (list) => table(['标题', '文号', '发文机关', '成文日期', '状态'],
  list.map((d) => [documentLink(d), d.number, d.issuer, d.signed, states[d.status?.state]]));

const LOAD = 'unit { id name } lead cooperate responsible targets documents';
function loadTable(connection) {
  const rows = nodes(connection);
  const most = Math.max(1, ...rows.map((w) => w.lead));
  return table(['单位', '牵头任务', '', '配合任务', '负责任务', '牵头指标', '涉及文件'],
    rows.map((w) => [unitLink(w.unit), w.lead, bar(w.lead, most), w.cooperate, w.responsible, w.targets, w.documents]));
}

export async function overview({ signal }) {
  const { data } = await ask(`{
    stats { nodes { type count } edges { type count } }
    documents(where: {state: READ}, orderBy: [{field: SIGNED, direction: DESC}], first: 12) { totalCount edges { node { ${DOCUMENT} } } }
    workload(first: 12) { totalCount edges { node { ${LOAD} } } }
    gazettes(first: 5, orderBy: [{field: DATE, direction: DESC}]) { edges { node { id title year issue totalIssue documents { totalCount } } } }
  }`, {}, signal);
  const count = Object.fromEntries(data.stats.nodes.map((n) => [n.type, n.count]));
  const read = data.documents.totalCount;
  const tiles = [[read, '文件'], [count.Document - read, '仅被引用的文件'],
    ...['Task', 'Unit', 'Target', 'Park', 'Person', 'Position', 'Industry', 'Region', 'Gazette'].map((t) => [count[t], types[t]])];
  if (!count.Document) return [el('h1', {}, '总览'), el('p', {}, '图谱还是空的。用 ', el('code', {}, 'policygraph ingest 文件夹'), ' 读入文件。')];
  return [
    el('h1', {}, '总览'),
    el('ul', { class: 'tiles' }, tiles.filter(([n]) => n > 0).map(([n, word]) => el('li', {}, el('b', {}, n.toLocaleString('zh-CN')), el('span', {}, word)))),
    section('牵头任务最多的单位', nodes(data.workload).length ? loadTable(data.workload) : el('p', { class: 'quiet' }, '读到的文件没有分工。'),
      el('p', {}, link('workload', {}, `全部 ${data.workload.totalCount} 个单位`))),
    section('最近的文件', documentTable(nodes(data.documents)), el('p', {}, link('documents', {}, `全部 ${read} 件文件`))),
    nodes(data.gazettes).length > 0 && section('公报', el('ul', {}, nodes(data.gazettes).map((g) =>
      el('li', {}, link('gazette/' + g.id, {}, issueName(g)), `：${g.documents.totalCount} 件`)))),
    section('关系', el('ul', { class: 'chips' }, data.stats.edges.filter((e) => e.count > 0).map((e) =>
      el('li', {}, `${edgeWords[e.type] ?? e.type} ${e.count.toLocaleString('zh-CN')}`)))),
  ].filter(Boolean);
}

// documents lists what was read, or what is only cited, by issuer, year, type.
export async function documents({ parameters, signal }) {
  const given = Object.fromEntries(['title', 'issuer', 'year', 'type'].map((name) => [name, (parameters.get(name) ?? '').trim()]));
  const cited = !!parameters.get('cited');
  const where = { state: cited ? 'STUB' : 'READ' };
  if (given.title) where.title = { contains: given.title };
  if (given.issuer) where.issuer = { contains: given.issuer };
  if (/^\d{4}$/.test(given.year)) where.year = { eq: Number(given.year) };
  if (given.type) where.type = { eq: given.type };
  const { data, errors } = await ask(`query ($where: DocumentWhere, $after: String) {
    documents(where: $where, orderBy: [{field: SIGNED, direction: DESC}], first: 100, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { node { ${DOCUMENT} } } } }`,
  { where, after: parameters.get('after') || undefined }, signal);
  const form = el('form', { class: 'filters', onsubmit: (event) => {
    event.preventDefault();
    location.hash = href('documents', Object.fromEntries(new FormData(form)));
  } },
  [['title', '标题', 20], ['issuer', '发文机关', 14], ['year', '成文年份', 5], ['type', '种类', 8]].map(([name, word, size]) =>
    el('label', {}, word + ' ', el('input', { name, size, value: given[name] }))),
  el('label', {}, el('input', { type: 'checkbox', name: 'cited', value: '1', checked: cited }), ' 仅被引用的'),
  el('button', {}, '更新'));
  const page = data?.documents;
  return [
    el('h1', {}, '文件'), form,
    errors && el('p', { class: 'error', role: 'alert' }, errorText(errors[0])),
    page && el('p', { class: 'quiet' }, `共 ${page.totalCount} 件`),
    page && documentTable(nodes(page)),
    page?.pageInfo.hasNextPage && link('documents', { ...given, cited: cited ? '1' : '', after: page.pageInfo.endCursor }, '下一页'),
  ].filter(Boolean);
}

const hit = (n) => {
  const at = n.__typename.toLowerCase();
  const title = n.title ?? n.name ?? n.heading ?? n.indicator ?? n.post;
  const under = [n.number, n.signed, n.region, n.organisation, n.state === 'stub' ? '仅被引用' : '', n.document?.title, n.year && `${n.year} 年`].filter(Boolean).join(' · ');
  return el('li', {}, el('span', { class: 'kind' }, types[n.__typename]), link(`${at}/${n.id}`, {}, title), el('p', { class: 'quiet' }, under));
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
  if (/^\d{4}$/.test(parameters.get('year') ?? '')) where.year = Number(parameters.get('year'));
  if (parameters.get('region')) where.region = parameters.get('region');
  if (parameters.get('document')) where.document = parameters.get('document');
  if (parameters.get('on')) where.inForceOn = parameters.get('on');
  if (parameters.get('collective')) where.collective = true;
  if (parameters.get('reforms')) where.acrossReforms = true;
  const field = `workload(${Object.keys(where).length ? 'where: $where, ' : ''}first: 200) { totalCount edges { node { ${LOAD} } } }`;
  const { data, errors } = await ask(Object.keys(where).length ? `query ($where: WorkloadWhere) { ${field} }` : `{ ${field} }`,
    Object.keys(where).length ? { where } : {}, signal);
  const form = el('form', { class: 'filters', onsubmit: (event) => {
    event.preventDefault();
    location.hash = href('workload', Object.fromEntries(new FormData(form)));
  } },
  el('label', {}, '成文年份 ', el('input', { name: 'year', inputmode: 'numeric', pattern: '[0-9]{4}', size: 5, value: parameters.get('year') })),
  el('label', {}, '辖区 ', el('input', { name: 'region', size: 10, value: parameters.get('region') })),
  el('label', {}, '文件 ', el('input', { name: 'document', size: 24, placeholder: '文号或标题', value: parameters.get('document') })),
  el('label', {}, '某日有效 ', el('input', { type: 'date', name: 'on', value: parameters.get('on') })),
  el('label', {}, el('input', { type: 'checkbox', name: 'collective', value: '1', checked: !!parameters.get('collective') }), ' 含集合单位'),
  el('label', {}, el('input', { type: 'checkbox', name: 'reforms', value: '1', checked: !!parameters.get('reforms') }), ' 沿机构改革合并'),
  el('button', {}, '更新'));
  return [
    el('h1', {}, '各单位工作量'), form,
    errors && el('p', { class: 'error', role: 'alert' }, errorText(errors[0])),
    nodes(data.workload).length > 0 ? loadTable(data.workload) : el('p', { class: 'quiet' }, '没有符合条件的单位。'),
    more(data.workload),
  ].filter(Boolean);
}
