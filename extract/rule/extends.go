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

func (v *view) extends() {
	if !hasAny(v.s, "延长", "继续", "延续", "延期") {
		return
	}
	for _, g := range v.groups {
		lead := lastClause(g.before)
		cue, end := "", 0
		if at, w := firstOf(g.after, []string{"有效期延长", "有效期限延长", "有效期延续", "延长有效期", "实施期限延长", "执行期限延长", "有效期自", "继续有效", "继续施行", "继续执行", "继续沿用", "继续适用", "有效期顺延", "延期至", "延长至", "延长执行", "延续实施", "延续执行"}); at >= 0 &&
			!strings.ContainsAny(g.after[:at], "。；") && len(g.after[:at]) <= 120 && (w != "有效期自" || hasAny(g.after[at:], "延长", "延续")) {
			cue, end = w, at+len(w)
		}
		if cue == "" && endsWith(lead, "延长", "延续", "继续执行", "继续施行", "继续沿用") && !strings.Contains(lead, "关于延长") {
			_, cue = lastOf(lead, []string{"延长", "延续", "继续执行", "继续施行", "继续沿用"})
			if strings.HasPrefix(cue, "延") && !hasAny(g.after, "有效期", "期限") {
				cue = ""
			}
		}
		if cue == "" || hasAny(g.after[:max(0, end-len(cue))], "的", "取得", "许可", "证书", "制定", "适用") || !intends(lead) {
			continue
		}
		until := ""
		if d := text.FindDates(g.after); len(d) > 0 {
			if k := strings.Index(g.after, "至"); k >= 0 && k < d[len(d)-1].Span.Start {
				until = d[len(d)-1].ISO
			}
		}
		for i := g.from; i < g.to; i++ {
			if !v.claim[i] && !v.quoted(i) {
				v.add("extends", i, v.cites[i].Lead, v.cites[g.to-1].Span.End+end, fact.Relation{Cue: cue, Until: until, Effective: v.ownDate()})
			}
		}
	}
}
