package text

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Normalize gives raw its normal form in one pass; see the package doc. Stretches that are normal already are
// copied whole, so the cost of a clean text is one look at each byte.
func Normalize(raw string) *Source {
	n := normalizer{b: NewBuilder(raw), raw: raw, yearEnd: -1, angleEnd: -1}
	n.run()
	return n.b.Source()
}

// normalizer is the state of one pass: raw[:start] is out, raw[start:i] is a stretch that stays as it is.
type normalizer struct {
	b       *Builder
	raw     string
	start   int
	yearEnd int // place in raw of the bracket that closes a document number's year, -1 for none

	angleEnd   int // place in raw of the > that closes a title, and what it becomes
	angleClose string

	table int // depth of <table>, whose tags stay

	unclosed bool // no comment closes from here on

	columns [2]int // stretch of raw whose lines are the rows of a table laid out by blanks
	looked  int    // end of the last line that was looked at for such a table
	tabs    tabLine
}

// Classes of first bytes: how the pass goes on at a byte.
const (
	plain  = iota // one byte, stays
	han           // first of three bytes of a Chinese character, stays
	asks          // may start something that does not stay
	double        // first of two bytes, stays
	wide          // first of four bytes, stays
)

var class = func() (c [256]uint8) {
	for b := range 0x20 {
		c[b] = asks
	}
	for _, b := range " ():;,!?[]&<*#-_>{}\\\x7f" {
		c[b] = asks
	}
	for b := 0xC3; b <= 0xDF; b++ {
		c[b] = double
	}
	for b := 0xE0; b <= 0xEE; b++ {
		c[b] = han
	}
	for _, b := range []byte{0xC2, 0xE2, 0xE3, 0xEF} {
		c[b] = asks
	}
	for b := 0xF0; b <= 0xF7; b++ {
		c[b] = wide
	}
	return c
}()

func (n *normalizer) run() {
	raw := n.raw
	for i := 0; i < len(raw); {
		switch class[raw[i]] {
		case plain:
			i++
		case han:
			i += 3
		case double:
			i += 2
		case wide:
			i += 4
		default:
			i = n.special(i)
		}
	}
	n.flush(len(raw))
}

// flush sends out the stretch that ends before i.
func (n *normalizer) flush(i int) {
	n.b.Copy(n.start, i)
	n.start = i
}

// put sends out s for raw[i:j] and gives j. An empty s drops the place.
func (n *normalizer) put(i, j int, s string) int {
	n.flush(i)
	n.b.Replace(i, j, s)
	n.start = j
	return j
}

// special treats the character at i and gives the place to go on from.
func (n *normalizer) special(i int) int {
	raw := n.raw
	switch c := raw[i]; c {
	case 0xE3:
		return n.e3(i)
	case 0xEF:
		return n.ef(i)
	case 0xE2:
		return n.e2(i)
	case 0xC2:
		return n.c2(i)
	case ' ':
		return n.blank(i)
	case '\t':
		return n.tab(i)
	case '\n', '\r', '\f', '\v':
		return n.lineEnd(i)
	case '(', '[', '{':
		return n.open(i, 1)
	case ')', ']', '}':
		if i == n.yearEnd {
			return n.put(i, i+1, "〕")
		}
		if c != ')' {
			return i + 1
		}
		return n.put(i, i+1, "）")
	case '\\':
		return n.escape(i)
	case ':', ';', ',', '!', '?':
		return n.punctuation(i)
	case '&':
		return n.entity(i)
	case '<':
		return n.tag(i)
	case '>':
		switch i {
		case n.yearEnd:
			return n.put(i, i+1, "〕")
		case n.angleEnd:
			return n.put(i, i+1, n.angleClose)
		}
		if i+1 < len(raw) && raw[i+1] == '>' && isHan(n.last(i)) {
			return n.put(i, i+2, "》")
		}
		return i + 1
	case '*', '#', '-', '_':
		return n.markdown(i)
	default: // control characters
		return n.put(i, i+1, "")
	}
}

// e3 treats U+3000–U+3FFF: the ideographic space and the brackets of years.
func (n *normalizer) e3(i int) int {
	if i+2 < len(n.raw) && n.raw[i+1] == 0x88 {
		r, _ := utf8.DecodeRuneInString(n.raw[i:])
		if s := ordinalSign(r); s != "" {
			return n.put(i, i+3, s)
		}
	}
	if i+2 >= len(n.raw) || n.raw[i+1] != 0x80 {
		return min(i+3, len(n.raw))
	}
	switch n.raw[i+2] {
	case 0x80: // ideographic space
		return n.blank(i)
	case 0x81, 0x82: // 、 。
		return n.once(i)
	case 0x88, 0x8C, 0x90, 0x94, 0x96: // 〈 「 【 〔 〖
		return n.open(i, 3)
	case 0x89, 0x8B, 0x8D, 0x91, 0x95, 0x97: // 〉 》 」 】 〕 〗
		if i == n.yearEnd {
			return n.put(i, i+3, "〕")
		}
	}
	return i + 3
}

// ef treats U+F000–U+FFFF: full-width and small forms, the byte order mark, compatibility ideographs.
func (n *normalizer) ef(i int) int {
	if i+2 >= len(n.raw) {
		return len(n.raw)
	}
	b1, b2 := n.raw[i+1], n.raw[i+2]
	switch {
	case b1 == 0xBC || b1 == 0xBD:
		return n.fullWidth(i, rune(b1&0x3F)<<6|rune(b2&0x3F)|0xF000)
	case b1 == 0xBB && b2 == 0xBF, b1 == 0xB8 && b2 >= 0x80 && b2 <= 0x8F: // BOM, variation selectors
		return n.put(i, i+3, "")
	case b1 == 0xB9:
		r, _ := utf8.DecodeRuneInString(n.raw[i:])
		if r == '﹝' || r == '﹙' || r == '﹞' || r == '﹚' {
			return n.bracket(i, r)
		}
		if s, ok := smallForms[r]; ok {
			return n.put(i, i+3, s)
		}
	case b1 >= 0xA4 && b1 <= 0xAB:
		return n.put(i, i+3, norm.NFKC.String(n.raw[i:i+3]))
	}
	return i + 3
}

var smallForms = map[rune]string{
	'﹐': "，", '﹑': "、", '﹒': ".", '﹔': "；", '﹕': "：", '﹖': "？", '﹗': "！", '﹣': "-", '﹪': "%", '﹢': "+", '﹟': "#",
}

func (n *normalizer) bracket(i int, r rune) int {
	if r == '﹝' || r == '﹙' {
		return n.open(i, 3)
	}
	if i == n.yearEnd || r == '﹞' {
		return n.put(i, i+3, "〕")
	}
	return n.put(i, i+3, "）")
}

// ascii holds what a full-width form becomes; 0 for those that stay.
var ascii = func() (a [0x60]string) {
	for c := rune('!'); c <= '~'; c++ {
		digit, letter := c >= '0' && c <= '9', c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
		if digit || letter || strings.ContainsRune("%.+/=&@-", c) {
			a[c-0x20] = string(c)
		}
	}
	return a
}()

// fullWidth treats U+FF00–U+FF7F.
func (n *normalizer) fullWidth(i int, r rune) int {
	switch r {
	case '，', '；':
		return n.once(i)
	case '（', '［':
		return n.open(i, 3)
	case '）', '］':
		if i == n.yearEnd {
			return n.put(i, i+3, "〕")
		}
		return i + 3
	case '｡':
		return n.put(i, i+3, "。")
	case '､':
		return n.put(i, i+3, "、")
	}
	if r > 0xFF00 && r < 0xFF5F {
		if s := ascii[r-0xFF00]; s != "" {
			return n.put(i, i+3, s)
		}
	}
	return i + 3
}

// e2 treats U+2000–U+2FFF: odd blanks, zero-width characters, dashes, Kangxi radicals (PDF fonts map
// common characters to them).
func (n *normalizer) e2(i int) int {
	if i+2 >= len(n.raw) {
		return len(n.raw)
	}
	r, size := utf8.DecodeRuneInString(n.raw[i:])
	switch {
	case size != 3:
		return i + 1
	case isZeroWidth(r):
		return n.put(i, i+3, "")
	case isBlank(r):
		return n.blank(i)
	case r == 0x2028 || r == 0x2029:
		return n.lineEnd(i)
	case r >= 0x2010 && r <= 0x2013 || r == 0x2212:
		return n.put(i, i+3, "-")
	case r == 0x2015 || r == 0x2500:
		return n.put(i, i+3, "—")
	case r == '❲':
		return n.open(i, 3)
	case r == '❳':
		return n.put(i, i+3, "〕")
	case r >= '⑴' && r <= '⒛':
		if s := ordinalSign(r); s != "" {
			return n.put(i, i+3, s)
		}
	case r >= 0x2E80 && r <= 0x2FDF:
		return n.put(i, i+3, norm.NFKC.String(n.raw[i:i+3]))
	}
	return i + 3
}

// c2 treats U+0080–U+00BF.
func (n *normalizer) c2(i int) int {
	if i+1 >= len(n.raw) {
		return len(n.raw)
	}
	switch n.raw[i+1] {
	case 0xA0:
		return n.blank(i)
	case 0x85:
		return n.lineEnd(i)
	case 0xAD:
		return n.put(i, i+2, "")
	case 0xAB:
		return n.put(i, i+2, "《")
	case 0xBB:
		return n.put(i, i+2, "》")
	}
	return i + 2
}

// last is the last character before i that is out or stays, 0 at the start of the text.
func (n *normalizer) last(i int) rune {
	s := n.raw[n.start:i]
	if s == "" {
		r, k := utf8.DecodeLastRuneInString(n.b.out.String())
		if k == 0 {
			return 0
		}
		return r
	}
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// peek is the character at i, 0 at the end.
func (n *normalizer) peek(i int) rune {
	if i >= len(n.raw) {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(n.raw[i:])
	return r
}

// punctuation makes a half-width mark full-width unless it stands in a number, a word, a ratio or an address.
func (n *normalizer) punctuation(i int) int {
	c, before, after := n.raw[i], n.last(i), n.peek(i+1)
	if c == '!' || c == '?' {
		if !isHan(before) && before != '》' && before != '”' && before != '）' {
			return i + 1
		}
	} else if isAlnum(before) && (isAlnum(after) || c == ':' && after == '/') {
		return i + 1
	}
	switch c {
	case ':':
		return n.put(i, i+1, "：")
	case ';':
		return n.put(i, i+1, "；")
	case ',':
		return n.put(i, i+1, "，")
	case '!':
		return n.put(i, i+1, "！")
	}
	return n.put(i, i+1, "？")
}

// lineEnd makes one \n of a line end, and at most two of many, so that an empty line still shows.
func (n *normalizer) lineEnd(i int) int {
	j := i
	for j < len(n.raw) {
		size := n.lineEndAt(j)
		if size == 0 {
			break
		}
		n.flush(j)
		switch out := n.b.out.String(); {
		case out == "" || strings.HasSuffix(out, "\n\n") || out == "\n":
		case n.raw[j] == '\n': // most, and no reason to part what stands on both sides
			n.b.Copy(j, j+size)
		default:
			n.put(j, j+size, "\n")
		}
		j += size
		n.start = j
		_, j, _ = n.blanks(j)
		n.start = j
	}
	return j
}

// lineEndAt is the length of the line end at i, 0 for none.
func (n *normalizer) lineEndAt(i int) int {
	switch n.raw[i] {
	case '\r':
		if i+1 < len(n.raw) && n.raw[i+1] == '\n' {
			return 2
		}
		return 1
	case '\n', '\f', '\v':
		return 1
	case 0xC2:
		if strings.HasPrefix(n.raw[i:], "\u0085") {
			return 2
		}
	case 0xE2:
		if strings.HasPrefix(n.raw[i:], "\u2028") || strings.HasPrefix(n.raw[i:], "\u2029") {
			return 3
		}
	}
	return 0
}

func isAlnum(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '０' && r <= '９'
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }

// isHan tells whether r is a Chinese character, 〇 and 々 included.
func isHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r == '〇' || r == '々' || r >= 0x3400 && r <= 0x4DBF ||
		r >= 0xF900 && r <= 0xFAFF || r >= 0x2E80 && r <= 0x2FDF || r >= 0x20000 && r <= 0x3FFFF
}

func isZeroWidth(r rune) bool {
	return r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2060 && r <= 0x2064 ||
		r == 0xFEFF || r == 0xAD || r >= 0xFE00 && r <= 0xFE0F
}

func isBlank(r rune) bool {
	return r == ' ' || r == 0xA0 || r == 0x3000 || r >= 0x2000 && r <= 0x200A || r == 0x202F || r == 0x205F
}
