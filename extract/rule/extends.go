package rule

import (
	"strings"

	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/text"
)

// extends reads a longer validity given to another document: 《…》有效期延长至2025年12月31日, 《…》继续有效. What the
// document says of its own validity is no relation.
var _ = register(Rule{
	Name:     "extends",
	Kind:     fact.KindRelation,
	Scope:    Sentence,
	Triggers: []string{"延长", "继续有效", "延续", "继续施行", "继续执行", "继续沿用", "继续适用", "延期"},
	Find:     func(c *Context) []Finding { return pick(c, "extends") },
})

// extendAfter follow the title: 《…》有效期延长至…; extendBefore stand before it: 延长《…》有效期.
var (
	extendAfter = []string{"有效期延长", "有效期限延长", "有效期延续", "延长有效期", "实施期限延长", "执行期限延长", "有效期顺延", "延期至", "延长至", "延长执行", "延续实施", "延续执行",
		"继续有效", "继续施行", "继续执行", "继续沿用", "继续适用"}
	extendBefore = []string{"延长", "延续", "继续执行", "继续施行", "继续沿用"}
)

func (v *view) extends() {
	if !hasAny(v.s, "延长", "继续", "延续", "延期", "顺延") {
		return
	}
	for _, g := range v.groups {
		cue, end := extendCue(g)
		if cue == "" || !intends(lastClause(g.before)) {
			continue
		}
		r := fact.Relation{Cue: cue, Until: untilDate(g.after), Effective: v.ownDate()}
		for i := g.from; i < g.to; i++ {
			if !v.claim[i] && !v.quoted(i) {
				v.add("extends", i, v.cueStart(g, cue), v.cites[g.to-1].Span.End+end, r)
			}
		}
	}
}

// extendCue gives the words that extend a group, and where they end behind it. A noun between title and words is what is
// extended instead: 依照《…》取得的证书继续有效.
func extendCue(g group) (cue string, end int) {
	if at, w := firstOf(g.after, extendAfter); at >= 0 && at <= 180 && !strings.ContainsAny(g.after[:at], "。；") {
		if !ofPolicies(g.after[:at]) && hasAny(g.after[:at], "的", "取得", "许可", "证书", "制定", "适用") {
			return "", 0
		}
		return w, at + len(w)
	}
	lead := lastClause(g.before)
	_, w := lastOf(lead, extendBefore)
	if w == "" || !strings.HasSuffix(lead, w) || strings.Contains(lead, "关于") || strings.HasPrefix(w, "延") && !hasAny(g.after, "有效期", "期限") {
		return "", 0
	}
	return w, 0
}

// ofPolicies tells whether what stands between title and words is the policies that the document lays down, whose term is its
// own: 《…》等3个文件规定的税收优惠政策，执行期限延长至….
func ofPolicies(s string) bool {
	s = dropBrackets(s)
	at, word := firstOf(s, []string{"规定的", "明确的", "中的"})
	if at < 0 || at > len("等十六个文件") {
		return false
	}
	s = strings.TrimSuffix(s[at+len(word):], "，")
	for _, w := range [...]string{"凡已到期的", "凡已经到期的", "已到期的", "到期后", "，"} {
		s = strings.TrimSuffix(s, w)
	}
	return endsWith(s, "政策", "优惠", "措施")
}

// untilDate reads the last day of a term: 至2025年12月31日.
func untilDate(s string) string {
	d := text.FindDates(s)
	if k := strings.Index(s, "至"); k < 0 || len(d) == 0 || k > d[len(d)-1].Span.Start {
		return ""
	}
	return d[len(d)-1].ISO
}
