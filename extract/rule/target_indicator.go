package rule

import (
	"strings"

	"github.com/policygraph/policygraph/extract/mention"
	"github.com/policygraph/policygraph/extract/text"
)

// endWords may follow a number and still leave it the end of its phrase: 就业率100%目标.
var endWords = []string{"目标", "的目标", "以上目标", "的水平", "的规模", "及以上", "并", "且", "以上", "的要求", "任务", "（"}

// weakVerbs introduce a number only where the sentence already speaks of what is to come.
var weakVerbs = []string{"有", "拥有", "建有", "为", "对", "给", "使", "让", "在", "设", "办", "建", "选", "达到"}

// indicator names what a quantity measures; more than one name for “A和B各2个”. ok is false where the quantity
// belongs to something else (a condition, an attribute of the thing counted, a report).
func (r *sentenceReader) indicator(c targetClause, p piece) (names []string, ok bool) {
	after := strings.TrimRight(p.after, " 。；，")
	if qualifies(c.text, p.q, p.before, after) || !r.anchored && (partOfName(p.q, p.before, after) || suffixOf(p.before, []string{"将", "对", "把"}) != "") {
		return nil, false
	}
	if atEnd(after) || p.q.Unit == "%" && suffixOf(p.before, []string{"提升", "提高", "增长", "下降", "降低"}) != "" {
		return r.named(c, p)
	}
	return r.counted(c, p, after)
}

func atEnd(after string) bool {
	if after == "" {
		return true
	}
	if prefixOf(after, joints[:]) != "" && !strings.HasPrefix(after, "及其") {
		return true
	}
	w := prefixOf(after, endWords)
	return w != "" && (!strings.HasPrefix(w, "的") || w == after) // not 80%以上的规模化养殖场
}

// named reads “indicator [reaching verb] quantity”.
func (r *sentenceReader) named(c targetClause, p piece) ([]string, bool) {
	before := p.before
	each := strings.HasSuffix(before, "各")
	if cut := untilYear(before); suffixOf(cut, toVerbs) != "" {
		before = cut // 由20%提高到2025年的40%
	}
	core, reach := stripReach(before)
	reach = reach || strings.HasPrefix(c.text[p.q.Span.Start:], "达到")
	cut := beforeChange(core)
	changes := cut != core
	if changes && !r.toCome(c.text, core[len(cut):]) && !r.timeGoal(c.text, p.q) {
		return nil, false
	}
	if changes {
		cut, _ = stripReach(cut) // 利用率为由25%提高到40%
	}
	core, reach = stripLead(apart(cut)), reach || changes || p.reached
	making := prefixOf(core, makingVerbs)
	if making == "" && containsAny(firstRunes(core, 6), actVerbs) {
		making = "…" // 省级组织转化项目50项
	}
	name := strings.TrimSpace(core)
	if p.q.Unit == "%" || p.q.Unit == "‰" || strings.Contains(p.q.Value, "/") {
		name = strings.TrimSuffix(name, "的") // 稳定在户籍人口的1.5%以上
	}
	if cut := stripMaking(name); runes(cut) >= 2 && !(isShare(p.q) && strings.HasPrefix(name, "新增") && suffixOf(name, rateTails) != "") {
		name = cut
	}
	name = strings.TrimPrefix(stripTail(name), "的")
	if hasDigit(name) || reach {
		name = strings.TrimSuffix(name, "的") // 销售收入超5亿元的达到300家
	}
	name = servedThing(withoutEach(r.completed(c, p, name, making, changes)), p.q)
	if isEach(name) || suffixOf(name, []string{"每人", "每户", "每家", "每亩", "每件", "每床", "每生", "每项"}) != "" || countsGraduates(name, p.q) || runes(name) < 2 || strings.HasSuffix(name, "的") || making == name || strings.HasPrefix(name, "其") && prefixOf(name, []string{"其余", "其他"}) == "" || prefixOf(name, []string{"对", "按", "凡"}) != "" {
		return nil, false
	}
	if suffixOf(before, []string{"不足", "未达", "未达到"}) != "" || r.reports(before) || isTime(name) || prefixOf(name, []string{"每增", "每提", "每减", "每下降", "每超", "每降", "每新"}) != "" || !r.anchored && (strings.Contains(name, "由") || strings.Contains(name, "从")) && hasDigit(name) {
		return nil, false
	}
	weakReach := strings.TrimSuffix(before, " ")
	if suffixOf(weakReach, []string{"为", "是", "有", "占", "在"}) != "" && suffixOf(weakReach, []string{"保持在", "稳定在", "维持在", "控制在"}) == "" && !r.strong(c.text) {
		reach = false // 院校为147所 tells, 占比达到15% asks
	}
	firm := reach || strings.Contains(before, "至少") || p.q.Comparator != "=" || making != "" || suffixOf(name, targetNouns) != "" || each || isShare(p.q) && suffixOf(name, []string{"精简", "缩减"}) != ""
	if !firm && !r.listing && !(r.anchored || r.goals()) && p.start == 0 {
		return nil, false
	}
	if !firm && p.start > 0 && len(r.names) == 0 {
		return nil, false
	}
	if each {
		if members := splitMembers(name); len(members) > 1 {
			return sharedHead(members), true
		}
	}
	return []string{name}, true
}

// completed gives a name that the clause leaves out, or says in part, from what stands before it.
func (r *sentenceReader) completed(c targetClause, p piece, name, making string, changes bool) string {
	before := ""
	if len(r.before) > 0 {
		before = r.before[len(r.before)-1]
	}
	switch {
	case before != "" && strings.HasSuffix(name, "以上") && strings.HasPrefix(c.text, "其中"):
		return name + before // 小微企业园200个，其中四星级以上15个
	case making == name && name != "" && p.start == 0 && r.anchored && before != "":
		return levelOf(before, p.q) // 每年培训A1万人，到2025年培训5万人
	case making == name && name != "" && p.start > 0 && len(r.names) > 0:
		return making + strings.TrimPrefix(stripMaking(r.names[len(r.names)-1]), "新开工") // 新开工项目120个、竣工100个
	case isTime(name) && p.start > 0 && len(r.names) > 0 && strings.Contains(p.before, "年"):
		return levelOf(r.names[len(r.names)-1], p.q) // 2023年达到40%、2025年达到50%
	case isTime(name) && before != "":
		return levelOf(before, p.q) // 2021年底前实现80%，2022年实现100%
	case isTime(name) && (r.anchored || changes || r.goals()) && changing(r.subject) != "":
		return changing(r.subject) // A比例逐年提高，2023年达到50%
	case before == "" && p.start == 0 && r.strong(c.text):
		if thing := r.countedBefore(name, making); thing != "" && !isShare(p.q) && !isMoney(p.q.Unit) {
			return thing // 新建一批A，2023年新增2万个
		}
	}
	return r.fuller(p, name, before)
}

// fuller gives a name that says only part of what it means the rest from the member or clause before.
func (r *sentenceReader) fuller(p piece, name, before string) string {
	same := len(r.units) > 0 && baseUnit(r.units[len(r.units)-1]) == baseUnit(p.q.Unit)
	if len(r.names) > 0 && p.start > 0 {
		before = r.names[len(r.names)-1]
		if cut := withMeasure(name, before, p.q); cut != name {
			return cut
		}
	}
	switch {
	case before == "" && suffixOf(name, growthWords) == name:
		return "" // of what, is not said
	case before == "":
		return name
	case suffixOf(name, growthWords) == name:
		return levelOf(before, mention.Quantity{}) + name // 成交额突破30亿元，增长20%
	case strings.HasPrefix(name, "占"):
		return r.ofBefore(name, before)
	case same && ofGroup(name, before) != name:
		return ofGroup(name, before)
	case suffixOf(name, []string{"提高", "提升", "增长", "下降", "降低", "减少"}) == name && prefixOf(p.before, []string{"比", "较"}) != "":
		return levelOf(before, mention.Quantity{}) + strings.TrimSpace(p.before) // A年均增长6%，比2020年提高3个百分点
	case suffixOf(name, []string{"年均增长", "年均增速", "年均增幅", "年均递增"}) == name:
		if before == r.part {
			before = r.whole // 达到400家，占比例的5%，年均增长10%
		}
		return levelOf(before, mention.Quantity{}) + name // 总产值达到400亿元，年均增长4%
	case same && isEach(name):
		return before // 每个市建设2个孵化基地，每个县至少建设1个
	case same && (name == "总数" || name == "总量" || name == "数量" || name == "总数量"):
		return before + name // 新增科技企业100家，总数达到2830家
	case (name == "总数" || name == "总量") && levelOf(before, mention.Quantity{}) != before:
		return levelOf(before, mention.Quantity{}) + name // 市场主体增长10%，总量达到15万户
	}
	return likeBefore(name, before)
}

// growthWords alone say that what stands before grows.
var growthWords = []string{"增长", "同比增长", "下降", "增加"}

// apart cuts who each has to do a thing: 省商务厅、省国资委每年分别推荐优质企业.
func apart(s string) string {
	if i := strings.LastIndex(s, "分别"); i > 0 && prefixOf(s[i+len("分别"):], makingVerbs) != "" {
		return s[i+len("分别"):]
	}
	return s
}

// countsGraduates tells whether a number is that of those who leave school: there are so many, nobody sets them.
func countsGraduates(name string, q mention.Quantity) bool {
	name = name[len(prefixOf(name, placeWords)):]
	return strings.HasSuffix(q.Unit, "人") && suffixOf(name, []string{"高校毕业生", "应届毕业生", "毕业生规模", "毕业生人数", "毕业生总数", "高校毕业生人数", "高校毕业生规模", "高校毕业生总数", "应届高校毕业生"}) == name
}

// toCome tells whether a change from one value to another lies ahead: where a year or a goal is said, or where it begins
// now or with the year before the text. 由2010年的5家发展到20家 is a report.
func (r *sentenceReader) toCome(c, from string) bool {
	if r.anchored || r.listing || r.goals() || containsAny(from, []string{"当前", "目前", "现在", "现有"}) || strings.Contains(r.subject, "翻") || strings.HasPrefix(c, "将") || containsAny(c, []string{"力争", "确保"}) {
		return true
	}
	y := firstYear(from)
	return y > 0 && y >= r.t.ref-1
}

// changing gives what a clause says to change in general: A比例逐年提高.
func changing(s string) string {
	for _, w := range [...]string{"翻一番", "翻番", "翻两番", "逐年", "逐步", "稳步", "稳定提", "稳定增", "稳定上", "稳定下", "稳中有升", "稳中有降", "不断", "持续", "进一步", "明显", "大幅", "显著", "有效"} {
		if i := text.LastIndex(s, w); i > 0 && runes(s[i:]) <= 6 {
			return stripLead(s[:i])
		}
	}
	return ""
}

// beforeChange cuts “用户由640万户” to what changes, its beginning being no part of the name.
func beforeChange(core string) string {
	for _, w := range [...]string{"由", "从"} {
		i := strings.LastIndex(core, w)
		if i < 0 {
			continue
		}
		from := core[i+len(w):]
		for _, now := range [...]string{"当前", "目前", "现在", "现有", "原来", "原有", "的", "不足", "不低于", "不少于", "不超过", "约", "近"} {
			from = strings.TrimPrefix(from, now)
		}
		if from != "" && isDigitByte(from[0]) {
			return strings.TrimSuffix(core[:i], "力争")
		}
	}
	return core
}

// actVerbs may follow who acts.
var actVerbs = []string{"建成", "组织", "新增", "实施", "完成", "培育", "新建", "建设", "引进", "打造", "创建", "授权", "新改建", "改建", "改造", "培训"}

// reports tells whether the words before a number sum up what there is: 学校共53所, 合计2亿元.
func (r *sentenceReader) reports(before string) bool {
	return suffixOf(before, []string{"共", "共有", "共计", "合计", "总计", "共安排"}) != "" && r.h.year <= r.t.ref
}

// counted reads “verb quantity thing”: 新增10个国家级中心.
func (r *sentenceReader) counted(c targetClause, p piece, after string) ([]string, bool) {
	before := strings.TrimSpace(p.before)
	if name := capacity(before, after); name != "" && r.anchored {
		return []string{name}, true
	}
	if j := suffixOf(before, joints[:]); j != "" && p.q.Unit == "%" {
		before = "" // 所有行政许可和80%的服务事项实现在线办理
	}
	if strings.HasPrefix(after, "的") && (p.q.Unit == "%" || isShare(p.q) && p.end == len(c.text)) && (stripLead(before) == "" || prefixOf(before, placeWords) == before) {
		after = strings.TrimPrefix(after, "的") // 30%的县城建成货运中心
	}
	if rest, ok := strings.CutPrefix(after, "的"); ok && p.q.Unit == "%" && strings.HasSuffix(before, "覆盖") && runes(before) > 3 {
		return []string{stripLead(before) + rest}, true // 助餐服务覆盖90%以上的社区
	}
	if strings.HasPrefix(after, "的") {
		if !countsPersons(p.q.Unit) || suffixOf(before, makingVerbs) == "" {
			return nil, false
		}
		after = strings.TrimPrefix(after, "的")
	}
	if (p.q.Unit == "万" || p.q.Unit == "亿") && before == "" {
		return nil, false // 14亿人民的饭碗
	}
	if p.q.Unit == "%" && r.anchored && p.start == 0 && !strings.HasPrefix(after, "的") && !strings.HasPrefix(after, "以上") && runes(before) > 3 && suffixOf(before, []string{"按", "按照", "的"}) == "" {
		if name := stripMaking(before) + after; runes(name) <= 30 && !strings.Contains(name, "的") {
			return []string{name}, true // 实现应上事项80%全流程网办
		}
	}
	if countsNothing(p.q, before, after) {
		return nil, false
	}
	if !r.anchored && suffixOf(before, []string{"具有", "具备"}) != "" {
		r.norm = true // 至少具有10块以上场地: a grade asks for it
		return nil, false
	}
	if name := chosenAs(before, after); name != "" {
		return []string{name}, true
	}
	if !r.introduced(c, p, before) || before == "在" && !r.anchored && r.t.kind != kindGoal { // 在5个城市开展监测
		return nil, false
	}
	if isMoney(p.q.Unit) && suffixOf(before, makingVerbs) == "" {
		return nil, false
	}
	if strings.Contains(after, "每") || strings.Contains(after, "全覆盖") || strings.Contains(after, "至少") || strings.Contains(after, "作为") || strings.Contains(after, "为重点") {
		return nil, false
	}
	if p.q.Unit != "%" && strings.HasSuffix(strings.TrimRight(c.text, "。； "), "全覆盖") && (before == "" || suffixOf(before, []string{"实现", "推动", "推进"}) != "") {
		return nil, false // 实现7个行业和14个地区全覆盖
	}
	name := thing(after)
	// 培育15个上云率提升20%以上的集群: what is counted stands at the end of the clause.
	if i := strings.LastIndex(c.text, "的"); p.end < len(c.text) && i > p.end && prefixOf(c.text[p.end:], joints[:]) == "" {
		name = thing(c.text[i+len("的"):])
	}
	name = r.bearer(name, after)
	if runes(name) < 2 || name == "人口" || strings.HasSuffix(name, "工作") || strings.Contains(name, "工作顺利") || strings.HasSuffix(before, "确定") && strings.Contains(after, "为") {
		return nil, false
	}
	return []string{name}, true
}

// bearer gives the thing that bears the attributes which stand in place of its name: 具有核心技术，收入超10亿元的企业.
func (r *sentenceReader) bearer(name, after string) string {
	if prefixOf(name, attributeVerbs) != "" && !strings.Contains(after, "的") || r.attribute && suffixOf(name, []string{"提升", "提高", "增长", "率"}) != "" {
		if noun := nounAhead(r.rest); noun != "" {
			return noun
		}
	}
	return name
}

// countsNothing tells whether the words around a number make it the count of measures, stages or times, of which no text
// sets a target.
func countsNothing(q mention.Quantity, before, after string) bool {
	if q.Unit == "条" && prefixOf(after, []string{"措施", "政策", "举措", "意见", "具体措施", "政策措施"}) != "" {
		return true // 出台27条措施
	}
	return prefixOf(after, []string{"政策延长", "政策执行", "方面", "阶段", "环节", "部分", "步骤", "层次", "类别", "统一", "确保", "月", "小时", "学年", "专题", "以来", "之间", "时间", "批次", "左右时间"}) != "" ||
		suffixOf(after, []string{"政策", "政策措施", "方面", "环节", "阶段", "步骤", "部分"}) != "" || containsAny(before, []string{"每新增", "每增加"}) || everyYears(before)
}

// attributeVerbs open what a thing counted has or can, its name follows after 的.
var attributeVerbs = []string{"具有", "拥有", "掌握", "具备"}

// qualifies tells whether a quantity says which thing is meant and not how many: 10MW级风机, 400公里及以上列车, 营业收入
// 5千万以上企业超千家, 常住人口2000人以上且有需求的村.
func qualifies(c string, q mention.Quantity, before, after string) bool {
	switch {
	case q.Unit == "所" && suffixOf(before, []string{"电科", "重工", "科工", "航天", "船舶", "兵器", "集团"}) != "":
		return true // 中国电科13所: which institute
	case strings.HasPrefix(after, "级"), strings.HasPrefix(after, "且") && strings.Contains(after, "的"):
		return true
	case q.Comparator != "=" && q.Span.End > q.Number.End && after != "" && before == "" && q.Number.Start == 0:
		return measuresThing(q.Unit) // 180平方米以上烧结机建设脱硝工程
	case c[q.Number.End:q.Span.End] == "及以上" && after != "":
		return measuresThing(q.Unit)
	case q.Unit == "万" || q.Unit == "亿" || q.Unit == "千万" || q.Unit == "百万":
		return suffixOf(before, []string{"收入", "产值", "投资", "资产", "营收", "人口"}) != ""
	}
	return false
}

// partOfName tells whether a small number sums up the list before it in a name: A、B、C 3项任务, 4个专项行动.
func partOfName(q mention.Quantity, before, after string) bool {
	if len(q.Value) > 2 || q.Comparator != "=" || q.Value2 != "" || !strings.Contains(before, "、") || suffixOf(before, makingVerbs) != "" {
		return suffixOf(after, []string{"专项行动", "攻坚行动"}) != "" && len(q.Value) <= 2
	}
	return suffixOf(after, []string{"行动", "任务", "工程", "场景", "机制", "体系"}) != ""
}

// chosenAs names what things are chosen to become: 筛选51个县作为综合示范县, 选取10个村打造示范村.
func chosenAs(before, after string) string {
	if suffixOf(before, []string{"筛选", "选取", "遴选", "选择", "选定", "优选", "挑选"}) == "" {
		return ""
	}
	for _, w := range [...]string{"作为", "打造成为", "打造成", "打造", "建设成为", "培育成为", "培育成"} {
		i := strings.Index(after, w)
		if i <= 0 {
			continue
		}
		name := thing(after[i+len(w):])
		if n := runes(name); n >= 2 && n <= 20 && suffixOf(name, []string{"重点", "对象", "依据", "参考", "单位"}) == "" && !containsAny(name, joints[:]) {
			return name
		}
	}
	return ""
}

// everyYears tells whether what is counted comes round every few years: 每3年开展1次评估.
func everyYears(s string) bool {
	i := strings.Index(s, "每")
	return i >= 0 && i+len("每") < len(s) && isDigitByte(s[i+len("每")]) && strings.Contains(s[i:], "年")
}

// introduced tells whether the words before a quantity make the thing counted something to be made or reached.
func (r *sentenceReader) introduced(c targetClause, p piece, before string) bool {
	if before == "" || isShare(p.q) && prefixOf(before, placeWords) == before {
		if isShare(p.q) && containsAny(p.after, []string{"实现", "达到", "建成", "完成", "开设", "开展", "建立", "设立", "配备", "配套", "接入", "纳入"}) {
			return true // 50%的学校实现……覆盖
		}
		return r.listing || p.start > 0 && len(r.names) > 0 || r.strong(c.text) && p.start == 0
	}
	bare := stripLead(before)
	verb := suffixOf(before, makingVerbs)
	if verb != "" && suffixOf(before, weakVerbs) != verb {
		return true
	}
	if bare == "" {
		return r.strong(c.text) || containsAny(before, []string{"力争", "争取", "确保", "推动", "推进", "支持", "鼓励"})
	}
	if strings.HasSuffix(before, "的") && containsAny(before, []string{"创建", "建设", "培育", "打造", "新增", "建成"}) && prefixOf(bare, []string{"推广", "落实", "执行", "在"}) == "" {
		return true
	}
	if !r.strong(c.text) {
		return false
	}
	return verb != "" || prefixOf(bare, makingVerbs) != "" || strings.Contains(before, "至少") || strings.HasSuffix(before, "年") || strings.HasSuffix(before, "、")
}
