package neo4jtest

import (
	"fmt"
	"net/url"
	"os"
	"sync"
	"testing"
)

// Environment variables: an address (bolt://USER:PASSWORD@HOST:PORT of a server whose database may be emptied), and the
// file that the names of suites are written to that did not run.
const (
	addressVar = "POLICYGRAPH_TEST_NEO4J"
	notRunVar  = "POLICYGRAPH_TEST_NOT_RUN"
	needed     = "Neo4j suite: needs Java 17+ and Maven (apt-get install default-jdk-headless maven) or POLICYGRAPH_TEST_NEO4J"
)

var shared struct {
	once   sync.Once
	server *Server
	err    error
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
		notRun(t, shared.err)
	}
	return shared.server
}

// notRun skips the test, and has the end of make test say so.
func notRun(t testing.TB, why error) {
	t.Helper()
	if path := os.Getenv(notRunVar); path != "" {
		f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if _, err := fmt.Fprintln(f, needed); err != nil {
			t.Fatal(err)
		}
	}
	t.Skipf("%s: %v", needed, why)
}

func fromEnvironment() (*Server, error) {
	address := os.Getenv(addressVar)
	if address == "" {
		return Start(LTS)
	}
	u, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	s := &Server{User: u.User.Username()}
	s.Password, _ = u.User.Password()
	u.User = nil
	s.URI = u.String()
	return s, nil
}

// Main runs the tests of a program and stops the shared server.
func Main(m *testing.M) int {
	code := m.Run()
	if shared.server != nil {
		shared.server.Stop()
	}
	return code
}
