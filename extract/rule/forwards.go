package rule

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/fact"
)

// forwards reads what a document passes on: 现将《…》转发给你们 (转发), 国务院同意…，现批转 (批转). Forwarding by others
// (国务院转发的《…》) is a mention.
var _ = register(Rule{
	Name:     "forwards",
	Kind:     fact.KindRelation,
	Scope:    Sentence,
	Triggers: []string{"转发", "批转"},
	Find:     func(c *Context) []Finding { return pick(c, "forwards") },
})

func (v *view) forwards() {
	if !hasAny(v.s, "转发", "批转") {
		return
	}
	for _, g := range v.groups {
		lead := lastClause(g.before)
		word := ""
		at, w := firstOf(g.after, []string{"转发", "批转"})
		switch {
		case at >= 0 && utf8.RuneCountInString(g.after[:at]) <= 50 && !strings.ContainsAny(g.after[:at], "。；") &&
			(endsWith(lead, "将", "现将") || hasAny(g.after[:at], "现", "将其", "予以")) && !startsWith(g.after[at+len(w):], "的", "了"):
			word = w
		case endsWith(lead, "转发", "批转", "转发了") && strings.HasPrefix(v.doc.Head.Title, v.issuer()) && hasAny(v.doc.Head.Title, "转发", "批转") && hasAny(lead, "现", "特"):
			_, word = lastOf(lead, []string{"转发", "批转"})
		}
		if word == "" {
			continue
		}
		end := v.cites[g.to-1].Span.End
		if at >= 0 {
			end += at + len(w)
		}
		for i := g.from; i < g.to; i++ {
			if !v.claim[i] && v.cites[i].Ref.Number+v.cites[i].Ref.Title != "" {
				v.add("forwards", i, v.cites[i].Lead, end, fact.Relation{Cue: word, Mode: word})
			}
		}
	}
}

func (x *index) issuer() string {
	if len(x.doc.Head.Issuers) > 0 {
		return x.doc.Head.Issuers[0]
	}
	return ""
}
