package neo4j

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/graphtest"
	"github.com/policygraph/policygraph/graph/neo4j/neo4jtest"
)

// readOnly is the server's setting that makes the database read-only.
const readOnly = "server.databases.read_only=neo4j"

func wantReadOnly(t *testing.T, err error) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), "server.databases.read_only") || !strings.Contains(err.Error(), "take it out") {
		t.Errorf("on a read-only database: %v", err)
	}
}

// An empty database that is read-only cannot become a store.
func readOnlyEmpty(t *testing.T, server *neo4jtest.Server) {
	restart(t, server, readOnly) // the database itself was made by the first start
	defer restart(t, server)
	s, err := Open(t.Context(), options(t, server))
	if err == nil {
		s.Close()
	}
	wantReadOnly(t, err)
}

// A store that is read-only opens and answers; what would write says why it cannot.
func readOnlyStore(t *testing.T, server *neo4jtest.Server) {
	shelf := newShelfOn(t, server)
	s := shelf.open(t)
	world := graphtest.World(11, 3)
	if _, err := s.Apply(t.Context(), world[:2]...); err != nil {
		t.Fatal(err)
	}
	restart(t, server, readOnly)
	defer restart(t, server) // the shelf is emptied after that
	reader, err := Open(t.Context(), options(t, server))
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	wantSources(t, reader, 2)
	start := time.Now()
	_, err = reader.Apply(t.Context(), world...)
	wantReadOnly(t, err)
	t.Logf("after %v: %v", time.Since(start).Round(time.Millisecond), err)
	wantSources(t, reader, 2)
}

// endless takes the server longer than anyone waits.
const endless = "UNWIND range(1, 1000000000000) AS x WITH x WHERE x % 2 = 3 RETURN count(x) AS n"

// What takes longer than it may ends, and the error names the setting that says how long that is: the caller's deadline,
// or the server's own.
func deadlines(t *testing.T, server *neo4jtest.Server) {
	shelf := newShelfOn(t, server)
	s := shelf.open(t)
	if err := s.take(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Apply(t.Context(), graphtest.World(12, 1)...); err != nil {
		t.Fatal(err)
	}
	limited, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if err := s.ask(limited, endless); !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "serve.deadline") {
		t.Errorf("a query after its deadline: %v", err)
	}
	s.held(t, func() {
		limited, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		defer cancel()
		if _, err := s.Apply(limited, graphtest.World(13, 1)...); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("a write after its deadline: %v", err)
		}
		cancelled, stop := context.WithCancel(t.Context())
		time.AfterFunc(300*time.Millisecond, stop)
		if _, err := s.Apply(cancelled, graphtest.World(13, 1)...); !errors.Is(err, context.Canceled) {
			t.Errorf("a write that the caller gave up: %v", err)
		}
	})
	restart(t, server, "db.transaction.timeout=2s")
	defer restart(t, server)
	if err := s.ask(t.Context(), endless); !errors.Is(err, graph.ErrUnavailable) || !strings.Contains(err.Error(), "db.transaction.timeout") {
		t.Errorf("a query longer than the server allows: %v", err)
	}
	s.held(t, func() {
		// Whoever waits that long is ended too, and tries again until it gives up.
		_, err := s.Apply(t.Context(), graphtest.World(13, 1)...)
		t.Logf("a write longer than the server allows: %v", err)
		if err == nil || !strings.Contains(err.Error(), "db.transaction.timeout") {
			t.Errorf("a write longer than the server allows: %v", err)
		}
	})
	wantSources(t, s.store, 1)
}

// ask puts a question to the server in a view.
func (s *shelved) ask(ctx context.Context, query string) error {
	return s.View(ctx, func(r graph.Reader) error {
		_, err := r.(*reader).ask(ctx, query, nil)
		return err
	})
}

// held runs f while another writer has the turn and does not end.
func (s *shelved) held(t *testing.T, f func()) {
	session := s.store.session(t.Context(), neo4j.AccessModeWrite)
	defer session.Close(context.Background())
	tx, err := session.BeginTransaction(t.Context(), neo4j.WithTxTimeout(time.Minute)) // whatever the server's own is
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Close(context.Background())
	if _, err := collect(t.Context(), tx, nil, statement("turn"), nil); err != nil {
		t.Fatal(err)
	}
	f()
}
