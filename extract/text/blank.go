package text

import (
	"strings"
	"unicode/utf8"
)

// Blanks. Officials' texts reach us through pdftotext, OCR and crawlers, so a blank may be noise (科 技 部,
// 2021 年 12 月), a letter-spaced heading (目　　录), the only sign of a paragraph's end (one-line crawls), or the
// only thing that parts two names (国家林业和草原局 自然资源部关于…). The rule:
//
//   - at the start or end of a line, and beside a tab, blanks go;
//   - beside Chinese or full-width punctuation, and between a Chinese character and a digit, they go;
//   - between two Chinese characters the pieces decide, a piece being the Chinese characters up to the next
//     blank: two single characters are joined, two longer pieces stay apart; a single one beside a longer
//     one is joined unless it belongs to a letter-spaced word (部长 王 强 → 部长 王强);
//   - in lines that are the rows of a table (columns.go), a gap of two blanks or more is a tab;
//   - a wide gap (two ideographic spaces, or four blanks) in a line is a line end, unless it letter-spaces a word
//     or follows the mark of a chapter or an article;
//   - all others become one space.

// blanks reads the blanks from i on, zero-width characters among them: how wide they are (an ideographic one
// counts two), and where they end. wide tells whether they make a gap.
func (n *normalizer) blanks(i int) (width, end int, wide bool) {
	ideographic := 0
	for i < len(n.raw) {
		r, size := n.blankAt(i)
		switch {
		case size == 0:
			return width, i, ideographic >= 2 || width >= 4 && ideographic*2 != width
		case isZeroWidth(r):
		case r == 0x3000:
			ideographic++
			width += 2
		default:
			width++
		}
		i += size
	}
	return width, i, ideographic >= 2 || width >= 4
}

// blankAt gives the blank or zero-width character at i and its length, which is 0 for any other.
func (n *normalizer) blankAt(i int) (rune, int) {
	switch c := n.raw[i]; c {
	case ' ':
		return ' ', 1
	case 0xC2, 0xE2, 0xE3, 0xEF:
		r, size := utf8.DecodeRuneInString(n.raw[i:])
		if isBlank(r) || isZeroWidth(r) {
			return r, size
		}
	case '&':
		if s, size := entityAt(n.raw[i:]); size > 0 {
			r, _ := utf8.DecodeRuneInString(s)
			if s == "" || isBlank(r) {
				return r, size
			}
		}
	}
	return 0, 0
}

// blank treats the run of blanks at i.
func (n *normalizer) blank(i int) int {
	width, j, wide := n.blanks(i)
	n.put(i, j, "")
	left, right := n.last(j), n.peek(j)
	switch {
	case left == 0 || left == '\n' || left == '\t' || right == 0 || right == '\t' || n.lineEndAt(j) > 0:
		return j
	case left == '-' && n.atDash():
		n.b.Replace(i, j, " ")
		return j
	}
	if width >= 2 && n.table == 0 && n.inColumns(i, wide) {
		n.b.Replace(i, j, "\t")
		return j
	}
	keep := n.keep(i, j, left, right)
	switch {
	case wide && n.table == 0 && !(n.piece(i) == 1 && n.pieceAfter(j) == 1):
		if n.afterMark() {
			n.b.Replace(i, j, " ")
		} else {
			n.b.Replace(i, j, "\n")
		}
	case keep:
		n.b.Replace(i, j, " ")
	}
	return j
}

// atDash tells whether the line so far is a dash: an item of a Markdown list.
func (n *normalizer) atDash() bool {
	out := n.b.out.String()
	return len(out) == 1 || out[len(out)-2] == '\n'
}

func (n *normalizer) keep(i, j int, left, right rune) bool {
	switch {
	case isHan(left) && isHan(right):
		l, r := n.piece(i), n.pieceAfter(j)
		switch {
		case l > 1 && r > 1:
			return true
		case l > 1:
			return n.spacedAfter(j)
		case r > 1:
			return n.spacedBefore(i)
		}
		return false
	case isHan(left) || isHan(right):
		other := left
		if isHan(left) {
			other = right
		}
		return isLetter(other)
	}
	return left < 0x80 && right < 0x80
}

func isLetter(r rune) bool { return isAlnum(r) && !isDigit(r) || r >= 'Ａ' && r <= 'ｚ' }

// piece counts the Chinese characters that end before i, up to 2.
func (n *normalizer) piece(i int) int {
	count := 0
	for count < 2 {
		r, size := utf8.DecodeLastRuneInString(n.raw[:i])
		if !isHan(r) {
			break
		}
		count, i = count+1, i-size
	}
	return count
}

// pieceAfter counts the Chinese characters from j on, up to 2.
func (n *normalizer) pieceAfter(j int) int {
	count := 0
	for count < 2 && j < len(n.raw) {
		r, size := utf8.DecodeRuneInString(n.raw[j:])
		if !isHan(r) {
			break
		}
		count, j = count+1, j+size
	}
	return count
}

// spacedAfter tells whether the single character at j begins a letter-spaced word.
func (n *normalizer) spacedAfter(j int) bool {
	_, size := utf8.DecodeRuneInString(n.raw[j:])
	width, k, _ := n.blanks(j + size)
	return width > 0 && n.pieceAfter(k) == 1
}

// spacedBefore tells whether the single character before i ends a letter-spaced word.
func (n *normalizer) spacedBefore(i int) bool {
	_, size := utf8.DecodeLastRuneInString(n.raw[:i])
	k := i - size
	for k > 0 {
		r, size := utf8.DecodeLastRuneInString(n.raw[:k])
		if !isBlank(r) {
			break
		}
		k -= size
	}
	return k < i-size && n.piece(k) == 1
}

// afterMark tells whether the line so far is the mark of a chapter or an article (第三条): its text goes on
// after the gap.
func (n *normalizer) afterMark() bool {
	out := n.b.out.String()
	from := max(0, len(out)-30)
	line := out[from:]
	if k := strings.LastIndexByte(line, '\n'); k >= 0 {
		line = line[k+1:]
	} else if from > 0 {
		return false
	}
	if !strings.HasPrefix(line, "第") {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(line)
	return r == '条' || r == '章' || r == '节' || r == '编'
}
