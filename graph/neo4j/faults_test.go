package neo4j

import (
	"context"
	"errors"
	"net"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/graphtest"
	"github.com/policygraph/policygraph/graph/neo4j/neo4jtest"
)

// A wrong setting is an error that names it. Wrong passwords are not tried again: three lock the user out.
func TestWrongSettings(t *testing.T) {
	server := neo4jtest.Shared(t)
	right := Options{URI: server.URI, User: server.User, Password: server.Password}
	password, database := right, right
	password.Password = "not the password"
	database.Database = "nosuch"
	for want, o := range map[string]Options{"POLICYGRAPH_NEO4J_PASSWORD": password, "POLICYGRAPH_NEO4J_DATABASE": database} {
		start := time.Now()
		_, err := Open(t.Context(), o)
		if err == nil || !strings.Contains(err.Error(), want) || errors.Is(err, graph.ErrUnavailable) {
			t.Errorf("%s: %v", want, err)
		}
		t.Logf("after %v: %v", time.Since(start).Round(time.Millisecond), err)
	}
	// One try has not locked the user out.
	s, err := Open(t.Context(), right)
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
}

// A server that is not there is unavailable, and not waited for.
func TestNoServer(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	_, err = Open(t.Context(), Options{URI: "bolt://" + address, User: "neo4j", Password: "policygraph"})
	if !errors.Is(err, graph.ErrUnavailable) || !strings.Contains(err.Error(), "store") {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err = Open(ctx, Options{URI: "bolt://" + address, User: "neo4j", Password: "policygraph"}); !errors.Is(err, context.Canceled) {
		t.Errorf("ended by the caller: %v", err)
	}
}

// The server itself refuses a write in a view.
func TestViewsOnlyRead(t *testing.T) {
	s := newShelf(t).open(t)
	err := s.View(t.Context(), func(r graph.Reader) error {
		_, err := r.(*reader).ask(t.Context(), "CREATE (n:Entity {key: 'x'})", nil)
		return err
	})
	var fault *neo4j.Neo4jError
	if !errors.As(err, &fault) || fault.Code != "Neo.ClientError.Statement.AccessMode" {
		t.Errorf("a write in a view: %v", err)
	}
}

// Preview tells what Apply would do, and leaves nothing.
func TestPreview(t *testing.T) {
	s := newShelf(t).open(t)
	if err := s.take(); err != nil {
		t.Fatal(err)
	}
	world := graphtest.World(5, 3)
	before, err := graphtest.Dump(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	told, err := s.store.Preview(t.Context(), world...)
	if err != nil || told[0].Added == 0 {
		t.Fatalf("%+v, %v", told, err)
	}
	if after, err := graphtest.Dump(t.Context(), s); err != nil || after != before {
		t.Errorf("a preview left something: %v\n%s", err, graphtest.Diff(before, after))
	}
	done, err := s.Apply(t.Context(), world...)
	if err != nil || done[0] != told[0] {
		t.Errorf("told %+v, done %+v, %v", told, done, err)
	}
}

// A server that is killed and comes back loses nothing that was acknowledged, and the store goes on by itself.
func TestKilledAndBack(t *testing.T) {
	server := neo4jtest.Shared(t)
	if !server.Ours() {
		t.Skip("a server that was only an address is not killed")
	}
	s := newShelf(t).open(t)
	world := graphtest.World(6, 4)
	if _, err := s.Apply(t.Context(), world[:2]...); err != nil {
		t.Fatal(err)
	}
	want, err := graphtest.Dump(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Signal(syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	err = s.View(t.Context(), func(r graph.Reader) error {
		_, _, err := r.Counts(t.Context())
		return err
	})
	if !errors.Is(err, graph.ErrUnavailable) {
		t.Errorf("while the server is away: %v", err)
	}
	if err := server.Restart(); err != nil {
		t.Fatal(err)
	}
	if got, err := graphtest.Dump(t.Context(), s); err != nil || got != want {
		t.Errorf("after its return: %v\n%s", err, graphtest.Diff(want, got))
	}
	if _, err := s.Apply(t.Context(), world[2:]...); err != nil {
		t.Errorf("a write after its return: %v", err)
	}
}
