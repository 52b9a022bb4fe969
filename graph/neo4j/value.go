package neo4j

import (
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/identity"
)

// toServer gives a value as the server keeps it: dates are dates there. What has the form of a date and is none
// (2021-02-30, misprinted) stays a string.
func toServer(t graph.PropType, v any) any {
	s, ok := v.(string)
	if t != graph.Date || !ok {
		return v
	}
	day, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return s
	}
	return neo4j.DateOf(day)
}

// fromServer gives a value as the graph knows it.
func fromServer(v any) any {
	switch v := v.(type) {
	case neo4j.Date:
		return v.Time().Format(time.DateOnly)
	case []any:
		list := make([]string, len(v))
		for i, s := range v {
			list[i], _ = s.(string)
		}
		return list
	}
	return v
}

// An indexed text that is too long for an index is kept twice: shortened (identity.Short) under its own name, which the index
// holds, lists are ordered by and values are compared with, and whole under wholeName, which is what readers get, and what is
// looked into for parts. Neo4j would refuse the value, and with it the transaction. Only the order among texts that share so long
// a beginning is another one than the embedded store's.
func wholeName(prop string) string { return "_" + prop }

// canBeShort tells that the values of a property are texts in an index.
func canBeShort(p *graph.Prop) bool { return (p.Index || p.Sort) && p.Type == graph.Text }

// toIndex gives a value of an indexed property as the index holds it.
func toIndex(t graph.PropType, v any) any {
	if s, ok := v.(string); ok && t == graph.Text {
		return identity.Short(s)
	}
	return toServer(t, v)
}

// propsIn writes properties into a row, by the schema table.
func propsIn(row map[string]any, schema []graph.Prop, text string) error {
	props, err := identity.DecodeProps(schema, text)
	if err != nil {
		return err
	}
	for i := range schema {
		p := &schema[i]
		v, ok := props[p.Name]
		if !ok {
			continue
		}
		row[p.Name] = toServer(p.Type, v)
		if !canBeShort(p) {
			continue
		}
		if short := toIndex(p.Type, v); short != v {
			row[p.Name], row[wholeName(p.Name)] = short, v
		}
	}
	return nil
}

// propsOut reads the properties of the schema table out of a row.
func propsOut(schema []graph.Prop, row map[string]any) graph.Props {
	props := graph.Props{}
	for i := range schema {
		p := &schema[i]
		v, ok := row[wholeName(p.Name)]
		if !ok {
			v, ok = row[p.Name]
		}
		if ok {
			props[p.Name] = fromServer(v)
		}
	}
	return props
}

// typeOf finds the type of a node among its labels.
func typeOf(labels []string) graph.NodeType {
	for _, l := range labels {
		if graph.NodeSchemaOf(graph.NodeType(l)) != nil {
			return graph.NodeType(l)
		}
	}
	return ""
}

// row reads a node's properties; what is absent is the zero value.
type row map[string]any

func (r row) text(name string) string { s, _ := r[name].(string); return s }
func (r row) id(name string) int64    { n, _ := r[name].(int64); return n }
func (r row) int(name string) int     { return int(r.id(name)) }
func (r row) bool(name string) bool   { b, _ := r[name].(bool); return b }
func (r row) float(name string) float64 {
	f, _ := r[name].(float64)
	return f
}

// list is never nil: the embedded store gives empty lists too.
func (r row) list(name string) []string {
	l, _ := fromServer(r[name]).([]string)
	if l == nil {
		l = []string{}
	}
	return l
}

// rows is a list of lists.
func (r row) rows(name string) [][]any { return rows(r[name]) }

func rows(v any) [][]any {
	list, _ := v.([]any)
	out := make([][]any, len(list))
	for i := range list {
		out[i], _ = list[i].([]any)
	}
	return out
}

// null is an id as a value: absent for none.
func null(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}

// blank is a text as a value: absent for none.
func blank(s string) any {
	if s == "" {
		return nil
	}
	return s
}
