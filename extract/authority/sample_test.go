package authority

import (
	"os"
	"strings"
	"testing"
)

// The samples stand for names as they are met; a change of the tables shows here what it does to them.
func TestSampleOfPrintedUnits(t *testing.T) {
	for _, file := range []string{"testdata/units.tsv", "testdata/units2.tsv"} {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		n, open := 0, 0
		for _, line := range strings.Split(string(b), "\n") {
			if line == "" || line[0] == '#' {
				continue
			}
			f := append(strings.Split(line, "\t"), "")
			n++
			name, collective := Setting{Region: f[1], Date: f[2], Issuer: f[4]}.Canonical(f[0])
			if collective {
				name = "*"
			}
			want := f[3]
			if strings.HasPrefix(want, "?") { // right, but not found
				want = ""
				open++
			}
			if name != want {
				t.Errorf("%s: %s (%s, %s): %q, want %q", file, f[0], f[1], f[2], name, want)
			}
		}
		if n < 200 || open > n/20 {
			t.Errorf("%s: %d units, %d of them open", file, n, open)
		}
	}
}
