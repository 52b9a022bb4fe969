// Elements are made here and nowhere else, and text only ever becomes a text node: what documents say cannot
// become markup.

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'dataset') Object.assign(node.dataset, value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  append(node, children);
  return node;
}

// turning finds marks that turn the direction of writing. One that is never closed would turn what follows too, out of any
// isolation but a box of its own.
const turning = /[\u202a-\u202e\u2066-\u2069]/;

function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    node.append(typeof child === 'string' && turning.test(child) ? el('bdi', { class: 'turned' }, document.createTextNode(child)) : child);
  }
}

// href is a place in the dashboard: #/path?name=value.
export function href(path, parameters = {}) {
  const given = Object.entries(parameters).filter(([, v]) => v !== undefined && v !== null && v !== '');
  const query = new URLSearchParams(given).toString();
  return '#/' + path + (query ? '?' + query : '');
}

export const link = (path, parameters, ...children) => el('a', { href: href(path, parameters) }, ...children);

export function table(heads, rows, caption) {
  return el('div', { class: 'scroll' }, el('table', {},
    caption && el('caption', {}, caption),
    el('thead', {}, el('tr', {}, heads.map((h) => el('th', { scope: 'col', class: kind(h) }, h)))),
    el('tbody', {}, rows.map((r) => el('tr', {}, r.map((c, i) => el('td', { class: kind(heads[i]) }, c ?? '')))))));
}

// kind of a column by its head: what must not be broken over lines, and what is a number.
const unbroken = new Set(['文号', '成文', '成文日期', '施行', '状态', '期限', '年份', '任免', '角色', '问题']);
const numbers = new Set(['牵头任务', '配合任务', '负责任务', '牵头指标', '涉及文件', '被引用', '次数']);
const kind = (head) => (numbers.has(head) ? 'number' : unbroken.has(head) ? 'unbroken' : undefined);

export function section(title, ...children) {
  return el('section', {}, el('h2', {}, title), ...children);
}

export const nodes = (connection) => (connection?.edges ?? []).map((e) => e.node).filter(Boolean);

// more says that a list goes on, where it does.
export function more(connection) {
  const shown = connection?.edges?.length ?? 0;
  return connection?.totalCount > shown ? el('p', { class: 'quiet' }, `共 ${connection.totalCount} 项，显示前 ${shown} 项`) : null;
}
