package text

// Sentences cuts a place into sentences that tile it. A sentence ends after 。！？； or \n, or with the bracket that
// closes right after one of these. What stands in 《》, “”,
// 「」 or （） is not cut, for officials put whole sentences into a bracketed clause, provided that the bracket
// closes within span; one that never closes counts for nothing.
func Sentences(norm string, span Span) []Span {
	c := cutter{norm: norm, span: span}
	c.run()
	if last := c.lastEnd(); last < span.End {
		c.sentences = append(c.sentences, Span{last, span.End})
	}
	return c.sentences
}

// cutter cuts at every end it meets and takes cuts back when a bracket closes that was opened before them.
type cutter struct {
	norm      string
	span      Span
	sentences []Span
	open      []opening
	room      [8]opening // first room of open, so that most places need no allocation for it
}

type opening struct {
	mark mark
	at   int
}

// mark is what a character means to the cutter.
type mark uint8

const (
	none mark = iota
	end
	title // 《
	quote // “
	round // （
	corner
	closing mark = 0x10
)

func (c *cutter) lastEnd() int {
	if k := len(c.sentences); k > 0 {
		return c.sentences[k-1].End
	}
	return c.span.Start
}

func (c *cutter) run() {
	c.open = c.room[:0]
	s := c.norm[:c.span.End]
	for i := c.span.Start; i < len(s); {
		b := s[i]
		switch {
		case b == '\n':
			c.cut(i, i+1)
			i++
		case b == 0xE3 || b == 0xEF || b == 0xE2:
			if i+3 > len(s) {
				return
			}
			if m := markAt(b, s[i+1], s[i+2]); m != none {
				c.mark(m, i)
			}
			i += 3
		case b >= 0xE0 && b < 0xF0:
			i += 3
		default:
			i++
		}
	}
}

func markAt(b0, b1, b2 byte) mark {
	switch {
	case b0 == 0xE3 && b1 == 0x80:
		switch b2 {
		case 0x82: // 。
			return end
		case 0x8A: // 《
			return title
		case 0x8B:
			return title | closing
		case 0x8C, 0x8E: // 「 『
			return corner
		case 0x8D, 0x8F:
			return corner | closing
		}
	case b0 == 0xEF && b1 == 0xBC:
		switch b2 {
		case 0x81, 0x9B, 0x9F: // ！ ； ？
			return end
		case 0x88:
			return round
		case 0x89:
			return round | closing
		}
	case b0 == 0xE2 && b1 == 0x80:
		switch b2 {
		case 0x9C:
			return quote
		case 0x9D:
			return quote | closing
		}
	}
	return none
}

func (c *cutter) mark(m mark, i int) {
	switch {
	case m == end:
		c.cut(i, i+3)
	case m&closing != 0:
		c.close(m&^closing, i)
	default:
		if m == quote {
			c.dropQuotes()
		}
		c.open = append(c.open, opening{m, i})
	}
}

// dropQuotes forgets an open “ when another one opens: they do not nest, and a quotation of several paragraphs
// opens at each of them and closes once.
func (c *cutter) dropQuotes() {
	for k := len(c.open) - 1; k >= 0; k-- {
		if c.open[k].mark == quote {
			c.open = c.open[:k]
			return
		}
	}
}

// cut ends a sentence at to; an end right after an end (？！, 。\n) belongs to the same sentence.
func (c *cutter) cut(from, to int) {
	if k := len(c.sentences); k > 0 && c.sentences[k-1].End == from {
		c.sentences[k-1].End = to
		return
	}
	c.sentences = append(c.sentences, Span{c.lastEnd(), to})
}

// close takes back the cuts since the bracket that closes at i opened.
func (c *cutter) close(m mark, i int) {
	if m == round && c.listMark(i) {
		return
	}
	for k := len(c.open) - 1; k >= 0; k-- {
		if c.open[k].mark != m {
			continue
		}
		at, ended := c.open[k].at, c.lastEnd() == i
		c.open = c.open[:k]
		for n := len(c.sentences); n > 0 && c.sentences[n-1].End > at; n-- {
			c.sentences = c.sentences[:n-1]
		}
		if ended && m != title && !c.goesOn(i+3) {
			c.cut(i, i+3)
		}
		return
	}
	if k := len(c.sentences); k > 0 && c.sentences[k-1].End == i {
		c.sentences[k-1].End = i + 3 // 。” whose “ is lost
	}
}

// goesOn tells whether the sentence goes on at i in spite of a bracket that closes right after an end (…。”，).
func (c *cutter) goesOn(i int) bool {
	if i+3 > c.span.End {
		return true
	}
	switch c.norm[i : i+3] {
	case "，", "、", "：", "）", "”", "》", "的":
		return true
	}
	return false
}

// listMark tells whether the ） at i ends the mark of a list item (1）…；2）…), which closes nothing.
func (c *cutter) listMark(i int) bool {
	j := i
	for j > c.span.Start && i-j < 3 && isAlnum(rune(c.norm[j-1])) {
		j--
	}
	return j < i && (j == c.lastEnd() || j >= 3 && c.norm[j-3:j] == "：")
}
