package rule

import (
	"strings"

	"github.com/policygraph/policygraph/extract/mention"
)

// sizeNouns name how large an enterprise, park or project is.
var sizeNouns = []string{"收入", "产值", "规模", "投资", "总投资", "投资额", "销售额", "交易额", "资产", "利润", "市值"}

// sized names what so many of are so large: 培育20个产值过50亿元、30个产值过100亿元的园区, 其中3个营业收入超900亿元. The size
// says which thing is meant; the thing stands at the end of the clause or in the clause before.
func (r *sentenceReader) sized(c targetClause, p, next piece) (name string, sized bool) {
	measure := p.after
	for _, w := range [...]string{"超过", "达到", "突破", "过", "超", "达"} {
		measure = strings.TrimSuffix(measure, w)
	}
	if name := r.sizedPlain(c, p, next); name != "" {
		return name, true
	}
	if next.start != p.start || !isSize(next.q.Unit) || isMoney(p.q.Unit) || suffixOf(measure, sizeNouns) == "" || runes(measure) > 7 || prefixOf(measure, []string{"年", "主营", "营业", "产值", "总", "投资", "销售", "资产", "规模", "利润", "市值", "交易", "工业"}) == "" {
		return "", false
	}
	size := strings.TrimSpace(c.text[p.q.Span.End:next.q.Span.End])
	if next.after != "" && !strings.HasPrefix(next.after, "的") {
		return "", false
	}
	if i := strings.LastIndex(c.text, "的"); i >= next.q.Span.End {
		if noun := thing(strings.TrimRight(c.text[i+len("的"):], "。；， ")); runes(noun) >= 2 {
			return size + "的" + noun, true
		}
	}
	if len(r.before) > 0 && strings.HasPrefix(c.text, "其中") {
		of := r.before[len(r.before)-1]
		return size + "的" + strings.TrimPrefix(of[max(0, strings.LastIndex(of, "的")):], "的"), true
	}
	return "", true
}

// isSize tells whether a unit is that of money, said or left out: 产值过50亿的园区.
func isSize(unit string) bool {
	return isMoney(unit) || unit == "亿" || unit == "千亿" || unit == "百亿"
}

// sizedThings are what so many of are to be made.
var sizedThings = []string{"企业", "园区", "集群", "项目", "产业", "基地", "集团", "公司", "平台", "品牌", "单品", "产业链", "产品", "县", "镇", "村", "工程"}

// sizedPlain reads a size that no 的 parts from the thing: 10家主营业务收入超10亿元大数据企业, 100个10亿元以上重点项目.
func (r *sentenceReader) sizedPlain(c targetClause, p, next piece) string {
	noun := strings.TrimRight(next.after, "。；， ")
	if next.start != p.start || !isSize(next.q.Unit) || isSize(p.q.Unit) || isShare(p.q) || p.q.Unit == "" || suffixOf(noun, sizedThings) == "" || runes(noun) > 12 || strings.Contains(noun, "的") {
		return ""
	}
	size := strings.TrimSpace(c.text[p.q.Span.End:next.q.Span.End])
	if between := c.text[p.q.Span.End:next.q.Span.Start]; between != "" && suffixOf(between, sizeNouns) == "" && !(runes(between) <= 12 && containsAny(between, sizeNouns)) || between == "" && next.q.Comparator == "=" {
		return ""
	}
	return size + noun
}

// likeBefore completes the name of a list's member by that of the one before: 总收入超900亿元的园区达到4家、超300亿元的
// 20家; 产值10亿元以上企业50家、50亿元以上10家.
func likeBefore(name, prev string) string {
	qs := mention.Quantities(name)
	if len(qs) != 1 || qs[0].Span.End != len(name) {
		return name
	}
	if w := prefixOf(name, []string{"超过", "超", "达到", "过", "突破"}); w != "" && qs[0].Number.Start == len(w) {
		i, j := strings.Index(prev, w), strings.LastIndex(prev, "的")
		if i < 0 || i+len(w) >= len(prev) || !isDigitByte(prev[i+len(w)]) {
			return name
		}
		if j > i {
			return prev[:i] + name + prev[j:]
		}
		if sizes := mention.Quantities(prev[i:]); len(sizes) > 0 { // 超5亿元企业5家、超10亿元的2家
			return prev[:i] + name + prev[i+sizes[0].Span.End:]
		}
	}
	if i := strings.Index(prev, "以上"); i > 0 && qs[0].Number.Start == 0 && strings.HasSuffix(name, "以上") && hasDigit(prev[:i]) {
		return name + prev[i+len("以上"):]
	}
	return name
}

// withMeasure gives a list's member the measure that only the first is said with: A年均增幅不低于20%、B不低于25%.
func withMeasure(name, prev string, q mention.Quantity) string {
	tail := suffixOf(prev, []string{"年均增幅", "年均增速", "年均增长率", "增幅", "增速", "增长率", "占比", "比例", "比重", "覆盖率", "普及率", "达标率", "利用率", "合格率", "就业率"})
	if tail == "" || q.Unit != "%" || q.Span.Start == q.Number.Start || suffixOf(name, targetNouns) != "" {
		return name
	}
	return name + tail
}

// levelOf takes growth off a carried name where what follows is no rate: 成交额年递增21%，到2015年达到10000亿元.
func levelOf(name string, q mention.Quantity) string {
	if q.Unit == "%" || q.Unit == "个百分点" || q.Unit == "百分点" || q.Unit == "倍" {
		return name
	}
	w := suffixOf(name, []string{"年递增", "年均递增", "年均增长", "年增长", "年均增速", "年均增幅", "增长", "增速", "增幅", "年均增长率", "增长率", "同比增长"})
	if cut := name[:len(name)-len(w)]; runes(cut) >= 2 {
		return cut
	}
	return name
}

// isEach tells whether a name is only who has to do it, each: 每个县（市、区）, 各市至少建设. What is counted stands before.
func isEach(name string) bool {
	rest := ""
	for _, w := range [...]string{"每个", "每", "各"} {
		if s, ok := strings.CutPrefix(name, w); ok {
			rest = s
			break
		}
	}
	if rest == "" {
		return false
	}
	if v := suffixOf(rest, makingVerbs); v != "" {
		rest = rest[:len(rest)-len(v)]
	}
	for _, w := range [...]string{"要", "应", "至少", "再", "要"} {
		rest = strings.TrimSuffix(rest, w)
	}
	return strings.Trim(rest, "省市县区乡镇村街道（）、设的地级州盟旗和及") == ""
}
