// Package text holds a decoded source and its normalised form, with the byte map between the two, and
// reads Chinese numerals and dates. Everything after it in the flow works on the normalised form and
// speaks of places in it (Span); only extract turns places back into bytes of the source.
//
// # Normal form
//
// Full-width digits, Latin letters, % . + / = & @ become ASCII. Half-width ( ) become （ ）, as do : ; , between
// anything but digits and Latin letters (3:1, 10,000 and addresses keep theirs). Brackets around the year of a document
// number become 〔〕 whatever was typed; other 【】 and [] stay. «» become 《》, dashes for a hyphen become -, while — and ——
// stay. HTML entities are read; zero-width characters go. Ordinals in one character become those of several (㈠ → （一）), a mark
// printed twice is one, < > around a title become 《》 (noise.go); tabs that part no cells go (tabs.go).
//
// Blanks beside Chinese characters, digits and marks go, but one stays between two words of Chinese that only it parts
// (blank.go has the rule). Runs of two ideographic spaces or four blanks in a line, the indent of a paragraph in one-line
// crawls, become \n, as do all line ends; of empty lines one stays. Lines lose their leading and trailing blanks. Tabs
// stay (table cells).
//
// Markdown's # ** rules and comments go, the dash of a list item stays; tags that OCR or a crawl left go or become \n,
// but <table>…</table> keeps its tags. Page furniture, and line breaks that cut a sentence, a unit or a title in two, are
// taken out by package policy (Recut).
package text

import (
	"sort"
	"strings"
)

// Span is a place in the normalised text: bytes, half open.
type Span struct{ Start, End int }

// Len is the length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Contains tells whether t lies within s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps tells whether the two share a byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Source is one text: Raw as decoded (the bytes that evidence counts in) and Norm.
type Source struct {
	Raw  string
	Norm string
	runs []run // in order of norm; each maps norm bytes [norm, norm+n) to raw bytes
}

// run maps a stretch of Norm to Raw. When same is true byte i of the stretch is byte i of raw;
// otherwise the whole stretch (one folded character) stands for raw[raw:rawEnd].
type run struct {
	norm, normEnd int
	raw, rawEnd   int
	same          bool
}

// RawSpan is the raw place of a place: the bytes from its first to its last character, whatever was dropped between
// them included. Empty places give an empty span.
func (s *Source) RawSpan(n Span) (start, end int) {
	if n.End <= n.Start {
		p := s.rawStart(n.Start)
		return p, p
	}
	return s.rawStart(n.Start), s.rawEnd(n.End)
}

func (s *Source) rawStart(n int) int {
	i := sort.Search(len(s.runs), func(i int) bool { return s.runs[i].normEnd > n })
	if i == len(s.runs) {
		return len(s.Raw)
	}
	r := s.runs[i]
	if r.same && n >= r.norm {
		return r.raw + n - r.norm
	}
	return r.raw
}

func (s *Source) rawEnd(n int) int {
	i := sort.Search(len(s.runs), func(i int) bool { return s.runs[i].normEnd >= n })
	if i == len(s.runs) {
		return len(s.Raw)
	}
	r := s.runs[i]
	if r.same {
		return r.raw + n - r.norm
	}
	return r.rawEnd
}

// Quote is the normalised text of a place.
func (s *Source) Quote(n Span) string { return s.Norm[n.Start:n.End] }

// Builder makes a Source: text is copied or replaced or dropped piece by piece, in order of Raw.
type Builder struct {
	raw  string
	out  strings.Builder
	runs []run
}

// NewBuilder starts a Source of raw.
func NewBuilder(raw string) *Builder {
	b := &Builder{raw: raw, runs: make([]run, 0, 64+len(raw)/200)}
	b.out.Grow(len(raw))
	return b
}

// Copy appends raw[start:end] as it is.
func (b *Builder) Copy(start, end int) {
	if start >= end {
		return
	}
	n := b.out.Len()
	b.out.WriteString(b.raw[start:end])
	if k := len(b.runs) - 1; k >= 0 && b.runs[k].same && b.runs[k].rawEnd == start && b.runs[k].normEnd == n {
		b.runs[k].rawEnd, b.runs[k].normEnd = end, b.out.Len()
		return
	}
	b.runs = append(b.runs, run{n, b.out.Len(), start, end, true})
}

// Replace appends s in the place of raw[start:end].
func (b *Builder) Replace(start, end int, s string) {
	if s == "" {
		return
	}
	n := b.out.Len()
	b.out.WriteString(s)
	b.runs = append(b.runs, run{n, b.out.Len(), start, end, false})
}

// Source ends the work.
func (b *Builder) Source() *Source {
	return &Source{Raw: b.raw, Norm: b.out.String(), runs: b.runs}
}

// Cut is a place that a Recut keeps, and what stands after it ("" or "\n").
type Cut struct {
	Keep  Span
	Joint string
}

// Recut gives a new Source over the same Raw whose Norm is the kept places in order, each followed by its joint: how
// policy heals page breaks and drops page furniture.
func (s *Source) Recut(cuts []Cut) *Source {
	b := NewBuilder(s.Raw)
	i := 0
	for _, c := range cuts {
		for i > 0 && i < len(s.runs) && s.runs[i].norm > c.Keep.Start {
			i--
		}
		for i < len(s.runs) && s.runs[i].normEnd <= c.Keep.Start {
			i++
		}
		for ; i < len(s.runs) && s.runs[i].norm < c.Keep.End; i++ {
			r := s.runs[i]
			from, to := max(r.norm, c.Keep.Start), min(r.normEnd, c.Keep.End)
			if r.same {
				b.Copy(r.raw+from-r.norm, r.raw+to-r.norm)
			} else {
				b.Replace(r.raw, r.rawEnd, s.Norm[from:to])
			}
		}
		if i > 0 {
			i--
		}
		if c.Joint != "" {
			_, end := s.RawSpan(Span{c.Keep.Start, c.Keep.End})
			b.Replace(end, end, c.Joint)
		}
	}
	return b.Source()
}
