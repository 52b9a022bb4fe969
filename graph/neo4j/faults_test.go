package neo4j

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/graphtest"
	"github.com/policygraph/policygraph/graph/neo4j/neo4jtest"
)

// A wrong setting is an error that names it and what to do. Wrong passwords are not tried again: three lock the user out.
func TestWrongSettings(t *testing.T) {
	server := neo4jtest.Shared(t)
	right := Options{URI: server.URI, User: server.User, Password: server.Password}
	host := strings.TrimPrefix(server.URI, "bolt://")
	for name, c := range map[string]struct {
		change func(*Options)
		says   []string
	}{
		"password":      {func(o *Options) { o.Password = "not the password" }, []string{"neo4j.password", "POLICYGRAPH_NEO4J_PASSWORD"}},
		"database":      {func(o *Options) { o.Database = "nosuch" }, []string{"neo4j.database", "POLICYGRAPH_NEO4J_DATABASE", "nosuch"}},
		"TLS, bolt":     {func(o *Options) { o.URI = "bolt+s://" + host }, []string{"store", "without +s"}},
		"TLS, neo4j":    {func(o *Options) { o.URI = "neo4j+ssc://" + host }, []string{"store", "without +s"}},
		"HTTP port":     {func(o *Options) { o.URI = "bolt://" + webServer(t) }, []string{"store", "Bolt"}},
		"HTTP, routed":  {func(o *Options) { o.URI = "neo4j://" + webServer(t) }, []string{"store", "Bolt"}},
		"silent port":   {func(o *Options) { o.URI = "bolt://" + silentPort(t) }, []string{"store", "Bolt"}},
		"unknown name":  {func(o *Options) { o.URI = "bolt://no-such-host.invalid:7687" }, []string{"store", "no-such-host.invalid"}},
		"nothing there": {func(o *Options) { o.URI = "bolt://" + closedPort(t) }, []string{"store", "running"}},
	} {
		t.Run(name, func(t *testing.T) {
			o := right
			c.change(&o)
			start := time.Now()
			s, err := Open(t.Context(), o)
			if err == nil {
				s.Close()
				t.Fatal("no error")
			}
			for _, word := range c.says {
				if !strings.Contains(err.Error(), word) {
					t.Errorf("%q is not in %v", word, err)
				}
			}
			t.Logf("after %v: %v", time.Since(start).Round(time.Millisecond), err)
		})
	}
	// One try has not locked the user out.
	s, err := Open(t.Context(), right)
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
}

func listener(t *testing.T) net.Listener {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// webServer is the address of something that is no Neo4j server.
func webServer(t *testing.T) string {
	l := listener(t)
	go http.Serve(l, http.NotFoundHandler()) // until the listener is closed
	return l.Addr().String()
}

// silentPort takes connections and says nothing.
func silentPort(t *testing.T) string { return listener(t).Addr().String() }

func closedPort(t *testing.T) string {
	l := listener(t)
	l.Close()
	return l.Addr().String()
}

// A server that is not there is unavailable; who does not wait for it is told so.
func TestNoServer(t *testing.T) {
	o := Options{URI: "bolt://" + closedPort(t), User: "neo4j", Password: "policygraph"}
	if _, err := Open(t.Context(), o); !errors.Is(err, graph.ErrUnavailable) {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Open(ctx, o); !errors.Is(err, context.Canceled) {
		t.Errorf("ended by the caller: %v", err)
	}
}

// By the address of a cluster (neo4j://) a single server is reached too, and a reader sees what was just written.
func TestRouted(t *testing.T) {
	server := neo4jtest.Shared(t)
	o := options(t, server)
	o.URI = strings.Replace(o.URI, "bolt:", "neo4j:", 1)
	s := newShelfOn(t, server).openWith(t, o)
	for i, set := range graphtest.World(9, 6) {
		if _, err := s.Apply(t.Context(), set); err != nil {
			t.Fatal(err)
		}
		written, err := s.store.bookmarks.GetBookmarks(t.Context())
		if err != nil || len(written) == 0 {
			t.Fatalf("after a write a reader waits for %v, %v", written, err)
		}
		err = s.View(t.Context(), func(r graph.Reader) error {
			found, err := r.Sources(t.Context(), nil, false)
			if len(found) != i+1 {
				t.Errorf("%d sources are seen of %d", len(found), i+1)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
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
