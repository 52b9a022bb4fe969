package mention

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/authority"
	"github.com/policygraph/policygraph/extract/text"
)

// Park is an industrial park (园区) named in a text.
type Park struct {
	Span   text.Span // from the first word that belongs to the name: 沧州、衡水高新区 → the first name has both
	Name   string    // with an elided shared tail restored: 沧州高新区
	Region string    // region as printed in the name or in the bracket after it, "" if none
	Brand  bool      // named without a region: 芯港小镇
}

// parkTails end the names of parks, longest first where one ends in another.
var parkTails = [...]string{
	"高新技术产业开发区", "高新技术产业园区", "高新技术产业园", "高新区", "经济技术开发区", "经济开发区", "经开区", "旅游度假区", "开发区", "综合保税区", "保税港区", "保税物流园区", "保税区",
	"自由贸易试验区", "自贸试验区", "自贸区", "自主创新示范区", "示范区", "产业园区", "产业园", "工业园区", "工业园", "化工园区", "软件园区", "创业园区", "科技园区", "科技园", "软件园", "创业园", "物流园区", "物流园", "科技城", "科学城", "小镇", "集聚区", "合作区", "片区", "试验区",
	"示范园区", "示范园", "创新园区", "创新园", "协作园", "工业区",
}

// zoneTails are those that only public zones have: a county's short name before one of them is its name (固安高新区).
var zoneTails = []string{"高新技术产业开发区", "高新区", "经济技术开发区", "经济开发区", "经开区", "科技城", "工业区"}

// countyTail tells whether a county's short name before a tail is its name.
func countyTail(tail string) bool {
	for _, t := range zoneTails {
		if t == tail {
			return true
		}
	}
	switch tail {
	case "保税区", "综合保税区", "保税港区", "高新技术产业园区", "旅游度假区":
		return true
	}
	return false
}

// nationalParks are known by a name without any tail.
var nationalParks = []string{"中关村"}

// Parks finds the parks that s names by a place or, with a place in the bracket after it, by a brand. Kinds of parks
// (省级高新区, 各类产业园区) and the bodies that run parks (…管委会) are none.
func Parks(s string) []Park {
	var out, open []Park
	f := newTailFinder(s)
	for at := 0; at < len(s); {
		end, tail := f.after(at)
		if end < 0 {
			break
		}
		at = end
		if ps := parksEndingAt(s, end, tail); ps != nil && !runsPark(s[end:]) {
			out = appendParks(out, areasOf(s, out, ps))
			at = max(at, ps[len(ps)-1].Span.End)
		} else if ps == nil && !runsPark(s[end:]) {
			open = append(open, memberAt(s, end, tail)...)
		}
	}
	out = vouched(s, out, open)
	for _, n := range nationalParks {
		if i := strings.Index(s, n); i >= 0 && endsWord(s[i+len(n):]) {
			out = append(out, Park{Span: text.Span{Start: i, End: i + len(n)}, Name: n})
		}
	}
	return out
}

// appendParks adds parks to those that stand before them. A name that goes on (甲经济开发区化工产业园) is that of the park in
// the park; one that begins inside another is none.
func appendParks(out, ps []Park) []Park {
	if k := len(out) - 1; k >= 0 && ps[0].Span.Start < out[k].Span.End {
		if ps[0].Span.Start != out[k].Span.Start {
			return append(out, ps[1:]...)
		}
		out = out[:k]
	}
	return append(out, ps...)
}

// EndsPark tells whether s ends as the name of a park does.
func EndsPark(s string) bool {
	for _, t := range parkTails {
		if strings.HasSuffix(s, t) && len(s) > len(t) {
			return true
		}
	}
	return false
}

// tailFinder finds the tails of parks' names in order; each tail is searched once over the text, however many names
// an annex of a thousand rows holds.
type tailFinder struct {
	s    string
	next [len(parkTails)]int // place of each tail at or after the last one asked for, len(s) for none
}

func newTailFinder(s string) *tailFinder {
	f := &tailFinder{s: s}
	for k, t := range parkTails {
		f.next[k] = f.find(t, 0)
	}
	return f
}

func (f *tailFinder) find(tail string, from int) int {
	if i := strings.Index(f.s[from:], tail); i >= 0 {
		return from + i
	}
	return len(f.s)
}

// after finds the first tail at or after from; of several that begin there, the longest.
func (f *tailFinder) after(from int) (end int, tail string) {
	at := len(f.s)
	for k, t := range parkTails {
		if f.next[k] < from {
			f.next[k] = f.find(t, from)
		}
		if n := f.next[k]; n < at || n == at && len(t) > len(tail) && n < len(f.s) {
			at, tail = n, t
		}
	}
	if tail == "" {
		return -1, ""
	}
	return at + len(tail), tail
}

// endsWord tells whether a name ends before rest: 中关村 alone, not 中关村创新中心.
func endsWord(rest string) bool {
	if rest == "" {
		return true
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return strings.ContainsRune("，、。；：等的和与及合）", r)
}

// runsPark tells whether the words behind a name make it a body: …管委会, …税务局.
func runsPark(rest string) bool {
	for _, w := range [...]string{"管委会", "管理委员会", "管理局", "管理处", "党工委", "工委", "税务局", "法院", "检察院", "分局", "公安", "财政局", "办事处", "海关", "有限公司", "公司", "管理办公室", "工作办公室", "领导小组", "办公室", "集团", "投资", "条例", "规划》", "》", "块"} {
		if strings.HasPrefix(rest, w) {
			return true
		}
	}
	return strings.HasPrefix(rest, "（") && strings.Index(rest, "）") > 0 && runsPark(rest[strings.Index(rest, "）")+len("）"):])
}

// parksEndingAt reads the park whose name ends at end, and those that share its tail.
func parksEndingAt(s string, end int, tail string) []Park {
	at := end - len(tail)
	start := leftBound(s, at)
	if free := freeTrade(s, at); free >= 0 {
		return freeTradeAreas(s, freeTradeZone(s, free, end))
	}
	if ps := counted(s, end, tail); ps != nil {
		return ps
	}
	if ps := jointPark(s, start, end); ps != nil {
		return ps
	}
	if start == at {
		return elided(s, end, tail)
	}
	for p := start; p < at; {
		if r := placeAt(s[p:at]); r != "" && !broken(s[p+len(r):at], tail) {
			if category(r, s[p+len(r):at], tail) || strings.HasSuffix(r, "新区") && strings.HasPrefix(tail, "自") {
				return nil // 雄安新区自贸试验区: two of a list
			}
			return sharing(s, p, end, r)
		}
		_, w := utf8.DecodeRuneInString(s[p:])
		p += w
	}
	if r := countyBefore(s[start:at], tail); r != "" {
		p := strings.LastIndex(s[start:at], r) + start
		return sharing(s, p, end, r)
	}
	if p, r := countyFirst(s, start, at); r != "" && !broken(s[p+len(r):at], tail) {
		return sharing(s, p, end, r)
	}
	return branded(s, start, end, tail)
}

// making are verbs that, between a place and a tail, show that no name joins the two: 阳江建设产业园区.
var making = []string{"建设", "创建", "设立", "申报", "推进", "推动", "共建", "打造", "新建", "获", "支持", "建成", "布局", "升级", "申请", "加快", "成为", "入驻", "范围内", "先行", "改革", "综合试验"}

// broken tells whether the words between a place and a tail keep them apart: a verb, or the name of another zone.
func broken(middle, tail string) bool {
	for _, w := range making {
		if strings.Contains(middle+tail, w) {
			return true
		}
	}
	for _, t := range zoneTails {
		if strings.HasSuffix(tail, "区") && !strings.HasSuffix(tail, "园区") && strings.Contains(middle, t) {
			return true
		}
	}
	return false
}

// freeTrade finds the 中国（ of 中国（河北）自由贸易试验区 whose tail begins at i, -1 if there is none.
func freeTrade(s string, i int) int {
	const open, close = "中国（", "）"
	from := max(0, i-60)
	at := strings.LastIndex(s[from:i], open)
	if at < 0 {
		return -1
	}
	at += from
	if !strings.HasPrefix(s[i:], "自") || strings.Index(s[at:], close) != i-len(close)-at {
		return -1
	}
	return at
}

// freeTradeZone takes an area (正定片区) behind a free trade zone into its name.
func freeTradeZone(s string, start, end int) Park {
	region := betweenBrackets(s[start:end])
	if i := strings.Index(s[end:], "片区"); i > 0 && i <= 18 && !strings.ContainsAny(s[end:end+i], "，。、；的各和在（）") {
		region = s[end : end+i]
		end += i + len("片区")
	}
	return Park{Span: text.Span{Start: start, End: end}, Name: s[start:end], Region: region}
}

// isPlace tells whether s names a region that a park can be named after.
func isPlace(s string) bool {
	r, ok := authority.RegionOf(s)
	return ok && r.Level != authority.Nation
}

// leftBound goes left over what may belong to a name.
func leftBound(s string, i int) int {
	for n := 0; i > 0 && n < 24; n++ {
		r, w := utf8.DecodeLastRuneInString(s[:i])
		if strings.ContainsRune("，。；：、 \t\n（）()“”《》〈〉的在对将把与和及向从到由以等各为是了被使让给按就于或！？", r) || r < utf8.RuneSelf {
			break
		}
		i -= w
	}
	return i
}

// regionAt gives the region that s begins with, "" if none.
func regionAt(s string) string {
	best := ""
	n := 0
	for i := range s {
		if n >= 2 && i > 0 {
			if isPlace(s[:i]) {
				best = s[:i]
			}
		}
		if n++; n > 8 {
			return best
		}
	}
	if n >= 2 {
		if isPlace(s) {
			best = s
		}
	}
	return best
}

// countyBefore gives the short name of a county that stands right before the tail of a public zone.
func countyBefore(s, tail string) string {
	if !countyTail(tail) {
		return ""
	}
	for _, level := range [...]string{"国家级", "国家", "省级", "省"} {
		s = strings.TrimSuffix(s, level)
	}
	for _, n := range [...]int{3, 2} {
		x := lastRunes(s, n)
		if x == "" {
			continue
		}
		if IsCounty(x) {
			return x
		}
	}
	return ""
}

// countyFirst finds a county's short name right behind the verbs that open a phrase: 支持北戴河健康产业示范区.
func countyFirst(s string, start, end int) (at int, region string) {
	at = afterVerbs(s, start, end)
	if r := newArea(s[at:end]); r != "" {
		return at, r
	}
	for _, n := range [...]int{9, 6} {
		if at+n >= end || !utf8.ValidString(s[at:at+n]) {
			continue
		}
		if x := s[at : at+n]; IsCounty(x) {
			return at, x
		}
	}
	return 0, ""
}

// afterVerbs steps over the verbs that open a phrase.
func afterVerbs(s string, at, end int) int {
	for again := true; again; {
		again = false
		for _, v := range leadVerbs {
			if strings.HasPrefix(s[at:end], v) {
				at, again = at+len(v), true
				break
			}
		}
	}
	return at
}

// leadVerbs open the phrase that a park's name ends.
var leadVerbs = []string{"规划建设", "重点建设", "重点打造", "加快建设", "建设", "打造", "培育", "创建", "支持", "推进", "推动", "建成", "发展", "提升", "依托", "加快", "谋划", "布局", "设立", "鼓励", "做强", "做大", "加强", "指导", "深化", "高标准"}

// IsCounty tells whether a word is the short name of a county, district or county-level city, and no common word.
func IsCounty(x string) bool {
	switch x {
	case "温泉", "新建", "新兴", "平安", "和平", "长寿", "文成", "大方", "永新", "开放", "长安":
		return false
	}
	return isPlace(x+"县") || isPlace(x+"市") || isPlace(x+"区")
}

func lastRunes(s string, n int) string {
	i := len(s)
	for ; n > 0; n-- {
		_, w := utf8.DecodeLastRuneInString(s[:i])
		if w == 0 {
			return ""
		}
		i -= w
	}
	return s[i:]
}

// branded reads a name without a region that has one in the bracket after it: 机器人小镇（余姚市）.
func branded(s string, start, end int, tail string) []Park {
	rest, ok := strings.CutPrefix(s[end:], "（")
	if !ok {
		return nil
	}
	i := strings.Index(rest, "）")
	if i < 0 {
		return nil
	}
	region := rest[:i]
	if !isPlace(region) && len(Parks(region)) == 0 {
		return nil
	}
	for _, verb := range leadVerbs {
		if v := strings.LastIndex(s[start:end], verb); v >= 0 {
			start += v + len(verb)
		}
	}
	if end-start <= len(tail) {
		return nil
	}
	return []Park{{Span: text.Span{Start: start, End: end + len("（") + i + len("）")}, Name: s[start:end], Region: region, Brand: true}}
}

func betweenBrackets(s string) string {
	i, j := strings.Index(s, "（"), strings.Index(s, "）")
	if i < 0 || j < i {
		return ""
	}
	return s[i+len("（") : j]
}
