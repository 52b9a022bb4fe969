package rule

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/mention"
)

// splitMembers cuts “A、B和C” and gives each member the head of the first and the tail of the last where these
// are plainly shared.
func splitMembers(s string) []string {
	for _, j := range [...]string{"以及", "和", "及", "与"} {
		if i := strings.LastIndex(s, j); i > 0 && !insideWord(s, i, j) && !inBracket(s, i) {
			s = s[:i] + "、" + s[i+len(j):]
			break
		}
	}
	return splitStops(s)
}

// splitStops cuts s at each 、 outside brackets: 县（市、区） is one member.
func splitStops(s string) []string {
	var out []string
	for start := 0; start <= len(s); {
		end := start
		for {
			i := strings.Index(s[end:], "、")
			if i < 0 {
				end = len(s)
				break
			}
			if end += i; !inBracket(s, end) {
				break
			}
			end += len("、")
		}
		if p := strings.TrimSpace(s[start:end]); p != "" {
			out = append(out, p)
		}
		start = end + len("、")
	}
	return out
}

func inBracket(s string, i int) bool {
	return strings.Count(s[:i], "（") > strings.Count(s[:i], "）") && strings.Contains(s[i:], "）")
}

// membersOf lists the members that n numbers are shared out to.
func membersOf(core string, n int) []string {
	core = stripMaking(stripLead(core))
	if i := strings.LastIndex(core, "每年"); i > 0 { // 市科技局每年推荐A、B: who acts is no member
		rest := core[i+len("每年"):]
		core = rest[len(prefixOf(rest, makingVerbs)):]
	}
	names := splitMembers(core)
	if len(names) != n {
		if stops := splitStops(core); len(stops) == n { // A及B、C占比: two numbers
			names = stops
		}
	}
	return sharedHead(sharedTail(names))
}

// shareRate gives each member the rate that only the last is said with, if all numbers are per cent: 存款、交易额和保费增速.
func shareRate(names []string, qs []mention.Quantity) {
	tail := suffixOf(names[len(names)-1], []string{"增速", "增幅", "增长率", "占比", "比例", "比重"})
	for _, q := range qs {
		if q.Unit != "%" {
			return
		}
	}
	for k := range names {
		if tail != "" && suffixOf(names[k], []string{"率", "比例", "占比", "比重", "增速", "增长", "增幅", "提高", "下降", "降低", "减少", "比"}) == "" {
			names[k] += tail
		}
	}
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
		counted := stripMaking(stripLead(change))
		if subject = subject[:i]; stripLead(subject) == "" && runes(counted) >= 2 && suffixOf(counted, growthWords) != counted && suffixOf(counted, []string{"提高", "降低", "减少"}) != counted {
			subject = counted // 2023年、2024年分别新建A 2万个、3万个
		}
		if suffixOf(change, []string{"提高", "提升", "增长", "增加", "下降", "降低", "减少", "削减"}) == "" {
			change = ""
		}
	}
	names, apart := r.names, strings.Index(c.text, "分别")
	if core, _ := stripReach(subject); runes(stripLead(core)) >= 2 {
		names = membersOf(core, len(qs))
	} else if apart >= 0 && len(names) != len(qs) {
		if names = r.membersBefore(qs, change != ""); names == nil {
			return true // of what, is not said
		}
	}
	// 到2025年、2030年，A分别达到5%、8%: one indicator, as many years as numbers.
	years := r.years
	if len(years) != len(qs) || len(names) == len(qs) {
		years = nil
	}
	if (apart >= 0 || years != nil && len(names) == 1) && len(names) > 0 && len(names) != len(qs) {
		names = r.spread(names, len(qs))
	}
	if len(names) != len(qs) {
		return false
	}
	if change == "" {
		shareRate(names, qs)
	}
	for k, q := range qs {
		if years != nil {
			r.h.year = years[k]
		}
		if !r.unitFits(c.text, piece{q: q, before: subject}) {
			return true
		}
		if last := qs[len(qs)-1]; q.Comparator == "=" && last.Span.End > last.Number.End {
			q.Comparator = last.Comparator // 25%和20%以上
		} else if lead := qs[0]; q.Comparator == "=" && lead.Span.Start < lead.Number.Start && lead.Span.End == lead.Number.End {
			q.Comparator = lead.Comparator // 分别高于10%、12%
		}
		r.add(c, 0, q.Span.End, names[k]+change, q)
	}
	r.names, r.listing = names, true
	return true
}

// membersBefore gives the indicators that 分别达到 speaks of when its own clause names none: the members of the clause
// before (信贷新增额和融资增量高于2021年，分别达到…), or those that the sentence has given values so far (A达到50%，B达到
// 70%；到2025年，分别达到60%、80%), if what they are counted in agrees.
func (r *sentenceReader) membersBefore(qs []mention.Quantity, change bool) []string {
	subject := r.subject
	for _, w := range [...]string{"高于", "超过", "比", "较", "达到"} {
		subject, _, _ = strings.Cut(subject, w)
	}
	if w := prefixOf(subject, []string{"开展", "推进", "加强", "推动"}); w != "" {
		subject = strings.TrimSuffix(subject, "建设") // 开展A和B建设，到2025年分别达到…
	}
	names := membersOf(subject, len(qs))
	from := len(r.said) - len(qs)
	if len(names) == len(qs) || from < 0 {
		return names
	}
	for k, q := range qs {
		if !(change && q.Unit == "%") && baseUnit(r.units[from+k]) != baseUnit(q.Unit) {
			return nil
		}
	}
	return append([]string(nil), r.said[from:]...)
}

// spread gives n numbers of 分别 their names where the clause does not list as many members: those of the clause
// before with the name as their measure (推动A、B产业升级，种植面积分别达到1万亩、2万亩), else the name each time.
func (r *sentenceReader) spread(names []string, n int) []string {
	name := strings.Join(names, "、")
	out := make([]string, n)
	members := splitMembers(stripMaking(r.subject))
	for k := range out {
		if out[k] = name; len(members) == n && len(names) == 1 {
			out[k] = members[k] + name
		}
	}
	return out
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
	if own := ownHead(names); own > 0 {
		tail = names[last][own:]
	}
	for k := range names[:last] {
		if tail != "" && tail != names[last] && suffixOf(names[k], targetNouns) == "" {
			names[k] += tail
		}
	}
	return names
}

// ownHead is the length of what the last member of a list says for itself, where the list shows it: the members end in
// the same character (乘用车和商用车新车排放强度, 国家级和省级保护区数量), or each names a kind of thing (锂电材料、光纤行业能源占比).
// 0 where it is open.
func ownHead(names []string) int {
	last := names[len(names)-1]
	if settled := []string{"城镇", "农村", "城市", "乡村", "城区", "县城"}; prefixOf(names[0], settled) == names[0] {
		return len(prefixOf(last, settled)) // 城镇、农村居民人均可支配收入
	}
	end, kinds := lastRune(names[0]), true
	for _, n := range names[:len(names)-1] {
		if lastRune(n) != end {
			end = ""
		}
		kinds = kinds && suffixOf(n, kindNouns) != ""
	}
	if suffixOf(names[0], targetNouns) != "" || suffixOf(last, measureTails) == "" && suffixOf(last, targetNouns) == "" && !isKind(end) {
		return 0
	}
	if i := strings.Index(last, end); end != "" && i > 0 {
		i += len(end)
		if strings.HasPrefix(last[i:], "）") {
			i += len("）")
		}
		if runes(last[i:]) >= 2 {
			return i
		}
	}
	for _, w := range kindNouns {
		if i := strings.Index(last, w); kinds && i > 0 && runes(last[i+len(w):]) >= 2 {
			return i + len(w)
		}
	}
	if i := strings.Index(last, "占"); i > 0 && runes(last[i:]) > 3 {
		return i // A、B占同类机构比例
	}
	return 0
}

// kindNouns end the names of kinds of things.
var kindNouns = []string{"行业", "产业", "材料", "企业", "领域", "设备", "产品", "用户", "居民"}

// isKind tells whether a character ends a word that only says which: 国家级, 千亿元.
func isKind(end string) bool { return end == "级" || end == "元" || end == "型" || end == "类" }

func lastRune(s string) string {
	_, w := utf8.DecodeLastRuneInString(s)
	return s[len(s)-w:]
}

// sharedHead gives the level that the first member is of to the others: 省级A基地和B基地各2个.
func sharedHead(names []string) []string {
	if len(names) == 0 {
		return names
	}
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
var measureTails = []string{"排放强度", "拥有率", "签约率", "合格率", "完成率", "治愈率", "发现率", "知晓率", "就业率", "使用率", "上云率", "数控化率", "联网率", "排放总量", "排放量", "覆盖率", "普及率", "达标率", "入学率", "参保率", "参保人数", "占比", "比例", "比重", "数量", "使用量", "总量", "产量", "产值", "增加值", "面积", "规模", "合格率", "处理率", "利用率", "增长率", "增速", "收入", "巩固率", "满意度", "发病率", "死亡率"}

// completeNames gives the short members of a list the noun of the last: 5个国家级、10个省级培训基地.
func completeNames(list []Finding) {
	if len(list) < 2 {
		return
	}
	last := list[len(list)-1].Body.(*fact.Target).Indicator
	for _, f := range list[:len(list)-1] {
		t := f.Body.(*fact.Target)
		if bare := strings.TrimPrefix(t.Indicator, "至少"); suffixOf(bare, makingVerbs) == bare {
			t.Indicator = last // 省级每年抓好20项、各市抓好10项转化项目
		}
		for _, end := range [...]string{"级", "亿", "亿元", "型", "类"} {
			if i := strings.Index(last, end); i > 0 && runes(t.Indicator) <= 5 && strings.HasSuffix(t.Indicator, end) && runes(last[i:]) > 2 {
				t.Indicator += last[i+len(end):]
				break
			}
		}
	}
}
