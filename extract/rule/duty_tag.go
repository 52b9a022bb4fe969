package rule

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/policy"
	"github.com/policygraph/policygraph/extract/text"
)

// tagClauses finds clauses whose labels stand in brackets of their own, before the units: 【责任单位】市商务局、市财政局
// 【完成时限】2024年6月. They reach to the end of their line.
func tagClauses(t string, b *policy.Block) []dutyClause {
	var out []dutyClause
	for at := 0; at < len(t); {
		open, shut := nextTag(t, at)
		if open < 0 {
			break
		}
		to := shut + len(firstLine(t[shut:]))
		if i := strings.Index(t[shut:to], "。"); i >= 0 {
			to = shut + i + len("。")
		}
		d := readDuty(trimClose(untagged(t[open:to])))
		at = to
		if !d.labelled || len(d.shares) == 0 || !d.understood() {
			continue
		}
		to = open + len(strings.TrimRight(t[open:to], " "))
		out = append(out, dutyClause{duty: d, block: b, span: text.Span{Start: b.Span.Start + open, End: b.Span.Start + to},
			own: strings.Trim(t[:open]+t[to:], " \n。") == ""})
	}
	return out
}

var tagOpeners = text.NewWords("【", "[", "〔", "［")

// nextTag gives the place of the next label in brackets.
func nextTag(t string, from int) (open, shut int) {
	for {
		i, opener := tagOpeners.First(t[from:])
		if i < 0 {
			return -1, -1
		}
		open = from + i
		from = open + len(opener)
		close := closerOf(opener)
		if j := strings.Index(t[from:], close); j > 0 && isTag(t[from:from+j]) {
			return open, from + j + len(close)
		}
	}
}

// isTag tells whether what stands in a bracket is a label and nothing else.
func isTag(inner string) bool {
	inner = strings.TrimSuffix(strings.TrimSpace(inner), dutyColon)
	role, n := labelBefore(inner)
	return n > 0 && n == len(inner) && n >= len("责任单位") && role != roleIgnored // 〔牵头〕 stands behind its unit
}

// untagged writes the labels of a clause with the colon that they do without: 【责任单位】 → 责任单位：.
func untagged(s string) string {
	for {
		open, shut := nextTag(s, 0)
		if open < 0 {
			return s
		}
		_, n := utf8.DecodeRuneInString(s[open:])
		_, m := utf8.DecodeLastRuneInString(s[:shut])
		label := strings.TrimSuffix(strings.TrimSpace(s[open+n:shut-m]), dutyColon)
		s = s[:open] + "；" + label + dutyColon + strings.TrimPrefix(s[shut:], dutyColon)
	}
}
