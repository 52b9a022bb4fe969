// Registers: what is missing, ambiguous, expiring, due, unnamed or clashing, and what contradicts itself.
import { ask } from './api.js';
import { el, href, link, nodes, table } from './dom.js';
import { documentLink, unitLink } from './lists.js';
import { errorText } from './words.js';

const DOCUMENT = 'id title number signed';
const EVIDENCE = 'evidence { source quote }';
const roles = { LEAD: '牵头', COOPERATE: '配合', RESPONSIBLE: '负责', OVERSEE: '督办' };
const checks = { RESTS_ON_ENDED: '依据已失效', REPEALS_UNISSUED: '废止在先', REPEALS_HIGHER: '下位废止上位', CYCLE: '循环' };

const words = (row) => row.evidence.map((e) => el('p', { class: 'context', title: e.source }, el('q', {}, e.quote.length > 120 ? e.quote.slice(0, 120) + '…' : e.quote)));
const several = (documents) => documents.map((d) => el('div', {}, documentLink(d), d.number && ` ${d.number}`, d.signed && `，${d.signed}`));

// kinds of registers: the word, the fields of a row, the heads of the columns and a row's cells.
const kinds = {
  missing: ['未收录', `document { ${DOCUMENT} } citations`, ['文件', '文号', '被引用'], (r) => [documentLink(r.document), r.document.number, r.citations]],
  ambiguous: ['有歧义', `document { ${DOCUMENT} } citations candidates { ${DOCUMENT} }`, ['引用', '被引用', '可能是'],
    (r) => [documentLink(r.document), r.citations, several(r.candidates)]],
  expiring: ['将到期', `document { ${DOCUMENT} } lastDay`, ['期限', '文件', '文号'], (r) => [r.lastDay, documentLink(r.document), r.document.number]],
  due: ['待完成', `unit { id name } role due task { id heading } document { ${DOCUMENT} }`, ['单位', '角色', '期限', '任务', '文件'],
    (r) => [unitLink(r.unit), roles[r.role], r.due, link('task/' + r.task.id, {}, r.task.heading), r.document && documentLink(r.document)]],
  unnamed: ['未识别', 'unit { id name region } uses', ['单位', '辖区', '次数'], (r) => [unitLink(r.unit), r.unit.region, r.uses]],
  clashes: ['文号冲突', `number documents { ${DOCUMENT} }`, ['文号', '文件'], (r) => [r.number, several(r.documents)]],
  lint: ['自相矛盾', `check day document { ${DOCUMENT} } other { ${DOCUMENT} } cycle { ${DOCUMENT} }`, ['问题', '期限', '文件', '对象'],
    (r) => [checks[r.check], r.day, r.document && documentLink(r.document), r.cycle.length > 0 ? several(r.cycle) : r.other && documentLink(r.other)]],
};
const windowed = ['expiring', 'due'];

// registerQuery asks for one page of a register.
function registerQuery(name, fields) {
  const page = `pageInfo { hasNextPage endCursor } edges { node { ${fields} ${EVIDENCE} } }`;
  if (name === 'lint') return `query ($on: Date, $after: String) { lint(on: $on, first: 50, after: $after) { ${page} } }`;
  const days = windowed.includes(name);
  return `query ($on: Date, $after: String${days ? ', $days: Int' : ''}) { registers(on: $on) { ${name}(first: 50, after: $after${days ? ', days: $days' : ''}) { ${page} } } }`;
}

export async function registers({ parameters, signal }) {
  const name = kinds[parameters.get('name')] ? parameters.get('name') : 'missing';
  const [word, fields, heads, cells] = kinds[name];
  const given = { name, on: parameters.get('on') ?? '', days: parameters.get('days') ?? '' };
  const variables = { on: given.on || undefined, after: parameters.get('after') || undefined };
  if (windowed.includes(name)) variables.days = /^\d{1,5}$/.test(given.days) ? Number(given.days) : 90;
  const { data, errors } = await ask(registerQuery(name, fields), variables, signal);
  const found = name === 'lint' ? data?.lint : data?.registers?.[name];
  const form = el('form', { class: 'filters', onsubmit: (event) => {
    event.preventDefault();
    location.hash = href('registers', { name, ...Object.fromEntries(new FormData(form)) });
  } },
  el('label', {}, '日期 ', el('input', { type: 'date', name: 'on', value: given.on })),
  windowed.includes(name) && el('label', {}, '此后天数 ', el('input', { name: 'days', inputmode: 'numeric', pattern: '[0-9]{1,5}', size: 5, value: given.days || '90' })),
  el('button', {}, '更新'));
  const rows = nodes(found);
  return [
    el('h1', {}, `台账：${word}`),
    el('p', { class: 'filters' }, Object.entries(kinds).map(([kind, [text]]) =>
      el('a', { href: href('registers', { ...given, name: kind }), 'aria-current': kind === name ? 'true' : undefined }, text))),
    form,
    errors && el('p', { class: 'error', role: 'alert' }, errorText(errors[0])),
    rows.length > 0 ? table([...heads, '原文'], rows.map((r) => [...cells(r), words(r)])) : el('p', { class: 'quiet' }, '没有。'),
    found?.pageInfo.hasNextPage && link('registers', { ...given, after: found.pageInfo.endCursor }, '下一页'),
  ].filter(Boolean);
}
