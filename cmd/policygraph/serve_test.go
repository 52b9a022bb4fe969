package main

import (
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

var servedAt = regexp.MustCompile(`GraphQL +(\S+)`)

// One command reads and serves: the texts show up while the server answers, a file that cannot be read is named and ends
// nothing, and a signal ends it all in good order.
func TestServeReadsMeanwhile(t *testing.T) {
	dir := t.TempDir()
	missing := filepath.Join(dir, "missing.txt")
	var out lockedBuffer
	cmd := exec.Command(os.Args[0], "serve", "--addr", "127.0.0.1:0", "--store", "sqlite:"+filepath.Join(dir, "s.db"), "--dataset", "sample",
		"--ingest", "testdata/sample", "--ingest", missing)
	cmd.Env = append(os.Environ(), "POLICYGRAPH_TEST_MAIN=1")
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Process.Kill()
	deadline := time.Now().Add(time.Minute)
	wait := func(what string, there func() bool) {
		for !there() {
			if time.Now().After(deadline) {
				t.Fatalf("no %s: %s", what, out.String())
			}
			time.Sleep(20 * time.Millisecond)
		}
	}
	var address []string
	wait("address", func() bool { address = servedAt.FindStringSubmatch(out.String()); return address != nil })
	wait("summary of what was read", func() bool { return strings.Contains(out.String(), "read 3 sources, 0 unchanged, 1 failed") })
	if !strings.Contains(out.String(), missing) {
		t.Errorf("the missing file is not named: %s", out.String())
	}
	if n := countDocuments(t, address[1]); n == 0 {
		t.Error("no documents are served")
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("it ended with %v: %s", err, out.String())
	}
}

func countDocuments(t *testing.T, url string) int {
	t.Helper()
	response, err := http.Post(url, "application/json", strings.NewReader(`{"query": "{ documents(first: 0) { totalCount } }"}`))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var answer struct {
		Data struct{ Documents struct{ TotalCount int } }
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		t.Fatal(err)
	}
	return answer.Data.Documents.TotalCount
}
