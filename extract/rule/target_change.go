package rule

import (
	"strings"

	"github.com/policygraph/policygraph/extract/mention"
)

// startsChange tells whether q is where a change begins that next is to end: 由640万户增长到6000万户, 由不低于50%提高至
// 不低于60%, 由2010年的25%提高到2015年的40%. The beginning is no goal.
func startsChange(s string, q, next mention.Quantity) bool {
	head := s[:q.Number.End]
	if beforeChange(head) == head {
		return false
	}
	bound := max(q.Number.End, next.Span.Start)
	return suffixOf(untilYear(s[q.Number.End:next.Number.Start]), toVerbs) != "" || suffixOf(untilYear(s[q.Number.End:bound]), toVerbs) != ""
}

// untilYear cuts the year that stands between the verb of a change and its end: 提高到2015年的.
func untilYear(s string) string {
	core := strings.TrimSuffix(s, "的")
	core = strings.TrimSuffix(strings.TrimSuffix(core, "底"), "末")
	core, ok := strings.CutSuffix(core, "年")
	if !ok || yearBefore(core, len(core)) == 0 {
		return s
	}
	return core[:len(core)-4]
}

// wholeWords stand between what is measured and the whole that its share is of.
var wholeWords = []struct{ word, comparator string }{
	{"不得超过", "<="}, {"不超过", "<="}, {"不高于", "<="}, {"不低于", ">="}, {"不少于", ">="}, {"超过", ">"}, {"达到", "="}, {"控制在", "<="},
}

// ofWhole reads “A不低于B的20%” as “A占B ≥20%”: the words of comparison are no part of a name. Ceilings do without 的, too.
func ofWhole(p piece) piece {
	if !isShare(p.q) && p.q.Unit != "倍" || p.q.Span.Start != p.q.Number.Start {
		return p
	}
	base, of := strings.CutSuffix(p.before, "的")
	for _, w := range wholeWords {
		i := strings.LastIndex(base, w.word)
		if i <= 0 || !of && w.comparator != "<=" {
			continue
		}
		whole := base[i+len(w.word):]
		if n := runes(whole); n < 2 || n > 12 || hasDigit(whole) || strings.ContainsAny(whole, "，、") || suffixOf(whole, gradeTails) != "" {
			return p
		}
		head, _ := stripReach(base[:i])
		for _, tail := range [...]string{"占比", "比例", "比重", "的"} {
			head = strings.TrimSuffix(head, tail)
		}
		if p.before, p.reached = head+"占"+whole, true; p.q.Unit == "倍" {
			p.before = head + "与" + whole + "之比" // 强度达到全省平均水平的2倍
		}
		if p.q.Comparator == "=" {
			p.q.Comparator = w.comparator
		}
		return p
	}
	return p
}

// gradeTails end what a thing comes up to and is no part of: 达到二级标准的80%.
var gradeTails = []string{"标准", "等级", "要求", "级", "以上", "条件"}

// isShare tells whether a quantity is a part of a whole.
func isShare(q mention.Quantity) bool {
	return q.Unit == "%" || strings.Contains(q.Value, "/")
}

// breaksThrough reads 突破2项关键技术 as something to be made; after the name of an indicator 突破 exceeds.
func breaksThrough(c string, p piece) piece {
	const verb = "突破"
	if !strings.HasPrefix(c[p.q.Span.Start:], verb) || p.q.Unit == "" || isShare(p.q) || isMoney(p.q.Unit) || atEnd(strings.TrimRight(p.after, " 。；，")) || runes(stripLead(p.before)) > 4 {
		return p
	}
	p.q.Span.Start += len(verb)
	p.before += verb
	p.q.Comparator = "="
	switch c[p.q.Number.End:p.q.Span.End] {
	case "以上", "及以上":
		p.q.Comparator = ">="
	case "左右", "上下":
		p.q.Comparator = "~"
	}
	return p
}
