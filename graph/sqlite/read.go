package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/reading"
)

// reader answers questions inside one read transaction, so that all its answers are of one moment.
type reader struct{ tx querier }

// querier is a *sql.Tx; tests read through other handles.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

var _ graph.Reader = (*reader)(nil)

// each runs a query and hands its rows to f one by one.
func (r *reader) each(ctx context.Context, query string, args []any, f func(*sql.Rows) error) error {
	rows, err := r.tx.QueryContext(ctx, query, args...)
	if err != nil {
		return readError(query, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return readError(query, err)
		}
	}
	if err := rows.Err(); err != nil {
		if ctx.Err() != nil { // SQLite only says that it was interrupted
			err = ctx.Err()
		}
		return readError(query, err)
	}
	return nil
}

// readError names the question; a store that cannot be read now is told from a fault of ours.
func readError(query string, err error) error {
	line, _, _ := strings.Cut(strings.TrimSpace(query), "\n")
	return explain(fmt.Sprintf("%.60s", line), err)
}

// count runs a query that gives one number.
func (r *reader) count(ctx context.Context, query string, args []any) (n int, err error) {
	err = r.each(ctx, query, args, func(rows *sql.Rows) error { return rows.Scan(&n) })
	return n, err
}

// jsonOf is a list as one argument, to be read by json_each.
func jsonOf[T string | int64](list []T) string {
	b, _ := json.Marshal(list)
	return string(b)
}

// Nodes finds nodes by key; former keys of documents resolve as aliases.
func (r *reader) Nodes(ctx context.Context, keys []graph.Key) (map[graph.Key]*graph.Node, error) {
	places, err := r.resolve(ctx, keys)
	if err != nil {
		return nil, err
	}
	byID, err := r.nodesByID(ctx, reading.IDs(places))
	if err != nil {
		return nil, err
	}
	out := make(map[graph.Key]*graph.Node, len(places))
	for key, p := range places {
		out[key] = byID[p.ID]
	}
	return out, nil
}

// resolve finds nodes by key. Unknown ones are left out.
func (r *reader) resolve(ctx context.Context, keys []graph.Key) (map[graph.Key]reading.Place, error) {
	return reading.Places(ctx, keys, r.lookUp, r.currentKeys)
}

func (r *reader) lookUp(ctx context.Context, keys []graph.Key) (map[graph.Key]reading.Place, error) {
	places := make(map[graph.Key]reading.Place, len(keys))
	const query = `SELECT n.key, n.id FROM json_each(?) k CROSS JOIN node n ON n.key = k.value`
	err := r.each(ctx, query, []any{jsonOf(keys)}, func(rows *sql.Rows) error {
		var p reading.Place
		err := rows.Scan(&p.Key, &p.ID)
		places[p.Key] = p
		return err
	})
	return places, err
}

// currentKeys finds the documents that have an identifier whose key is one of these.
func (r *reader) currentKeys(ctx context.Context, former []graph.Key) (map[graph.Key]graph.Key, error) {
	const query = `SELECT i.key, min(n.key) FROM json_each(?) k CROSS JOIN identifier i ON i.key = k.value
		CROSS JOIN record r ON r.id = i.record CROSS JOIN node n ON n.id = r.doc GROUP BY i.key`
	out := map[graph.Key]graph.Key{}
	err := r.each(ctx, query, []any{jsonOf(former)}, func(rows *sql.Rows) error {
		var old, now graph.Key
		err := rows.Scan(&old, &now)
		out[old] = now
		return err
	})
	return out, err
}

func (r *reader) nodesByID(ctx context.Context, ids []int64) (map[int64]*graph.Node, error) {
	out := make(map[int64]*graph.Node, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	const query = `SELECT n.id, n.key, n.type, n.props FROM json_each(?) k CROSS JOIN node n ON n.id = k.value`
	err := r.each(ctx, query, []any{jsonOf(ids)}, func(rows *sql.Rows) error {
		var id int64
		var key, typ, props string
		if err := rows.Scan(&id, &key, &typ, &props); err != nil {
			return err
		}
		var err error
		out[id], err = decodeNode(key, typ, props)
		return err
	})
	return out, err
}

func decodeNode(key, typ, props string) (*graph.Node, error) {
	n := &graph.Node{Key: key, Type: graph.NodeType(typ)}
	s := graph.NodeSchemaOf(n.Type)
	if s == nil {
		return nil, fmt.Errorf("node %s has the unknown type %q", key, typ)
	}
	var err error
	n.Props, err = decodeProps(s.Props, props)
	return n, err
}

func decodeEdge(e *graph.Edge, props string) (err error) {
	s := graph.EdgeSchemaOf(e.Type)
	if s == nil {
		return fmt.Errorf("edge %s has the unknown type %q", e.Key, e.Type)
	}
	e.Props, err = decodeProps(s.Props, props)
	return err
}

// Counts gives the numbers of nodes and edges by type.
func (r *reader) Counts(ctx context.Context) (map[graph.NodeType]int, map[graph.EdgeType]int, error) {
	nodes, edges := map[graph.NodeType]int{}, map[graph.EdgeType]int{}
	const query = `SELECT kind, type, n FROM counts WHERE n > 0`
	err := r.each(ctx, query, nil, func(rows *sql.Rows) error {
		var kind, typ string
		var n int
		err := rows.Scan(&kind, &typ, &n)
		if kind == "node" {
			nodes[graph.NodeType(typ)] = n
		} else {
			edges[graph.EdgeType(typ)] = n
		}
		return err
	})
	return nodes, edges, err
}
