package text

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// What typists, OCR and converters put in the place of plain marks: the ordinals in one character of older texts (㈠ ⑴ ⒈),
// < > around titles, marks printed twice, backslashes that Markdown keeps from meaning something.

var chineseOrdinals = [...]string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}

// ordinalSign gives the plain form of a mark in one character, "" for other characters.
func ordinalSign(r rune) string {
	switch {
	case r >= '㈠' && r <= '㈩':
		return "（" + chineseOrdinals[r-'㈠'] + "）"
	case r >= '⑴' && r <= '⒇':
		return "（" + strconv.Itoa(int(r-'⑴')+1) + "）"
	case r >= '⒈' && r <= '⒛':
		return strconv.Itoa(int(r-'⒈')+1) + "."
	}
	return ""
}

// once drops the mark of three bytes at i if the same stands behind it (、、 ，， 。。).
func (n *normalizer) once(i int) int {
	if i+6 <= len(n.raw) && n.raw[i:i+3] == n.raw[i+3:i+6] {
		return n.put(i, i+3, "")
	}
	return i + 3
}

// escape treats the backslash at i: Markdown puts it before marks that would mean something.
func (n *normalizer) escape(i int) int {
	if i+1 < len(n.raw) && strings.IndexByte(".-+*_#()[]~>", n.raw[i+1]) >= 0 && (i == 0 || n.raw[i-1] != '\\') {
		return n.put(i, i+1, "")
	}
	return i + 1
}

// maxAngle bounds a title between < and >.
const maxAngle = 240

// titleEnds are what titles end in; <含辛集市> is none.
var titleEnds = []string{"通知", "意见", "决定", "规定", "条例", "方案", "细则", "规划", "纲要", "计划", "措施", "公告", "批复", "规则", "准则", "章程", "通报", "标准", "目录"}

// angle reads a title between < and > at i (<关于…的通知>) and gives the place behind its <, 0 if there is none. The title
// stands in 〈〉 where a 《 is open.
func (n *normalizer) angle(i int) int {
	rest := n.raw[i+1 : min(len(n.raw), i+maxAngle)]
	end := strings.IndexAny(rest, "<>\n。；，")
	if end < len("某某办法规") || rest[end] != '>' || !isHan(n.peek(i+1)) || !slices.Contains(titleEnds, rest[end-6:end]) && !strings.HasSuffix(rest[:end], "法") {
		return 0
	}
	n.angleEnd, n.angleClose = i+1+end, "》"
	before := n.raw[max(0, i-maxAngle):i]
	if strings.LastIndex(before, "《") > strings.LastIndex(before, "》") {
		n.angleClose = "〉"
		return n.put(i, i+1, "〈")
	}
	return n.put(i, i+1, "《")
}

// closer tells whether r closes the year of a document number, however it was typed.
func closer(r rune) bool {
	return r >= utf8.RuneSelf && strings.ContainsRune("）］】〕〗﹞﹚❳」〉》』｝", r) || r == ')' || r == ']' || r == '}' || r == '>'
}
