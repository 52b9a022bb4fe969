package neo4j

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/policygraph/policygraph/graph/graphtest"
	"github.com/policygraph/policygraph/graph/neo4j/neo4jtest"
)

// Environment of a writing process: where the server is, as URI USER PASSWORD, and which of the sources it applies, in which
// order, as numbers.
const (
	writerServer  = "POLICYGRAPH_TEST_WRITER_SERVER"
	writerSources = "POLICYGRAPH_TEST_WRITER_SOURCES"
)

const writersWorld = 28

// Two processes that apply the same sources at once, one from the front, one from the back, and half of them both, leave the graph
// that one process leaves. Neither is told of a deadlock.
func TestTwoWriters(t *testing.T) {
	longTermOnly(t)
	shelf := newShelf(t)
	alone := shelf.open(t)
	for _, set := range graphtest.World(31, writersWorld) {
		if _, err := alone.Apply(t.Context(), set); err != nil {
			t.Fatal(err)
		}
	}
	want, err := graphtest.Dump(t.Context(), alone)
	if err != nil {
		t.Fatal(err)
	}
	both := shelf.open(t)
	if err := both.take(); err != nil {
		t.Fatal(err)
	}
	var front, back []int
	for i := range writersWorld * 3 / 4 {
		front, back = append(front, i), append(back, writersWorld-1-i)
	}
	writers := []*writer{startWriter(t, shelf, front), startWriter(t, shelf, back)}
	for _, w := range writers {
		w.expect(t, "ready")
	}
	for _, w := range writers {
		fmt.Fprintln(w.in, "go")
	}
	for _, w := range writers {
		t.Logf("a writer: %s", w.expect(t, "done"))
		if err := w.cmd.Wait(); err != nil {
			t.Errorf("a writer: %v", err)
		}
	}
	got, err := graphtest.Dump(t.Context(), both)
	if err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Errorf("two writers at once do not leave what one leaves:\n%s", graphtest.Diff(want, got))
	}
}

// writer is a process that applies sources.
type writer struct {
	cmd *exec.Cmd
	in  interface{ Write([]byte) (int, error) }
	out *bufio.Scanner
}

func startWriter(t *testing.T, s *shelf, sources []int) *writer {
	t.Helper()
	server := neo4jtest.Shared(t)
	list := strings.Trim(fmt.Sprint(sources), "[]")
	cmd := exec.Command(os.Args[0], "-test.run=^TestWriter$", "-test.v")
	// Not as under make test, which would run it on the other line as well.
	cmd.Env = append(os.Environ(), "POLICYGRAPH_TEST_NOT_RUN=", writerServer+"="+strings.Join([]string{server.URI, server.User, server.Password}, " "), writerSources+"="+list)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() }) // it has ended by then, unless the test failed
	return &writer{cmd, in, bufio.NewScanner(out)}
}

// expect reads up to a line that begins with the word.
func (w *writer) expect(t *testing.T, word string) string {
	t.Helper()
	var seen []string
	for w.out.Scan() {
		if strings.HasPrefix(w.out.Text(), word) {
			return w.out.Text()
		}
		seen = append(seen, w.out.Text())
	}
	t.Fatalf("a writer ended before it said %s:\n%s", word, strings.Join(seen, "\n"))
	return ""
}

// TestWriter is what a writing process runs. Alone it does nothing.
func TestWriter(t *testing.T) {
	at := strings.Fields(os.Getenv(writerServer))
	if len(at) != 3 {
		t.Skip("only as the process of TestTwoWriters")
	}
	turns := 0
	s, err := Open(t.Context(), Options{URI: at[0], User: at[1], Password: at[2], watch: func(sum neo4j.ResultSummary) {
		if sum.Query().Text() == statement("turn") {
			turns++
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	world := graphtest.World(31, writersWorld)
	fmt.Println("ready")
	if _, err := bufio.NewReader(os.Stdin).ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	applied := 0
	for _, word := range strings.Fields(os.Getenv(writerSources)) {
		i, err := strconv.Atoi(word)
		if err != nil {
			t.Fatal(err)
		}
		changes, err := s.Apply(context.Background(), world[i])
		if err != nil {
			t.Fatalf("source %d: %v", i, err)
		}
		if !changes[0].Skipped {
			applied++
		}
	}
	fmt.Printf("done: %d sources applied, %d were there, %d tries more than sources\n", applied, len(strings.Fields(os.Getenv(writerSources)))-applied,
		turns-len(strings.Fields(os.Getenv(writerSources))))
}
