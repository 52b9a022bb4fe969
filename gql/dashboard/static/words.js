// Chinese words for what the API names in English.

export const states = {
  not_yet: '尚未施行', in_force: '有效', suspended: '暂停适用', replaced: '已被修订取代', expired: '已失效（期满）', repealed: '已废止',
  partly_repealed: '部分废止', unknown: '状态不明',
};

export const comparators = { '>=': '≥', '<=': '≤', '>': '>', '<': '<', '=': '', '~': '约' };

export const periods = { annual: '每年', cumulative: '累计' };

export const bases = { stated: '原文载明', derived: '推算', presumed: '推定' };

export const types = {
  Work: '法规及版本', Document: '文件', Gazette: '公报', Source: '来源', Unit: '单位', Task: '任务', Target: '指标', Park: '园区', Region: '行政区划',
  Industry: '产业', Person: '人员', Position: '职务',
};

export const edges = {
  IMPLEMENTS: '依据或贯彻', REPEALS: '废止', AMENDS: '修改', CORRECTS: '更正', PREVAILS_OVER: '优先适用', EXTENDS: '延长有效期', SUSPENDS: '暂停',
  FORWARDS: '转发', CARRIED_BY: '刊载于', CITES: '提及', VERSION_OF: '版本', ISSUED_BY: '发文', APPROVED_BY: '批准', INTERPRETED_BY: '解释',
  ADDRESSED_TO: '主送', PUBLISHED_IN: '刊登', HAS_TASK: '任务', LEADS: '牵头', COOPERATES_ON: '配合', RESPONSIBLE_FOR: '负责', OVERSEES: '督办',
  SETS: '指标', DESIGNATES: '园区', LOCATED_IN: '位于', FOCUSES_ON: '产业', IN_REGION: '辖区', PART_OF: '隶属', SUCCEEDED_BY: '更名或合并',
  SHARES_BODY: '合署', HOSTED_BY: '挂靠', APPOINTS: '任命', REMOVES: '免职', HOLDS: '任职', HELD: '离任', OF: '职务所在',
};

// group is the colour of a fact.
export function group(kind) {
  if (['LEADS', 'COOPERATES_ON', 'RESPONSIBLE_FOR', 'OVERSEES', 'HAS_TASK'].includes(kind)) return 'task';
  if (kind === 'SETS') return 'target';
  if (['DESIGNATES', 'LOCATED_IN', 'FOCUSES_ON'].includes(kind)) return 'park';
  if (['APPOINTS', 'REMOVES', 'HOLDS', 'HELD', 'OF'].includes(kind)) return 'person';
  if (['REPEALS', 'AMENDS', 'SUSPENDS', 'EXTENDS', 'CORRECTS'].includes(kind)) return 'change';
  if (['IMPLEMENTS', 'CITES', 'FORWARDS', 'PREVAILS_OVER', 'CARRIED_BY'].includes(kind)) return 'relation';
  return 'head';
}

export const groups = { relation: '依据与提及', change: '废止与修改', task: '任务与分工', target: '指标', park: '园区', person: '任免', head: '文件头' };

// statusText is the whole status, sinceText what follows its first word.
export const statusText = (status) => (status ? (states[status.state] ?? status.state) + sinceText(status) : '');

export function sinceText(status) {
  let text = '';
  if (status.since) text += `，自 ${status.since}`;
  if (status.until) text += `，至 ${status.until}`;
  if (status.basis) text += `（${bases[status.basis] ?? status.basis}）`;
  if (status.presumedExpiredSince) text += `；按默认有效期推定 ${status.presumedExpiredSince} 起期满`;
  return text;
}

const known = { AMBIGUOUS: '有多个候选，请补充条件', NOT_FOUND: '没有找到', TIMEOUT: '查询超时', UNAVAILABLE: '服务繁忙或存储不可用，请稍后再试',
  QUERY_TOO_COMPLEX: '查询过大，请缩小范围', BAD_USER_INPUT: '输入有误' };

export const errorText = (e) => known[e.extensions?.code] ?? `出错：${e.message}`;
