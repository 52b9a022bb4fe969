package rule

import (
	"strings"

	"github.com/policygraph/policygraph/extract/fact"
)

// prevails reads which named document gives way: 《…》与本办法不一致的，以本办法为准. It ends no force. Without a
// name it is a clause.
var _ = register(Rule{
	Name:     "prevails",
	Kind:     fact.KindRelation,
	Scope:    Sentence,
	Triggers: []string{"不一致", "相抵触", "有冲突", "不相符"},
	Find:     func(c *Context) []Finding { return pick(c, "prevails_over") },
})

var differing = []string{"不一致", "相抵触", "有冲突", "不相符", "不符"}

func (v *view) prevails() {
	at, word := firstOf(v.s, differing)
	if at < 0 {
		return
	}
	tail := v.s[at:]
	i := strings.Index(tail, "以本")
	j := strings.Index(tail, "为准")
	if k := strings.Index(tail, "按本"); k >= 0 && i < 0 {
		i, j = k, strings.Index(tail, "执行")
	}
	if i < 0 || j < i {
		return
	}
	for n := range v.cites {
		c := &v.cites[n]
		if c.Own || c.Name.Start > v.base+at || v.claim[n] || v.quoted(n) {
			continue
		}
		if b := v.s[:c.Lead-v.base]; endsWith(b, "根据", "依据", "按照", "依照") {
			continue
		}
		v.add("prevails_over", n, c.Lead, v.base+at+j+len("为准"), fact.Relation{Cue: word})
	}
}
