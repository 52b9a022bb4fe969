package rule

import (
	"strings"

	"github.com/policygraph/policygraph/extract/authority"
	"github.com/policygraph/policygraph/extract/policy"
	"github.com/policygraph/policygraph/extract/text"
)

// sentenceClauses finds duties that are a sentence of their own behind the one that states the task, without brackets or a
// label: …建设一批牧场。省农业农村厅牵头，省财政厅配合，各市政府落实。 Every word of it must be understood and a body of the tables lead
// it: 县级以上教育行政部门负责 in a statute is none.
func sentenceClauses(plain string, b *policy.Block) []dutyClause {
	var out []dutyClause
	from := 0
	for {
		i := strings.Index(plain[from:], "。")
		if i < 0 {
			return out
		}
		end := from + i
		start := from
		from = end + len("。")
		s := plain[start:end]
		if start == 0 || len(s) > 600 || !endsWithAny(s, "负责", "配合", "落实", "参加", "参与") || strings.Contains(s, dutyColon) || strings.Contains(s, " ") {
			continue
		}
		start += len(s) - len(strings.TrimLeft(s, "\n"))
		d := readDuty(plain[start:end])
		if !d.verbs || !d.whole || len(d.shares) == 0 || !leadsKnown(d.shares) || !mostlyKnown(d.shares) {
			continue
		}
		out = append(out, dutyClause{duty: d, block: b, span: text.Span{Start: b.Span.Start + start, End: b.Span.Start + end}, sentence: true})
	}
}

// leadsKnown tells whether the first unit is a body of the tables with the word for its region, or a central one.
func leadsKnown(shares []dutyShare) bool {
	u := shares[0].unit
	return authority.Known(u) && !authority.Local(u) && !authority.Collective(u)
}

// statedWhole tells whether a duty that is a sentence of its own covers the place: its cue is read there.
func statedWhole(c *Context, at int) bool {
	for _, k := range dutyClauses(c) {
		if k.sentence && k.span.Start <= at && at < k.span.End {
			return true
		}
	}
	return false
}
