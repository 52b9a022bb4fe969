package neo4jtest

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A server leaves no home and no process behind: neither when it is stopped, nor when it does not start.
func TestLeavesNothing(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	server := Own(t, LTS)
	process := server.process.cmd.Process
	if homes := folders(t, temp); homes != 1 {
		t.Errorf("%d homes of one server", homes)
	}
	sweep() // it is in use
	if homes := folders(t, temp); homes != 1 {
		t.Errorf("the home of a running server was swept")
	}
	server.Stop()
	if err := process.Signal(syscall.Signal(0)); !errors.Is(err, os.ErrProcessDone) {
		t.Errorf("the process is still there: %v", err)
	}
	if homes := folders(t, temp); homes != 0 {
		t.Errorf("%d homes are left", homes)
	}
	_, err := Start(LTS, Settings("no.such.setting=1"))
	if err == nil || !strings.Contains(err.Error(), "no.such.setting") {
		t.Errorf("a server of an unknown setting: %v", err)
	}
	if homes := folders(t, temp); homes != 0 {
		t.Errorf("%d homes are left of a server that did not start", homes)
	}
}

// What a killed test program left behind is swept.
func TestSweep(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	home, lock, err := newHome()
	if err != nil {
		t.Fatal(err)
	}
	sweep()
	if _, err := os.Stat(home); err != nil {
		t.Errorf("a home in use: %v", err)
	}
	lock.Close() // as the end of its process does
	sweep()
	if homes := folders(t, temp); locks && homes != 0 {
		t.Errorf("%d homes are left", homes)
	}
}

func folders(t *testing.T, temp string) int {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(temp, homePrefix+"*"))
	if err != nil {
		t.Fatal(err)
	}
	return len(list)
}

// Versions of Java are read as vendors write them.
func TestMajor(t *testing.T) {
	for text, want := range map[string]int{`openjdk version "17.0.15" 2025-04-15`: 17, `openjdk version "25.0.3" 2026-01-20 LTS`: 25,
		`java version "1.8.0_392"`: 1, `openjdk version "21" 2023-09-19`: 21, `openjdk version "26-ea" 2026-03-17`: 26, `no Java`: 0} {
		got := 0
		if m := javaVersionText.FindStringSubmatch(text); m != nil {
			got = major(m[1])
		}
		if got != want {
			t.Errorf("%s: %d, not %d", text, got, want)
		}
	}
}
