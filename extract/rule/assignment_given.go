package rule

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/authority"
	"github.com/policygraph/policygraph/extract/mention"
)

// givenTo reads the duties that a sentence gives away in passing: …，由省财政厅、省物价局负责，抓紧落实. Every body must be named:
// statutes speak of functions, and 由其负责 of nobody. 负责解释 and 负责人 are no tasks.
func givenTo(c *Context) []Finding {
	if c.Block.Section != nil && c.Block.Section.Article != "" || !strings.Contains(c.Text, "由") {
		return nil
	}
	var out []Finding
	for at := 0; ; {
		i := strings.Index(c.Text[at:], "负责")
		if i < 0 {
			return out
		}
		i += at
		at = i + len("负责")
		from := strings.LastIndex(c.Text[:i], "由")
		if from < 0 || utf8.RuneCountInString(c.Text[from:i]) > 60 || hasPrefixAny(c.Text[at:], "解释", "人", "同志", "的", "制", "任", "修订") || inOpenBracket(c.Text, i) || statedWhole(c, c.Span.Start+i) {
			continue
		}
		from += len("由")
		units, whole := mention.Units(strings.TrimSuffix(strings.TrimSuffix(c.Text[from:i], "具体"), "共同"))
		if !whole || !allNamed(units, setting(c)) || anyGroup(units) || past(c.Text[at:]) {
			continue
		}
		p := prose{hosts: units, start: from, end: at, given: true}
		out = append(out, p.findings(c)...)
	}
}

// anyGroup tells whether one of the bodies stands for many.
func anyGroup(units []mention.Unit) bool {
	for _, u := range units {
		if authority.Collective(u.Text) {
			return true
		}
	}
	return false
}
