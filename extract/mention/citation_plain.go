package mention

import (
	"strings"
	"unicode/utf8"
)

// statuteEnds are kinds of text whose title can be told without 《》 if a number follows it in brackets.
var statuteEnds = []string{"条例", "办法", "规定", "细则", "规则"}

// noticeEnds need 关于 in the title.
var noticeEnds = []string{"通知", "意见", "决定", "批复", "公告", "函", "方案", "规划", "纲要", "措施", "计划", "办法", "规定", "条例", "细则", "若干政策", "通告"}

// plainTitle reads a title printed without 《》 right before its number in brackets: 国务院关于…的意见（国发〔2016〕5号）.
// head is what stands before the bracket; size is the length of the title at its end, 0 if there is none to be told.
func plainTitle(head string) (title string, size int) {
	clause := head
	for _, mark := range [...]string{"。", "；", "：", "\n", "《", "》", "）", "”", "]", "\t"} {
		if i := strings.LastIndex(clause, mark); i >= 0 {
			clause = clause[i+len(mark):]
		}
	}
	if i := strings.LastIndex(clause, "关于"); i >= 0 && endsInAny(clause, noticeEnds) {
		start := issuerStart(clause, i)
		if n := utf8.RuneCountInString(clause[start:]); n >= 8 && n <= 70 && !strings.Contains(clause[i:], "，") {
			return clause[start:], len(clause) - start
		}
		return "", 0
	}
	if i := strings.LastIndexAny(clause, "，、"); i >= 0 {
		clause = clause[i+len("，"):]
	}
	clause = clause[leadWords(clause):]
	for _, joint := range [...]string{"和", "及", "与", "以及"} {
		clause = strings.TrimPrefix(clause, joint)
	}
	if n := utf8.RuneCountInString(clause); n < 5 || n > 40 || !endsInAny(clause, statuteEnds) || strings.ContainsAny(clause, "的了其本该此各") {
		return "", 0
	}
	return clause, len(clause)
}

// issuerStart walks back from 关于 over the issuer that a title begins with.
func issuerStart(clause string, about int) int {
	start := about
	for n := 0; start > 0 && n < 30; n++ {
		r, k := utf8.DecodeLastRuneInString(clause[:start])
		if !isHan(r) {
			break
		}
		start -= k
	}
	start += leadWords(clause[start:about])
	for _, joint := range [...]string{"和", "及", "与", "以及"} {
		if strings.HasPrefix(clause[start:about], joint) {
			start += len(joint)
		}
	}
	if endsInBody(clause[start:about]) || strings.HasSuffix(clause[start:about], "转发") || strings.HasSuffix(clause[start:about], "政府") {
		return start
	}
	return about
}

// aroundTitle widens a title to that of the notice it stands in, where that is printed without 《》 and its number
// follows: 省科技厅关于印发《…办法》的通知（江科〔2003〕12号).
func aroundTitle(s string, floor int, t TitleMatch) TitleMatch {
	end := t.Span.End
	for _, w := range [...]string{"的通知", "的公告", "的函", "的决定", "的批复"} {
		if strings.HasPrefix(s[end:], w+"（") {
			end += len(w)
			break
		}
	}
	if end == t.Span.End {
		return t
	}
	close := strings.Index(s[end:], "）")
	if close < 0 || close > 120 || !strings.Contains(s[end:end+close], "号") {
		return t
	}
	head := s[floor:t.Span.Start]
	for _, w := range [...]string{"关于印发", "关于发布", "关于公布", "关于修订印发", "关于转发"} {
		if about := len(head) - len(w); strings.HasSuffix(head, w) {
			from := max(0, strings.LastIndexAny(head[:about], "，。；、：\n"))
			start := floor + from + issuerStart(head[from:], about-from)
			t.Span.Start, t.Span.End = start, end
			t.Title = innerBrackets.Replace(s[start:end])
			break
		}
	}
	return t
}
