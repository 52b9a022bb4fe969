package neo4jtest

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"sync"
	"testing"
)

// Environment variables: an address (bolt://USER:PASSWORD@HOST:PORT of a server whose database may be emptied), the line
// of releases to test on, and the file that the names of suites are written to that did not run.
const (
	addressVar = "POLICYGRAPH_TEST_NEO4J"
	lineVar    = "POLICYGRAPH_TEST_NEO4J_LINE"
	notRunVar  = "POLICYGRAPH_TEST_NOT_RUN"
)

var shared struct {
	once   sync.Once
	server *Server
	err    error
}

// Chosen is the line that this process tests on.
func Chosen() Line {
	if os.Getenv(lineVar) == Calendar.Name {
		return Calendar
	}
	return LTS
}

// Shared gives the one server of the test program, started when first asked for. Without one the test is skipped, and the
// end of make test says so.
func Shared(t testing.TB) *Server {
	t.Helper()
	if testing.Short() {
		t.Skip("a Neo4j server is not for -short")
	}
	shared.once.Do(func() { shared.server, shared.err = fromEnvironment() })
	if shared.err != nil {
		notRun(t, Chosen(), shared.err)
	}
	return shared.server
}

// notRun skips the test where this machine lacks something, and has the end of make test say so. Any other failure to
// start is one of the test.
func notRun(t testing.TB, line Line, why error) {
	t.Helper()
	if !errors.Is(why, ErrMissing) {
		t.Fatal(why)
	}
	if path := os.Getenv(notRunVar); path != "" {
		if err := note(path, line.needs()); err != nil {
			t.Fatal(err)
		}
	}
	t.Skipf("%s: %v", line.needs(), why)
}

// note adds a line to a file.
func note(path, text string) error {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(f, text)
	return errors.Join(err, f.Close())
}

// needs says what the suite did not find. Only the long-term line is obligatory: its Java is in every distribution.
func (l Line) needs() string {
	if l.optional {
		return fmt.Sprintf("optional: Neo4j suite on %s: needs Java %d+ and Maven; 5.26 alone is obligatory", l.Version, l.javaMin)
	}
	return fmt.Sprintf("Neo4j suite: needs Java %d to %d and Maven (apt-get install default-jdk-headless maven) or %s", l.javaMin, l.javaMax, addressVar)
}

func fromEnvironment() (*Server, error) {
	address := os.Getenv(addressVar)
	if address == "" {
		return Start(Chosen())
	}
	u, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", addressVar, err)
	}
	s := &Server{User: u.User.Username()}
	s.Password, _ = u.User.Password()
	u.User = nil
	s.URI = u.String()
	return s, nil
}
