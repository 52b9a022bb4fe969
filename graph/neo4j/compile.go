package neo4j

import (
	"fmt"
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// compiler makes Cypher of conditions that graph.CheckPred has passed. Names come from the schema table, values are
// always parameters.
type compiler struct {
	strings.Builder
	params  map[string]any
	aliases int
}

func newCompiler() *compiler { return &compiler{params: map[string]any{}} }

func (c *compiler) add(format string, args ...any) { fmt.Fprintf(&c.Builder, format, args...) }

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

func nodeScope(alias string, types []graph.NodeType) scope {
	return scope{alias: alias, types: types, prop: func(name string) *graph.Prop { return graph.NodeProp(types, name) }}
}

func edgeScope(alias string, types []graph.EdgeType) scope {
	return scope{alias: alias, prop: func(name string) *graph.Prop {
		for _, t := range types {
			if p := graph.EdgeSchemaOf(t).Prop(name); p != nil {
				return p
			}
		}
		return nil
	}}
}

// field writes a property. The name is the schema table's.
func (s scope) field(name string) string { return s.alias + ".`" + name + "`" }

// pred writes a condition. Nulls make it null or false, which is why not looks for what is not true.
func (c *compiler) pred(s scope, p *graph.Pred) {
	switch {
	case p.And != nil:
		c.join(s, " AND ", p.And)
	case p.Or != nil:
		c.join(s, " OR ", p.Or)
	case p.Not != nil:
		c.add("NOT coalesce(")
		c.pred(s, p.Not)
		c.add(", false)")
	case p.Edge != nil:
		c.edgePred(s, p.Edge)
	default:
		c.comparison(s, p)
	}
}

func (c *compiler) join(s scope, word string, ps []graph.Pred) {
	c.add("(")
	for i := range ps {
		if i > 0 {
			c.add("%s", word)
		}
		c.pred(s, &ps[i])
	}
	c.add(")")
}

var comparisons = map[graph.Op]string{graph.Eq: "=", graph.Lt: "<", graph.Le: "<=", graph.Gt: ">", graph.Ge: ">=",
	graph.Prefix: "STARTS WITH", graph.Contains: "CONTAINS"}

func (c *compiler) comparison(s scope, p *graph.Pred) {
	prop := s.prop(p.Prop)
	f := s.field(p.Prop)
	switch p.Op {
	case graph.IsNull:
		c.add("%s IS %sNULL", f, map[any]string{false: "NOT "}[p.Value])
	case graph.In:
		list := make([]any, len(p.Values))
		for i, v := range p.Values {
			list[i] = toServer(prop.Type, v)
		}
		c.add("%s IN %s", f, c.arg(list))
	case graph.Ne:
		c.add("(%s <> %s OR %s IS NULL)", f, c.arg(toServer(prop.Type, p.Value)), f)
	case graph.Contains:
		if prop.Type == graph.TextList {
			c.add("%s IN %s", c.arg(p.Value), f)
			return
		}
		fallthrough
	default:
		c.add("%s %s %s", f, comparisons[p.Op], c.arg(toServer(prop.Type, p.Value)))
	}
}

// edgePred writes that a node has an edge.
func (c *compiler) edgePred(s scope, e *graph.EdgePred) {
	edge, far := c.alias("e"), c.alias("n")
	if e.None {
		c.add("NOT ")
	}
	c.add("EXISTS { MATCH %s", pattern(s.alias, edge, far, e.Types, e.Dir))
	sep := " WHERE "
	if e.Node != nil {
		types := graph.EndTypes(e.Types, e.Dir, s.types)
		c.add("%s%s AND ", sep, labels(far, types))
		c.pred(nodeScope(far, types), e.Node)
		sep = " AND "
	}
	for i := range e.Props {
		c.add("%s", sep)
		c.pred(edgeScope(edge, e.Types), &e.Props[i])
		sep = " AND "
	}
	c.add(" }")
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

// term is a part of an order. Nulls, where there can be some, come last both ways.
type term struct {
	expr           string
	typ            graph.PropType
	desc, nullable bool
}

func orderBy(c *compiler, terms []term, backward bool) {
	for i, t := range terms {
		if i > 0 {
			c.add(", ")
		}
		if t.nullable {
			c.add("%s IS NULL%s, ", t.expr, map[bool]string{true: " DESC"}[backward])
		}
		c.add("%s%s", t.expr, map[bool]string{true: " DESC"}[t.desc != backward])
	}
}

// beyond writes that a row comes after (or before) the place with these values, or, inclusive, is at it.
func (c *compiler) beyond(terms []term, vals []any, before, inclusive bool) {
	t, v := terms[0], toServer(terms[0].typ, vals[0])
	if v == nil && !t.nullable { // a forged cursor: no row has such a place
		c.add("false")
		return
	}
	op := ">"
	if t.desc != before {
		op = "<"
	}
	if len(terms) == 1 {
		if inclusive {
			op += "="
		}
		c.add("%s %s %s", t.expr, op, c.arg(v))
		return
	}
	equal := t.expr + " IS NULL"
	if v != nil {
		p := c.arg(v)
		equal = fmt.Sprintf("%s = %s", t.expr, p)
		if !t.nullable { // a bound on the first term alone lets an index begin at the place
			c.add("%s %s= %s AND ", t.expr, op, p)
		}
		c.add("(%s %s %s", t.expr, op, p)
		if t.nullable && !before {
			c.add(" OR %s IS NULL", t.expr)
		}
	} else {
		c.add("(%s", map[bool]string{true: t.expr + " IS NOT NULL", false: "false"}[before])
	}
	c.add(" OR %s AND ", equal)
	c.beyond(terms[1:], vals[1:], before, inclusive)
	c.add(")")
}
