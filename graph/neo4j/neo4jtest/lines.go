package neo4jtest

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// Main runs the tests of a program with one shared server for them. Under make test it runs them on both lines of releases:
// on the long-term one here, and on the calendar one in a second process of the same program, meanwhile. A plain go test,
// which someone waits for, tests on one line: the long-term one, or the one that the environment names.
func Main(m *testing.M) int {
	flag.Parse()
	second, err := again()
	both = second != nil
	if err != nil {
		fmt.Fprintln(os.Stderr, "neo4jtest:", err)
		return 1
	}
	code := m.Run()
	if shared.server != nil {
		shared.server.Stop()
	}
	if second == nil {
		return code
	}
	<-second.done
	fmt.Printf("--- on Neo4j %s:\n%s", Calendar.Version, second.out.String())
	if !second.cmd.ProcessState.Success() {
		code = max(code, 1)
	}
	return code
}

var both bool

// Both tells that the calendar line is tried too, in a process of its own, on a machine that has its Java.
func Both() bool {
	if !both {
		return false
	}
	java, _ := findJava(Calendar)
	return java != ""
}

// again starts this program once more, for the calendar line; nil where one process is enough.
func again() (*process, error) {
	if testing.Short() || os.Getenv(notRunVar) == "" || os.Getenv(lineVar) != "" || os.Getenv(addressVar) != "" || asks("list", "bench", "fuzz", "coverprofile") {
		return nil, nil
	}
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	var args []string
	for _, a := range os.Args[1:] {
		if !strings.HasPrefix(a, "-test.testlogfile") { // what go test keeps for its cache; one of us writes it
			args = append(args, a)
		}
	}
	p := &process{cmd: exec.Command(program, args...), done: make(chan struct{})}
	p.cmd.Env = append(os.Environ(), lineVar+"="+Calendar.Name)
	p.cmd.Stdout, p.cmd.Stderr = &p.out, &p.out
	return p, p.start()
}

// asks tells whether one of the flags of go test is given.
func asks(names ...string) bool {
	for _, name := range names {
		if f := flag.Lookup("test." + name); f != nil && f.Value.String() != "" {
			return true
		}
	}
	return false
}
