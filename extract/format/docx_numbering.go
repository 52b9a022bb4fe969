package format

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// Word prints the marks of numbered paragraphs (一、 第三条) without storing them, and much of the drafting software of
// offices numbers articles that way. Without its marks such a text would lose its structure.

// numbering is what word/numbering.xml and word/styles.xml say, and how far each list has counted.
type numbering struct {
	lists   map[string]list // by numId
	ofStyle map[string]numberRef
	counts  map[string]*[9]int // by abstractNumId: lists of one scheme count on
	started map[string]bool    // numId whose override has been applied
}

// list is a list: its scheme, and the values it starts anew with.
type list struct {
	abstract  string
	levels    [9]level
	overrides map[int]int
}

// level is how a level of a list is numbered: text holds %1 for the number of level 1.
type level struct {
	start        int
	format, text string
}

// numberRef ties a paragraph or a style to a level of a list.
type numberRef struct {
	list  string
	level int
}

type xmlValue struct {
	Val string `xml:"val,attr"`
}

type xmlLevel struct {
	Level  int      `xml:"ilvl,attr"`
	Start  xmlValue `xml:"start"`
	Format xmlValue `xml:"numFmt"`
	Text   xmlValue `xml:"lvlText"`
}

type xmlNumbering struct {
	Abstract []struct {
		ID     string     `xml:"abstractNumId,attr"`
		Levels []xmlLevel `xml:"lvl"`
	} `xml:"abstractNum"`
	Lists []struct {
		ID        string   `xml:"numId,attr"`
		Abstract  xmlValue `xml:"abstractNumId"`
		Overrides []struct {
			Level int      `xml:"ilvl,attr"`
			Start xmlValue `xml:"startOverride"`
		} `xml:"lvlOverride"`
	} `xml:"num"`
}

type xmlStyles struct {
	Styles []struct {
		ID    string   `xml:"styleId,attr"`
		List  xmlValue `xml:"pPr>numPr>numId"`
		Level xmlValue `xml:"pPr>numPr>ilvl"`
	} `xml:"style"`
}

// newNumbering reads the two parts; what is missing or damaged numbers nothing.
func newNumbering(lists, styles []byte) *numbering {
	n := &numbering{lists: map[string]list{}, ofStyle: map[string]numberRef{}, counts: map[string]*[9]int{}, started: map[string]bool{}}
	var x xmlNumbering
	if xml.Unmarshal(lists, &x) != nil {
		return n
	}
	schemes := map[string][9]level{}
	for _, a := range x.Abstract {
		var levels [9]level
		for _, l := range a.Levels {
			if l.Level >= 0 && l.Level < len(levels) {
				levels[l.Level] = level{atoi(l.Start.Val, 1), l.Format.Val, l.Text.Val}
			}
		}
		schemes[a.ID] = levels
	}
	for _, l := range x.Lists {
		made := list{l.Abstract.Val, schemes[l.Abstract.Val], map[int]int{}}
		for _, o := range l.Overrides {
			if o.Start.Val != "" {
				made.overrides[o.Level] = atoi(o.Start.Val, 1)
			}
		}
		n.lists[l.ID] = made
	}
	var s xmlStyles
	if xml.Unmarshal(styles, &s) == nil {
		for _, style := range s.Styles {
			if style.List.Val != "" {
				n.ofStyle[style.ID] = numberRef{style.List.Val, atoi(style.Level.Val, 0)}
			}
		}
	}
	return n
}

func atoi(s string, otherwise int) int {
	v, err := strconv.Atoi(s)
	if err != nil {
		return otherwise
	}
	return v
}

// mark counts a paragraph and gives its mark, "" for bullets and for lists that are not known.
func (n *numbering) mark(ref numberRef) string {
	l, ok := n.lists[ref.list]
	if !ok || ref.level < 0 || ref.level >= len(l.levels) {
		return ""
	}
	counts := n.counts[l.abstract]
	if counts == nil {
		counts = &[9]int{}
		n.counts[l.abstract] = counts
	}
	if !n.started[ref.list] {
		n.started[ref.list] = true
		for level, start := range l.overrides {
			if level >= 0 && level < len(counts) {
				counts[level] = start - l.levels[level].start
			}
		}
	}
	counts[ref.level]++
	for deeper := ref.level + 1; deeper < len(counts); deeper++ {
		counts[deeper] = 0
	}
	return l.print(counts, ref.level)
}

// print fills the numbers into the text of a level.
func (l list) print(counts *[9]int, at int) string {
	if l.levels[at].format == "bullet" || l.levels[at].format == "none" {
		return ""
	}
	s := l.levels[at].text
	for i := range at + 1 {
		place := "%" + strconv.Itoa(i+1)
		if strings.Contains(s, place) {
			number := max(counts[i], 1) + l.levels[i].start - 1
			s = strings.ReplaceAll(s, place, printNumber(number, l.levels[i].format))
		}
	}
	if strings.HasSuffix(s, "条") || strings.HasSuffix(s, "章") || strings.HasSuffix(s, "节") || strings.HasSuffix(s, "编") {
		s += " "
	}
	return s
}

// printNumber prints a number as a format of WordprocessingML asks.
func printNumber(n int, format string) string {
	switch format {
	case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital", "taiwaneseCounting", "taiwaneseCountingThousand":
		return chineseNumber(n)
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		if n >= 1 && n <= 20 {
			return string(rune('①' + n - 1))
		}
	case "lowerLetter", "upperLetter":
		if n >= 1 && n <= 26 {
			return string(rune(map[string]rune{"lowerLetter": 'a', "upperLetter": 'A'}[format] + rune(n-1)))
		}
	}
	return strconv.Itoa(n)
}

// chineseNumber prints 1–9999 as 一, 十二, 一百零五.
func chineseNumber(n int) string {
	if n < 1 || n > 9999 {
		return strconv.Itoa(n)
	}
	digits := []rune("零一二三四五六七八九")
	var s []rune
	zero := false
	for _, p := range []struct {
		weight int
		name   string
	}{{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}} {
		d := n / p.weight % 10
		if d == 0 {
			zero = len(s) > 0
			continue
		}
		if zero {
			s = append(s, '零')
			zero = false
		}
		if d != 1 || p.weight != 10 || len(s) > 0 {
			s = append(s, digits[d])
		}
		s = append(s, []rune(p.name)...)
	}
	return string(s)
}
