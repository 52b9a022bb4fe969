package sqlite

import (
	"context"
	"database/sql"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/reading"
)

// List gives a page of nodes of one type.
func (r *reader) List(ctx context.Context, q graph.NodeQuery) (graph.Page, error) {
	return reading.ListPage(ctx, q, r.listed)
}

func (r *reader) listed(ctx context.Context, l *reading.List, need reading.Need) (found reading.Found, err error) {
	if need.Total {
		if found.Total, err = r.total(ctx, l); err != nil {
			return found, err
		}
	}
	if need.Page == nil {
		return found, nil
	}
	ids, err := r.walk(ctx, l, *need.Page)
	if err != nil {
		return found, err
	}
	nodes, err := r.nodesByID(ctx, ids)
	if err != nil {
		return found, err
	}
	for _, id := range ids {
		found.Nodes = append(found.Nodes, nodes[id])
	}
	for _, w := range need.Beyond {
		ids, err := r.walk(ctx, l, w)
		if err != nil {
			return found, err
		}
		found.Beyond = append(found.Beyond, len(ids) > 0)
	}
	return found, nil
}

func (r *reader) total(ctx context.Context, l *reading.List) (int, error) {
	if l.Where == nil {
		return r.count(ctx, "SELECT n FROM counts WHERE kind = 'node' AND type = ?", []any{string(l.Type)})
	}
	c := compiler{all: true}
	c.Add("SELECT count(*) FROM %s t WHERE ", nodeTable(l.Type))
	c.pred(nodeScope("t", l.Type), l.Where)
	return r.count(ctx, c.String(), c.args)
}

// walk gives the rows of a walk, stretch by stretch, each in the order of an index.
func (r *reader) walk(ctx context.Context, l *reading.List, w reading.Walk) ([]int64, error) {
	var ids []int64
	for _, s := range l.Segments(w, func(prop string) string { return nodeField("t", l.Type, prop) }) {
		var c compiler
		segment(&c, l, s, w, w.Limit-len(ids))
		err := r.each(ctx, c.String(), c.args, func(rows *sql.Rows) error {
			var id int64
			err := rows.Scan(&id)
			ids = append(ids, id)
			return err
		})
		if err != nil || len(ids) == w.Limit {
			return ids, err
		}
	}
	return ids, nil
}

// segment writes the query for the rows of a stretch.
func segment(c *compiler, l *reading.List, s reading.Segment, w reading.Walk, limit int) {
	c.Add("SELECT t.id FROM %s t WHERE ", nodeTable(l.Type))
	switch {
	case !s.Sorted:
		c.Add("TRUE")
	case s.Null:
		c.Add("%s IS NULL", nodeField("t", l.Type, l.Order[0].Prop))
	default:
		c.Add("%s IS NOT NULL", nodeField("t", l.Type, l.Order[0].Prop))
	}
	if l.Where != nil {
		c.Add(" AND ")
		c.pred(nodeScope("t", l.Type), l.Where)
	}
	if s.After != nil {
		c.Add(" AND ")
		reading.Beyond(c, s.Terms, s.After, false, w.Inclusive)
	}
	if s.Before != nil {
		c.Add(" AND ")
		reading.Beyond(c, s.Terms, s.Before, true, w.Inclusive)
	}
	c.Add(" ORDER BY ")
	reading.OrderBy(c, s.Terms, w.Backward)
	c.Add(" LIMIT ")
	c.arg(limit)
}
