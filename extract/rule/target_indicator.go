package rule

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/mention"
)

// endWords may follow a number and still leave it the end of its phrase: 就业率100%目标.
var endWords = []string{"目标", "的目标", "以上目标", "的水平", "的规模", "及以上", "并", "且", "以上", "的要求", "任务", "（"}

// weakVerbs introduce a number only where the sentence already speaks of what is to come.
var weakVerbs = []string{"有", "为", "对", "给", "使", "让", "在", "设", "办", "建", "选", "达到"}

// indicator names what a quantity measures; more than one name for “A和B各2个”. ok is false where the quantity
// belongs to something else (a condition, an attribute of the thing counted, a report).
func (r *sentenceReader) indicator(c targetClause, p piece) (names []string, ok bool) {
	after := strings.TrimRight(p.after, " 。；，")
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
	core, reach := stripReach(before)
	core = stripLead(core)
	making := prefixOf(core, makingVerbs)
	if making == "" && containsAny(firstRunes(core, 6), actVerbs) {
		making = "…" // 省级组织转化项目50项
	}
	name := strings.TrimSpace(core)
	if p.q.Unit == "%" || p.q.Unit == "‰" || strings.Contains(p.q.Value, "/") {
		name = strings.TrimSuffix(name, "的") // 稳定在户籍人口的1.5%以上
	}
	if cut := stripMaking(name); runes(cut) >= 2 {
		name = cut
	}
	name = stripTail(name)
	if hasDigit(name) || reach {
		name = strings.TrimSuffix(name, "的") // 销售收入超5亿元的达到300家
	}
	if len(r.before) > 0 && strings.HasSuffix(name, "以上") && strings.HasPrefix(c.text, "其中") {
		name += r.before[len(r.before)-1] // 小微企业园200个，其中四星级以上15个
	}
	if isTime(name) && len(r.before) > 0 {
		name = r.before[len(r.before)-1] // 2021年底前实现80%，2022年实现100%
	}
	if runes(name) < 2 || strings.HasSuffix(name, "的") || making == name || strings.HasPrefix(name, "其") && prefixOf(name, []string{"其余", "其他"}) == "" || prefixOf(name, []string{"对", "按", "凡"}) != "" {
		return nil, false
	}
	if r.reports(before) || isTime(name) || prefixOf(name, []string{"每增", "每提", "每减", "每下降", "每超", "每降", "每新"}) != "" || !r.anchored && strings.Contains(name, "由") && hasDigit(name) {
		return nil, false
	}
	weakReach := strings.TrimSuffix(before, " ")
	if suffixOf(weakReach, []string{"为", "是", "有", "占", "在"}) != "" && suffixOf(weakReach, []string{"保持在", "稳定在", "维持在", "控制在"}) == "" && !r.strong(c.text) {
		reach = false // 院校为147所 tells, 占比达到15% asks
	}
	firm := reach || strings.Contains(before, "至少") || p.q.Comparator != "=" || making != "" || suffixOf(name, targetNouns) != "" || each
	if !firm && !r.listing && !(r.anchored || r.t.kind == kindGoal) && p.start == 0 {
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

// actVerbs may follow who acts.
var actVerbs = []string{"建成", "组织", "新增", "实施", "完成", "培育", "新建", "建设", "引进", "打造", "创建", "授权"}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// reports tells whether the words before a number sum up what there is: 学校共53所, 合计2亿元.
func (r *sentenceReader) reports(before string) bool {
	return suffixOf(before, []string{"共", "共有", "共计", "合计", "总计", "共安排"}) != "" && r.h.year <= r.t.ref
}

// isTime tells whether a name is only a time: 年底前, 上半年, 6月底.
func isTime(name string) bool {
	s := name
	for _, w := range [...]string{"年底", "上半年", "下半年", "全年", "当年", "月底", "季度", "今年", "明年", "年", "月", "前", "底", "末", "一", "二", "三", "四", "到"} {
		s = strings.ReplaceAll(s, w, "")
	}
	return strings.Trim(s, "0123456789 ") == ""
}

// stripTail takes a year and the number of a list item off a name: 抽取比例2023年, 5转移农村劳动力.
func stripTail(name string) string {
	if i := strings.LastIndex(name, "年"); i == len(name)-len("年") && i > 4 && yearBefore(name, i) > 0 {
		name = name[:i-4]
		for _, w := range [...]string{"较", "比", "与"} {
			name = strings.TrimSuffix(name, w) // 产值较2020年翻番
		}
	}
	if i := strings.IndexFunc(name, func(r rune) bool { return r < '0' || r > '9' }); i > 0 && i <= 2 && name[i] >= utf8.RuneSelf && len(mention.Quantities(name[:min(len(name), i+12)])) == 0 && prefixOf(name[i:], []string{"年", "月", "大", "日", "级"}) == "" {
		name = name[i:]
	}
	return strings.TrimSpace(name)
}

// counted reads “verb quantity thing”: 新增10个国家级中心.
func (r *sentenceReader) counted(c targetClause, p piece, after string) ([]string, bool) {
	before := strings.TrimSpace(p.before)
	if strings.HasPrefix(after, "的") && p.q.Unit == "%" && stripLead(before) == "" {
		after = strings.TrimPrefix(after, "的") // 30%的县城建成货运中心
	}
	if strings.HasPrefix(after, "的") {
		if !countsPersons(p.q.Unit) || suffixOf(before, makingVerbs) == "" {
			return nil, false
		}
		after = strings.TrimPrefix(after, "的")
	}
	if prefixOf(after, []string{"方面", "阶段", "环节", "部分", "步骤", "层次", "类别", "统一", "确保", "月", "小时", "学年", "专题", "以来", "之间", "时间", "批次", "左右时间"}) != "" {
		return nil, false
	}
	if suffixOf(after, []string{"方面", "环节", "阶段", "步骤", "部分"}) != "" || containsAny(before, []string{"每新增", "每增加"}) || everyYears(before) {
		return nil, false
	}
	if !r.introduced(c, p, before) {
		return nil, false
	}
	if isMoney(p.q.Unit) && suffixOf(before, makingVerbs) == "" {
		return nil, false
	}
	if strings.Contains(after, "每") || strings.Contains(after, "全覆盖") || strings.Contains(after, "至少") || strings.Contains(after, "作为") || strings.Contains(after, "为重点") {
		return nil, false
	}
	name := thing(after)
	if runes(name) < 2 || strings.HasSuffix(name, "工作") || strings.Contains(name, "工作顺利") || strings.HasSuffix(before, "确定") && strings.Contains(after, "为") {
		return nil, false
	}
	return []string{name}, true
}

// everyYears tells whether what is counted comes round every few years: 每3年开展1次评估.
func everyYears(s string) bool {
	i := strings.Index(s, "每")
	return i >= 0 && i+len("每") < len(s) && isDigitByte(s[i+len("每")]) && strings.Contains(s[i:], "年")
}

// introduced tells whether the words before a quantity make the thing counted something to be made or reached.
func (r *sentenceReader) introduced(c targetClause, p piece, before string) bool {
	if before == "" {
		if p.q.Unit == "%" && containsAny(p.after, []string{"实现", "达到", "建成", "完成"}) {
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
	if strings.HasSuffix(before, "的") && containsAny(before, []string{"创建", "建设", "培育", "打造", "新增", "建成"}) {
		return true
	}
	if !r.strong(c.text) {
		return false
	}
	return verb != "" || prefixOf(bare, makingVerbs) != "" || strings.Contains(before, "至少") || strings.HasSuffix(before, "年") || strings.HasSuffix(before, "、")
}

// unitFits leaves out times, ages and engineering values, and money that is a ceiling.
func (r *sentenceReader) unitFits(c string, p piece) bool {
	q := p.q
	switch baseUnit(q.Unit) {
	case "天", "个月", "个小时", "小时", "个工作日", "工作日", "周岁", "秒", "分", "℃", "毫米", "厘米", "米", "kV", "千伏", "伏", "m", "mm", "cm", "km", "h", "L", "t", "毫克", "微克", "分贝", "马力", "度", "级", "步", "兆", "V", "W", "dB", "MPa", "成", "折", "星", "国", "集", "课", "星级", "班", "区", "省", "站":
		return false
	case "年", "岁":
		return strings.Contains(p.before, "寿命") || strings.Contains(p.before, "教育年限")
	case "学时", "课时", "个学时", "个课时", "分钟":
		return r.anchored || strings.Contains(c, "每年")
	case "倍", "番":
		return r.anchored || r.t.kind == kindGoal
	case "":
		made := q.Unit != "" && suffixOf(p.before, makingVerbs) != "" && suffixOf(p.before, weakVerbs) == ""
		return made || q.Unit != "" && r.strong(c) || strings.Contains(q.Value, "/") || r.anchored
	}
	if isMoney(q.Unit) {
		return r.money(c, q)
	}
	if q.Unit == "%" && containsAny(p.before, []string{"按", "补助", "资助", "补贴标准"}) && !r.anchored {
		return false
	}
	if q.Comparator == "<=" || q.Comparator == "<" {
		return r.anchored || strings.Contains(p.before, "率") || strings.Contains(p.before, "控制在")
	}
	return !q.Open || r.anchored
}

// money is a target where a year or a goal is said, or an indicator of size reaches it.
func (r *sentenceReader) money(c string, q mention.Quantity) bool {
	if containsAny(c, []string{"奖", "补", "资金", "经费", "贷款", "保费", "保额", "押金", "保证金"}) && !r.anchored {
		return false
	}
	if q.Comparator == "<=" || q.Comparator == "<" {
		return r.anchored
	}
	return r.strong(c) || r.listing
}

func isMoney(unit string) bool { return strings.Contains(unit, "元") }

func countsPersons(unit string) bool {
	return strings.HasSuffix(unit, "人") || strings.HasSuffix(unit, "名") || strings.HasSuffix(unit, "位") || strings.HasSuffix(unit, "个") || strings.HasSuffix(unit, "家")
}

// stripReach takes the reaching verbs off the end of an indicator.
func stripReach(s string) (core string, reach bool) {
	for {
		w := suffixOf(s, reachVerbs)
		if w == "" || len(w) == len(s) {
			return s, reach
		}
		switch w {
		case "提高", "提升", "增长", "增加", "下降", "降低", "减少", "扩大", "上升", "缩短":
			return s, true // 单位能耗下降: the change is the indicator
		case "占", "为", "在", "至", "到", "不", "是", "有", "要", "增", "降", "翻", "共":
			if strings.HasSuffix(s, "行为") || strings.HasSuffix(s, "存在") || strings.HasSuffix(s, "乃至") {
				return s, reach
			}
		}
		s, reach = s[:len(s)-len(w)], true
	}
}

// stripLead takes the time, adverbs and openings off the front of a clause.
func stripLead(s string) string {
	for {
		s = strings.TrimLeft(s, " ，、—-")
		if i := timeEnd(s); i > 0 {
			s = s[i:]
			continue
		}
		w := prefixOf(s, leadWords)
		if p := prefixOf(s, placeWords); p != "" && (p == s || prefixOf(s[len(p):], actVerbs) != "" || prefixOf(s[len(p):], leadWords) != "") {
			w = p
		}
		if w == "" || w == "推动" && strings.HasPrefix(s, "推动力") {
			return s
		}
		s = s[len(w):]
	}
}

// timeEnd is the end of the time phrase that opens s: 到2025年底前, 2025年.
func timeEnd(s string) int {
	i := strings.Index(s, "年")
	if i < 4 || i > 12 || yearBefore(s, i) == 0 {
		return 0
	}
	i += len("年")
	for {
		w := prefixOf(s[i:], []string{"度", "底前", "底", "末", "以前", "前", "年底", "全市", "全省", "全县", "全区"})
		if w == "" {
			return i
		}
		i += len(w)
	}
}

// stripMaking takes the verbs of making off the front of a name.
func stripMaking(s string) string {
	for {
		s = stripLead(s)
		w := prefixOf(s, []string{"新增", "新建", "建成", "建设", "培育", "打造", "创建", "实施", "增加", "落户", "开发", "举办", "免费", "完成", "开展", "形成", "累计", "获得", "引进", "组织", "培养", "认定", "办好", "攻克", "招引", "落地", "承担", "突破"})
		if w == "" {
			return s
		}
		rest := s[len(w):]
		if prefixOf(rest, []string{"区", "用地", "者", "商", "率", "权", "量"}) != "" {
			return s // 开发区, 建设用地, 开发商
		}
		if j := prefixOf(rest, []string{"和", "与", "或", "、", "及", "或者"}); j != "" {
			second := prefixOf(rest[len(j):], makingVerbs)
			if second == "" {
				return s
			}
			rest = rest[len(j)+len(second):] // 新建或改造, 建成和提升
		}
		s = rest
	}
}

// thing is the name of what is counted, up to where the next predicate begins.
func thing(after string) string {
	s := strings.TrimLeft(after, " ")
	for _, w := range [...]string{"并", "，", "；", "。"} {
		if i := strings.Index(s, w); i > 0 {
			s = s[:i]
		}
	}
	s = strings.TrimSuffix(s, "的基础上")
	// A long or listed attribute only praises (服务能力强、影响大的企业); a short one says which (有资质的企业).
	if i := strings.LastIndex(s, "的"); i > 0 && runes(s[i:]) > 2 && (runes(s[:i]) > 12 || strings.ContainsAny(s[:i], "、“，")) {
		s = s[i+len("的"):]
	}
	return strings.TrimSpace(s)
}

// splitMembers cuts “A、B和C” and gives each member the head of the first and the tail of the last where these
// are plainly shared.
func splitMembers(s string) []string {
	for _, j := range [...]string{"以及", "和", "及", "与"} {
		if i := strings.LastIndex(s, j); i > 0 && !insideWord(s, i, j) {
			s = s[:i] + "、" + s[i+len(j):]
			break
		}
	}
	parts := strings.Split(s, "、")
	out := parts[:0]
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// respectively reads “A、B分别达20万人、2.5万人” and “A、B的项目30个和20个”: as many numbers in a row at the end of
// the clause as members before them.
func (r *sentenceReader) respectively(c targetClause, qs []mention.Quantity) bool {
	qs = lastRow(c.text, qs)
	if len(qs) < 2 {
		return false
	}
	subject, change := c.text[:qs[0].Span.Start], ""
	if i := strings.Index(subject, "分别"); i >= 0 {
		change, _ = stripReach(subject[i+len("分别"):])
		subject = subject[:i]
		if suffixOf(change, []string{"提高", "提升", "增长", "增加", "下降", "降低", "减少", "削减"}) == "" {
			change = ""
		}
	}
	names := r.names
	if core, _ := stripReach(subject); runes(stripLead(core)) >= 2 {
		names = sharedHead(sharedTail(splitMembers(stripMaking(stripLead(core)))))
	}
	if len(names) != len(qs) {
		return false
	}
	for k, q := range qs {
		if !r.unitFits(c.text, piece{q: q, before: subject}) {
			return true
		}
		if last := qs[len(qs)-1]; q.Comparator == "=" && last.Span.End > last.Number.End {
			q.Comparator = last.Comparator // 25%和20%以上
		}
		r.add(c, 0, q.Span.End, names[k]+change, q)
	}
	r.names, r.listing = names, true
	return true
}

// lastRow gives the quantities at the end of s with nothing but joints between them.
func lastRow(s string, qs []mention.Quantity) []mention.Quantity {
	k := len(qs) - 1
	if strings.TrimSpace(s[qs[k].Span.End:]) != "" {
		return nil
	}
	for ; k > 0; k-- {
		switch strings.TrimSpace(s[qs[k-1].Span.End:qs[k].Span.Start]) {
		case "、", "和", "及", "与", "以及":
			continue
		}
		break
	}
	return qs[k:]
}

// sharedTail gives each member the tail of the last: what follows 的 (超50亿、超100亿的集群), else the noun that
// measures it (氨氮、二氧化硫排放总量).
func sharedTail(names []string) []string {
	last := len(names) - 1
	if last < 1 {
		return names
	}
	if i := strings.LastIndex(names[last], "的"); i >= 0 {
		tail := names[last][i+len("的"):]
		for k := range names[:last] {
			if !strings.HasSuffix(names[k], tail) {
				names[k] += tail
			}
		}
		names[last] = names[last][:i] + tail
		return names
	}
	tail := suffixOf(names[last], measureTails)
	for k := range names[:last] {
		if tail != "" && tail != names[last] && suffixOf(names[k], targetNouns) == "" {
			names[k] += tail
		}
	}
	return names
}

// sharedHead gives the level that the first member is of to the others: 省级A基地和B基地各2个.
func sharedHead(names []string) []string {
	head := prefixOf(names[0], levelWords)
	for k := 1; head != "" && k < len(names); k++ {
		if prefixOf(names[k], levelWords) == "" {
			names[k] = head + names[k]
		}
	}
	return names
}

var levelWords = []string{"国家级", "国家", "省级以上", "省级", "市级以上", "市级", "县级", "省", "世界级"}

// measureTails are the nouns that the members of a list share at its end.
var measureTails = []string{"排放强度", "拥有率", "签约率", "合格率", "完成率", "治愈率", "发现率", "知晓率", "就业率", "使用率", "上云率", "数控化率", "联网率", "排放总量", "排放量", "覆盖率", "普及率", "达标率", "入学率", "参保率", "参保人数", "占比", "比例", "比重", "数量", "总量", "产量", "产值", "增加值", "面积", "规模", "合格率", "处理率", "利用率", "增长率", "增速", "收入", "巩固率", "满意度", "发病率", "死亡率"}
