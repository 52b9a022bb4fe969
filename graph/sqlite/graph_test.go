package sqlite

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/graphtest"
	"github.com/policygraph/policygraph/graph/sqlite/sqlitetest"
)

func openNew(t testing.TB) *Store {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "graph.db"))
}

func openAt(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestSuite(t *testing.T) {
	graphtest.Run(t, func(t *testing.T) graph.Store { return rowDumper{openNew(t)} })
}

// rowDumper shows the rows of the store to the suite: bookkeeping that stays behind would be seen.
type rowDumper struct{ *Store }

var _ graphtest.Dumper = rowDumper{}

// DumpRows gives all rows as lines.
func (d rowDumper) DumpRows(ctx context.Context) ([]string, error) {
	return sqlitetest.Rows(ctx, d.path)
}
