package rule

import (
	"strings"

	"github.com/policygraph/policygraph/extract/policy"
	"github.com/policygraph/policygraph/extract/text"
)

// saidLegend is a convention that a sentence of its own states: 责任单位中列第一位的为牵头单位。 or a note below a table: 注：排名
// 第一的为牵头单位.
type saidLegend struct {
	dutyLegend
	at         int
	instrument string
	note       bool // 注： stands below what it explains
}

// saidLegends finds the conventions that stand outside of the clauses.
func saidLegends(c *Context, cs []dutyClause) []saidLegend {
	var out []saidLegend
	for _, b := range c.Doc.Blocks {
		if b.Kind == policy.Table || b.Part == policy.PartSignature || !tellsOrder(c.File.Text(b.Span)) {
			continue
		}
		for _, s := range b.Sentences {
			t := strings.Trim(c.File.Text(s), " \n。")
			if !tellsOrder(t) || len(t) > 300 || withinClause(cs, s) {
				continue
			}
			t, note := noteText(t)
			if l, _ := cutLegend(t); l.firstLeads || l.commaLeads || l.starLeads {
				out = append(out, saidLegend{l, s.Start, instrumentOf(b), note})
			}
		}
	}
	return out
}

// tellsOrder tests the literals of such a sentence: it says who leads by place or mark.
func tellsOrder(t string) bool {
	return holdsAny(t, "为牵头", "是牵头", "为主办", "为主责") && holdsAny(t, "第一", "第1", "首位", "排首", "列首", "最前", "在前", "逗号前", "分号前", "*", "★", "☆", "▲")
}

// noteText takes 注： and the brackets off a note.
func noteText(t string) (string, bool) {
	bare := strings.TrimSuffix(strings.TrimPrefix(t, "（"), "）")
	for _, w := range [...]string{"备注：", "注：", "说明：", "注1：", "注:"} {
		if rest, ok := strings.CutPrefix(bare, w); ok {
			return rest, true
		}
	}
	return bare, len(bare) < len(t)
}

// withinClause tells whether a clause that states its own convention covers the sentence.
func withinClause(cs []dutyClause, s text.Span) bool {
	for _, k := range cs {
		if k.legend.stated && k.span.Start < s.End && s.Start < k.span.End {
			return true
		}
	}
	return false
}

// legendAt is the convention in force at a place: the last one said before it in its own text or in the notice that
// transmits it, else a note below.
func legendAt(said []saidLegend, at int, instrument string) (l saidLegend, ok bool) {
	for _, s := range said {
		switch {
		case s.at <= at && (s.instrument == instrument || s.instrument == ""):
			l, ok = s, true
		case s.at > at && s.note && s.instrument == instrument && !ok:
			return s, true
		}
	}
	return l, ok
}

// applyLegends lets each convention hold from its own clause to the end of that text or the next convention.
func applyLegends(cs []dutyClause, said []saidLegend) {
	var l dutyLegend
	since, instrument := 0, ""
	for i := range cs {
		k := &cs[i]
		if in := instrumentOf(k.block); in != instrument {
			l, since, instrument = dutyLegend{}, 0, in
		}
		if k.legend.stated {
			l, since = k.legend, k.span.Start
		}
		if s, ok := legendAt(said, k.span.Start, instrument); ok && (s.at > since || !l.stated) {
			l = s.dutyLegend
		}
		l.apply(&k.duty)
	}
}
