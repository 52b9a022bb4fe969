package mention

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/text"
)

// Quantity is a number with its unit, and what the words around it say of its bounds.
type Quantity struct {
	Span       text.Span // number and unit with the bounding words on both sides, bytes of the string read
	Number     text.Span // number and unit only
	Value      string    // digits without separators; a fraction as 1/3
	Value2     string    // upper end of a range
	Unit       string    // 万 and 亿 stay in it: 万家, 亿元; "" for a bare number
	Comparator string    // >= > <= < ~ =
	Open       bool      // 多, 余 or 几 after the number: an estimate, as reports of the past give it
}

// Quantities finds the numbers of s that count or measure something. Numbers that are parts of names, dates,
// ordinals and marks (5G, 4A级, 2025年, 第3条, 〔2021〕56号, 前10位, “3+17”) are none.
func Quantities(s string) []Quantity {
	var out []Quantity
	for i := 0; i < len(s); {
		c := s[i]
		if c >= '0' && c <= '9' {
			q, next, ok := digitQuantity(s, i)
			if ok {
				out = append(out, q)
			}
			i = next
			continue
		}
		if c == "分"[0] && strings.HasPrefix(s[i:], "分之") {
			if q, ok := fraction(s, i); ok && (len(out) == 0 || q.Number.Start >= out[len(out)-1].Number.End) {
				out = append(out, q)
				i = q.Number.End
				continue
			}
		}
		i++
	}
	return out
}

// digitQuantity reads the quantity whose first digit is s[i]; next is where to go on, whether it is one or not.
func digitQuantity(s string, i int) (q Quantity, next int, ok bool) {
	v, end := digits(s, i)
	if ratio, to := ratioAt(s, i, v, end); to > 0 {
		q.Value, q.Number = ratio, text.Span{Start: i, End: to}
		bound(s, &q)
		return q, q.Span.End, true
	}
	m := measure(s, end)
	q.Value, q.Unit, q.Open = v, m.unit, m.open
	next = m.end
	if v2, m2, end2, found := upper(s, m.end); found && !m.date {
		m.date, m.name = m2.date, m2.name
		if m2.unit != "" {
			m.unit, q.Unit = m2.unit, m2.unit
		}
		q.Value2, next, m.end = v2, end2, end2
	}
	if strings.HasSuffix(s[:i], "每") && m.end < len(s) && isDigit(s[m.end]) {
		return q, m.end, false // 每10万人52例
	}
	if !counts(s, i, end, m) {
		return q, max(end, dateEnd(s, end), next), false
	}
	q.Number = text.Span{Start: i, End: next}
	bound(s, &q)
	return q, q.Span.End, true
}

// digits reads a number with its thousands separators and decimals.
func digits(s string, i int) (value string, end int) {
	j, comma := i, false
	for j < len(s) {
		switch {
		case isDigit(s[j]):
			j++
		case s[j] == ',' && threeDigits(s, j+1) && j-i <= 3+4*strings.Count(s[i:j], ","):
			comma = true
			j++
		case s[j] == '.' && j+1 < len(s) && isDigit(s[j+1]) && !strings.Contains(s[i:j], "."):
			j++
		default:
			return strip(s[i:j], comma), j
		}
	}
	return strip(s[i:j], comma), j
}

func strip(s string, comma bool) string {
	if comma {
		return strings.ReplaceAll(s, ",", "")
	}
	return s
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func threeDigits(s string, i int) bool {
	return i+3 <= len(s) && isDigit(s[i]) && isDigit(s[i+1]) && isDigit(s[i+2]) && (i+3 == len(s) || !isDigit(s[i+3]))
}

// counts tells whether the digits s[i:end] with what follows are a quantity rather than part of a name.
func counts(s string, i, end int, m measured) bool {
	if m.date || m.name {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	switch before {
	case '第', '前', '〔', '[', '+', '_', '@', '/', '.', '#', '号', '版', '档':
		return false
	case '-', '—', '–': // 2021-2025 and 86-574-1234 are read with their first number
		return strings.HasSuffix(s[:i], "——")
	case '“': // “3+17”, “10分钟健身圈”
		return false
	}
	if before < utf8.RuneSelf && (before >= 'A' && before <= 'Z' || before >= 'a' && before <= 'z') {
		return false
	}
	return m.unit != "" || !latinNext(s, end) && strings.Contains(s[i:end], ".") || isIndex(s, i, end)
}

// isIndex tells whether the bare number s[i:end] is the value of an index: 创新指数达到85以上.
func isIndex(s string, i, end int) bool {
	if !strings.Contains(s[max(0, i-60):i], "指数") {
		return false
	}
	for _, w := range [...]string{"", "。", "，", "；", "、", "以上", "以下", "左右", "以内"} {
		if w == "" && end == len(s) || w != "" && strings.HasPrefix(s[end:], w) {
			return endsReaching(s[:i])
		}
	}
	return false
}

// endsReaching tells whether a number that follows s is reached.
func endsReaching(s string) bool {
	for _, w := range [...]string{"达到", "达", "提高到", "提升到", "提高至", "提升至", "增至", "保持在", "稳定在", "控制在", "超过", "突破", "不低于", "高于", "降到", "降至", "调整到", "调整至", "优化到", "优化至", "为"} {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

// ratioAt reads the ratio whose first number v ends at end: 生师比达到18:1, 产值之比2.5∶1. Elsewhere 9:30 is a time.
func ratioAt(s string, i int, v string, end int) (ratio string, to int) {
	before := s[max(0, i-45):i]
	for _, stop := range [...]string{"，", "。", "；"} {
		if k := strings.LastIndex(before, stop); k >= 0 {
			before = before[k+len(stop):]
		}
	}
	if !strings.Contains(before, "比") {
		return "", 0
	}
	for ratio = v; ; {
		w, e := ratioPart(s, end)
		if e == 0 {
			return ratio, to
		}
		ratio, end, to = ratio+":"+w, e, e // 25:48:27
	}
}

// ratioPart reads the colon at i and the number behind it, blanks around the colon or not.
func ratioPart(s string, i int) (value string, end int) {
	rest := strings.TrimLeft(s[i:], " ")
	for _, sep := range [...]string{":", "∶", "：", "︰"} {
		if after, ok := strings.CutPrefix(rest, sep); ok {
			after = strings.TrimLeft(after, " ")
			if after != "" && isDigit(after[0]) {
				return digits(s, len(s)-len(after))
			}
		}
	}
	return "", 0
}

func latinNext(s string, i int) bool {
	return i < len(s) && (s[i] >= 'A' && s[i] <= 'Z' || s[i] >= 'a' && s[i] <= 'z' || s[i] == '+' || s[i] == '/' || s[i] == '.' || s[i] == '*' || s[i] == ':')
}

// upper reads the upper end of a range that begins at i: 至100人, —15个, ~2个.
func upper(s string, i int) (value string, m measured, end int, found bool) {
	sep := 0
	for _, p := range [...]string{"至", "到", "—", "－", "–", "～", "~", "-", "一"} {
		if strings.HasPrefix(s[i:], p) {
			sep = len(p)
			break
		}
	}
	if sep == 0 || i+sep >= len(s) || !isDigit(s[i+sep]) {
		return "", m, 0, false
	}
	v, e := digits(s, i+sep)
	m = measure(s, e)
	return v, m, m.end, true
}

// fraction reads 百分之二十, 三分之一, 千分之五 around the 分之 at i.
func fraction(s string, i int) (q Quantity, ok bool) {
	const mark = "分之"
	n, used := text.Number(s[i+len(mark):])
	start, den := numeralBefore(s[:i])
	if used == 0 || start == i {
		return q, false
	}
	q.Number = text.Span{Start: start, End: i + len(mark) + used}
	q.Value = n
	switch s[start:i] {
	case "百":
		q.Unit = "%"
	case "千":
		q.Unit = "‰"
	default:
		q.Value += "/" + strconv.Itoa(den)
	}
	bound(s, &q)
	return q, true
}

// numeralBefore reads the numeral that s ends with; start is len(s) if there is none.
func numeralBefore(s string) (start, value int) {
	start = len(s)
	for i, n := len(s), 0; i > 0 && n < 4; n++ {
		_, w := utf8.DecodeLastRuneInString(s[:i])
		i -= w
		if v, used := text.Int(s[i:]); used == len(s)-i {
			start, value = i, v
		}
	}
	if start == len(s) && strings.HasSuffix(s, "百") {
		return len(s) - len("百"), 100
	}
	if start == len(s) && strings.HasSuffix(s, "千") {
		return len(s) - len("千"), 1000
	}
	return start, value
}
