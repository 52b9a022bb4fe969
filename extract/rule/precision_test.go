package rule

import (
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestPrecisionTable: each line is of a rule that there is, with counts that can be.
func TestPrecisionTable(t *testing.T) {
	for line := range strings.Lines(precisionTable) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Fields(line)
		if len(cells) != 4 {
			t.Fatalf("%q has %d cells; want rule, gold or sample, judged, right", line, len(cells))
		}
		facts, err := strconv.Atoi(cells[2])
		right, err2 := strconv.Atoi(cells[3])
		if err != nil || err2 != nil || right > facts || facts < 1 {
			t.Errorf("%q: counts", line)
		}
		if cells[1] != "gold" && cells[1] != "sample" {
			t.Errorf("%q: measured on %q", line, cells[1])
		}
		if !slices.ContainsFunc(All(), func(r Rule) bool { return r.Name == cells[0] }) {
			t.Errorf("%q: no such rule", line)
		}
	}
	if len(precisions) < 10 {
		t.Errorf("only %d rules were measured", len(precisions))
	}
}

func TestConfidence(t *testing.T) {
	measured := readPrecisions("# a comment\nrepeals\tgold\t6\t6\nrepeals\tsample\t2\t1\n")
	if got := measured["repeals"]; got != (judged{8, 7}) {
		t.Errorf("both measurements count: %v", got)
	}
	if c := Confidence("no such rule"); c != 0 {
		t.Errorf("a rule that was not measured has the confidence %v", c)
	}
	if c := Confidence("amends"); c <= 0.5 || c >= 1 {
		t.Errorf("amends has the confidence %v; nothing is certain", c)
	}
}
