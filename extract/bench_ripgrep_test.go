package extract_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/policygraph/policygraph/extract"
	"github.com/policygraph/policygraph/extract/rule"
)

// BenchmarkAgainstRipgrep measures how many times as long extraction takes as ripgrep takes to find the triggers in the same
// files, both on one core and reading the files: the best of three runs each, in turn.
func BenchmarkAgainstRipgrep(b *testing.B) {
	rg, err := exec.LookPath("rg")
	if err != nil {
		b.Skip("rg is not installed: apt-get install ripgrep")
	}
	root, folders := os.Getenv("POLICYGRAPH_CORPUS"), []string{"policies", "laws"}
	if root == "" {
		root, folders = "../cmd/policygraph/testdata", []string{"sample"}
	}
	files, size := corpus(b, folders...)
	args := []string{"-j1", "-F", "-f", triggerFile(b), "--count-matches"}
	for _, f := range folders {
		args = append(args, filepath.Join(root, f))
	}
	b.SetBytes(size)
	var ours, theirs time.Duration
	for b.Loop() {
		for range 3 {
			theirs = best(theirs, func() error { return exec.Command(rg, args...).Run() })
			ours = best(ours, func() error { return readAll(files) })
		}
	}
	b.ReportMetric(ours.Seconds()/theirs.Seconds(), "times-rg")
	b.ReportMetric(float64(size)/1e6/ours.Seconds(), "best-MB/s")
	b.ReportMetric(theirs.Seconds(), "rg-s")
}

// best is the shorter of a time measured before, 0 for none, and what work takes.
func best(before time.Duration, work func() error) time.Duration {
	start := time.Now()
	if err := work(); err != nil {
		panic(err)
	}
	if took := time.Since(start); before == 0 || took < before {
		return took
	}
	return before
}

func readAll(files []input) error {
	for _, f := range files {
		data, err := os.ReadFile(f.path)
		if err != nil {
			return err
		}
		if _, err := extract.Read(f.path, data); err != nil {
			return err
		}
	}
	return nil
}

func triggerFile(b *testing.B) string {
	var all []string
	for _, r := range rule.All() {
		all = append(all, r.Triggers...)
	}
	slices.Sort(all)
	path := filepath.Join(b.TempDir(), "triggers")
	if err := os.WriteFile(path, []byte(strings.Join(slices.Compact(all), "\n")+"\n"), 0o600); err != nil {
		b.Fatal(err)
	}
	return path
}
