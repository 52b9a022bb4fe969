package gql

import (
	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"
	"github.com/policygraph/policygraph/graph"
)

// connection is the value of a Relay connection.
type connection struct {
	edges            []*edge
	hasNext, hasPrev bool
	total            int // -1: not asked for
}

// edge is an edge of a connection; graph is nil in lists that follow no edge.
type edge struct {
	cursor string
	node   any // *graph.Node mostly
	graph  *graph.Edge
	count  int // of collaborators: tasks shared
}

var pageInfo = graphql.NewObject(graphql.ObjectConfig{
	Name: "PageInfo", Description: "Where a page of a connection stands.",
	Fields: graphql.Fields{
		"hasNextPage":     {Type: graphql.NewNonNull(graphql.Boolean), Resolve: ofConnection(func(c *connection) any { return c.hasNext })},
		"hasPreviousPage": {Type: graphql.NewNonNull(graphql.Boolean), Resolve: ofConnection(func(c *connection) any { return c.hasPrev })},
		"startCursor": {Type: graphql.String, Resolve: ofConnection(func(c *connection) any {
			if len(c.edges) == 0 {
				return nil
			}
			return c.edges[0].cursor
		})},
		"endCursor": {Type: graphql.String, Resolve: ofConnection(func(c *connection) any {
			if len(c.edges) == 0 {
				return nil
			}
			return c.edges[len(c.edges)-1].cursor
		})},
	},
})

func ofConnection(f func(*connection) any) graphql.FieldResolveFn {
	return func(p graphql.ResolveParams) (any, error) { return f(p.Source.(*connection)), nil }
}

func ofEdge(f func(*edge) any) graphql.FieldResolveFn {
	return func(p graphql.ResolveParams) (any, error) { return f(p.Source.(*edge)), nil }
}

// connectionType makes NAMEConnection and NAMEEdge, each once; extra are the edge's own fields.
func (s *Schema) connectionType(name string, node func() graphql.Output, extra func() graphql.Fields) *graphql.Object {
	return s.connectionOf(name, node, extra, true)
}

// connectionOf makes a connection with or without a total: some lists are only known as far as they were read.
func (s *Schema) connectionOf(name string, node func() graphql.Output, extra func() graphql.Fields, total bool) *graphql.Object {
	if c := s.connections[name]; c != nil {
		return c
	}
	edgeType := graphql.NewObject(graphql.ObjectConfig{
		Name: name + "Edge", Description: "An edge of " + name + "Connection.",
		Fields: graphql.FieldsThunk(func() graphql.Fields {
			fields := graphql.Fields{
				"cursor": {Type: graphql.NewNonNull(graphql.String), Resolve: ofEdge(func(e *edge) any { return e.cursor })},
				"node":   {Type: node(), Resolve: ofEdge(func(e *edge) any { return e.node })},
			}
			if extra != nil {
				for n, f := range extra() {
					fields[n] = f
				}
			}
			return fields
		}),
	})
	fields := graphql.Fields{
		"edges": {Type: graphql.NewNonNull(listOf(edgeType)), Resolve: ofConnection(func(c *connection) any { return c.edges })},
		"pageInfo": {Type: graphql.NewNonNull(pageInfo),
			Resolve: ofConnection(func(c *connection) any { return c })},
	}
	if total {
		fields["totalCount"] = &graphql.Field{Type: graphql.Int, Description: "Of the whole list; counted only when asked for.",
			Resolve: ofConnection(func(c *connection) any {
				if c.total < 0 {
					return nil
				}
				return c.total
			})}
	}
	c := graphql.NewObject(graphql.ObjectConfig{Name: name + "Connection", Description: "A page of a list.", Fields: fields})
	s.connections[name] = c
	return c
}

// page is what first, after, last and before ask for.
type page struct {
	first, last   int
	after, before string
	total         bool
}

// pageArgs are the arguments of a connection; nested ones go forward only, because one page is cut per parent.
func pageArgs(both bool) graphql.FieldConfigArgument {
	args := graphql.FieldConfigArgument{
		"first": {Type: graphql.Int, Description: "Page size."},
		"after": {Type: graphql.String, Description: "Cursor of the last edge of the page before."},
	}
	if both {
		args["last"] = &graphql.ArgumentConfig{Type: graphql.Int, Description: "Page size, counted from the end."}
		args["before"] = &graphql.ArgumentConfig{Type: graphql.String, Description: "Cursor of the first edge of the page after."}
	}
	return args
}

func (q *request) page(p graphql.ResolveParams) (page, error) {
	var pg page
	_, hasFirst := p.Args["first"]
	_, hasLast := p.Args["last"]
	pg.first, _ = p.Args["first"].(int)
	pg.last, _ = p.Args["last"].(int)
	pg.after, _ = p.Args["after"].(string)
	pg.before, _ = p.Args["before"].(string)
	l := q.server.limits
	switch {
	case hasFirst && hasLast:
		return pg, fail(BadUserInput, "first and last cannot go together")
	case pg.first < 0 || pg.last < 0:
		return pg, fail(BadUserInput, "first and last cannot be negative")
	case pg.first > l.PageSize || pg.last > l.PageSize:
		return pg, fail(BadUserInput, "a page holds at most %d", l.PageSize)
	case hasFirst && pg.before != "" || hasLast && pg.after != "":
		return pg, fail(BadUserInput, "first goes with after, last with before")
	case !hasFirst && !hasLast && pg.before != "":
		pg.last = l.DefaultPage
	case !hasFirst && !hasLast:
		pg.first = l.DefaultPage
	}
	pg.total = selects(p.Info, "totalCount")
	if !selects(p.Info, "edges", "pageInfo") {
		pg.first, pg.last = 0, 0
	}
	return pg, nil
}

func nodeConnection(p graph.Page) *connection {
	c := &connection{edges: make([]*edge, len(p.Nodes)), hasNext: p.HasNext, hasPrev: p.HasPrev, total: p.Total}
	for i, n := range p.Nodes {
		c.edges[i] = &edge{cursor: p.Cursors[i], node: n}
	}
	return c
}

func edgeConnection(p graph.EdgePage, after string, total bool) *connection {
	c := &connection{edges: make([]*edge, len(p.Edges)), hasNext: p.HasNext, hasPrev: after != "", total: -1}
	if total {
		c.total = p.Total
	}
	for i := range p.Edges {
		e := &p.Edges[i]
		c.edges[i] = &edge{cursor: e.Cursor, node: e.Node, graph: &e.Edge}
	}
	return c
}

// order is the orderBy input of a node type.
type order struct{ input *graphql.InputObject }

var direction = graphql.NewEnum(graphql.EnumConfig{Name: "Direction", Description: "Nulls come last in both.",
	Values: graphql.EnumValueConfigMap{"ASC": {Value: "ASC"}, "DESC": {Value: "DESC"}}})

// newOrder defines NAMEOrder over sort keys, by enum name → property.
func newOrder(name string, keys map[string]string) *order {
	values := graphql.EnumValueConfigMap{}
	for enum, prop := range keys {
		values[enum] = &graphql.EnumValueConfig{Value: prop}
	}
	field := graphql.NewEnum(graphql.EnumConfig{Name: name + "OrderField", Values: values, Description: "What " + name + " lists can be ordered by."})
	return &order{graphql.NewInputObject(graphql.InputObjectConfig{
		Name: name + "Order", Description: "An order; ties are broken by the next, then by key.",
		Fields: graphql.InputObjectConfigFieldMap{
			"field":     {Type: graphql.NewNonNull(field)},
			"direction": {Type: direction, Description: "ASC if not given."},
		},
	})}
}

func orderArgument(args map[string]any) ([]graph.Order, error) {
	given, ok := args["orderBy"]
	if !ok {
		return nil, nil
	}
	list, _ := given.([]any)
	if len(list) == 0 || len(list) > 5 {
		return nil, fail(BadUserInput, "orderBy takes 1 to 5 orders")
	}
	var orders []graph.Order
	for _, x := range list {
		m, _ := x.(map[string]any)
		prop, ok := m["field"].(string)
		if !ok {
			return nil, fail(BadUserInput, "orderBy needs a field")
		}
		orders = append(orders, graph.Order{Prop: prop, Desc: m["direction"] == "DESC"})
	}
	return orders, nil
}

// shapeKey tells expansions apart: the field's places in the query say what it asks for.
type shapeKey struct {
	rel         *relation
	first, last *ast.Field
	n           int
	parent      string
}

func keyOf(rel *relation, info graphql.ResolveInfo) shapeKey {
	f := info.FieldASTs
	return shapeKey{rel, f[0], f[len(f)-1], len(f), info.ParentType.Name()}
}
