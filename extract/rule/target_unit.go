package rule

import (
	"strings"

	"github.com/policygraph/policygraph/extract/mention"
)

// unitFits leaves out times, ages and engineering values, and money that is a ceiling.
func (r *sentenceReader) unitFits(c string, p piece) bool {
	q := p.q
	if r.timeGoal(c, q) {
		return true
	}
	if u := q.Unit; strings.Contains(u, "克/") || strings.Contains(u, "g/") { // 浓度降至35微克/立方米
		return containsAny(p.before, []string{"浓度", "排放", "含量"}) && (r.anchored || r.goals() || suffixOf(p.before, reachVerbs) != "")
	}
	switch baseUnit(q.Unit) {
	case "天", "个月", "个小时", "小时", "个工作日", "工作日", "周岁", "秒", "分", "℃", "毫米", "厘米", "米", "kV", "千伏", "伏", "m", "mm", "cm", "km", "h", "L", "t", "毫克", "微克", "分贝", "马力", "度", "级", "步", "兆", "V", "W", "dB", "MPa", "成", "折", "星", "国", "集", "课", "星级", "班", "区", "省", "站":
		return false
	case "次":
		// What each person served is given: 提供1次职业指导.
		if strings.Contains(c, "提供") && !r.anchored && !strings.Contains(c, "每年") {
			return false
		}
	case "年", "岁":
		return strings.Contains(p.before, "寿命") || strings.Contains(p.before, "教育年限")
	case "学时", "课时", "个学时", "个课时", "分钟":
		return (r.anchored || strings.Contains(c, "每年")) && !containsAny(c, oughtWords)
	case "Mbps", "Gbps", "M", "MB", "GB":
		return containsAny(p.before, []string{"带宽", "速率", "能力", "网速", "下载"})
	case "倍", "番":
		return strings.HasSuffix(p.before, "之比") && r.strong(c) || r.anchored || r.goals()
	case "":
		if q.Unit == "" && strings.Contains(p.before, "指数") {
			return r.anchored || r.goals()
		}
		if strings.Contains(q.Value, ":") {
			return strings.HasPrefix(c[q.Span.Start:], "达到") || r.anchored || r.goals() || suffixOf(p.before, reachVerbs) != ""
		}
		made := q.Unit != "" && suffixOf(p.before, makingVerbs) != "" && suffixOf(p.before, weakVerbs) == ""
		return made || q.Unit != "" && r.strong(c) || strings.Contains(q.Value, "/") || r.anchored || r.goals() && r.h.year > 0
	}
	if isMoney(q.Unit) {
		return r.money(c, q)
	}
	if strings.Contains(p.before, "按每") {
		return false // 按每百户不少于20平方米配建
	}
	if q.Unit == "%" && containsAny(punctual.Replace(p.before), []string{"按", "补助", "资助", "补贴标准"}) && !r.anchored {
		return false
	}
	if q.Comparator == "<=" || q.Comparator == "<" {
		return r.anchored || strings.Contains(p.before, "率") || strings.Contains(p.before, "控制在")
	}
	return !q.Open || r.anchored
}

// punctual takes out the words in which 按 gives no rate: 按时办结率.
var punctual = strings.NewReplacer("按时", "", "按期", "", "按需", "", "按质", "")

// money is a target where a year or a goal is said, or an indicator of size reaches it.
func (r *sentenceReader) money(c string, q mention.Quantity) bool {
	if containsAny(c, []string{"奖", "补", "经费", "贷款", "保费", "押金", "保证金"}) && !r.anchored {
		return false
	}
	if strings.Contains(c, "资金") && !r.anchored && !(strings.Contains(c, "每年") && containsAny(c, []string{"引进", "到位", "利用", "争取"})) {
		return false
	}
	if q.Comparator == "<=" || q.Comparator == "<" {
		return r.anchored
	}
	return r.strong(c) || r.listing || !r.blockPast && sizeReached(c[:q.Number.Start]) && !strings.Contains(c[q.Number.End:], "的")
}

// sizeReached tells whether a number follows the size of an industry that is to be reached: …产值达到.
func sizeReached(before string) bool {
	verb := suffixOf(before, []string{"达到", "突破", "超过", "力争达到"})
	size := suffixOf(strings.TrimSuffix(strings.TrimSuffix(before, verb), "力争"), []string{"收入", "产值", "增加值", "规模", "成交额", "交易额", "销售额", "投资额", "总额", "进出口", "进出口额", "出口额", "零售额"})
	return verb != "" && size != ""
}

// measuresThing tells whether a unit says how large a thing is.
func measuresThing(unit string) bool {
	switch baseUnit(unit) {
	case "公里", "千米", "平方米", "平方公里", "亩", "公顷", "千瓦", "兆瓦", "MW", "吨":
		return true
	}
	return false
}

func isMoney(unit string) bool { return strings.Contains(unit, "元") }

func countsPersons(unit string) bool {
	return strings.HasSuffix(unit, "人") || strings.HasSuffix(unit, "名") || strings.HasSuffix(unit, "位") || strings.HasSuffix(unit, "个") || strings.HasSuffix(unit, "家")
}

var timeUnits = map[string]bool{"周岁": true, "岁": true, "年": true, "天": true, "个月": true, "小时": true, "个小时": true, "个工作日": true, "工作日": true, "秒": true}

// baseUnit is a unit without its scale and without what it is counted by: 万元/年 → 元.
func baseUnit(unit string) string {
	base, _, _ := strings.Cut(strings.TrimLeft(unit, "万亿千百十"), "/")
	return base
}
