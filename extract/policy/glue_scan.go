package policy

import (
	"strings"
	"unicode/utf8"
)

// walk is one pass over a glued line.
type walk struct {
	*gluer
	t     string
	out   []int // places where a line begins, roughly in order
	known []int // those that the head gave, not passed yet
	i     int
	seg   int  // start of the segment
	stop  int  // place behind the last 。
	prev  rune // character before i, a full stop where a line begins
	open  brackets
}

// telling marks the characters that scan must look at; the others, most of a text, are skipped.
var telling = func() (set [1 << 10]uint64) {
	for _, r := range "第（《“）》”。年更公责相附一二三四五六七八九十" {
		set[r>>6] |= 1 << (r & 63)
	}
	return set
}()

// scan walks t once and collects the breaks; out holds those found in its head.
func (g *gluer) scan(t string, out []int) []int {
	w := walk{gluer: g, t: t, out: out, known: out}
	for w.i < len(t) {
		r, k := rune(t[w.i]), 1
		switch {
		case r < utf8.RuneSelf:
			if !isDigit(t[w.i]) {
				w.i++
				continue
			}
		case r >= 0xE0 && r < 0xF0 && w.i+2 < len(t):
			r, k = (r&0xF)<<12|rune(t[w.i+1]&0x3F)<<6|rune(t[w.i+2]&0x3F), 3
			if telling[r>>6]>>(r&63)&1 == 0 {
				w.i += 3
				continue
			}
		default:
			_, k = utf8.DecodeRuneInString(t[w.i:])
			w.i += k
			continue
		}
		w.look(r, k)
	}
	return dedupe(w.out)
}

// look treats the telling character r, k bytes long, at w.i and moves on.
func (w *walk) look(r rune, k int) {
	for len(w.known) > 0 && w.i >= w.known[0] {
		w.seg, w.known = w.known[0], w.known[1:]
		w.open = w.open[:0]
	}
	if w.prev = '。'; w.i > w.seg {
		w.prev, _ = utf8.DecodeLastRuneInString(w.t[:w.i])
	}
	if len(w.open) == 0 && w.outside(r) {
		return
	}
	w.follow(r, k)
	w.i += k
}

// outside looks for a beginning at the character r outside brackets; true when it moved on.
func (w *walk) outside(r rune) bool {
	if startsMark(r) && (w.i == w.seg || ends(w.prev) || w.i-w.seg < 150) && w.cut(w.t, w.seg, w.i, w.prev, len(w.t) > glued) {
		w.begin(w.i)
	}
	switch r {
	case '年':
		return w.signed()
	case '（':
		if n := republished(w.t, w.stop, w.i); n > 0 {
			w.out = append(w.out, w.stop, w.i, w.i+n)
			w.last = [levelUnmarked + 1]int{}
			w.jump(w.i + n)
			w.stop = w.i
			return true
		}
		fallthrough
	case '更', '公', '责', '相', '附':
		if ends(w.prev) && tailAt(w.t[w.i:]) {
			w.begin(w.i)
		}
	}
	return false
}

// begin notes that a line begins at i.
func (w *walk) begin(i int) {
	if i > w.seg {
		w.out = append(w.out, i)
		w.seg = i
	}
}

// jump goes on at i as behind a full stop.
func (w *walk) jump(i int) { w.seg, w.i = i, i }

// signed parts a signature, whose year ends here, and the title of the plan behind it.
func (w *walk) signed() bool {
	a, b := w.signature(w.t, w.seg, w.i)
	if b <= 0 {
		return false
	}
	w.out = append(w.out, a, b)
	w.jump(b)
	if strings.HasPrefix(w.t[b:], "（此件") {
		if n := matching(w.t[b:]); n > 0 {
			b += n // the office's mark stands between the day and the plan
			w.out = append(w.out, b)
			w.jump(b)
		}
	}
	if n := w.planTitle(w.t[b:]); n > 0 {
		b += n
		w.out = append(w.out, b)
		w.jump(b)
		if n := authorsBefore(w.t[b:]); n > 0 && strings.Contains(w.t[max(0, b-1500):b], "转发") {
			w.out = append(w.out, b+n)
			w.jump(b + n)
			return true
		}
	}
	if strings.HasPrefix(w.t[b:], "（") {
		if n := matching(w.t[b:]); n > 0 && (historyLine(w.t[b:b+n]) || authorsAt(w.t[b:]) == n) {
			w.out = append(w.out, b+n)
			w.jump(b + n)
		}
	}
	return true
}

// follow keeps account of brackets and stops.
func (w *walk) follow(r rune, k int) {
	switch r {
	case '（', '《', '“':
		if n := len(w.open); r != '“' || n == 0 || w.open[n-1].open != '“' {
			w.open = append(w.open, bracket{r, w.i}) // each paragraph of a long quotation opens it anew
		}
	case '）', '》', '”':
		w.open = w.open.shut(r)
		if r == '》' {
			w.note(w.t, w.i)
		}
	case '。':
		w.stop = w.i + k
		if len(w.open) > 0 && w.i-w.open[0].at > 1500 {
			w.open = w.open[:0] // a bracket that never closed
		}
	}
}

// brackets are the brackets and quotes that are open at a place, outermost first.
type brackets []bracket

type bracket struct {
	open rune
	at   int
}

// shut closes the bracket that r closes, with those inside it that never closed; none if r closes nothing.
func (b brackets) shut(r rune) brackets {
	want := '（'
	switch r {
	case '》':
		want = '《'
	case '”':
		want = '“'
	}
	for k := len(b) - 1; k >= 0; k-- {
		if b[k].open == want {
			return b[:k]
		}
	}
	return b
}
