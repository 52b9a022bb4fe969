package mention

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/text"
)

// Place is the jurisdiction a text is read in: short forms such as 市政府令 and 部令 are completed from it.
type Place struct {
	Region   string // full name of the issuer's jurisdiction: 临江市, 江东省; "" if open
	Province string // the province that Region lies in, "" if open or Region is one
	Issuer   string // full name of the first issuer
}

// Number is a document number (发文字号) met in a text.
type Number struct {
	Span    text.Span
	Text    string // in the normal form of the contract: 甬政发〔2021〕56号, 临江市人民政府令第188号
	Order   bool   // numbered as an order (令) or announcement (公告), which take their issuer's full name
	Partial bool   // the agency code was left out: 〔2000〕063号
}

// ParseNumber reads a string that is nothing but a document number and gives its normal form.
func ParseNumber(s string, p Place) (string, bool) {
	s = strings.TrimSpace(s)
	for _, n := range Numbers(s, p) {
		if n.Span.Start == 0 && n.Span.End == len(s) && !n.Partial {
			return n.Text, true
		}
	}
	return "", false
}

// Numbers finds the document numbers of s. Every number ends in 号, so that is where reading starts, backwards.
func Numbers(s string, p Place) []Number {
	var found []Number
	floor := 0
	for from := 0; ; {
		i := text.Index(s[from:], "号")
		if i < 0 {
			return found
		}
		at := from + i
		from = at + len("号")
		n, ok := numberEnding(s, floor, at, p)
		if len(found) > 0 && (!ok || n.Partial) {
			if m, follows := found[len(found)-1].next(s, at); follows {
				n, ok = m, true
			}
		}
		if !ok {
			if list := sharedNumbers(s, floor, at, p); list != nil {
				found = append(found, list...)
				floor = found[len(found)-1].Span.End
			}
			continue
		}
		found = append(found, n)
		floor, from = n.Span.End, max(from, n.Span.End)
	}
}

// next reads a number that leaves out what it shares with the one before it: 江政发〔2001〕5号、12号, 江政发〔2001〕5号和〔2003〕9号.
func (n Number) next(s string, at int) (Number, bool) {
	open, year := strings.Index(n.Text, "〔"), strings.Index(n.Text, "〕")
	if n.Order || n.Partial || open <= 0 || year < open {
		return Number{}, false
	}
	b := ordinalStart(s, n.Span.End, at)
	if b < 0 {
		return Number{}, false
	}
	f := numberForm{}
	start := f.readYear(s, n.Span.End, b)
	shared := n.Text[:year+len("〕")]
	if f.bracket {
		shared = n.Text[:open] + "〔" + f.year + "〕"
	}
	switch s[n.Span.End:start] {
	case "、", "和", "及", "与", "以及":
		return Number{Span: text.Span{Start: start, End: at + len("号")}, Text: shared + arabic(s[b:at]) + "号"}, true
	}
	return Number{}, false
}

// sharedNumbers reads ordinals that share code, year and 号: 江政发〔2001〕5、6、7号.
func sharedNumbers(s string, floor, at int, p Place) []Number {
	const comma = "、"
	b := ordinalStart(s, floor, at)
	ends := []int{at}
	for b > floor && strings.HasSuffix(s[floor:b], comma) {
		end := b - len(comma)
		if b = ordinalStart(s, floor, end); b < 0 {
			return nil
		}
		ends = append([]int{end}, ends...)
	}
	if len(ends) < 2 || !strings.HasSuffix(strings.TrimSuffix(s[floor:b], "第"), "〕") {
		return nil
	}
	first, ok := numberEnding(s[:ends[0]]+"号", floor, ends[0], p)
	if !ok || first.Partial || first.Order {
		return nil
	}
	first.Span.End = ends[0]
	out := []Number{first}
	shared := first.Text[:strings.Index(first.Text, "〕")+len("〕")]
	for i, end := range ends[1:] {
		start := ends[i] + len(comma)
		out = append(out, Number{Span: text.Span{Start: start, End: end}, Text: shared + arabic(s[start:end]) + "号"})
	}
	out[len(out)-1].Span.End = at + len("号")
	return out
}

// numberForm is a number taken apart: code, year in its brackets or before 年, ordinal.
type numberForm struct {
	start, end int
	code       string
	year       string
	bracket    bool // the year stands in brackets
	printed    bool // 第 stands before the ordinal
	digits     string
}

// numberEnding reads the number whose 号 stands at s[at]; nothing before floor belongs to it.
func numberEnding(s string, floor, at int, p Place) (Number, bool) {
	b := ordinalStart(s, floor, at)
	if b < 0 {
		return Number{}, false
	}
	f := numberForm{start: b, end: at + len("号"), digits: arabic(s[b:at])}
	if strings.HasSuffix(s[floor:b], "第") {
		b -= len("第")
		f.printed = true
	}
	b = f.readYear(s, floor, b)
	// 公告（2023年第12号）: the ordinal in brackets of its own.
	if strings.HasSuffix(s[floor:b], "（") && strings.HasPrefix(s[f.end:], "）") && bracketedOrder(s[floor:b-len("（")]) {
		b -= len("（")
		f.end += len("）")
	}
	f.start = codeStart(s, floor, b)
	if f.code = s[f.start:b]; f.bracket && !isOrder(f.code) {
		f.dropJoint()
	}
	switch {
	case isOrder(f.code) || f.code == "" && f.printed && strings.HasPrefix(s[f.end:], "令"):
		f.joinIssuers(s, floor)
		return f.order(p)
	case f.turned(s):
		f.joinIssuers(s, floor)
		return f.order(p)
	case f.bracket:
		return f.coded()
	case f.year == "":
		return f.registered(s, floor)
	}
	return Number{}, false
}

func bracketedOrder(s string) bool {
	return strings.HasSuffix(s, "令") || strings.HasSuffix(s, "公告") || strings.HasSuffix(s, "通告")
}

// ordinalStart walks back over the digits (Arabic or Chinese) that end at s[i]; -1 if there are none.
func ordinalStart(s string, floor, i int) int {
	b := i
	for b > floor && s[b-1] >= '0' && s[b-1] <= '9' {
		b--
	}
	if b < i {
		if i-b > 5 {
			return -1
		}
		return b
	}
	for b > floor {
		r, k := utf8.DecodeLastRuneInString(s[floor:b])
		if !strings.ContainsRune("〇○零一二三四五六七八九十百", r) {
			break
		}
		b -= k
	}
	if b == i || !strings.HasSuffix(s[floor:b], "第") {
		return -1
	}
	return b
}

func arabic(digits string) string {
	if digits[0] < 0x80 {
		return digits
	}
	if v, n := text.Int(digits); n == len(digits) {
		return strconv.Itoa(v)
	}
	return digits
}

// readYear reads a year that ends at s[b], bracketed or followed by 年, and gives where it starts.
func (f *numberForm) readYear(s string, floor, b int) int {
	t := strings.TrimRight(s[floor:b], " ")
	for _, pair := range [...][2]string{{"〔", "〕"}, {"（", "）"}, {"[", "]"}, {"［", "］"}, {"【", "】"}} {
		if !strings.HasSuffix(t, pair[1]) {
			continue
		}
		o := strings.LastIndex(t, pair[0])
		if o < 0 {
			return b
		}
		year := strings.Trim(t[o+len(pair[0]):len(t)-len(pair[1])], " 年")
		if len(year) != 4 && len(year) != 2 || !allASCIIDigits(year) {
			return b
		}
		f.year, f.bracket = year, true
		return floor + o
	}
	if y, ok := strings.CutSuffix(t, "年"); ok && len(y) >= 4 && allASCIIDigits(y[len(y)-4:]) {
		f.year = y[len(y)-4:]
		return floor + len(y) - 4
	}
	return b
}

func allASCIIDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func isHan(r rune) bool {
	return r >= 0x4e00 && r <= 0x9fff || r >= 0x3400 && r <= 0x4dbf || r == '〇'
}

func isCodeLetter(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' }

// isOrder tells whether a code is that of an order: it ends in 令 or 公告, and 命令 of something is none.
func isOrder(code string) bool {
	return strings.HasSuffix(code, "令") && !strings.HasSuffix(code, "司令") && !strings.HasSuffix(code, "指令") ||
		strings.HasSuffix(code, "公告") || strings.HasSuffix(code, "通告")
}

// coded makes 甬政发〔2021〕56号. A code of a single character (法〔2004〕96号) is a code too.
func (f *numberForm) coded() (Number, bool) {
	switch f.code {
	case "和", "与", "及", "以及", "等":
		f.cut(len(f.code)) // 江政发〔2001〕5号和〔2003〕9号
	}
	n := Number{Span: text.Span{Start: f.start, End: f.end}, Text: f.code + "〔" + f.year + "〕" + f.digits + "号"}
	if f.code == "" {
		n.Partial = true
		return n, len(f.year) == 4
	}
	return n, utf8.RuneCountInString(f.code) <= 14 && !strings.HasSuffix(f.code, "年")
}

// registered makes （90）国科发市字092号 and （82）国发12号, the forms in use until the early 1990s: the year comes first.
func (f *numberForm) registered(s string, floor int) (Number, bool) {
	lettered := strings.HasSuffix(f.code, "字")
	if n := utf8.RuneCountInString(f.code); n < 2 || lettered && n < 3 || ofCourt(f.code) || endsInAny(f.code, addressEnds) {
		return Number{}, false
	}
	t := s[floor:f.start]
	for _, pair := range [...][2]string{{"（", "）"}, {"〔", "〕"}, {"[", "]"}, {"［", "］"}} {
		if !strings.HasSuffix(t, pair[1]) {
			continue
		}
		o := strings.LastIndex(t, pair[0])
		if o < 0 {
			continue
		}
		year := t[o+len(pair[0]) : len(t)-len(pair[1])]
		if (len(year) == 2 || len(year) == 4) && allASCIIDigits(year) && (lettered || oldYear(year) && utf8.RuneCountInString(f.code) <= 8) {
			return Number{Span: text.Span{Start: floor + o, End: f.end}, Text: "（" + year + "）" + f.code + f.digits + "号"}, true
		}
	}
	if !lettered || !f.printed && f.digits[0] != '0' || utf8.RuneCountInString(f.code) > 8 {
		return Number{}, false
	}
	return Number{Span: text.Span{Start: f.start, End: f.end}, Text: f.code + "第" + f.digits + "号"}, true
}

// addressEnds are last words of what has a number of its own.
var addressEnds = []string{"路", "街", "巷", "道", "村", "楼", "室", "栋", "座", "线", "车", "船", "机", "站", "井", "馆"}

// oldYear tells whether a year is one of those when it was written in front of the code.
func oldYear(y string) bool { return len(y) == 2 && y >= "49" || strings.HasPrefix(y, "19") }

// ofCourt tells the number of a case at court (（2007）江民初字123号) from that of a document.
func ofCourt(code string) bool {
	code = strings.TrimSuffix(code, "字")
	if endsInAny(code, []string{"初", "终", "再"}) {
		_, n := utf8.DecodeLastRuneInString(code)
		return endsInAny(code[:len(code)-n], []string{"民", "刑", "行", "知", "商", "经", "赔", "一", "二", "三", "四", "五"})
	}
	return endsInAny(code, []string{"民申", "民提", "民监", "刑申", "刑监", "行申", "行提", "民辖", "法执", "民执", "知执"})
}
