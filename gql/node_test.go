package gql

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/policygraph/policygraph/gql/npmtest"
)

// The suites of tools from elsewhere: Node programs in dashboard/test, which print a line of JSON for each check.

const nodeFolder = "dashboard/test"

// check is what a Node program says of one thing that it looked at.
type check struct {
	Name    string
	OK      bool
	Message string
}

// notRun skips a suite and says so where make test collects what this machine lacks.
func notRun(t *testing.T, suite, how string) {
	t.Helper()
	line := suite + ": " + how
	if path := os.Getenv("POLICYGRAPH_TEST_NOT_RUN"); path != "" {
		f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
		if err != nil {
			t.Fatal(err)
		}
		_, err = fmt.Fprintln(f, line)
		if err := errors.Join(err, f.Close()); err != nil {
			t.Fatal(err)
		}
	}
	t.Skip(line)
}

// needs finds one of some programs, or skips the suite.
func needs(t *testing.T, suite, debian string, names ...string) string {
	t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	notRun(t, suite, fmt.Sprintf("%s not found; apt-get install %s", names[0], debian))
	return ""
}

func readText(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// runNode runs a program of dashboard/test and makes a subtest of each line that it prints.
func runNode(t *testing.T, suite, script string, env []string, args ...string) {
	t.Helper()
	node := needs(t, suite, "nodejs npm", "node")
	dir := nodeProject(t, suite)
	ctx, cancel := context.WithTimeout(t.Context(), 8*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, node, append([]string{filepath.Join(dir, script)}, args...)...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr, cmd.Env = &out, &errs, append(os.Environ(), env...)
	err := cmd.Run()
	checks := 0
	for line := range strings.Lines(out.String()) {
		var c check
		if err := json.Unmarshal([]byte(line), &c); err != nil || c.Name == "" {
			t.Fatalf("%s says %q: %v", script, line, err)
		}
		checks++
		t.Run(c.Name, func(t *testing.T) {
			if !c.OK {
				t.Error(c.Message)
			}
		})
	}
	if err != nil {
		t.Fatalf("%s: %v after %d checks: %s", script, err, checks, &errs)
	}
	t.Logf("%s: %d checks", script, checks)
}

// nodeProject is a folder with the programs of dashboard/test and the packages of their lock file. The packages are
// installed once for each lock, in the user's cache, so that the work tree stays as it is.
func nodeProject(t *testing.T, suite string) string {
	t.Helper()
	npm := needs(t, suite, "nodejs npm", "npm")
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(nodeFolder)); err != nil {
		t.Fatal(err)
	}
	if err := npmtest.Link(t.Context(), npm, nodeFolder, dir); err != nil {
		notRun(t, suite, fmt.Sprintf("npm cannot install its packages (%v); it needs a registry once", err))
	}
	return dir
}

// program builds the command and reads the sample that the project ships into a store, both as a user would.
func program(t *testing.T) (binary, store string) {
	t.Helper()
	watch(t, "..")
	dir := t.TempDir()
	binary, store = filepath.Join(dir, "policygraph"), "sqlite:"+filepath.Join(dir, "sample.db")
	for _, args := range [][]string{
		{"go", "build", "-o", binary, "../cmd/policygraph"},
		{binary, "ingest", "--store", store, "--dataset", "sample", "../cmd/policygraph/testdata/sample"},
	} {
		if out, err := exec.CommandContext(t.Context(), args[0], args[1:]...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %v: %s", args, err, out)
		}
	}
	return binary, store
}

// watch looks at every source of the program: go test reuses a result unless a file that the test looked at has
// changed, and it cannot know what the program was built of.
func watch(t *testing.T, root string) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && path != root && strings.HasPrefix(d.Name(), ".") {
			return fs.SkipDir
		}
		if err != nil {
			return err
		}
		if !d.IsDir() {
			_, err = os.Stat(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// serveSample serves the sample with the real command and gives its address.
func serveSample(t *testing.T) string {
	t.Helper()
	binary, store := program(t)
	cmd := exec.CommandContext(t.Context(), binary, "serve", "--store", store, "--addr", "127.0.0.1:0")
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var errs bytes.Buffer
	cmd.Stderr = &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { // t.Context has ended
		if err := cmd.Wait(); err != nil && cmd.ProcessState.ExitCode() != 0 {
			t.Errorf("serve: %v: %s", err, &errs)
		}
	})
	var said strings.Builder
	for buf := make([]byte, 512); ; {
		n, err := out.Read(buf)
		said.Write(buf[:n])
		for line := range strings.Lines(said.String()) {
			if at := strings.Index(line, "http://"); at >= 0 && strings.Contains(line, "/graphql") && strings.HasSuffix(line, "\n") {
				return strings.TrimSuffix(strings.TrimSpace(line[at:]), "/graphql")
			}
		}
		if err != nil {
			t.Fatalf("serve says %q and ends: %v", said.String(), err)
		}
	}
}
