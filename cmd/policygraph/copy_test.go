package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A copy that is interrupted by a signal says what is left and what to do, is opened by nobody, and is begun anew by --restart.
func TestInterruptedCopy(t *testing.T) {
	dir := t.TempDir()
	from, to := "sqlite:"+filepath.Join(dir, "from.db"), "sqlite:"+filepath.Join(dir, "to.db")
	papers := filepath.Join(dir, "papers")
	if err := os.Mkdir(papers, 0o755); err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("各区县（市）人民政府要加强领导，市水利局负责落实。\n", 1500)
	for _, name := range strings.Fields("a b c d e f g h i j k l m n o p q r s t") {
		text := "澜川市人民政府关于做好" + name + "类防汛工作的通知\n\n" + long
		if err := os.WriteFile(filepath.Join(papers, name+".txt"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	mustRun(t, "ingest", "--store", from, papers)
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var said lockedBuffer
	cmd := exec.Command(program, "copy", "--from", from, "--to", to)
	cmd.Env = append(os.Environ(), "POLICYGRAPH_TEST_MAIN=1")
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	for begun := false; !begun; { // until the tables are in the file
		select {
		case err := <-done:
			t.Fatalf("the copy ended before a signal came: %v %s", err, said.String())
		case <-time.After(time.Millisecond):
		}
		info, err := os.Stat(filepath.Join(dir, "to.db-wal"))
		begun = err == nil && info.Size() > 1<<18
	}
	if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err == nil {
		t.Fatal("the copy did not end with an error")
	}
	if !strings.Contains(said.String(), "interrupted") || !strings.Contains(said.String(), "--restart") {
		t.Errorf("it says: %s", said.String())
	}
	var out, errs bytes.Buffer
	code := run([]string{"export", "--format", "jsonl", "--store", to}, strings.NewReader(""), &out, &errs)
	if code == exitOK || !strings.Contains(errs.String(), "--restart") {
		t.Errorf("half a copy was opened: %d %s", code, &errs)
	}
	mustRun(t, "copy", "--restart", "--from", from, "--to", to)
	if a, b := mustRun(t, "export", "--format", "jsonl", "--store", from), mustRun(t, "export", "--format", "jsonl", "--store", to); a != b {
		t.Errorf("begun anew: %s", firstDifference(a, b))
	}
}
