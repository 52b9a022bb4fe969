// The smaller things: a park, a person, a post, an issue of a gazette, a region, an industry, the versions of a text.
import { ask } from './api.js';
import { el, link, more, nodes, section, table } from './dom.js';
import { documentLink, documentTable, issueName, unitLink } from './lists.js';
import { gone } from './things.js';

const DOCUMENTS = 'totalCount edges { node { id title number issuer signed status { state } } evidence { quote start } }';

async function fetchNode(type, fields, id, signal) {
  const { data } = await ask(`query ($id: ID!) { node(id: $id) { ... on ${type} { ${fields} } } }`, { id }, signal);
  return data.node;
}

const head = (rows) => el('dl', { class: 'head' }, rows.filter(([, v]) => v && v.length !== 0).map(([k, v]) => [el('dt', {}, k), el('dd', {}, v)]));

// quotedIn lists documents with the sentence that each says it in.
const quotedIn = (title, connection) => connection.edges.length > 0 && section(title, table(['文件', '成文', '原文'], connection.edges.map(({ node, evidence }) =>
  [documentLink(node), node.signed, evidence?.map((e) => el('p', { class: 'context' }, link('document/' + node.id, { at: e.start }, el('q', {}, e.quote))))])), more(connection));

const linked = (path, list) => list.map((n, i) => [i > 0 && '、', link(`${path}/${n.id}`, {}, n.name)]);

export async function park({ id, signal }) {
  const p = await fetchNode('Park', `name region field industries(first: 100) { edges { node { id name } } } locatedIn { id name } documents(first: 50) { ${DOCUMENTS} }`, id, signal);
  if (!p) return gone();
  return [el('h1', {}, p.name), head([['所在地', p.locatedIn ? linked('region', [p.locatedIn]) : p.region], ['领域', p.field], ['产业', linked('industry', nodes(p.industries))]]),
    quotedIn('见于', p.documents)].filter(Boolean);
}

const post = (p) => link('position/' + p.id, {}, `${p.organisation ?? ''}${p.post}`);

export async function person({ id, signal }) {
  const p = await fetchNode('Person', `name organisation holds(first: 50) { edges { since node { id post organisation } } } held(first: 50) { edges { until node { id post organisation } } }
    appointedBy(first: 50) { ${DOCUMENTS} } removedBy(first: 50) { ${DOCUMENTS} } oversees(first: 100) { totalCount edges { node { id heading document { id title number } } } }`, id, signal);
  if (!p) return gone();
  return [el('h1', {}, p.name), head([['单位', p.organisation], ['任职', p.holds.edges.map((e) => el('div', {}, post(e.node), e.since && `，自 ${e.since}`))],
    ['离任', p.held.edges.map((e) => el('div', {}, post(e.node), e.until && `，${e.until}`))]]),
  quotedIn('任命', p.appointedBy), quotedIn('免职', p.removedBy),
  p.oversees.edges.length > 0 && section(`牵头领导的任务（${p.oversees.totalCount}）`, table(['任务', '文件'], nodes(p.oversees).map((t) => [link('task/' + t.id, {}, t.heading), t.document && documentLink(t.document)])), more(p.oversees))].filter(Boolean);
}

export async function position({ id, signal }) {
  const p = await fetchNode('Position', 'post organisation unit { id name } holders(first: 50) { edges { since node { id name } } } formerHolders(first: 50) { edges { until node { id name } } }', id, signal);
  if (!p) return gone();
  return [el('h1', {}, `${p.organisation ?? ''}${p.post}`), head([['单位', p.unit && [unitLink(p.unit)]],
    ['任职', p.holders.edges.map((e) => el('div', {}, link('person/' + e.node.id, {}, e.node.name), e.since && `，自 ${e.since}`))],
    ['离任', p.formerHolders.edges.map((e) => el('div', {}, link('person/' + e.node.id, {}, e.node.name), e.until && `，${e.until}`))]])];
}

export async function gazette({ id, signal }) {
  const g = await fetchNode('Gazette', `title year issue totalIssue date documents(first: 300) { ${DOCUMENTS} }`, id, signal);
  if (!g) return gone();
  return [el('h1', {}, issueName(g)), head([['总期数', g.totalIssue && String(g.totalIssue)], ['出版', g.date]]),
    section(`刊登的文件（${g.documents.totalCount}）`, documentTable(nodes(g.documents)), more(g.documents))];
}

export async function work({ id, signal }) {
  const w = await fetchNode('Work', `title issuer versions(first: 100, orderBy: [{field: SIGNED, direction: DESC}]) { ${DOCUMENTS} }`, id, signal);
  if (!w) return gone();
  return [el('h1', {}, w.title), head([['发布机关', w.issuer]]), section('各版本', documentTable(nodes(w.versions)), more(w.versions))];
}

export async function region({ id, signal }) {
  const r = await fetchNode('Region', 'name code level partOf { id name } units(first: 300) { totalCount edges { node { id name } } } parks(first: 300) { totalCount edges { node { id name } } }', id, signal);
  if (!r) return gone();
  const list = (word, path, connection) => connection.edges.length > 0 && section(`${word}（${connection.totalCount}）`, el('p', {}, linked(path, nodes(connection))), more(connection));
  return [el('h1', {}, r.name), head([['代码', r.code], ['上级', r.partOf && linked('region', [r.partOf])]]), list('单位', 'unit', r.units), list('园区', 'park', r.parks)].filter(Boolean);
}

export async function industry({ id, signal }) {
  const x = await fetchNode('Industry', 'name parks(first: 300) { totalCount edges { node { id name region } } }', id, signal);
  if (!x) return gone();
  return [el('h1', {}, x.name), section(`园区（${x.parks.totalCount}）`, table(['园区', '所在地'], nodes(x.parks).map((p) => [link('park/' + p.id, {}, p.name), p.region])), more(x.parks))];
}
