package policy

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/text"
)

// acts are the words that say what happened to a text on a day, with the act they mean.
var acts = []struct{ word, act string }{
	{"修订通过", "修订"}, {"修正通过", "修正"}, {"通过", "通过"}, {"批准", "批准"}, {"公布", "公布"}, {"发布", "公布"}, {"颁布", "公布"}, {"颁发", "公布"},
	{"印发", "公布"}, {"修订", "修订"}, {"修正", "修正"}, {"修改", "修正"}, {"废止", "废止"},
}

// ministryMeetings are the meetings of a ministry that pass its rules.
var ministryMeetings = []string{"部务会", "委务会", "局务会", "署务会", "行务会", "室务会", "部长办公会", "主任办公会", "行长办公会", "局长办公会"}

// historyLine tells whether s is a line of the history that stands under a title (题注).
func historyLine(s string) bool {
	if strings.HasPrefix(s, "（") && len(s) < 400 && numberedHistory(s) {
		return true
	}
	if len(s) < 20 || len(s) > 3000 || !strings.Contains(s, "年") {
		return false
	}
	if strings.HasPrefix(s, "（") {
		a, b, _ := nextDate(s, 0)
		if n, ok := findNumber(s, 0); ok && n.order && a == len("（") && n.start < b+90 && n.end == len(s)-len("）") {
			return true // （2006年3月23日某省人民政府令〔2006〕第4号）
		}
		return a >= 0 && a < 200 && hasAny(s, "公布", "发布", "通过", "批准", "修订", "修正", "施行", "颁布", "印发") && !strings.HasPrefix(s[a:], "附件") && hasAny(s[max(0, len(s)-60):], "公布", "发布", "通过", "批准", "修订", "修正", "施行", "颁布", "印发", "）")
	}
	if _, n := dateAt(s); n > 0 && len(s) < 3000 {
		return endsAny(strings.TrimRight(s, "）。"), "通过", "批准", "公布", "发布", "修正", "修订", "颁布", "施行", "修改", "号通知印发") && !strings.Contains(s, "。")
	}
	return false
}

// readHistory reads the entries of history lines in norm[sp.Start:sp.End]; effective is the day of 自…起施行 in
// them.
func readHistory(norm string, sp text.Span) (entries []HistoryEntry, effective string, at text.Span) {
	s := norm[sp.Start:sp.End]
	from := 0
	if first, _, _ := nextDate(s, 0); true {
		// An entry may have a number and no day: （某省人民政府令〔2019〕第12号公布，自…起施行）.
		head := s
		if first >= 0 {
			head = s[:max(0, first-trailing(s[:first], "自"))]
		}
		if n, ok := findNumber(head, 0); ok && n.order {
			if v, ok := readEntry(head); ok {
				v.By = n.issuer
				entries = append(entries, HistoryEntry{Version: v, Span: text.Span{Start: sp.Start + n.start, End: sp.Start + len(strings.TrimRight(head, "，；、 ）\n"))}})
			}
		}
	}
	for {
		a, b, iso := nextDate(s, from)
		if a < 0 {
			return entries, effective, at
		}
		end := entryEnd(s, b)
		seg := s[b:end]
		switch {
		case inQuotes(s, a):
			from = b
			continue
		case startsAny(seg, "公布之日起", "发布之日起"):
			// 自2003年5月27日公布之日起施行 gives the day of the promulgation before it as well.
			effective, at = iso, text.Span{Start: sp.Start + a, End: sp.Start + b}
			if n := len(entries); n > 0 && entries[n-1].Version.Date == "" {
				entries[n-1].Version.Date = iso
			}
			if e, ok := undated(seg, sp.Start+b); ok {
				entries = append(entries, e)
			}
		case startsAny(strings.TrimLeft(seg, " "), "起施行", "起实施", "施行", "起执行", "实施", "起生效", "生效"):
			effective, at = iso, text.Span{Start: sp.Start + a, End: sp.Start + b}
			if e, ok := undated(seg, sp.Start+b); ok {
				entries = append(entries, e)
			}
		default:
			if v, ok := readEntry(seg); ok {
				if v.By == "" && len(entries) == 0 {
					v.By = bodyBefore(s[:a])
				}
				v.Date = iso
				at := text.Span{Start: sp.Start + a, End: sp.Start + b + len(strings.TrimRight(seg, "，；、 ）\n"))}
				entries = append(entries, HistoryEntry{
					Version: v, Span: at,
					anew:  v.Act == "修订" && !strings.Contains(seg, "决定") && !strings.HasSuffix(s[:a], "根据") && (strings.Contains(v.By, "人民代表大会") || strings.Contains(v.Number, "国务院令")),
					inner: hasAny(seg, ministryMeetings...),
				})
			}
		}
		from = end
	}
}

// undated reads an amendment without a day, behind the day in force: …起施行，某省人民政府令〔2013〕第2号修正. seg begins at
// place at.
func undated(seg string, at int) (HistoryEntry, bool) {
	n, ok := findNumber(seg, 0)
	if !ok || !n.order {
		return HistoryEntry{}, false
	}
	v, ok := readEntry(seg[n.start:])
	if !ok || v.Act == "公布" {
		return HistoryEntry{}, false
	}
	return HistoryEntry{Version: v, Span: text.Span{Start: at + n.start, End: at + len(strings.TrimRight(seg, "，；。、 ）\n"))}}, true
}

// entryEnd gives where the entry that begins with a day ends: before the next day outside 《…》, or before the
// words that lead to it (根据, 自).
func entryEnd(s string, b int) int {
	from := b
	for {
		a, e, _ := nextDate(s, from)
		if a < 0 {
			return len(s)
		}
		if !inQuotes(s, a) {
			cut := a
			for _, w := range []string{"根据", "自", "经", "并", "从"} {
				cut = min(cut, a-trailing(s[b:a], w))
			}
			return cut
		}
		from = e
	}
}

// bodyBefore reads a body that stands before the day (（经省人民政府同意，省教育厅2015年7月16日以…发布）).
func bodyBefore(s string) string {
	s = strings.Trim(s, " （\n")
	if i := strings.LastIndex(s, "，"); i >= 0 {
		s = s[i+len("，"):]
	}
	if !signer(s) {
		return ""
	}
	return s
}

func trailing(s, w string) int {
	if strings.HasSuffix(s, w) {
		return len(w)
	}
	return 0
}

// inQuotes tells whether s[i] lies inside 《…》.
func inQuotes(s string, i int) bool {
	return strings.Count(s[:i], "《") > strings.Count(s[:i], "》")
}

// readEntry reads what follows the day of an entry: body, number, act.
func readEntry(seg string) (fact.Version, bool) {
	out := outsideQuotes(seg)
	var v fact.Version
	best := -1
	for _, a := range acts {
		if i := strings.LastIndex(out, a.word); i > best || i == best && i >= 0 && v.Act == "" {
			best, v.Act = i, a.act
		}
	}
	if best < 0 {
		if n, ok := findNumber(out, 0); !ok || !n.order {
			return v, false
		}
		best, v.Act = len(out), "公布" // （2006年3月23日某省人民政府令〔2006〕第4号）
	}
	if n, ok := findNumber(out, 0); ok && n.start < best {
		v.Number = n.norm
	}
	v.By = entryBody(out)
	return v, true
}

// outsideQuotes drops what stands in 《…》: titles of amending decisions hold acts of their own.
func outsideQuotes(s string) string {
	if !strings.Contains(s, "《") {
		return s
	}
	var b strings.Builder
	depth := 0
	for _, r := range s {
		switch r {
		case '《':
			depth++
		case '》':
			depth = max(depth-1, 0)
		default:
			if depth == 0 {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

// entryBody gives the body that acted: 第十三届全国人民代表大会常务委员会第十次会议通过 → 全国人民代表大会常务委员会.
func entryBody(s string) string {
	s = strings.TrimLeft(s, " ，、）")
	s = strings.TrimPrefix(s, "经")
	s = strings.TrimPrefix(s, "由")
	end := len(s)
	for _, w := range []string{"令", "公告", "主席团", "关于", "通过", "批准", "公布", "发布", "颁布", "修订", "修正", "以", "印发", "党组", "部务会", "委务会", "局务会", "厅务会", "常务会议", "部长办公会", "行长办公会", "办公会议", "室务会", "署务会", "行务会", "第一次", "施行"} {
		if i := text.Index(s, w); i >= 0 && i < end {
			end = i
		}
	}
	s = withoutTerm(s[:end])
	for {
		i := strings.LastIndex(s, "第")
		if i < 0 {
			break
		}
		_, n := ordinal(s[i+len("第"):])
		rest := s[i+len("第")+n:]
		switch {
		case n > 0 && strings.HasPrefix(rest, "届"):
			// 河北省第八届人民代表大会 → 河北省人民代表大会
			s = s[:i] + rest[len("届"):]
		case n > 0 && startsAny(rest, "次", "号", "〕", "会议"):
			s = s[:i]
		default:
			return cleanBody(s)
		}
	}
	return cleanBody(s)
}

// withoutTerm drops the term of a congress that is printed without 第 (市十二届人大常委会, 市十四届人大五次会议).
func withoutTerm(s string) string {
	if i := strings.Index(s, "届"); i > 0 {
		b := i
		for b > 0 {
			r, k := utf8.DecodeLastRuneInString(s[:b])
			if chineseDigit(r) < 0 && r != '十' {
				break
			}
			b -= k
		}
		if b < i && !strings.HasSuffix(s[:b], "第") {
			s = s[:b] + s[i+len("届"):]
		}
	}
	for _, w := range []string{"人大", "人民代表大会", "常委会", "常务委员会"} {
		i := text.LastIndex(s, w)
		if i < 0 {
			continue
		}
		if _, n := chineseNumber(s[i+len(w):]); n > 0 && strings.HasPrefix(s[i+len(w)+n:], "次") {
			return s[:i+len(w)]
		}
	}
	return s
}

func cleanBody(s string) string {
	s = tight(strings.Trim(s, " ，、；（）\n"))
	if i := strings.Index(s, "〔"); i >= 0 {
		s = s[:i]
	}
	if k := len(s) - len("2021年"); k > 0 && strings.HasSuffix(s, "年") && allDigits(s[k:k+4]) {
		s = s[:k] // 国家航道信息办公室2019年第7次室务会议
	}
	if strings.HasSuffix(s, "常务委员") {
		s += "会"
	}
	if len(s) > 180 {
		return ""
	}
	if t := strings.TrimPrefix(s, "中华人民共和国"); t != "" && t != "主席" {
		return t
	}
	return s
}
