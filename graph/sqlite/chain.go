package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/reading"
)

// Chain walks edges from a node.
func (r *reader) Chain(ctx context.Context, q graph.ChainQuery) (graph.Chain, error) {
	q, err := reading.CheckChain(q)
	if err != nil {
		return graph.Chain{}, err
	}
	return reading.Chain(ctx, q, &walker{r, q})
}

// walker reads what a walk meets.
type walker struct {
	*reader
	graph.ChainQuery
}

// Start finds the node to start from.
func (w *walker) Start(ctx context.Context, key graph.Key) (*graph.Node, int64, error) {
	places, err := w.resolve(ctx, []graph.Key{key})
	if err != nil || len(places) == 0 {
		return nil, 0, err
	}
	id := places[key].ID
	nodes, err := w.nodesByID(ctx, []int64{id})
	return nodes[id], id, err
}

// Nodes gives nodes by row.
func (w *walker) Nodes(ctx context.Context, ids []int64) (map[int64]*graph.Node, error) {
	return w.nodesByID(ctx, ids)
}

// Follow gives the edges of a level.
func (w *walker) Follow(ctx context.Context, level []int64) ([]reading.Step, error) {
	var met []reading.Step
	for _, end := range ends(w.Dir) {
		query := fmt.Sprintf(`SELECT e.key, e.type, n.key, o.id, o.key, e.props, e.statements
			FROM json_each(?) k CROSS JOIN edge e ON e.%s = k.value AND e.type IN (%s)
			CROSS JOIN node n ON n.id = k.value CROSS JOIN node o ON o.id = e.%s LIMIT %d`,
			end.near, typeList(w.Types), end.far, reading.ChainLevelEdges+1)
		err := w.each(ctx, query, []any{jsonOf(level)}, func(rows *sql.Rows) error {
			var m reading.Step
			var near, props string
			if err := rows.Scan(&m.Edge.Key, &m.Edge.Type, &near, &m.FarID, &m.Far, &props, &m.Edge.Statements); err != nil {
				return err
			}
			m.Edge.From, m.Edge.To = near, m.Far
			if end.dir == graph.InDir {
				m.Edge.From, m.Edge.To = m.Far, near
			}
			met = append(met, m)
			return decodeEdge(&met[len(met)-1].Edge, props)
		})
		if err != nil {
			return nil, err
		}
	}
	return met, nil
}
