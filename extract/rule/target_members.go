package rule

import (
	"strings"

	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/mention"
)

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
		counted := stripMaking(stripLead(change))
		if subject = subject[:i]; stripLead(subject) == "" && runes(counted) >= 2 {
			subject = counted // 2023年、2024年分别新建A 2万个、3万个
		}
		if suffixOf(change, []string{"提高", "提升", "增长", "增加", "下降", "降低", "减少", "削减"}) == "" {
			change = ""
		}
	}
	names := r.names
	if core, _ := stripReach(subject); runes(stripLead(core)) >= 2 {
		names = sharedHead(sharedTail(splitMembers(stripMaking(stripLead(core)))))
	}
	apart := strings.Index(c.text, "分别")
	if apart == 0 && len(names) != len(qs) {
		names = r.membersBefore(len(qs))
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

// membersBefore gives the n indicators that 分别达到 speaks of when its own clause names none: those that the
// sentence has given values so far (A达到50%，B达到70%；到2025年，分别达到60%、80%), or the members of the clause before
// (信贷新增额和融资增量高于2021年，分别达到…).
func (r *sentenceReader) membersBefore(n int) []string {
	if r.subject == "" && len(r.said) >= n {
		return append([]string(nil), r.said[len(r.said)-n:]...)
	}
	subject := r.subject
	for _, w := range [...]string{"高于", "超过", "比", "较", "达到"} {
		subject, _, _ = strings.Cut(subject, w)
	}
	return sharedHead(sharedTail(splitMembers(stripMaking(subject))))
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
	for k := range names[:last] {
		if tail != "" && tail != names[last] && suffixOf(names[k], targetNouns) == "" {
			names[k] += tail
		}
	}
	return names
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
var measureTails = []string{"排放强度", "拥有率", "签约率", "合格率", "完成率", "治愈率", "发现率", "知晓率", "就业率", "使用率", "上云率", "数控化率", "联网率", "排放总量", "排放量", "覆盖率", "普及率", "达标率", "入学率", "参保率", "参保人数", "占比", "比例", "比重", "数量", "总量", "产量", "产值", "增加值", "面积", "规模", "合格率", "处理率", "利用率", "增长率", "增速", "收入", "巩固率", "满意度", "发病率", "死亡率"}

// completeNames gives the short members of a list the noun of the last: 5个国家级、10个省级培训基地.
func completeNames(list []Finding) {
	if len(list) < 2 {
		return
	}
	last := list[len(list)-1].Body.(*fact.Target).Indicator
	for _, f := range list[:len(list)-1] {
		t := f.Body.(*fact.Target)
		for _, end := range [...]string{"级", "亿", "亿元", "型", "类"} {
			if i := strings.Index(last, end); i > 0 && runes(t.Indicator) <= 5 && strings.HasSuffix(t.Indicator, end) && runes(last[i:]) > 2 {
				t.Indicator += last[i+len(end):]
				break
			}
		}
	}
}
