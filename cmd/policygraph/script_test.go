package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	if os.Getenv("POLICYGRAPH_TEST_MAIN") != "" { // this binary stands in for the program, to be signalled
		os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
	}
	testscript.Main(m, map[string]func(){
		"policygraph": func() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// The commands end to end, each script a claim about what a user sees.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			sample, err := filepath.Abs("testdata/sample")
			e.Setenv("SAMPLE", sample)
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("POLICYGRAPH_STORE", "sqlite:"+filepath.Join(e.WorkDir, "test.db"))
			return err
		},
	})
}

// lockedBuffer collects what a running program prints.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func TestExitCodes(t *testing.T) {
	dir := t.TempDir()
	good := filepath.Join(dir, "good.txt")
	if err := os.WriteFile(good, []byte("澜川市人民政府关于做好防汛工作的通知\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	large := filepath.Join(dir, "large.txt")
	if err := os.WriteFile(large, bytes.Repeat([]byte("文"), 1000), 0o644); err != nil {
		t.Fatal(err)
	}
	broken := filepath.Join(dir, "broken.docx")
	if err := os.WriteFile(broken, []byte("not a zip"), 0o644); err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		name string
		args []string
		code int
		says string // on standard error
	}{
		{"all read", []string{"extract", good}, exitOK, ""},
		{"missing file, the rest is done", []string{"extract", good, filepath.Join(dir, "none.txt")}, exitInput, "none.txt"},
		{"broken file", []string{"extract", broken}, exitInput, "broken.docx"},
		{"too large", []string{"extract", "--max-file-bytes", "100", large}, exitInput, "ingest.max_file_bytes"},
		{"no path", []string{"extract"}, exitUsage, "PATH"},
		{"unknown flag", []string{"extract", "--colour", good}, exitUsage, "--colour"},
		{"unknown command", []string{"extrakt"}, exitUsage, "extrakt"},
		{"unknown format", []string{"extract", "--format", "xml", good}, exitUsage, "jsonl"},
		{"wrong store", []string{"ingest", "--store", "mysql://x", good}, exitUsage, "sqlite:FILE"},
		{"standard input without a name", []string{"ingest", "--store", "sqlite:" + filepath.Join(dir, "x.db"), "-"}, exitUsage, "--name"},
		{"gold without files", []string{"eval", "--gold", dir, good}, exitUsage, "gold.json"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var out, errs bytes.Buffer
			if code := run(c.args, strings.NewReader(""), &out, &errs); code != c.code {
				t.Errorf("exit code %d, want %d; standard error: %s", code, c.code, &errs)
			}
			if !strings.Contains(errs.String(), c.says) {
				t.Errorf("standard error %q does not mention %q", &errs, c.says)
			}
		})
	}
}
