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
		i := strings.Index(s[from:], "号")
		if i < 0 {
			return found
		}
		at := from + i
		from = at + len("号")
		n, ok := numberEnding(s, floor, at, p)
		if ok {
			found = append(found, n)
			floor, from = n.Span.End, max(from, n.Span.End)
		}
	}
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
		return f.order(p)
	case f.bracket:
		return f.coded()
	case f.year == "" && strings.HasPrefix(s[f.end:], "令") && endsInBody(f.code):
		// 市人民政府第90号令, the older way round.
		f.code += "令"
		f.end += len("令")
		return f.order(p)
	case f.year == "" && strings.HasSuffix(f.code, "字") && utf8.RuneCountInString(f.code) >= 3:
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

// codeStart walks back from s[end] over an agency code (代字) or the issuer of an order.
func codeStart(s string, floor, end int) int {
	b := end
	for n := 0; b > floor && n < 70; n++ {
		r, k := utf8.DecodeLastRuneInString(s[floor:b])
		if !isHan(r) && !isCodeLetter(r) {
			break
		}
		b -= k
	}
	for _, w := range codeStops {
		if i := strings.LastIndex(s[b:end], w); i >= 0 && b+i+len(w) < end {
			b += i + len(w)
		}
	}
	for {
		r, k := utf8.DecodeRuneInString(s[b:end])
		if k == 0 || b+k >= end || !strings.ContainsRune("和与及或由以对见在将原年月日号经按据了", r) || strings.HasPrefix(s[b:], "经贸") {
			return b
		}
		b += k
	}
}

// dropJoint cuts from a code what does not stand within one: 与, 和 and 及 (清理与国办发〔2019〕34号不符的文件), and the body
// named before it (国务院办公厅国办发明电〔2004〕20号, 你市衡政〔2004〕3号).
func (f *numberForm) dropJoint() {
	for _, w := range [...]string{"与", "和", "及", "人民政府", "国务院", "办公厅", "办公室", "委员会", "省委", "市委", "你市", "你区", "你县", "你局", "我市", "我省"} {
		if i := strings.LastIndex(f.code, w); i >= 0 && utf8.RuneCountInString(f.code[i+len(w):]) >= 2 && (len(w) > 3 || utf8.RuneCountInString(f.code[i:]) >= 4) {
			f.start += i + len(w)
			f.code = f.code[i+len(w):]
		}
	}
}

// codeStops are words that can stand right before a number and are no part of a code.
var codeStops = []string{
	"根据", "依据", "按照", "表示", "参见", "详见", "依照", "贯彻", "落实", "执行", "遵照", "参照", "转发", "印发", "以及", "发布的", "公布的",
	"下发", "的通知", "的意见", "的决定", "的批复", "的函", "的公告", "通知", "意见", "办法", "规定", "细则", "方案", "文号", "文件", "经过", "修改后的", "修订", "修正", "的",
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
	n := Number{Span: text.Span{Start: f.start, End: f.end}, Text: f.code + "〔" + f.year + "〕" + f.digits + "号"}
	if f.code == "" {
		n.Partial = true
		return n, len(f.year) == 4
	}
	return n, utf8.RuneCountInString(f.code) <= 14 && !strings.HasSuffix(f.code, "年")
}

// registered makes （90）国科发市字092号, the form in use until the early 1990s: the year comes first.
func (f *numberForm) registered(s string, floor int) (Number, bool) {
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
		if (len(year) == 2 || len(year) == 4) && allASCIIDigits(year) {
			return Number{Span: text.Span{Start: floor + o, End: f.end}, Text: "（" + year + "）" + f.code + f.digits + "号"}, true
		}
	}
	if !f.printed && f.digits[0] != '0' || utf8.RuneCountInString(f.code) > 8 {
		return Number{}, false
	}
	return Number{Span: text.Span{Start: f.start, End: f.end}, Text: f.code + "第" + f.digits + "号"}, true
}

// order makes 临江市人民政府令第188号, 令〔2001〕第12号, 公告2020年第5号.
func (f *numberForm) order(p Place) (Number, bool) {
	issuer, kind := splitOrder(f.code)
	if issuer == "" && (kind != "令" || !f.bracket) && p.Issuer == "" {
		return Number{}, false
	}
	code := orderIssuer(issuer, kind, p) + kind
	n := Number{Span: text.Span{Start: f.start, End: f.end}, Order: true}
	switch {
	case f.bracket:
		n.Text = code + "〔" + f.year + "〕第" + f.digits + "号"
	case f.year != "":
		n.Text = code + f.year + "年第" + f.digits + "号"
	default:
		n.Text = code + "第" + f.digits + "号"
	}
	return n, true
}

func splitOrder(code string) (issuer, kind string) {
	for _, k := range [...]string{"公告", "通告", "命令", "令"} {
		if s, ok := strings.CutSuffix(code, k); ok {
			if k == "命令" {
				k = "令"
			}
			return strings.TrimPrefix(s, "第"), k
		}
	}
	return code, "令"
}

// orderIssuer completes the issuer of an order as printed to its full name.
func orderIssuer(s, kind string, p Place) string {
	switch s {
	case "国", "国务院", "中华人民共和国国务院":
		if kind == "令" {
			return "中华人民共和国国务院"
		}
		return "国务院"
	case "主席", "国家主席", "中华人民共和国主席":
		return "中华人民共和国主席"
	case "":
		return p.Issuer
	case "政府", "人民政府", "本府", "本市人民政府", "市政府", "市人民政府", "市", "区政府", "区人民政府", "县政府", "县人民政府", "州人民政府", "州政府":
		return ownGovernment(s, p)
	case "省政府", "省人民政府", "省", "自治区政府", "自治区人民政府":
		return provinceGovernment(s, p)
	case "部", "总局", "局", "委", "署", "厅", "本部", "本局", "本委":
		if strings.HasSuffix(p.Issuer, strings.TrimPrefix(s, "本")) || s == "委" && strings.HasSuffix(p.Issuer, "委员会") {
			return p.Issuer
		}
		return s
	}
	s = strings.ReplaceAll(s, "中华人民共和国", "")
	if b, ok := strings.CutSuffix(s, "政府"); ok && !strings.HasSuffix(b, "人民") {
		for _, level := range [...]string{"省", "市", "区", "县", "州"} {
			if strings.HasSuffix(b, level) {
				return b + "人民政府"
			}
		}
	}
	return s
}

// ownGovernment completes 市政府 and the like by the jurisdiction, if it is of that level.
func ownGovernment(s string, p Place) string {
	level := strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(s, "本"), "政府"), "人民")
	if p.Region != "" && p.Region != "中华人民共和国" && (level == "" || level == "府" || strings.HasSuffix(p.Region, level)) {
		return p.Region + "人民政府"
	}
	return s
}

func provinceGovernment(s string, p Place) string {
	level := strings.TrimSuffix(strings.TrimSuffix(s, "政府"), "人民")
	for _, r := range [...]string{p.Province, p.Region} {
		if r != "" && strings.HasSuffix(r, level) {
			return r + "人民政府"
		}
	}
	return s
}

// endsInBody tells whether a name ends like a body that issues orders.
func endsInBody(s string) bool {
	for _, k := range bodyEnds {
		if strings.HasSuffix(s, k) {
			return true
		}
	}
	return false
}

// bodyEnds are the last words of bodies that issue documents.
var bodyEnds = []string{"政府", "国务院", "委员会", "大会", "部", "局", "委", "厅", "署", "院", "办公室", "银行", "办", "会", "总站", "中心", "军委", "海关", "主席", "小组"}
