package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"testing"
	"time"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/graphtest"
)

// A question without end stops at its deadline and says so, and the store goes on answering.
func TestReadsStopAtTheDeadline(t *testing.T) {
	s := openNew(t)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
	defer cancel()
	err := s.View(ctx, func(r graph.Reader) error {
		const endless = `WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c WHERE x < 0`
		return r.(*reader).each(ctx, endless, nil, func(*sql.Rows) error { return nil })
	})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the error is %v", err)
	}
	if err := s.View(t.Context(), func(r graph.Reader) error { _, _, err := r.Counts(t.Context()); return err }); err != nil {
		t.Error(err)
	}
}

// A view is of one moment: what is applied while it is open is not seen.
func TestViewIsASnapshot(t *testing.T) {
	s := openNew(t)
	world := graphtest.World(1, 6)
	if _, err := s.Apply(t.Context(), world[:3]...); err != nil {
		t.Fatal(err)
	}
	count := func(r graph.Reader) int {
		page, err := r.List(t.Context(), graph.NodeQuery{Type: graph.Document, WantTotal: true})
		if err != nil {
			t.Fatal(err)
		}
		return page.Total
	}
	var before, during, after int
	err := s.View(t.Context(), func(r graph.Reader) error {
		before = count(r)
		_, err := s.Apply(t.Context(), world[3:]...)
		during = count(r)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.View(t.Context(), func(r graph.Reader) error { after = count(r); return nil }); err != nil {
		t.Fatal(err)
	}
	if before != during || after <= before {
		t.Errorf("documents before %d, during %d, after %d", before, during, after)
	}
}
