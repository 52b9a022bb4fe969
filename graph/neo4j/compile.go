package neo4j

import (
	"fmt"
	"slices"
	"strings"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/identity"
	"github.com/policygraph/policygraph/graph/reading"
)

// compiler makes Cypher of conditions that graph.CheckPred has passed. Names come from the schema table, values are
// always parameters, so that a question of one shape has one text, which the server plans once.
type compiler struct {
	strings.Builder
	params  map[string]any
	aliases int
}

func newCompiler() *compiler { return &compiler{params: map[string]any{}} }

// Add writes a part of the text.
func (c *compiler) Add(format string, args ...any) { fmt.Fprintf(&c.Builder, format, args...) }

// Arg writes the place of a value that lists are ordered by.
func (c *compiler) Arg(v any, t graph.PropType) { c.WriteString(c.arg(toIndex(t, v))) }

// arg makes a parameter and gives how to write it.
func (c *compiler) arg(v any) string {
	name := fmt.Sprintf("p%d", len(c.params))
	c.params[name] = v
	return "$" + name
}

func (c *compiler) alias(prefix string) string {
	c.aliases++
	return fmt.Sprintf("%s%d", prefix, c.aliases)
}

// scope is what a condition speaks of: a node or an edge, by its variable.
type scope struct {
	alias string
	types []graph.NodeType              // of a node
	prop  func(name string) *graph.Prop // its row of the schema table
}

func nodeScope(alias string, types ...graph.NodeType) scope {
	return scope{alias: alias, types: types, prop: func(name string) *graph.Prop { return graph.NodeProp(types, name) }}
}

func edgeScope(alias string, types []graph.EdgeType) scope {
	return scope{alias: alias, prop: func(name string) *graph.Prop { return reading.EdgeProp(types, name) }}
}

// field writes a property. The name is the schema table's.
func (s scope) field(name string) string { return s.alias + ".`" + name + "`" }

// whole writes a text property as it is read: the index may hold it shortened.
func (s scope) whole(name string) string {
	return fmt.Sprintf("coalesce(%s, %s)", s.field(wholeName(name)), s.field(name))
}

// read writes a property as readers get it.
func (s scope) read(p *graph.Prop) string {
	if canBeShort(p) {
		return s.whole(p.Name)
	}
	return s.field(p.Name)
}

// pred writes a condition.
func (c *compiler) pred(s scope, p *graph.Pred) { reading.Condition(c, s, p) }

// Not writes that a condition is not true: nulls make it null or false.
func (c *compiler) Not(s scope, p *graph.Pred) {
	c.Add("NOT coalesce(")
	c.pred(s, p)
	c.Add(", false)")
}

var comparisons = map[graph.Op]string{graph.Eq: "=", graph.Lt: "<", graph.Le: "<=", graph.Gt: ">", graph.Ge: ">=",
	graph.Prefix: "STARTS WITH"}

// Comparison writes a condition on a property.
func (c *compiler) Comparison(s scope, p *graph.Pred) {
	prop := s.prop(p.Prop)
	f, value := s.field(p.Prop), toServer
	if canBeShort(prop) {
		value = toIndex
		if needsWhole(p) {
			f, value = s.whole(p.Prop), toServer
		}
	}
	switch p.Op {
	case graph.IsNull:
		c.Add("%s IS %sNULL", f, map[any]string{false: "NOT "}[p.Value])
	case graph.In:
		list := make([]any, len(p.Values))
		for i, v := range p.Values {
			list[i] = value(prop.Type, v)
		}
		c.Add("%s IN %s", f, c.arg(list))
	case graph.Ne:
		c.Add("(%s <> %s OR %s IS NULL)", f, c.arg(value(prop.Type, p.Value)), f)
	case graph.Contains:
		if prop.Type == graph.TextList {
			c.Add("%s IN %s", c.arg(p.Value), f)
			return
		}
		part := c.arg(p.Value)
		if c.Add("(%s CONTAINS %s", f, part); canBeShort(prop) {
			c.Add(" OR %s CONTAINS %s", s.field(wholeName(p.Prop)), part)
		}
		c.Add(")")
	default:
		c.Add("%s %s %s", f, comparisons[p.Op], c.arg(value(prop.Type, p.Value)))
	}
}

// needsWhole tells that a condition cannot be answered by the shortened text that the index holds. Equality can: it ends with
// a digest.
func needsWhole(p *graph.Pred) bool {
	text, _ := p.Value.(string)
	return p.Op != graph.Eq && p.Op != graph.Ne && len(text) > identity.MaxPrefix
}

// Edge writes that a node has an edge.
func (c *compiler) Edge(s scope, e *graph.EdgePred) {
	edge, far := c.alias("e"), c.alias("n")
	if e.None {
		c.Add("NOT ")
	}
	c.Add("EXISTS { MATCH %s", pattern(s.alias, edge, far, e.Types, e.Dir))
	sep := " WHERE "
	if e.Node != nil {
		types := graph.EndTypes(e.Types, e.Dir, s.types)
		c.Add("%s%s AND ", sep, labels(far, types))
		c.pred(nodeScope(far, types...), e.Node)
		sep = " AND "
	}
	for i := range e.Props {
		c.Add("%s", sep)
		c.pred(edgeScope(edge, e.Types), &e.Props[i])
		sep = " AND "
	}
	c.Add(" }")
}

// pattern writes an edge from a node.
func pattern(near, edge, far string, types []graph.EdgeType, dir graph.Direction) string {
	left, right := "-", "->"
	switch dir {
	case graph.InDir:
		left, right = "<-", "-"
	case graph.Both:
		right = "-"
	}
	return fmt.Sprintf("(%s)%s[%s:%s]%s(%s)", near, left, edge, typeNames(types), right, far)
}

func typeNames[T ~string](types []T) string {
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = string(t)
	}
	return strings.Join(names, "|")
}

// labels writes that a node is of one of the types.
func labels(alias string, types []graph.NodeType) string {
	return fmt.Sprintf("%s:%s", alias, typeNames(types))
}

// nodes writes a match of nodes of a type that fit a condition. An edge to a node that an index finds is followed from
// there, in place of being tried from every node of the type; the rest of the condition is tried then. The key is in every
// index, and asked for so that they can be used.
func (c *compiler) nodes(alias string, t graph.NodeType, where *graph.Pred, all bool) {
	rest := reading.Conjuncts(where)
	first := slices.IndexFunc(rest, func(p graph.Pred) bool { return p.Edge != nil && reading.Selective(&p, t, all) })
	if first < 0 {
		c.Add("MATCH (%s:%s) ", alias, t)
	} else {
		c.from(alias, t, rest[first].Edge)
		c.Add("WITH DISTINCT %s ", alias)
		rest = slices.Delete(rest, first, first+1)
	}
	c.Add("WHERE %s.key IS NOT NULL", alias)
	for i := range rest {
		c.Add(" AND ")
		c.pred(nodeScope(alias, t), &rest[i])
	}
}

// from writes a match of the nodes that an edge leads to from a node that is looked up.
func (c *compiler) from(alias string, t graph.NodeType, e *graph.EdgePred) {
	edge, far := c.alias("e"), c.alias("n")
	types := graph.EndTypes(e.Types, e.Dir, []graph.NodeType{t})
	c.nodes(far, types[0], e.Node, true)
	c.Add(" MATCH %s", pattern(alias+":"+string(t), edge, far, e.Types, e.Dir))
	sep := " WHERE "
	for i := range e.Props {
		c.Add("%s", sep)
		c.pred(edgeScope(edge, e.Types), &e.Props[i])
		sep = " AND "
	}
	c.Add(" ")
}
