package gql

import (
	"fmt"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"
	"github.com/policygraph/policygraph/gql/guard"
	g "github.com/policygraph/policygraph/graph"
)

// Schema is the GraphQL schema with what the guards need to know of it. Build it once: graphql-go builds lazily
// and without locks.
type Schema struct {
	graphql.Schema
	weights guard.Weights

	node, actor      *graphql.Interface
	objects          map[g.NodeType]*graphql.Object
	wheres           map[g.NodeType]*where
	orders           map[g.NodeType]*order
	connections      map[string]*graphql.Object
	edgeTypes        *graphql.Enum
	facts            *graphql.Object
	link, chain      *graphql.Object
	load             *graphql.Object
	appointment      *graphql.Object
	appointmentWhere *graphql.InputObject
	looks            looks
}

// weights are the lengths that the cost of a request takes unpaged lists to have.
var weights = guard.Weights{
	"Chain.nodes": 20, "Chain.links": 20, "Document.facts": 50, "Document.sources": 2, "Query.nodes": 20, "Stats.nodes": 12, "Stats.edges": 35,
	"Text.content": 1, "DocumentStatus.decidedBy": 1, "AmbiguousCitation.candidates": 5, "NumberClash.documents": 3, "Finding.cycle": 3, "Finding.links": 3,
}

// NewSchema builds the schema.
func NewSchema() (*Schema, error) {
	s := &Schema{weights: guard.Weights{}, looks: looks{map[*graphql.Field]bool{}, map[g.NodeType]map[string]string{}}, objects: map[g.NodeType]*graphql.Object{}, wheres: map[g.NodeType]*where{},
		orders: map[g.NodeType]*order{}, connections: map[string]*graphql.Object{}, edgeTypes: edgeTypeEnum()}
	s.interfaces()
	for _, define := range []func(){s.documentType, s.workType, s.gazetteType, s.sourceType, s.unitType, s.taskType, s.targetType, s.parkType,
		s.regionType, s.industryType, s.personType, s.positionType, s.appointmentType, s.chainTypes, s.workloadType} {
		define()
	}
	s.facts = s.factType()
	config := graphql.SchemaConfig{Query: s.query()}
	for _, o := range s.objects {
		config.Types = append(config.Types, o)
	}
	built, err := graphql.NewSchema(config)
	if err != nil {
		return nil, fmt.Errorf("schema: %w", err)
	}
	s.Schema = built
	for name, n := range weights {
		s.weights[name] = n
	}
	s.warm()
	return s, nil
}

func (s *Schema) query() *graphql.Object {
	return graphql.NewObject(graphql.ObjectConfig{Name: "Query", Description: "Questions to the policy graph. Nothing can be changed here.",
		Fields: graphql.FieldsThunk(func() graphql.Fields {
			fields := graphql.Fields{
				"document": s.documentField(), "unit": s.unitField(),
				"documents": s.listField(g.Document, "文件"), "works": s.listField(g.Work, "法规"), "gazettes": s.listField(g.Gazette, "公报"),
				"units": s.listField(g.Unit, "单位"), "tasks": s.listField(g.Task, "任务"), "targets": s.listField(g.Target, "指标"),
				"parks": s.listField(g.Park, "园区"), "persons": s.listField(g.Person, "人员"), "positions": s.listField(g.Position, "职务"),
				"regions": s.listField(g.Region, "行政区划"), "industries": s.listField(g.Industry, "产业"),
				"appointments": s.appointmentsField(), "search": s.searchField(),
				"chain": s.chainField(), "repealChain": s.chainField(g.Repeals), "workload": s.workloadField(), "stats": statsField(),
				"registers": s.registersField(), "lint": s.lintField(),
			}
			for name, f := range s.nodeFields() {
				fields[name] = f
			}
			return fields
		})})
}

func edgeTypeEnum() *graphql.Enum {
	values := graphql.EnumValueConfigMap{}
	for _, e := range g.Edges {
		values[string(e.Type)] = &graphql.EnumValueConfig{Value: string(e.Type)}
	}
	return graphql.NewEnum(graphql.EnumConfig{Name: "EdgeType", Description: "A type of edge. 关系类型", Values: values})
}

// tally is a type with its number.
type tally struct {
	name  string
	count int
}

func statsField() *graphql.Field {
	tallies := graphql.NewObject(graphql.ObjectConfig{Name: "TypeCount", Description: "How many there are of a type.", Fields: graphql.Fields{
		"type":  {Type: graphql.NewNonNull(graphql.String), Resolve: func(p graphql.ResolveParams) (any, error) { return p.Source.(tally).name, nil }},
		"count": {Type: graphql.NewNonNull(longType), Resolve: func(p graphql.ResolveParams) (any, error) { return p.Source.(tally).count, nil }},
	}})
	type counts struct{ nodes, edges []tally }
	stats := graphql.NewObject(graphql.ObjectConfig{Name: "Stats", Description: "What is in the graph.", Fields: graphql.Fields{
		"nodes": {Type: graphql.NewNonNull(listOf(tallies)), Resolve: func(p graphql.ResolveParams) (any, error) { return p.Source.(*counts).nodes, nil }},
		"edges": {Type: graphql.NewNonNull(listOf(tallies)), Resolve: func(p graphql.ResolveParams) (any, error) { return p.Source.(*counts).edges, nil }},
	}})
	return &graphql.Field{Type: stats, Description: "Numbers of nodes and edges by type.",
		Resolve: guarded(func(q *request, p graphql.ResolveParams) (any, error) {
			nodes, edges, err := q.reader.Counts(q.ctx)
			if err != nil {
				return nil, err
			}
			c := &counts{}
			for _, n := range g.Nodes {
				c.nodes = append(c.nodes, tally{string(n.Type), nodes[n.Type]})
			}
			for _, e := range g.Edges {
				c.edges = append(c.edges, tally{string(e.Type), edges[e.Type]})
			}
			return c, nil
		})}
}

// warm makes graphql-go build what it would build at the first request, when two requests could do so at once.
func (s *Schema) warm() {
	for _, t := range s.TypeMap() {
		switch t := t.(type) {
		case *graphql.Object:
			t.Fields()
			t.Interfaces()
		case *graphql.Interface:
			t.Fields()
			s.PossibleTypes(t)
			for _, o := range s.objects {
				s.IsPossibleType(t, o)
			}
		case *graphql.InputObject:
			t.Fields()
		case *graphql.Enum:
			t.Serialize("")
			t.ParseValue("")
			t.ParseLiteral(ast.NewEnumValue(&ast.EnumValue{}))
		}
	}
}
