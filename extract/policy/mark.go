package policy

import (
	"strings"
	"unicode/utf8"
)

// Levels of the marks that order a text, outermost first.
const (
	levelPart     = 1 + iota // 第一编, 第一分编
	levelChapter             // 第一章
	levelPassage             // 第一节
	levelArticle             // 第一条
	levelFirst               // 一、
	levelSecond              // （一）
	levelThird               // 1.
	levelFourth              // （1）
	levelFifth               // ①
	levelUnmarked            // a heading without a mark
)

// mark is the printed ordinal at the start of a line.
type mark struct {
	level   int
	text    string // as printed, without the blanks after it
	size    int    // bytes to the text that follows
	ordinal int
}

// markAt reads the mark at the start of s; level 0 means none.
func markAt(s string) mark {
	if s == "" {
		return mark{}
	}
	switch c := s[0]; {
	case isDigit(c):
		return digitMark(s)
	case c < 0xE2:
		return mark{}
	}
	switch {
	case strings.HasPrefix(s, "第"):
		return ordinalMark(s)
	case strings.HasPrefix(s, "（"):
		return bracketMark(s)
	case s[0] == 0xE2:
		return circleMark(s)
	}
	return chineseMark(s)
}

// chineseMark reads 一、 (also 一. and 一，as some crawls have it).
func chineseMark(s string) mark {
	v, n := chineseNumber(s)
	if n == 0 || v == 0 || v > 99 {
		return mark{}
	}
	rest := s[n:]
	for _, sep := range []string{"、", ".", "．"} {
		if strings.HasPrefix(rest, sep) {
			return finish(s, levelFirst, n+len(sep), v)
		}
	}
	return mark{}
}

// finish skips the blanks after a mark.
func finish(s string, level, size, v int) mark {
	m := mark{level: level, text: s[:size], size: size, ordinal: v}
	for m.size < len(s) && s[m.size] == ' ' {
		m.size++
	}
	return m
}

// digitMark reads 1. 1、 12. but not 1.5亿元, 2021.12 or 1、2号线.
func digitMark(s string) mark {
	n := 0
	for n < len(s) && isDigit(s[n]) && n < 4 {
		n++
	}
	if n == 0 || n > 3 || n == len(s) {
		return mark{}
	}
	v, _ := smallAt(s[:min(n, 2)])
	rest := s[n:]
	for _, sep := range []string{".", "、", "．"} {
		if strings.HasPrefix(rest, sep) {
			after := rest[len(sep):]
			if after == "" || isDigit(after[0]) || after[0] == '%' {
				return mark{}
			}
			return finish(s, levelThird, n+len(sep), v)
		}
	}
	if strings.HasPrefix(rest, "）") {
		return finish(s, levelFourth, n+len("）"), v)
	}
	return mark{}
}

// bracketMark reads （一） and （1）.
func bracketMark(s string) mark {
	in := s[len("（"):]
	level := levelSecond
	v, n := chineseNumber(in)
	if n == 0 {
		level = levelFourth
		v, n = smallAt(in)
	}
	if n == 0 || v == 0 || !strings.HasPrefix(in[n:], "）") {
		return mark{}
	}
	size := len("（") + n + len("）")
	if strings.HasPrefix(s[size:], "、") {
		size += len("、")
	}
	return finish(s, level, size, v)
}

// circleMark reads ① to ⑳ (U+2460 on).
func circleMark(s string) mark {
	r, k := utf8.DecodeRuneInString(s)
	if r < '①' || r > '⑳' {
		return mark{}
	}
	return finish(s, levelFifth, k, int(r-'①')+1)
}

// ordinalMark reads 第一编, 第一章, 第一节, 第一条, 第十二条之一.
func ordinalMark(s string) mark {
	n := len("第")
	for n < len(s) && s[n] == ' ' {
		n++
	}
	v, k := ordinal(s[n:])
	if k == 0 {
		return mark{}
	}
	n += k
	for n < len(s) && s[n] == ' ' {
		n++
	}
	for _, u := range []struct {
		name  string
		level int
	}{{"条", levelArticle}, {"章", levelChapter}, {"节", levelPassage}, {"分编", levelPart}, {"编", levelPart}, {"篇", levelPart}, {"部分", levelPart}} {
		if strings.HasPrefix(s[n:], u.name) {
			n += len(u.name)
			if u.level == levelArticle {
				return articleMark(s, n, v)
			}
			if namesPlace(s[n:]) {
				return mark{}
			}
			return finish(s, u.level, n, v)
		}
	}
	return mark{}
}

// articleMark goes on behind 条: 之一 belongs to the mark, and a word that can only follow a mention of
// an article (第三条规定的, 第三条修改为) shows that it is none.
func articleMark(s string, n, v int) mark {
	if strings.HasPrefix(s[n:], "之") {
		if _, k := chineseNumber(s[n+len("之"):]); k > 0 {
			n += len("之") + k
		}
	}
	if namesPlace(s[n:]) {
		return mark{}
	}
	return finish(s, levelArticle, n, v)
}

var placeWords = []string{"第", "规定", "、", "至", "和", "或", "修改", "改为", "中", "的", "所", "及", "以", "款", "增加", "删", "，", "。", "；", "）", "》", "作为", "”", "合并"}

func namesPlace(rest string) bool {
	if rest == "" || rest[0] < utf8.RuneSelf {
		return false // a blank stands behind most marks
	}
	for _, w := range placeWords {
		if strings.HasPrefix(rest, w) {
			return true
		}
	}
	return false
}

func ordinal(s string) (int, int) {
	n, v := 0, 0
	for n < len(s) && isDigit(s[n]) && n < 4 {
		v = v*10 + int(s[n]-'0')
		n++
	}
	if n > 0 {
		return v, n
	}
	return chineseNumber(s)
}
