package sqlite

import (
	"context"
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/graphtest"
	"github.com/policygraph/policygraph/graph/identity"
)

// costMeter counts the rows that the engine reads and writes.
type costMeter struct {
	identity.Rows
	read, written int
}

func (m *costMeter) ReferencesByName(ctx context.Context, names []string) ([]*identity.ReferenceRow, error) {
	rows, err := m.Rows.ReferencesByName(ctx, names)
	m.read += len(rows)
	return rows, err
}

func (m *costMeter) ClaimsAt(ctx context.Context, records, refs []int64) ([]*identity.NodeClaimRow, []*identity.EdgeClaimRow, error) {
	nodes, edges, err := m.Rows.ClaimsAt(ctx, records, refs)
	m.read += len(nodes) + len(edges)
	return nodes, edges, err
}

func (m *costMeter) RecordsByKey(ctx context.Context, keys []graph.Key) ([]*identity.RecordRow, error) {
	rows, err := m.Rows.RecordsByKey(ctx, keys)
	m.read += len(rows)
	return rows, err
}

func (m *costMeter) Nodes(ctx context.Context, keys []graph.Key) ([]*identity.NodeRow, error) {
	rows, err := m.Rows.Nodes(ctx, keys)
	m.read += len(rows)
	return rows, err
}

func (m *costMeter) NodesByID(ctx context.Context, ids []int64) ([]*identity.NodeRow, error) {
	rows, err := m.Rows.NodesByID(ctx, ids)
	m.read += len(rows)
	return rows, err
}

func (m *costMeter) EdgesByID(ctx context.Context, ids []int64) ([]*identity.EdgeRow, error) {
	rows, err := m.Rows.EdgesByID(ctx, ids)
	m.read += len(rows)
	return rows, err
}

func (m *costMeter) Write(ctx context.Context, d *identity.Delta) error {
	m.written += len(d.Records) + len(d.References) + len(d.NodeClaims) + len(d.EdgeClaims) + len(d.NodeLinks) + len(d.EdgeLinks) +
		len(d.NewNodes) + len(d.Nodes) + len(d.NodeValues) + len(d.DropNodes) + len(d.NewEdges) + len(d.Edges) + len(d.DropEdges) + len(d.Reindex)
	return m.Rows.Write(ctx, d)
}

func measure(t *testing.T, s *Store, sets ...graph.ChangeSet) *costMeter {
	t.Helper()
	m := &costMeter{}
	err := s.writer.transact(t.Context(), "COMMIT", func(tx *transaction) error {
		if err := tx.loadIDs(); err != nil {
			return err
		}
		m.Rows = tx
		_, err := identity.Apply(t.Context(), m, sets)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestCostIsThatOfTheChange: one more paper costs the same in a large store as in a small one, though it cites what all cite
// and its units are in all; so does reading it again.
func TestCostIsThatOfTheChange(t *testing.T) {
	papers := graphtest.Papers(1000)
	paper := graphtest.Papers(1050)[1049]
	again := paper
	again.Source.RulesVersion = "rules-2"
	var costs [2][2]*costMeter
	for i, n := range []int{120, 1000} {
		s := openNew(t)
		if _, err := s.Apply(t.Context(), papers[len(papers)-n:]...); err != nil {
			t.Fatal(err)
		}
		costs[i] = [2]*costMeter{measure(t, s, paper), measure(t, s, again)}
	}
	for step := range 2 {
		small, large := costs[0][step], costs[1][step]
		t.Logf("rows read and written beside 120 papers: %d, %d; beside 1000: %d, %d", small.read, small.written, large.read, large.written)
		if large.read > small.read*3/2 || large.written > small.written*3/2 {
			t.Errorf("one more paper reads %d and writes %d rows beside 120 others, %d and %d beside 1000",
				small.read, small.written, large.read, large.written)
		}
	}
}
