package neo4j

import (
	"context"
	"fmt"
	"slices"
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

	first int64                // first id that this transaction gave: rows of higher ones are new
	next  int64                // first unused id
	keys  map[int64]graph.Key  // of the nodes that were read or made
	edges map[int64]edgePlace  // edges that were read or made
	stale map[graph.Key]string // edges whose statements changed, with their types
	texts map[int64]string
	open  []sent
}

// edgePlace is what an edge's id stands for. Its ends are held by key: they need not have been read themselves.
type edgePlace struct {
	key      graph.Key
	typ      graph.EdgeType
	from, to graph.Key
}

var _ identity.Rows = (*transaction)(nil)

func newTransaction(ctx, quiet context.Context, tx neo4j.ManagedTransaction, watch func(neo4j.ResultSummary)) *transaction {
	return &transaction{
		ctx: ctx, quiet: quiet, tx: tx, watch: watch,
		keys: map[int64]graph.Key{}, edges: map[int64]edgePlace{}, stale: map[graph.Key]string{}, texts: map[int64]string{},
	}
}

// run runs a statement and gives all its rows.
func (t *transaction) run(query string, params map[string]any) ([]*neo4j.Record, error) {
	if err := t.ctx.Err(); err != nil {
		return nil, err
	}
	records, err := collect(t.quiet, t.tx, t.watch, query, params)
	if err != nil {
		return nil, t.blame(err)
	}
	return records, nil
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
	return gather(ctx, result, watch, query)
}

// gather takes all rows of a result.
func gather(ctx context.Context, result neo4j.ResultWithContext, watch func(neo4j.ResultSummary), query string) ([]*neo4j.Record, error) {
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

// sent is a statement whose result nobody has looked at yet.
type sent struct {
	query  string
	result neo4j.ResultWithContext
}

// send runs a fixed statement that gives no rows, and does not wait: the server works while the next one's rows are made.
// What went wrong is told by the next statement, or by settle.
func (t *transaction) send(name string, params map[string]any) error {
	if err := t.ctx.Err(); err != nil {
		return err
	}
	query := statement(name)
	result, err := t.tx.Run(t.quiet, query, params)
	if err != nil {
		return t.blame(named(query, err))
	}
	t.open = append(t.open, sent{query, result})
	return nil
}

// settle waits for all that was sent.
func (t *transaction) settle() error {
	open := t.open
	t.open = nil
	for _, s := range open {
		summary, err := s.result.Consume(t.quiet)
		if err != nil {
			return named(s.query, err)
		}
		if t.watch != nil {
			t.watch(summary)
		}
	}
	return nil
}

// blame gives the error of the statement that failed first: it may be one that was sent before the one that told.
func (t *transaction) blame(err error) error {
	if earlier := t.settle(); earlier != nil {
		return earlier
	}
	return err
}

// write runs a fixed statement for rows, batch by batch.
func (t *transaction) write(name string, rows []any) error {
	rows, err := rowsFor(name, rows)
	if err != nil {
		return err
	}
	for chunk := range slices.Chunk(rows, batch) {
		if err := t.send(name, map[string]any{"rows": chunk}); err != nil {
			return err
		}
	}
	return nil
}

// Lock waits for the turn to write, and then locks the names that the change sets carry and cite, in sorted order, until the
// transaction ends. The turn is one for the whole graph, because nearly every source touches the same few nodes (units,
// much-cited laws) and counts, which no name in it stands for. Measured with two writers that load 96 papers from both ends, three
// quarters each, one a transaction: with the locks on names alone 6.5 and 8.6 s, one and two of 144 changes refused because both
// made a unit, and a wrong graph; with the turn alone 6.0 and 11.6 s, with both 6.5 and 11.0 s, no change tried twice, and the right
// graph. The names are locked besides so that others who read and bind by them find them held.
func (t *transaction) Lock(_ context.Context, names []string) error {
	records, err := t.run(statement("turn"), nil)
	if err != nil {
		return err
	}
	if len(records) != 1 {
		return fmt.Errorf("the version node is gone: %w", ErrNotAStore)
	}
	t.next, _ = records[0].Values[0].(int64)
	if t.first == 0 {
		t.first = t.next
	}
	names = slices.DeleteFunc(slices.Clone(names), func(n string) bool { return !strings.HasPrefix(n, "n:") && !strings.HasPrefix(n, "t:") })
	if len(names) == 0 {
		return nil
	}
	return t.send("lock names", map[string]any{"list": append(prefixed(ofReference, names), prefixed(ofCarrier, names)...)})
}

// isNew tells that this transaction made the row: there is nothing of it to look for, and nothing to replace.
func (t *transaction) isNew(id int64) bool { return id >= t.first }

// NewID gives an unused id: one row of ids serves all tables.
func (t *transaction) NewID(identity.Table) int64 {
	t.next++
	return t.next - 1
}
