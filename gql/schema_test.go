package gql

import (
	"testing"

	"github.com/graphql-go/graphql"
	g "github.com/policygraph/policygraph/graph"
)

// shownOtherwise are properties that no field of their name shows: text for search only, and the key of the document, which the
// field document follows.
var shownOtherwise = map[g.NodeType]map[string]bool{
	g.Document: {"body": true, "candidates": true, "state": true},
	g.Task:     {"document": true},
	g.Target:   {"document": true},
}

// TestTypesFitTheSchemaTable: the types are written by hand, so the table of graph is what they are held against.
func TestTypesFitTheSchemaTable(t *testing.T) {
	s, err := NewSchema()
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range g.Nodes {
		o := s.objects[n.Type]
		if o == nil {
			t.Errorf("no type %s", n.Type)
			continue
		}
		for i := range n.Props {
			p := &n.Props[i]
			f := o.Fields()[p.Name]
			switch {
			case shownOtherwise[n.Type][p.Name]:
			case f == nil:
				t.Errorf("%s has no field %s", n.Type, p.Name)
			case f.Type.String() != outputOf(p).String():
				t.Errorf("%s.%s is %s, the table says %s", n.Type, p.Name, f.Type, outputOf(p))
			}
		}
		if n.Type != g.Source {
			checkInputs(t, s, n)
		}
	}
}

// checkInputs: what the store can filter and sort by, queries can too.
func checkInputs(t *testing.T, s *Schema, n g.NodeSchema) {
	for i := range n.Props {
		p := &n.Props[i]
		if _, ok := s.wheres[n.Type].input.Fields()[p.Name]; p.Index && !ok && p.Name != "document" && p.Name != "candidates" {
			t.Errorf("%sWhere has no %s", n.Type, p.Name)
		}
		if p.Sort && !sortable(s.orders[n.Type], p.Name) {
			t.Errorf("%sOrder has no %s", n.Type, p.Name)
		}
	}
	for name, c := range s.wheres[n.Type].conds {
		if filter, ok := c.typ.(*graphql.InputObject); ok && name != "document" && filterOf(n, name) != nil && filter != filterOf(n, name) {
			t.Errorf("%sWhere.%s is %s", n.Type, name, filter)
		}
	}
}

func filterOf(n g.NodeSchema, name string) *graphql.InputObject {
	p := n.Prop(name)
	if p == nil {
		return nil
	}
	return map[g.PropType]*graphql.InputObject{g.Text: textFilter, g.Date: dateFilter, g.Int: intFilter, g.Float: realFilter,
		g.Bool: boolFilter, g.TextList: listFilter}[p.Type]
}

func sortable(o *order, prop string) bool {
	field := o.input.Fields()["field"].Type.(*graphql.NonNull).OfType.(*graphql.Enum)
	for _, v := range field.Values() {
		if v.Value == prop {
			return true
		}
	}
	return false
}

// TestEdgesAreReachable: every edge type of the table is followed by some field, and its edges show its properties.
func TestEdgesAreReachable(t *testing.T) {
	s, err := NewSchema()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range g.Edges {
		for _, p := range e.Props {
			if qualifiers[e.Type][p.Name] == "" {
				t.Errorf("edges of %s do not show %s", e.Type, p.Name)
			}
		}
		for name := range qualifiers[e.Type] {
			if e.Prop(name) == nil {
				t.Errorf("%s has no property %s", e.Type, name)
			}
		}
		if e.Type == g.Appoints || e.Type == g.Removes { // appointments show them too
			continue
		}
		found := false
		for name := range s.connections {
			found = found || len(name) > len(camel(e.Type)) && name[:len(camel(e.Type))] == camel(e.Type)
		}
		if !found && e.Type != g.VersionOf && e.Type != g.InRegion && e.Type != g.LocatedIn {
			t.Errorf("no field follows %s", e.Type)
		}
	}
}
