package policy

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/authority"
	"github.com/policygraph/policygraph/extract/text"
)

// number is a document number (发文字号) as printed and in the normal form of the contract.
type number struct {
	printed string
	norm    string
	order   bool   // numbered as an order (令) or announcement (公告), which take their issuer's name
	issuer  string // the words before 令 or 公告, "" if none
	start   int
	end     int
}

// findNumber finds the first document number in s at or after from; ok is false when there is none.
func findNumber(s string, from int) (number, bool) {
	for from < len(s) {
		i := text.Index(s[from:], "号")
		if i < 0 {
			return number{}, false
		}
		end := from + i + len("号")
		if n, ok := numberEndingAt(s, from+i); ok {
			return n, true
		}
		from = end
	}
	return number{}, false
}

// numberEndingAt reads the number whose 号 stands at s[i].
func numberEndingAt(s string, i int) (number, bool) {
	end := i + len("号")
	b := ordinalStart(s, i)
	if b < 0 {
		return number{}, false
	}
	digits := arabic(s[b:i])
	withDi := strings.HasSuffix(s[:b], "第")
	if withDi {
		b -= len("第")
	}
	if n, ok := turnedNumber(s, b, end, digits, withDi); ok {
		return n, true
	}
	if strings.HasSuffix(s[:b], "〕") {
		return codedNumber(s, b, end, digits)
	}
	return orderNumber(s, b, end, digits, withDi)
}

// turnedNumber reads the older way round, where 令 or 公告 follows the ordinal: 市人民政府第90号令, 海关总署2019年第221号公告.
func turnedNumber(s string, b, end int, digits string, withDi bool) (number, bool) {
	kind := ""
	for _, w := range []string{"令", "公告"} {
		if strings.HasPrefix(s[end:], w) && (w == "令" || withDi) {
			kind = w
		}
	}
	if kind == "" {
		return number{}, false
	}
	form := "第" + digits + "号"
	if t, ok := strings.CutSuffix(s[:b], "年"); ok {
		if y := yearStart(s, len(t)); y >= 0 {
			form, b = s[y:len(t)]+"年"+form, y
		}
	}
	if !endsAny(s[:b], "政府", "部", "局", "国务院", "委员会", "署", "银行") {
		return number{}, false
	}
	c, words := orderStart(s, b)
	words = orderWords(words + kind)
	end += len(kind)
	return number{printed: s[c:end], norm: words + form, order: true, issuer: orderIssuer(words), start: c, end: end}, true
}

// arabic gives Chinese numerals as digits: 第三十八号 and 第38号 are one number.
func arabic(s string) string {
	if s[0] < utf8.RuneSelf {
		return s
	}
	if v, n := chineseNumber(s); n == len(s) {
		return strconv.Itoa(v)
	}
	return s
}

// ordinalStart walks back over the digits (Arabic or Chinese) that end at s[i].
func ordinalStart(s string, i int) int {
	b := i
	for b > 0 && isDigit(s[b-1]) {
		b--
	}
	if b < i {
		return b
	}
	for b > 0 {
		r, k := utf8.DecodeLastRuneInString(s[:b])
		if chineseDigit(r) < 0 && r != '十' && r != '百' && r != '零' && r != '〇' && r != '○' {
			break
		}
		b -= k
	}
	if b == i {
		return -1
	}
	return b
}

// codedNumber reads 甬政发〔2021〕56号, 令〔2011〕第15号; s[:b] ends in 〕.
func codedNumber(s string, b, end int, digits string) (number, bool) {
	o := strings.LastIndex(s[:b], "〔")
	if o < 0 || b-o > len("〔")+len("〕")+8 {
		return number{}, false
	}
	year := strings.Trim(s[o+len("〔"):b-len("〕")], " 年")
	if len(year) != 4 || !isDigit(year[0]) {
		return number{}, false
	}
	c := codeStart(s, o)
	code := s[c:o]
	if code == "" {
		return number{}, false
	}
	if strings.HasSuffix(code, "令") {
		c, code = orderStart(s, o)
		code = orderWords(code)
		return number{printed: s[c:end], norm: code + "〔" + year + "〕第" + digits + "号", order: true, issuer: orderIssuer(code), start: c, end: end}, true
	}
	return number{printed: s[c:end], norm: code + "〔" + year + "〕" + digits + "号", start: c, end: end}, true
}

// codeStart walks back over an agency code (代字): letters up to the nearest stop, at most 14.
func codeStart(s string, end int) int {
	b := end
	for n := 0; b > 0 && n < 14; n++ {
		r, k := utf8.DecodeLastRuneInString(s[:b])
		if !isName(r) {
			break
		}
		b -= k
	}
	if i := strings.LastIndex(s[b:end], "以"); i >= 0 && b+i+len("以") < end {
		b += i + len("以") // 最高人民法院以法发〔1993〕15号发布
	}
	// In glued text the code follows the last word of a title: …的通知冀政办发〔2016〕28号.
	for _, g := range glueWords {
		if i := strings.LastIndex(s[b:end], g); i >= 0 && b+i+len(g) < end {
			b += i + len(g)
		}
	}
	return b
}

var glueWords = []string{"的通知", "的意见", "的决定", "的批复", "的函", "的公告", "的通报", "方案", "办法", "意见", "通知", "细则", "根据", "措施", "规划", "计划", "规定", "条例", "纲要", "公告", "通报", "要点", "政策", "指南", "印发"}

// isName tells whether r can be part of a name: a Chinese character or a letter.
func isName(r rune) bool {
	return (r >= 0x4e00 && r <= 0x9fff) || (r >= 'A' && r <= 'Z') || (r >= 'a' && r <= 'z')
}

// orderNumber reads 国务院令第721号, 交通部令2018年第12号, 国家林业和草原局公告（2023年第12号）, 政府令260号.
func orderNumber(s string, b, end int, digits string, withDi bool) (number, bool) {
	year := ""
	tail := ""
	if strings.HasSuffix(s[:b], "年") {
		if y := yearStart(s, b-len("年")); y >= 0 {
			year = s[y : b-len("年")]
			b = y
		}
	}
	if strings.HasSuffix(s[:b], "（") && strings.HasPrefix(s[end:], "）") {
		b -= len("（")
		tail = "）"
	}
	if !strings.HasSuffix(s[:b], "令") && !strings.HasSuffix(s[:b], "公告") {
		return number{}, false
	}
	c, words := orderStart(s, b)
	if strings.HasPrefix(words, "的") {
		return number{}, false // …的公告（2022年第60号）
	}
	words = orderWords(words)
	form := words
	switch {
	case year != "":
		form += year + "年第" + digits + "号"
	default:
		form += "第" + digits + "号"
	}
	end += len(tail)
	return number{printed: s[c:end], norm: form, order: true, issuer: orderIssuer(words), start: c, end: end}, withDi || year != "" || strings.HasSuffix(words, "令")
}

// announcementTitle reads the number behind the name of an announcement, which names its issuers: 某局关于…的公告（2022年第60号）.
func announcementTitle(t string) (number, bool) {
	o := openOf(t)
	if o <= 0 || !strings.HasSuffix(t, "号）") || !strings.HasSuffix(t[:o], "公告") || !titleLike(t[:o]) {
		return number{}, false
	}
	printed := t[o+len("（") : len(t)-len("）")]
	bodies := titleIssuers(tight(t[:o]))
	if _, n := yearAt(printed); len(bodies) == 0 || n == 0 && !strings.HasPrefix(printed, "第") {
		return number{}, false
	}
	n, ok := wholeNumber(strings.Join(bodies, " ") + "公告" + tight(printed))
	n.printed, n.start, n.end = printed, o+len("（"), len(t)-len("）")
	return n, ok
}

// orderStart walks back from 令 or 公告 that ends at s[end] over the name of its issuer.
func orderStart(s string, end int) (int, string) {
	b := end
	for n := 0; b > 0 && n < 40; n++ {
		r, k := utf8.DecodeLastRuneInString(s[:b])
		if !isName(r) && r != '、' {
			break
		}
		b -= k
	}
	for _, g := range []string{"日", "根据", "依据", "经", "以", "由"} {
		if i := strings.LastIndex(s[b:end], g); i >= 0 && b+i+len(g) < end && (g == "日" || i == 0) {
			b += i + len(g)
		}
	}
	b = jointStart(s, b, end)
	return b, s[b:end]
}

// jointStart moves b up over the bodies that issue an order jointly, which blanks part: 财政部 税务总局公告2023年第12号.
func jointStart(s string, b, end int) int {
	if !endsAny(strings.TrimSuffix(strings.TrimSuffix(s[b:end], "公告"), "令"), bodySuffixes...) {
		return b
	}
	for b > 1 && s[b-1] == ' ' {
		a := b - 1
		for a > 0 {
			r, k := utf8.DecodeLastRuneInString(s[:a])
			if !isName(r) {
				break
			}
			a -= k
		}
		name := s[a : b-1]
		if len(name) < len("财政部") || len(name) > 90 || hasAny(name, "的", "关于", "日") || !endsAny(name, bodySuffixes...) {
			break
		}
		b = a
	}
	return b
}

// orderWords brings the name of an order to one form: 中华人民共和国财政部令 is 财政部令, but those of the State
// Council and the President keep the name of the state.
func orderWords(words string) string {
	switch words {
	case "国务院令", "国令", "中华人民共和国国务院令":
		return "中华人民共和国国务院令"
	case "主席令", "国家主席令", "中华人民共和国主席令":
		return "中华人民共和国主席令"
	}
	if rest, ok := strings.CutPrefix(words, "中中华人民共和国"); ok {
		return orderWords("中华人民共和国" + rest) // a stray character of the line before
	}
	words = strings.ReplaceAll(words, "中华人民共和国", "")
	if sign, ok := strings.CutSuffix(words, "令"); ok && utf8.RuneCountInString(sign) <= 4 {
		if owner := authority.CodeOwner(sign); owner != "" {
			return owner + "令" // 粤府令第277号
		}
	}
	return strings.ReplaceAll(strings.ReplaceAll(words, " ", "、"), "中央军委", "中央军事委员会")
}

// orderIssuer strips the kind of order from its words: 中华人民共和国国务院令 → 中华人民共和国国务院.
func orderIssuer(words string) string {
	for _, k := range []string{"命令", "令", "公告"} {
		if strings.HasSuffix(words, k) {
			return strings.TrimSuffix(words, k)
		}
	}
	return words
}

// wholeNumber reads a line that is nothing but a number, brackets aside.
func wholeNumber(s string) (number, bool) {
	if len(s) > 150 || !strings.Contains(s, "号") {
		return number{}, false
	}
	if i := strings.LastIndex(s, "公告"); i >= 0 && strings.Contains(s[i:], "届") {
		return termNumber(s, i+len("公告"))
	}
	t, off := s, 0
	if strings.HasPrefix(t, "（") && strings.HasSuffix(t, "）") {
		t, off = t[len("（"):len(t)-len("）")], len("（")
	}
	n, ok := findNumber(t, 0)
	if !ok || n.start != 0 || n.end != len(t) {
		return oldNumber(s)
	}
	n.start += off
	n.end += off
	return n, true
}

// termNumber reads the number of a congress's announcement, counted by its terms: 某省人民代表大会常务委员会公告（十三届）第57号,
// 〔十三届〕第57号, （十三届第57号）. The term stands at s[i].
func termNumber(s string, i int) (number, bool) {
	rest := strings.NewReplacer("（", "", "）", "", "〔", "", "〕", "", "[", "", "]", "", " ", "").Replace(s[i:])
	term, ordinal, ok := strings.Cut(rest, "届")
	if !ok || utf8.RuneCountInString(term) > 5 || strings.Contains(ordinal, "届") {
		return number{}, false
	}
	n, ok := wholeNumber(s[:i] + ordinal)
	term = "公告（" + strings.TrimPrefix(term, "第") + "届）"
	n.norm, n.printed, n.end = strings.Replace(n.norm, "公告", term, 1), s, len(s)
	return n, ok
}

// numberDate reads a line that is a number and then a day, brackets aside, and gives where the day begins:
// （江卫发〔1998〕33号 1998年4月2日）. The day is "" for other lines.
func numberDate(s string) (n number, iso string, at int) {
	if len(s) > 150 || !strings.Contains(s, "号") {
		return n, "", 0
	}
	t, off := s, 0
	if strings.HasPrefix(t, "（") && strings.HasSuffix(t, "）") {
		t, off = t[len("（"):len(t)-len("）")], len("（")
	}
	n, ok := findNumber(t, 0)
	if !ok || n.start != 0 {
		return n, "", 0
	}
	day := strings.TrimLeft(t[n.end:], " ，")
	at = off + len(t) - len(day)
	n.start, n.end = n.start+off, n.end+off
	return n, wholeDate(day), at
}

// oldNumber reads the older way to print a number, the year in front: （90）国科发计字123号, 〔82〕国发12号.
func oldNumber(s string) (number, bool) {
	for _, b := range [][2]string{{"（", "）"}, {"〔", "〕"}, {"[", "]"}} {
		rest, ok := strings.CutPrefix(s, b[0])
		if !ok {
			continue
		}
		y := strings.Index(rest, b[1])
		if y != 2 && y != 4 || !allDigits(rest[:y]) || !strings.HasSuffix(rest, "号") {
			return number{}, false
		}
		code := rest[y+len(b[1]) : len(rest)-len("号")]
		d := ordinalStart(code, len(code))
		if d < 0 || d > 60 || !allNames(strings.TrimSuffix(code[:d], "第")) {
			return number{}, false
		}
		norm := "（" + rest[:y] + "）" + code + "号"
		return number{printed: s, norm: norm, start: 0, end: len(s)}, d > 0 && !strings.HasSuffix(code[:d], "第")
	}
	return number{}, false
}
