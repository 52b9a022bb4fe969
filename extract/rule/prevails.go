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
	Triggers: []string{"不一致", "抵触", "有冲突", "不相符", "不符"},
	Find:     func(c *Context) []Finding { return pick(c, "prevails_over") },
})

var differing = []string{"不一致", "相抵触", "抵触", "有冲突", "不相符", "不符"}

func (v *view) prevails() {
	at, word := firstOf(v.s, differing)
	if at < 0 {
		return
	}
	// 以本办法为准, 按照本办法执行, 适用本法
	from, _ := firstOf(v.s[at:], []string{"以本", "按本", "按照本", "依照本", "适用本", "执行本"})
	if from < 0 || !yieldsToThis(v.s[at:]) {
		return
	}
	end := at + from
	if k := strings.IndexAny(v.s[end:], "。；，"); k >= 0 {
		end += k
	} else {
		end = len(strings.TrimRight(v.s, "\n"))
	}
	for n := range v.cites {
		c := &v.cites[n]
		if c.Own || c.Name.Start > v.base+at || v.claim[n] || v.quoted(n) {
			continue
		}
		if b := v.s[:c.Lead-v.base]; endsWith(b, "根据", "依据", "按照", "依照") {
			continue
		}
		v.add("prevails_over", n, c.Lead, v.base+end, fact.Relation{Cue: word})
	}
}
