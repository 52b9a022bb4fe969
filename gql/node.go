package gql

import (
	"github.com/graphql-go/graphql"
	"github.com/policygraph/policygraph/graph"
)

func ofNode(f func(*graph.Node) any) graphql.FieldResolveFn {
	return func(p graphql.ResolveParams) (any, error) { return f(p.Source.(*graph.Node)), nil }
}

// The kinds of property fields.
func text(name, doc string) *graphql.Field    { return property(name, doc, graphql.String) }
func day(name, doc string) *graphql.Field     { return property(name, doc, dateType) }
func whole(name, doc string) *graphql.Field   { return property(name, doc, graphql.Int) }
func boolean(name, doc string) *graphql.Field { return property(name, doc, graphql.Boolean) }
func texts(name, doc string) *graphql.Field   { return property(name, doc, listOf(graphql.String)) }
func number(name, doc string) *graphql.Field  { return property(name, doc, graphql.Float) }

func property(name, doc string, t graphql.Output) *graphql.Field {
	get := func(n *graph.Node) any { return n.Props[name] }
	if t == graphql.Output(graphql.Float) {
		get = func(n *graph.Node) any { return float(n.Props[name]) }
	}
	return &graphql.Field{Type: t, Description: doc, Resolve: ofNode(get)}
}

// object defines the type of a node type: id, what the file of its name lists, and the interface Node.
func (s *Schema) object(t graph.NodeType, doc string, fields func() graphql.Fields) {
	interfaces := []*graphql.Interface{s.node}
	if t == graph.Unit || t == graph.Person {
		interfaces = append(interfaces, s.actor)
	}
	s.objects[t] = graphql.NewObject(graphql.ObjectConfig{
		Name: string(t), Description: doc, Interfaces: interfaces,
		Fields: graphql.FieldsThunk(func() graphql.Fields {
			all := fields()
			all["id"] = idField()
			s.note(t, all)
			return all
		}),
	})
}

func idField() *graphql.Field {
	return &graphql.Field{Type: graphql.NewNonNull(graphql.ID), Description: "Opaque; node(id) finds it again.",
		Resolve: ofNode(func(n *graph.Node) any { return globalID(n.Type, n.Key) })}
}

// interfaces defines Node and Actor.
func (s *Schema) interfaces() {
	typeOf := func(p graphql.ResolveTypeParams) *graphql.Object {
		if n, ok := p.Value.(*graph.Node); ok {
			return s.objects[n.Type]
		}
		return nil
	}
	s.node = graphql.NewInterface(graphql.InterfaceConfig{Name: "Node", Description: "A thing with an id.",
		Fields: graphql.Fields{"id": {Type: graphql.NewNonNull(graphql.ID)}}, ResolveType: typeOf})
	s.actor = graphql.NewInterface(graphql.InterfaceConfig{Name: "Actor", Description: "A unit or a person. 单位或个人",
		Fields:      graphql.Fields{"id": {Type: graphql.NewNonNull(graphql.ID)}, "name": {Type: graphql.String}},
		ResolveType: typeOf})
}
