package gql

import (
	"slices"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"

	"github.com/policygraph/policygraph/graph"
)

// looks tells what fields look at of their node: the property of their own name, or nothing but the key. Of a field that is
// not in it, nothing is known.
type looks struct {
	follow map[*graphql.Field]bool
	props  map[graph.NodeType]map[string]string // by field; "" only the key
}

// follows notes that a field looks at nothing but the key of its node, to follow edges from it.
func (s *Schema) follows(f *graphql.Field) *graphql.Field {
	s.looks.follow[f] = true
	return f
}

// note notes the fields of a type of nodes.
func (s *Schema) note(t graph.NodeType, fields graphql.Fields) {
	props := map[string]string{"id": "", "__typename": ""}
	for name, f := range fields {
		switch {
		case s.looks.follow[f]:
			props[name] = ""
		case graph.NodeSchemaOf(t).Prop(name) != nil:
			props[name] = name
		}
	}
	s.looks.props[t] = props
}

// lookedAt lists the properties of nodes of a type that a field's selection looks at, below a path of fields; nil where that
// cannot be told.
func (s *Schema) lookedAt(t graph.NodeType, info graphql.ResolveInfo, path ...string) []string {
	props := s.looks.props[t]
	if props == nil {
		return nil
	}
	names := []string{}
	for _, set := range selections(info, path...) {
		var ok bool
		if names, ok = appendLooks(names, props, info, set); !ok {
			return nil
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func appendLooks(to []string, props map[string]string, info graphql.ResolveInfo, set *ast.SelectionSet) (_ []string, ok bool) {
	ok = true
	for i := 0; set != nil && ok && i < len(set.Selections); i++ {
		switch sel := set.Selections[i].(type) {
		case *ast.Field:
			var prop string
			if prop, ok = props[sel.Name.Value]; prop != "" {
				to = append(to, prop)
			}
		case *ast.InlineFragment:
			to, ok = appendLooks(to, props, info, sel.SelectionSet)
		case *ast.FragmentSpread:
			var f *ast.FragmentDefinition
			if f, ok = info.Fragments[sel.Name.Value].(*ast.FragmentDefinition); ok {
				to, ok = appendLooks(to, props, info, f.SelectionSet)
			}
		}
	}
	return to, ok
}

// nodesOnly tells whether a connection's selection looks at no more of its edges than the nodes.
func nodesOnly(info graphql.ResolveInfo) bool {
	for name := range selected(info, selections(info, "edges")) {
		if name != "node" && name != "__typename" {
			return false
		}
	}
	return !selectsBelow(info, "pageInfo", "startCursor") && !selectsBelow(info, "pageInfo", "endCursor")
}
