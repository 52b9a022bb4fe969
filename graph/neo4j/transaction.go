package neo4j

import (
	"context"
	"fmt"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/identity"
)

// batch is how many rows go to the server in one statement.
const batch = 5000

// transaction is identity.Rows over a managed transaction. It is made anew when the driver runs one again.
type transaction struct {
	ctx   context.Context // looked at between statements
	quiet context.Context // for the driver
	tx    neo4j.ManagedTransaction
	watch func(neo4j.ResultSummary)

	next  int64                // first unused id
	keys  map[int64]graph.Key  // of the nodes that were read or made
	edges map[int64]edgePlace  // edges that were read or made
	stale map[graph.Key]string // edges whose statements changed, with their types
	texts map[int64]string
}

// edgePlace is what an edge's id stands for.
type edgePlace struct {
	key      graph.Key
	typ      graph.EdgeType
	from, to int64
}

var _ identity.Rows = (*transaction)(nil)

// run runs a statement and gives all its rows.
func (t *transaction) run(query string, params map[string]any) ([]*neo4j.Record, error) {
	if err := t.ctx.Err(); err != nil {
		return nil, err
	}
	return collect(t.quiet, t.tx, t.watch, query, params)
}

// runner is what a transaction, managed or not, can do.
type runner interface {
	Run(ctx context.Context, cypher string, params map[string]any) (neo4j.ResultWithContext, error)
}

func collect(ctx context.Context, tx runner, watch func(neo4j.ResultSummary), query string, params map[string]any) ([]*neo4j.Record, error) {
	result, err := tx.Run(ctx, query, params)
	if err != nil {
		return nil, named(query, err)
	}
	records, err := result.Collect(ctx)
	if err != nil {
		return nil, named(query, err)
	}
	if watch != nil {
		summary, err := result.Consume(ctx)
		if err != nil {
			return nil, named(query, err)
		}
		watch(summary)
	}
	return records, nil
}

// named says which statement failed.
func named(query string, err error) error {
	line, _, _ := strings.Cut(query, "\n")
	return fmt.Errorf("%.70s: %w", line, err)
}

// each runs a fixed statement for a list and hands its rows to f; no list, no rows.
func each[K string | int64](t *transaction, name string, list []K, f func(*neo4j.Record) error) error {
	if len(list) == 0 {
		return nil
	}
	records, err := t.run(statement(name), map[string]any{"list": list})
	if err != nil {
		return err
	}
	for _, r := range records {
		if err := f(r); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// write runs a fixed statement for rows, batch by batch.
func (t *transaction) write(name string, rows []any) error {
	for len(rows) > 0 {
		n := min(batch, len(rows))
		if _, err := t.run(statement(name), map[string]any{"rows": rows[:n]}); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// Lock waits for the turn to write, and holds it until the transaction ends. It is one for the whole graph: nearly
// every source touches the same few nodes (units, much-cited laws) and counts, so that locks on the names it
// holds would let hardly anything pass, and end in deadlocks among what is read after them.
func (t *transaction) Lock(context.Context, []string) error {
	records, err := t.run(statement("turn"), nil)
	if err != nil {
		return err
	}
	if len(records) != 1 {
		return fmt.Errorf("the version node is gone: %w", ErrNotAStore)
	}
	t.next, _ = records[0].Values[0].(int64)
	return nil
}

// NewID gives an unused id: one row of ids serves all tables.
func (t *transaction) NewID(identity.Table) int64 {
	t.next++
	return t.next - 1
}
