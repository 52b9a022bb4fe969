package neo4j

import (
	"context"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/identity"
)

// Copy is a new store while it is filled from another one. Until it is whole its version node says so, and nobody opens it.
type Copy struct {
	*Store
	ids  identity.Renumbering
	next int64
}

var _ identity.Filler = (*Copy)(nil)

// NewCopy connects to the database of a copy. It must hold nothing; restart empties what an interrupted copy has left.
func NewCopy(ctx context.Context, o Options, restart bool) (*Copy, error) {
	s, err := connect(o)
	if err != nil {
		return nil, err
	}
	if err := s.checkTarget(ctx, restart); err != nil {
		s.Close()
		return nil, s.explain(ctx, err)
	}
	return &Copy{Store: s}, nil
}

func (s *Store) checkTarget(ctx context.Context, restart bool) error {
	c, err := s.condition(ctx)
	switch {
	case err != nil:
		return err
	case c.state == copying && !restart:
		return graph.ErrPartial
	case c.state == copying:
		return s.inBatches(ctx, statement("empty"))
	case c != condition{}:
		return s.checkUnused(ctx, c)
	}
	return nil
}

// checkUnused lets a store pass that was set up and holds nothing.
func (s *Store) checkUnused(ctx context.Context, c condition) error {
	if c.state != "" || c.version != version {
		return graph.ErrInUse
	}
	records, err := (&snapshot{store: s, ctx: ctx}).ask(statement("rows in all"), nil)
	if err == nil && row(records[0].AsMap()).int("n") > 0 {
		err = graph.ErrInUse
	}
	return err
}

// Begin makes the constraints, and marks the store as not whole. Indexes come at the end: the server makes one of all rows in a
// fraction of the time that it takes to keep it row by row.
func (c *Copy) Begin(ctx context.Context, e identity.Extent) error {
	c.ids, c.next = e.Renumber()
	err := c.write(ctx, statement("begin copy"), map[string]any{"state": copying})
	if err == nil {
		err = c.make(ctx, constraintStatements())
	}
	return c.explain(ctx, err)
}

// Put writes a part, in one transaction.
func (c *Copy) Put(ctx context.Context, p *identity.Part) error {
	c.ids.Apply(p)
	l, err := lay(p)
	if err != nil {
		return err
	}
	session := c.session(ctx, neo4j.AccessModeWrite)
	defer session.Close(context.WithoutCancel(ctx))
	_, err = session.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		for _, part := range l.parts() {
			if err := c.fill(ctx, tx, part); err != nil {
				return nil, err
			}
		}
		return nil, nil
	}, noLimit)
	return c.explain(ctx, err)
}

// parts are the statements that create what is laid, with their rows: nodes before edges.
func (l *laid) parts() (list []part) {
	for _, kind := range kinds() {
		rows := map[string][]any{}
		for _, n := range l.nodes[kind] {
			as := creation(graph.NodeType(kind), n.labels)
			rows[as] = append(rows[as], n.props)
		}
		for as := range rows {
			list = append(list, part{"create " + as, rows[as]})
		}
	}
	for i := range graph.Edges {
		typ := graph.Edges[i].Type
		list = append(list, part{"create edges of " + string(typ), anys(l.edges[typ])})
	}
	return list
}

func (c *Copy) fill(ctx context.Context, tx runner, p part) error {
	rows, err := rowsFor(p.name, p.rows)
	if err != nil || len(rows) == 0 {
		return err
	}
	_, err = collect(ctx, tx, c.options.watch, statement(p.name), map[string]any{"rows": rows})
	return err
}

// Finish makes the indexes, and a whole store of it.
func (c *Copy) Finish(ctx context.Context) error {
	err := c.setUp(ctx)
	if err == nil {
		err = c.write(ctx, statement("put standing"), map[string]any{"next": c.next, "state": nil})
	}
	return c.explain(ctx, err)
}
