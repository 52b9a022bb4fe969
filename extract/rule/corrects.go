package rule

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/fact"
)

// corrects reads the correction of a misprint in a document issued before: 将《…》中的“…”更正为“…”, 《…》有误，现更正如下.
var _ = register(Rule{
	Name:     "corrects",
	Kind:     fact.KindRelation,
	Scope:    Sentence,
	Triggers: []string{"更正", "勘误", "有误"},
	Find:     func(c *Context) []Finding { return pick(c, "corrects") },
})

func (v *view) corrects() {
	if !hasAny(v.s, "更正", "勘误", "有误") {
		return
	}
	for _, g := range v.groups {
		at, w := firstOf(g.after, []string{"更正", "勘误", "有误"})
		lead := lastClause(g.before)
		cue, end := "", 0
		switch {
		case at >= 0 && utf8.RuneCountInString(g.after[:at]) <= 120 && !strings.ContainsAny(g.after[:at], "；") && !startsWith(g.after[at+len(w):], "的", "申请", "登记", "程序"):
			cue, end = w, at+len(w)
		case endsWith(lead, "更正", "勘误") && !strings.Contains(lead, "关于"):
			cue = "更正"
		}
		if cue == "" || !intends(lead) || hasAny(lead, "根据", "依据", "按照", "依照") || !v.correcting(g) {
			continue
		}
		for i := g.from; i < g.to; i++ {
			if !v.claim[i] && !v.cites[i].Own {
				v.add("corrects", i, v.cueStart(g, cue), v.cites[g.to-1].Span.End+end, fact.Relation{Cue: cue, Scope: "partial"})
			}
		}
	}
}

// correcting tells a correction from a procedure for corrections (异议登记, 信息更正申请): the title says so, or 现更正 does.
func (v *view) correcting(g group) bool {
	return hasAny(v.doc.Head.Title, "更正", "勘误") || hasAny(v.s, "现更正", "更正如下", "更正为", "现予更正", "勘误如下") && hasAny(g.before+g.after, "中", "第", "附件", "有误")
}
