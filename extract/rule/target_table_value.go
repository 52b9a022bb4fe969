package rule

import (
	"regexp"
	"strings"

	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/mention"
)

var plainRatio = regexp.MustCompile(`^\d+(\.\d+)?[:∶：]\d+(\.\d+)?$`)

// readValue reads a value cell into t: ≥60%, [200] (cumulative over the period), 95以上, 8-10, 比2020年下降15%. What
// holds no single number stays in Raw alone: 与经济增长基本同步, 99.6/99.22.
func readValue(t *fact.Target, s string) {
	s = strings.Trim(s, "*＊※ ")
	if inner, ok := bracketed(s); ok {
		s, t.Period = inner, "cumulative"
	}
	if plainRatio.MatchString(s) {
		t.Value, t.Comparator = strings.NewReplacer("∶", ":", "：", ":").Replace(s), "="
		return
	}
	if strings.Contains(s, "/") && strings.Count(s, "/") == 1 && isDigitBefore(s, strings.Index(s, "/")) {
		if rest := strings.TrimSpace(s[strings.Index(s, "/")+1:]); rest != "" && isDigitByte(rest[0]) {
			return
		}
	}
	if qs := mention.Quantities(s); len(qs) == 1 {
		q := qs[0]
		t.Value, t.Value2, t.Comparator = q.Value, q.Value2, q.Comparator
		if q.Unit != "" {
			t.Unit = q.Unit
		}
		return
	}
	if i := strings.Index(s, "（"); i > 0 && hasDigit(s[:i]) { // 4.2（其中乡村3.1）
		readValue(t, s[:i])
		return
	}
	bareValue(t, s)
}

func isDigitBefore(s string, i int) bool {
	s = strings.TrimRight(s[:i], " %")
	return s != "" && isDigitByte(s[len(s)-1])
}

// bracketed takes the brackets of [300]左右 off.
func bracketed(s string) (string, bool) {
	for _, p := range [...][2]string{{"[", "]"}, {"〔", "〕"}, {"［", "］"}, {"【", "】"}, {"{", "}"}} {
		inner, ok := strings.CutPrefix(s, p[0])
		if !ok {
			continue
		}
		if inner, rest, ok := strings.Cut(inner, p[1]); ok {
			return inner + rest, true
		}
	}
	return s, false
}

// bareValue reads a number that carries no unit because its column or indicator does.
func bareValue(t *fact.Target, s string) {
	// A unit lent to the number lets the bounds and ranges be read in one place.
	i := strings.LastIndexAny(s, "0123456789")
	if i < 0 {
		return
	}
	lent := s[:i+1] + "个" + s[i+1:]
	qs := mention.Quantities(lent)
	if len(qs) == 1 && qs[0].Number.Start == strings.IndexAny(lent, "0123456789") {
		t.Value, t.Value2, t.Comparator = qs[0].Value, qs[0].Value2, qs[0].Comparator
	}
}
