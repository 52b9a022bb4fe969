package rule

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/fact"
)

// suspends reads a document whose force rests for a time or in a place: 暂停执行《…》, 在…暂时调整适用《…》第三条.
var _ = register(Rule{
	Name:     "suspends",
	Kind:     fact.KindRelation,
	Scope:    Sentence,
	Triggers: []string{"暂停", "暂时调整", "暂时停止", "暂缓", "停止适用"},
	Find:     func(c *Context) []Finding { return pick(c, "suspends") },
})

var suspending = []string{"暂停实施", "暂停执行", "暂停施行", "暂停适用", "暂时调整适用", "暂时调整实施", "暂时调整", "暂时停止实施", "暂时停止适用", "暂时停止执行", "暂时停止", "暂缓实施", "暂缓执行", "停止适用"}

func (v *view) suspends() {
	if !hasAny(v.s, "暂停", "暂时", "暂缓", "停止适用") {
		return
	}
	for _, g := range v.groups {
		lead := lastClause(g.before)
		cue, end := suspendCue(lead, g.after)
		if cue == "" || !intends(lead) || startsWith(g.after, "的决定", "的通知") {
			continue
		}
		for i := g.from; i < g.to; i++ {
			if !v.claim[i] && !v.quoted(i) && !v.cites[i].Own {
				r := fact.Relation{Cue: cue, Scope: scopeOf(v.cites[i].Articles, g.after), Until: untilDate(v.s), Effective: v.effectiveDate(lead)}
				v.add("suspends", i, v.cueStart(g, cue), v.cites[g.to-1].Span.End+end, r)
			}
		}
	}
}

// suspendCue gives the words that suspend a group, before it or behind it, and where they end behind it.
func suspendCue(lead, after string) (cue string, end int) {
	if at, w := lastOf(lead, suspending); at >= 0 && utf8.RuneCountInString(lead[at+len(w):]) <= 12 && !strings.Contains(lead, "关于") {
		return w, 0
	}
	if at, w := firstOf(after, suspending); at >= 0 && wholeOrPart(after[:at]) && endsHere(after[at+len(w):]) {
		return w, at + len(w)
	}
	return "", 0
}

func scopeOf(articles []string, after string) string {
	if len(articles) > 0 || startsWith(after, "有关", "相关", "部分", "的有关", "的部分", "中") {
		return "partial"
	}
	return "full"
}

// wholeOrPart tells whether what stands between a title and a verb leaves the document, or a part of it, the subject.
func wholeOrPart(middle string) bool {
	_, ok := repealScope(middle)
	return ok && !strings.ContainsAny(middle, "。；\n")
}
