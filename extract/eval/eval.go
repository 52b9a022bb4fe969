// Package eval scores facts against gold annotations (rules in the contract, "What counts"): precision, recall
// and F1 by kind, attributes of what matched, misses and false alarms with their text. It gives the
// figures of the reference scorer.
package eval

import (
	"encoding/json"
	"fmt"
	"io"
	"sort"
	"strings"
	"text/tabwriter"
)

// Object is a JSON object of a gold file or a fact line.
type Object = map[string]any

// Tally counts one kind of fact.
type Tally struct {
	Right, False, Missed int
	Attrs                map[string]*[2]int // right, of
	Errors               []Error
}

// Error is a miss (in the gold, not found) or a false alarm.
type Error struct {
	Miss   bool
	Source string
	What   Object
}

func (e Error) String() string {
	how := "FALSE"
	if e.Miss {
		how = "MISS"
	}
	what, _ := json.Marshal(e.What)
	return how + " " + e.Source + " " + string(what)
}

// Precision, Recall and F1 of a tally; 1 where nothing was to be found or nothing was.
func (t *Tally) Precision() float64 { return ratio(t.Right, t.Right+t.False) }

// Recall is the part of the gold that was found.
func (t *Tally) Recall() float64 { return ratio(t.Right, t.Right+t.Missed) }

// F1 is their harmonic mean.
func (t *Tally) F1() float64 {
	p, r := t.Precision(), t.Recall()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

func (t *Tally) miss(source string, what Object) {
	t.Missed++
	t.Errors = append(t.Errors, Error{true, source, what})
}

func (t *Tally) alarm(source string, what Object) {
	t.False++
	t.Errors = append(t.Errors, Error{false, source, what})
}

func (t *Tally) attr(name string, ok bool) {
	a := t.Attrs[name]
	if a == nil {
		a = new([2]int)
		t.Attrs[name] = a
	}
	a[1]++
	if ok {
		a[0]++
	}
}

// Scores are the tallies by kind, with the counts by rule that confidence is made of.
type Scores struct {
	Kinds map[string]*Tally
	Rules map[string]*[2]int // facts that matched, facts scored
}

// New makes empty scores.
func New() *Scores { return &Scores{Kinds: map[string]*Tally{}, Rules: map[string]*[2]int{}} }

func (s *Scores) of(kind string) *Tally {
	t := s.Kinds[kind]
	if t == nil {
		t = &Tally{Attrs: map[string]*[2]int{}}
		s.Kinds[kind] = t
	}
	return t
}

func (s *Scores) rule(p Object, right bool) {
	name := str(p, "rule")
	if name == "" {
		return
	}
	c := s.Rules[name]
	if c == nil {
		c = new([2]int)
		s.Rules[name] = c
	}
	c[1]++
	if right {
		c[0]++
	}
}

// Write prints the table.
func (s *Scores) Write(w io.Writer) error {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "KIND\tGOLD\tFOUND\tRIGHT\tP\tR\tF1\tATTRIBUTES")
	for _, kind := range sorted(s.Kinds) {
		t := s.Kinds[kind]
		var attrs []string
		for _, name := range sorted(t.Attrs) {
			attrs = append(attrs, fmt.Sprintf("%s %d/%d", name, t.Attrs[name][0], t.Attrs[name][1]))
		}
		fmt.Fprintf(tw, "%s\t%d\t%d\t%d\t%.3f\t%.3f\t%.3f\t%s\n", kind, t.Right+t.Missed, t.Right+t.False, t.Right,
			t.Precision(), t.Recall(), t.F1(), strings.Join(attrs, " "))
	}
	return tw.Flush()
}

// WriteRules prints the precision of each rule over the facts that were scored.
func (s *Scores) WriteRules(w io.Writer) error {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "RULE\tSCORED\tRIGHT\tPRECISION")
	for _, name := range sorted(s.Rules) {
		c := s.Rules[name]
		fmt.Fprintf(tw, "%s\t%d\t%d\t%.3f\n", name, c[1], c[0], ratio(c[0], c[1]))
	}
	return tw.Flush()
}

func sorted[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
