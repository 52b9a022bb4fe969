package neo4j

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/reading"
)

// Expand follows edges from many nodes.
func (r *reader) Expand(ctx context.Context, qs []graph.ExpandQuery) ([]map[graph.Key]graph.EdgePage, error) {
	return reading.Expand(ctx, qs, r.resolve, r.expand)
}

// expand asks all expansions in one statement. Each has up to two parts in it: 2i for its pages, 2i+1 for its totals. Callers
// name the same expansions in any order; the server is to see one text.
func (r *reader) expand(ctx context.Context, list []*reading.Expansion) error {
	if len(list) > 1 {
		texts := make(map[*reading.Expansion]string, len(list))
		for _, x := range list {
			texts[x] = alone(x)
		}
		slices.SortStableFunc(list, func(a, b *reading.Expansion) int { return strings.Compare(texts[a], texts[b]) })
	}
	c := newCompiler()
	shapes := make([]*expansion, len(list))
	for i, x := range list {
		shapes[i] = &expansion{compiler: c, x: x}
		shapes[i].write(i)
	}
	records, err := r.ask(ctx, c.String(), c.params)
	if err != nil {
		return err
	}
	for _, rec := range records {
		fields := row(rec.AsMap())
		x, found := shapes[fields.int("part")/2], fields.rows("found")
		if fields.int("part")%2 == 1 {
			for _, f := range found {
				n, _ := f[1].(int64)
				x.x.Pages[f[0].(int64)].Total = int(n)
			}
			continue
		}
		nodes, _ := fields["nodes"].([]any)
		if err := x.put(r, found, nodes); err != nil {
			return err
		}
	}
	return nil
}

// expansion is the part of a statement that answers one query, and what its rows hold.
type expansion struct {
	*compiler
	x     *reading.Expansion
	props []graph.Prop // of the edges, in the order in which they are given
	look  []graph.Prop // of the other nodes; nil: whole nodes
}

// alone is the statement of an expansion that is asked alone.
func alone(x *reading.Expansion) string {
	e := &expansion{compiler: newCompiler(), x: x}
	e.write(0)
	return e.String()
}

func (e *expansion) write(i int) {
	if e.x.First > 0 {
		e.pages(2 * i)
	}
	if e.x.Counted() {
		e.totals(2*i + 1)
	}
}

func (e *expansion) begin() {
	if e.Len() > 0 {
		e.Add("\nUNION ALL\n")
	}
	e.Add("UNWIND %s AS source MATCH (s:Entity {_id: source}) ", e.arg(e.x.Sources))
}

// edges writes the pattern and conditions of the edges of the node s that fit.
func (e *expansion) edges() (sep string) {
	e.Add("MATCH %s", pattern("s", "e", "o", e.x.Types, e.x.Dir))
	sep = " WHERE "
	if e.x.Typed {
		e.Add("%s(%s)", sep, labels("o", e.x.Far))
		sep = " AND "
	}
	if e.x.Where != nil {
		e.Add("%s", sep)
		e.pred(nodeScope("o", e.x.Far...), e.x.Where)
	}
	for i := range e.x.EdgeWhere {
		e.Add("%s", sep)
		e.pred(edgeScope("e", e.x.Types), &e.x.EdgeWhere[i])
		sep = " AND "
	}
	return sep
}

// pages asks for the edges of all sources, each source's cut to its page by the server, and for the other nodes, each once.
func (e *expansion) pages(part int) {
	e.begin()
	e.Add("CALL (s) { ")
	sep := e.edges()
	terms := e.x.Terms(func(prop string) string { return "o.`" + prop + "`" }, "e.`order`", "e.key")
	if e.x.After != nil {
		e.Add("%s", sep)
		reading.Beyond(e, terms, e.x.After, false, false)
	}
	e.Add(" RETURN e, o ORDER BY ")
	reading.OrderBy(e, terms, false)
	e.Add(" LIMIT %s } RETURN %d AS part, collect([source, o.key", e.arg(e.x.First+1), part)
	if !e.x.NodesOnly {
		e.Add(", %s, type(e), e.key, e.statements", outward(e.x.Dir))
		e.props = edgeProps(e.x.Types)
	}
	for _, p := range e.props {
		e.Add(", e.`%s`", p.Name)
	}
	e.Add("]) AS found, ")
	if len(e.x.Far) == 1 {
		e.look = looked(e.x.Far[0], e.x.NodeProps, e.x.Order)
	}
	e.Add("%s AS nodes", nodesOf("DISTINCT o", e.look))
}

// looked lists the properties of nodes of a type that are looked at or ordered by; nil where whole nodes are asked for.
func looked(typ graph.NodeType, names []string, order []graph.Order) []graph.Prop {
	if names == nil {
		return nil
	}
	names = slices.Clone(names)
	for _, o := range order {
		names = append(names, o.Prop)
	}
	slices.Sort(names)
	props := []graph.Prop{}
	for _, name := range slices.Compact(names) {
		if p := graph.NodeSchemaOf(typ).Prop(name); p != nil && name != "key" {
			props = append(props, *p)
		}
	}
	return props
}

// nodesOf writes a list of nodes, whole or as keepPart reads them.
func nodesOf(what string, look []graph.Prop) string {
	if look == nil {
		return "collect(" + what + ")"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "[n IN collect(%s) | [n.key, n._id", what)
	for i := range look {
		b.WriteString(", " + nodeScope("n").read(&look[i]))
	}
	b.WriteString("]]")
	return b.String()
}

// outward writes whether an edge leads away from the source.
func outward(dir graph.Direction) string {
	switch dir {
	case graph.Out:
		return "true"
	case graph.InDir:
		return "false"
	}
	return "startNode(e) = s"
}

// edgeProps are the properties that edges of the types can have, each name once.
func edgeProps(types []graph.EdgeType) []graph.Prop {
	var props []graph.Prop
	seen := map[string]bool{}
	for _, t := range types {
		for _, p := range graph.EdgeSchemaOf(t).Props {
			if !seen[p.Name] {
				seen[p.Name] = true
				props = append(props, p)
			}
		}
	}
	return props
}

// totals counts the edges of each source; without conditions the server knows the degree.
func (e *expansion) totals(part int) {
	if e.x.Where != nil || len(e.x.EdgeWhere) > 0 || len(e.x.Types) > 1 {
		e.begin()
		e.Add("RETURN %d AS part, collect([source, COUNT { ", part)
		e.edges()
		e.Add(" }]) AS found, [] AS nodes")
		return
	}
	if e.Len() > 0 {
		e.Add("\nUNION ALL\n")
	}
	all := graph.EndTypes(e.x.Types, e.x.Dir, nil)
	n := degree(e.compiler, "s", e.x.Types[0], e.x.Dir, e.x.Far, all)
	e.Add("UNWIND %s AS source MATCH (s:Entity {_id: source}) RETURN %d AS part, collect([source, %s]) AS found, [] AS nodes",
		e.arg(e.x.Sources), part, n)
}

// put puts edges on the pages of their sources.
func (e *expansion) put(r *reader, found [][]any, nodes []any) error {
	far := make(map[graph.Key]*graph.Node, len(nodes))
	for _, n := range nodes {
		p, err := r.keepAs(n, e.x.Far[0], e.look)
		if err != nil {
			return err
		}
		far[p.node.Key] = p.node
	}
	for _, f := range found {
		o := far[f[1].(string)]
		if o == nil {
			return fmt.Errorf("neo4j: an edge leads to no node %v", f[1])
		}
		if e.x.NodesOnly {
			e.x.Put(f[0].(int64), graph.Edge{}, true, o)
			continue
		}
		edge, err := edgeOf(f[3:], e.props)
		if err != nil {
			return err
		}
		e.x.Put(f[0].(int64), edge, f[2].(bool), o)
	}
	return nil
}

// edgeOf makes an edge of type, key, number of statements and the values of properties.
func edgeOf(values []any, props []graph.Prop) (graph.Edge, error) {
	typ, _ := values[0].(string)
	e := graph.Edge{Type: graph.EdgeType(typ), Props: graph.Props{}}
	e.Key, _ = values[1].(string)
	n, _ := values[2].(int64)
	e.Statements = int(n)
	schema := graph.EdgeSchemaOf(e.Type)
	if schema == nil {
		return e, fmt.Errorf("neo4j: edge %s has the unknown type %q", e.Key, typ)
	}
	for i, v := range values[3:] {
		if v != nil && schema.Prop(props[i].Name) != nil {
			e.Props[props[i].Name] = fromServer(v)
		}
	}
	return e, nil
}
