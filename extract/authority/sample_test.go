package authority

import (
	"os"
	"strings"
	"testing"
)

// The sample stands for names as they are met; a change of the tables shows here what it does to them.
func TestSampleOfPrintedUnits(t *testing.T) {
	b, err := os.ReadFile("testdata/units.tsv")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, line := range strings.Split(string(b), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		n++
		name, collective := Canonical(f[0], f[1], f[2])
		if collective {
			name = "*"
		}
		if name != f[3] {
			t.Errorf("%s (%s, %s): %q, want %q", f[0], f[1], f[2], name, f[3])
		}
	}
	if n < 200 {
		t.Errorf("only %d units", n)
	}
}
