package sqlite

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/reading"
)

// compiler makes SQL of conditions that graph.CheckPred has passed. Names come from the schema table, values are
// always arguments.
type compiler struct {
	strings.Builder
	args    []any
	aliases int
	all     bool // every row is asked for, not a page: what can be looked up once is
}

// Add writes a part of the text.
func (c *compiler) Add(format string, args ...any) { fmt.Fprintf(&c.Builder, format, args...) }

// Arg writes the place of a value.
func (c *compiler) Arg(v any, _ graph.PropType) { c.arg(v) }

// arg writes a placeholder.
func (c *compiler) arg(v any) {
	if b, ok := v.(bool); ok {
		v = map[bool]int64{false: 0, true: 1}[b]
	}
	c.args = append(c.args, v)
	c.WriteByte('?')
}

func (c *compiler) alias() string {
	c.aliases++
	return fmt.Sprintf("t%d", c.aliases)
}

// scope is what a condition speaks of: how to write its properties, and what follows its edges.
type scope struct {
	field func(name string) string             // an expression for a single value
	list  func(name string) string             // a JSON list
	edge  func(c *compiler, e *graph.EdgePred) // nil on edges
	prop  func(name string) *graph.Prop        // its row of the schema table
}

// nodeScope speaks of a row of the table of a node type.
func nodeScope(alias string, t graph.NodeType) scope {
	return scope{
		field: func(name string) string { return nodeField(alias, t, name) },
		list: func(name string) string {
			return fmt.Sprintf("(SELECT props -> '$.%s' FROM node WHERE id = %s.id)", name, alias)
		},
		edge: func(c *compiler, e *graph.EdgePred) { c.edgePred(alias, t, e) },
		prop: func(name string) *graph.Prop { return graph.NodeProp([]graph.NodeType{t}, name) },
	}
}

// nodeField writes a property of the row alias of the table of type t. Another type's property is null.
func nodeField(alias string, t graph.NodeType, name string) string {
	if name == "key" {
		return alias + ".key"
	}
	p := graph.NodeProp([]graph.NodeType{t}, name)
	switch {
	case p == nil:
		return "NULL"
	case (p.Index || p.Sort) && p.Type != graph.TextList:
		return fmt.Sprintf("%s.%q", alias, name)
	}
	return fmt.Sprintf("(SELECT props ->> '$.%s' FROM node WHERE id = %s.id)", name, alias)
}

// edgeScope speaks of a row of the table edge.
func edgeScope(alias string, types []graph.EdgeType) scope {
	path := func(op string) func(string) string {
		return func(name string) string { return fmt.Sprintf("(%s.props %s '$.%s')", alias, op, name) }
	}
	return scope{field: path("->>"), list: path("->"), prop: func(name string) *graph.Prop { return reading.EdgeProp(types, name) }}
}

// pred writes a condition.
func (c *compiler) pred(s scope, p *graph.Pred) { reading.Condition(c, s, p) }

// Not writes that a condition is not true: nulls make it null or false.
func (c *compiler) Not(s scope, p *graph.Pred) {
	c.Add("(")
	c.pred(s, p)
	c.Add(") IS NOT TRUE")
}

// Edge writes that a node has an edge.
func (c *compiler) Edge(s scope, e *graph.EdgePred) { s.edge(c, e) }

var comparisons = map[graph.Op]string{graph.Eq: "=", graph.Ne: "IS NOT", graph.Lt: "<", graph.Le: "<=", graph.Gt: ">", graph.Ge: ">="}

// Comparison writes a condition on a property.
func (c *compiler) Comparison(s scope, p *graph.Pred) {
	prop := s.prop(p.Prop)
	if prop == nil { // of several types this one has no such property: it is null
		c.Add("%t", p.Op == graph.Ne || p.Op == graph.IsNull && p.Value == true)
		return
	}
	f := s.field(p.Prop)
	switch p.Op {
	case graph.In:
		c.Add("%s IN (SELECT value FROM json_each(", f)
		c.arg(jsonList(p.Values))
		c.Add("))")
	case graph.IsNull:
		c.Add("%s IS %sNULL", f, map[any]string{false: "NOT "}[p.Value])
	case graph.Prefix:
		c.prefix(f, p.Value.(string))
	case graph.Contains:
		if prop.Type == graph.TextList {
			c.Add("EXISTS (SELECT 1 FROM json_each(%s) WHERE value = ", s.list(p.Prop))
			c.arg(p.Value)
			c.Add(")")
			return
		}
		c.Add("instr(%s, ", f)
		c.arg(p.Value)
		c.Add(") > 0")
	default:
		c.Add("%s %s ", f, comparisons[p.Op])
		c.arg(p.Value)
	}
}

// prefix writes a range, which an index serves.
func (c *compiler) prefix(f, prefix string) {
	c.Add("(%s >= ", f)
	c.arg(prefix)
	if after := afterPrefix(prefix); after != "" {
		c.Add(" AND %s < ", f)
		c.arg(after)
	}
	c.Add(")")
}

// afterPrefix is the least text greater than all that begin with prefix; "" if there is none.
func afterPrefix(prefix string) string {
	for prefix != "" {
		r, n := utf8.DecodeLastRuneInString(prefix)
		prefix = prefix[:len(prefix)-n]
		if r++; r == 0xd800 { // surrogates are no characters
			r = 0xe000
		}
		if r <= utf8.MaxRune {
			return prefix + string(r)
		}
	}
	return ""
}

func jsonList(values []any) string {
	list := make([]any, len(values))
	for i, v := range values {
		if b, ok := v.(bool); ok { // columns hold 0 and 1
			v = map[bool]int{true: 1}[b]
		}
		list[i] = v
	}
	b, _ := json.Marshal(list) // strings and finite numbers always marshal
	return string(b)
}

// edgePred writes that the node alias has an edge. A condition on the far node that an index answers is looked up
// first and once (IN); any other is tried edge by edge (EXISTS), so that a short page of a long list stays short.
func (c *compiler) edgePred(alias string, t graph.NodeType, e *graph.EdgePred) {
	if e.None {
		c.Add("NOT ")
	}
	c.Add("(")
	sep := ""
	for _, end := range ends(e.Dir) {
		for _, far := range farTypes(e, end.dir, t) {
			c.Add("%s", sep)
			c.edgeEnd(alias, e, end, far)
			sep = " OR "
		}
	}
	if sep == "" {
		c.Add("FALSE")
	}
	c.Add(")")
}

// endColumns names the columns of edge at the near and the far end.
type endColumns struct {
	near, far string
	dir       graph.Direction
}

func ends(dir graph.Direction) []endColumns {
	out, in := endColumns{"src", "dst", graph.Out}, endColumns{"dst", "src", graph.InDir}
	switch dir {
	case graph.Out:
		return []endColumns{out}
	case graph.InDir:
		return []endColumns{in}
	}
	return []endColumns{out, in}
}

// farTypes lists the types that the far node can have; "" where it does not matter.
func farTypes(e *graph.EdgePred, dir graph.Direction, near graph.NodeType) []graph.NodeType {
	types := graph.EndTypes(e.Types, dir, []graph.NodeType{near})
	if e.Node == nil && len(types) > 0 {
		return []graph.NodeType{""}
	}
	return types
}

func (c *compiler) edgeEnd(alias string, e *graph.EdgePred, end endColumns, far graph.NodeType) {
	edge, node := c.alias(), c.alias()
	first := far != "" && reading.Selective(e.Node, far, c.all)
	from := fmt.Sprintf("edge %s", edge)
	switch {
	case first:
		from = fmt.Sprintf("%s %s CROSS JOIN %s", nodeTable(far), node, from)
	case far != "":
		from = fmt.Sprintf("%s CROSS JOIN %s %s", from, nodeTable(far), node)
	}
	if first {
		c.Add("%s.id IN (SELECT %s.%s FROM %s WHERE TRUE", alias, edge, end.near, from)
	} else {
		c.Add("EXISTS (SELECT 1 FROM %s WHERE %s.%s = %s.id", from, edge, end.near, alias)
	}
	if far != "" {
		c.Add(" AND %s.id = %s.%s AND ", node, edge, end.far)
		c.pred(nodeScope(node, far), e.Node)
	}
	c.edgeConds(edge, e.Types, e.Props)
	c.Add(")")
}

// edgeConds writes the types and conditions of an edge, each with AND before it.
func (c *compiler) edgeConds(edge string, types []graph.EdgeType, props []graph.Pred) {
	c.Add(" AND %s.type IN (%s)", edge, typeList(types))
	for i := range props {
		c.Add(" AND ")
		c.pred(edgeScope(edge, types), &props[i])
	}
}

// typeList writes names of the vocabulary, which need no escaping, as literals: the planner sees their number.
func typeList[T ~string](types []T) string {
	quoted := make([]string, len(types))
	for i, t := range types {
		quoted[i] = "'" + string(t) + "'"
	}
	return strings.Join(quoted, ",")
}

// nodeCond writes that the node with the id is of one of the types and, if p is set, fits it.
func (c *compiler) nodeCond(id string, types []graph.NodeType, p *graph.Pred) {
	c.Add("(")
	for i, t := range types {
		if i > 0 {
			c.Add(" OR ")
		}
		alias := c.alias()
		c.Add("EXISTS (SELECT 1 FROM %s %s WHERE %s.id = %s", nodeTable(t), alias, alias, id)
		if p != nil {
			c.Add(" AND ")
			c.pred(nodeScope(alias, t), p)
		}
		c.Add(")")
	}
	c.Add(")")
}
