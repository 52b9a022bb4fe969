package extract_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/policygraph/policygraph/extract"
)

func lines(t testing.TB, r *extract.Result) []byte {
	var out []byte
	for i := range r.Facts {
		line, err := r.Facts[i].Line()
		if err != nil {
			t.Fatal(err)
		}
		out = append(append(out, line...), '\n')
	}
	return out
}

// laws checks laws 1 (quote), 2 (tiling) and 3 (sameness) on one text.
func laws(t testing.TB, path string, data []byte) {
	r, err := extract.Read(path, data)
	if err != nil {
		return // taking text out may fail; reading it may not
	}
	for _, f := range r.Facts {
		e := f.Evidence
		if e.Start < 0 || e.End > len(r.Decoded.Text) || e.Start > e.End || r.Decoded.Text[e.Start:e.End] != e.Quote {
			t.Fatalf("law 1: %s [%d,%d) is not %q", f.Rule, e.Start, e.End, e.Quote)
		}
	}
	at := 0
	for _, p := range r.File.Parts {
		if p.Span.Start != at {
			t.Fatalf("law 2: part %s starts at %d, the one before ends at %d", p.Kind, p.Span.Start, at)
		}
		at = p.Span.End
	}
	if at != len(r.File.Src.Norm) {
		t.Fatalf("law 2: the parts end at %d of %d", at, len(r.File.Src.Norm))
	}
	again, err := extract.Read(path, data)
	if err != nil || !bytes.Equal(lines(t, r), lines(t, again)) {
		t.Fatalf("law 3: a second reading differs (%v)", err)
	}
}

func TestLawsOnTheSample(t *testing.T) {
	files, err := filepath.Glob("../cmd/policygraph/testdata/sample/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no sample: %v", err)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		laws(t, f, data)
	}
}

// FuzzRead holds the laws on mutated texts; the seeds reach the triggers of most rules.
func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("../cmd/policygraph/testdata/sample/*.txt")
	more, _ := filepath.Glob("../cmd/policygraph/testdata/sample/pages/*.txt")
	for _, file := range append(files, more...) {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for len(data) > 0 {
			n := min(len(data), 1500)
			f.Add(data[:n])
			data = data[n:]
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) { laws(t, "fuzz.txt", data) })
}
