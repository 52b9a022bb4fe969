package rule_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"github.com/policygraph/policygraph/extract"
	"github.com/policygraph/policygraph/extract/rule"
)

// Golden cases say what a rule does: testdata/<rule>.txt, one file a rule. The directive is
//
//	find [path=name.txt]
//
// its input the text of a document, its output the facts of that rule, one a line: quote, then body.
func TestGolden(t *testing.T) {
	for _, r := range rule.All() {
		t.Run(r.Name, func(t *testing.T) {
			negative := false
			datadriven.RunTest(t, filepath.Join("testdata", r.Name+".txt"), func(t *testing.T, d *datadriven.TestData) string {
				out := find(t, r.Name, d)
				negative = negative || out == "none\n"
				return out
			})
			if !negative {
				t.Errorf("testdata/%s.txt has no negative case (one whose output is none)", r.Name)
			}
		})
	}
}

func find(t *testing.T, name string, d *datadriven.TestData) string {
	if d.Cmd != "find" {
		t.Fatalf("%s: unknown directive %q; use find", d.Pos, d.Cmd)
	}
	path := "case.txt"
	d.MaybeScanArgs(t, "path", &path)
	r, err := extract.Read(path, []byte(d.Input))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range r.Facts {
		if f.Rule != name {
			continue
		}
		if got := r.Decoded.Text[f.Evidence.Start:f.Evidence.End]; got != f.Evidence.Quote {
			t.Errorf("%s: law 1: quote %q is not the source's %q", d.Pos, f.Evidence.Quote, got)
		}
		body, err := json.Marshal(f.Body)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s\n  %s\n", strings.ReplaceAll(f.Evidence.Quote, "\n", "⏎"), body)
	}
	if b.Len() == 0 {
		return "none\n"
	}
	return b.String()
}

// A misspelt name would pass as "none": every golden file names a rule.
func TestGoldenFilesNameRules(t *testing.T) {
	names := map[string]bool{}
	for _, r := range rule.All() {
		names[r.Name] = true
	}
	files, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if name := strings.TrimSuffix(f.Name(), ".txt"); !names[name] {
			t.Errorf("testdata/%s names no rule", f.Name())
		}
	}
}
