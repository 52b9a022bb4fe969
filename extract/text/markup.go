package text

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// open treats an opening bracket of length size at i: brackets around the year of a document number become 〔〕
// whatever was typed ([2021], 【2021】, （2021）), round ones full-width, others stay.
func (n *normalizer) open(i, size int) int {
	if end := n.yearBracket(i, size); end >= 0 {
		n.yearEnd = end
		return n.put(i, i+size, "〔")
	}
	switch n.peek(i) {
	case '(', '﹙':
		return n.put(i, i+size, "（")
	case '﹝', '❲':
		return n.put(i, i+size, "〔")
	}
	return i + size
}

// yearBracket gives the place of the bracket that closes the year of a document number opened at i, or -1. The
// number itself must follow: （2021） alone is no number.
func (n *normalizer) yearBracket(i, size int) int {
	j := n.skipBlanks(i + size)
	year, digits := n.digits(j, 4)
	if digits != 4 {
		return -1
	}
	end := n.skipBlanks(year)
	if !closer(n.peek(end)) {
		return -1
	}
	_, closing := utf8.DecodeRuneInString(n.raw[end:])
	j = n.skipBlanks(end + closing)
	if n.peek(j) == '第' {
		j = n.skipBlanks(j + len("第"))
	}
	if j, digits = n.digits(j, 5); digits == 0 {
		return -1
	}
	if n.peek(n.skipBlanks(j)) != '号' {
		return -1
	}
	return end
}

func (n *normalizer) skipBlanks(i int) int {
	_, i, _ = n.blanks(i)
	return i
}

// digits reads up to most digits at i.
func (n *normalizer) digits(i, most int) (end, count int) {
	for count < most && i < len(n.raw) {
		r, size := utf8.DecodeRuneInString(n.raw[i:])
		if !isDigit(r) {
			break
		}
		i, count = i+size, count+1
	}
	return i, count
}

// entities are those that crawled pages leave behind.
var entities = map[string]string{
	"nbsp": "\u00a0", "ensp": "\u2002", "emsp": "\u3000", "thinsp": "\u2009", "amp": "&", "lt": "<", "gt": ">", "quot": `"`, "apos": "'",
	"ldquo": "“", "rdquo": "”", "lsquo": "‘", "rsquo": "’", "mdash": "—", "ndash": "-", "middot": "·", "bull": "•", "hellip": "…",
	"laquo": "《", "raquo": "》", "times": "×", "deg": "°", "permil": "‰", "ge": "≥", "le": "≤", "plusmn": "±", "shy": "", "zwj": "", "zwnj": "",
}

// entityAt reads the HTML entity that s starts with: its text and its length, 0 if there is none.
func entityAt(s string) (string, int) {
	end := strings.IndexByte(s[:min(len(s), 10)], ';')
	if end < 2 {
		return "", 0
	}
	name := s[1:end]
	if name[0] != '#' {
		t, ok := entities[name]
		if !ok {
			return "", 0
		}
		return t, end + 1
	}
	base, digits := 10, name[1:]
	if strings.HasPrefix(digits, "x") || strings.HasPrefix(digits, "X") {
		base, digits = 16, digits[1:]
	}
	v, err := strconv.ParseUint(digits, base, 32)
	if err != nil || v < 0x20 || v > utf8.MaxRune || v >= 0xD800 && v < 0xE000 {
		return "", 0
	}
	if isZeroWidth(rune(v)) {
		return "", end + 1
	}
	return string(rune(v)), end + 1
}

// entity treats the & at i.
func (n *normalizer) entity(i int) int {
	s, size := entityAt(n.raw[i:])
	if size == 0 {
		return i + 1
	}
	if _, blank := n.blankAt(i); blank > 0 {
		return n.blank(i)
	}
	return n.put(i, i+size, s)
}

// tags tells what becomes of a tag that a text file still holds: a line end, or nothing.
var tags = map[string]string{
	"p": "\n", "div": "\n", "br": "\n", "li": "\n", "ul": "\n", "ol": "\n", "h1": "\n", "h2": "\n", "h3": "\n", "h4": "\n", "h5": "\n", "h6": "\n",
	"section": "\n", "hr": "\n", "center": "\n", "span": "", "b": "", "strong": "", "i": "", "em": "", "u": "", "font": "", "a": "", "sup": "",
	"sub": "", "img": "", "o:p": "", "small": "", "big": "", "ins": "",
}

// tag treats the < at i: comments go, known tags become a line end or nothing, and those of a table stay as
// they are, for package policy reads tables.
func (n *normalizer) tag(i int) int {
	rest := n.raw[i:]
	if strings.HasPrefix(rest, "<!--") && !n.unclosed {
		if k := strings.Index(rest, "-->"); k >= 0 {
			return n.drop(i, i+k+3)
		}
		n.unclosed = true
	}
	if strings.HasPrefix(rest, "<<") && isHan(n.peek(i+2)) {
		return n.put(i, i+2, "《")
	}
	if len(rest) > 1 && isDigit(rune(rest[1])) {
		return n.open(i, 1)
	}
	name, closing, size := tagAt(rest)
	if size == 0 {
		if j := n.angle(i); j > 0 {
			return j
		}
		return i + 1
	}
	if name == "table" {
		if closing {
			n.table = max(0, n.table-1)
		} else {
			n.table++
		}
		return i + size
	}
	if n.table > 0 {
		return i + size
	}
	s, known := tags[name]
	if !known {
		return i + 1
	}
	n.drop(i, i+size)
	if out := n.b.out.String(); s != "" && out != "" && out[len(out)-1] != '\n' {
		n.b.Replace(i, i+size, s)
	}
	return n.lineStart(i + size)
}

// drop leaves out raw[i:j].
func (n *normalizer) drop(i, j int) int { return n.put(i, j, "") }

// lineStart drops blanks at i if a line starts there.
func (n *normalizer) lineStart(i int) int {
	if out := n.b.out.String(); out == "" || out[len(out)-1] == '\n' {
		_, j, _ := n.blanks(i)
		return n.drop(i, j)
	}
	return i
}

// tagAt reads the tag that s starts with: its lower-case name and its length, 0 if it is none.
func tagAt(s string) (name string, closing bool, size int) {
	i := 1
	if i < len(s) && s[i] == '/' {
		closing, i = true, 2
	}
	start := i
	for i < len(s) && (isAlnum(rune(s[i])) || s[i] == ':') {
		i++
	}
	if i == start || i-start > 10 {
		return "", false, 0
	}
	end := strings.IndexByte(s[i:min(len(s), i+2000)], '>')
	if end < 0 || end > 0 && s[i] != ' ' && s[i] != '/' && s[i] != '\n' && s[i] != '\t' && s[i] != '\r' || strings.IndexByte(s[i:i+end], '<') >= 0 {
		return "", false, 0
	}
	return strings.ToLower(s[start:i]), closing, i + end + 1
}

// markdown treats # * - _ at i: marks of headings at the start of a line, rules that fill a line, and pairs of
// asterisks go. The dash of a list item stays.
func (n *normalizer) markdown(i int) int {
	raw, c := n.raw, n.raw[i]
	j := i
	for j < len(raw) && raw[j] == c {
		j++
	}
	last := n.last(i)
	atStart := last == 0 || last == '\n'
	if atStart && c == '#' && j-i <= 6 && j < len(raw) {
		if width, end, _ := n.blanks(j); width > 0 {
			return n.drop(i, end)
		}
	}
	if atStart && c != '#' && j-i >= 3 {
		_, end, _ := n.blanks(j)
		if end == len(raw) || n.lineEndAt(end) > 0 {
			return n.drop(i, end)
		}
	}
	if c == '*' && j-i == 2 {
		n.drop(i, j)
		return n.lineStart(j)
	}
	return j
}
