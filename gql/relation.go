package gql

import (
	"github.com/graphql-go/graphql"
	"github.com/policygraph/policygraph/graph"
)

// relation is a field that follows edges from a node.
type relation struct {
	types  []graph.EdgeType
	dir    graph.Direction
	target graph.NodeType // "": of several types, shown as an interface
}

// many makes the field of a relation: a connection whose edges carry qualifiers and evidence.
func (s *Schema) many(doc string, dir graph.Direction, target graph.NodeType, types ...graph.EdgeType) *graphql.Field {
	rel := &relation{types, dir, target}
	args := pageArgs(false)
	if w := s.wheres[target]; w != nil {
		args["where"] = &graphql.ArgumentConfig{Type: w.input, Description: "What the other end must fit."}
	}
	if o := s.orders[target]; o != nil {
		args["orderBy"] = &graphql.ArgumentConfig{Type: listOf(o.input), Description: "By properties of the other end; if absent, by the order of the edges where they have one, then by key."}
	}
	return s.follows(&graphql.Field{Type: s.relationType(rel), Description: doc, Args: args,
		Resolve: guarded(func(q *request, p graphql.ResolveParams) (any, error) {
			pg, sh, err := s.paged(q, rel, p)
			if err != nil {
				return nil, err
			}
			get := q.follow(sh, p.Source.(*graph.Node).Key)
			return later(func() (any, error) {
				got, err := get()
				if err != nil {
					return nil, err
				}
				return edgeConnection(got, pg.after, pg.total), nil
			}), nil
		})})
}

func (s *Schema) relationType(rel *relation) *graphql.Object {
	name := camel(rel.types[0]) + string(rel.target)
	node := func() graphql.Output { return s.objects[rel.target] }
	if rel.target == "" {
		name, node = camel(rel.types[0])+"Actor", func() graphql.Output { return s.actor }
	}
	return s.connectionType(name, node, func() graphql.Fields { return s.edgeFields(rel.types[0]) })
}

// paged finds the page and the expansion of a field, the latter once per place in the query.
func (s *Schema) paged(q *request, rel *relation, p graphql.ResolveParams) (page, *shape, error) {
	key := keyOf(rel, p.Info)
	if sh := q.shapes[key]; sh != nil {
		return sh.page, sh, nil
	}
	pg, err := q.page(p)
	if err != nil {
		return pg, nil, err
	}
	e := graph.ExpandQuery{Types: rel.types, Dir: rel.dir, NodeType: rel.target, First: pg.first, After: pg.after, WantTotal: pg.total,
		NodeProps: s.lookedAt(rel.target, p.Info, "edges", "node"), NodesOnly: nodesOnly(p.Info)}
	if w := s.wheres[rel.target]; w != nil {
		if e.Where, err = w.argument(q, p.Args); err != nil {
			return pg, nil, err
		}
	}
	if e.Order, err = orderArgument(p.Args); err != nil {
		return pg, nil, err
	}
	sh := q.expands.add(e)
	sh.page = pg
	q.shapes[key] = sh
	return pg, sh, nil
}

// one makes the field of a relation that leads to one node.
func (s *Schema) one(doc string, dir graph.Direction, target graph.NodeType, types ...graph.EdgeType) *graphql.Field {
	rel := &relation{types, dir, target}
	return s.follows(&graphql.Field{Type: s.objects[target], Description: doc,
		Resolve: guarded(func(q *request, p graphql.ResolveParams) (any, error) {
			get := q.follow(q.plain(rel, 1), p.Source.(*graph.Node).Key)
			return later(func() (any, error) {
				got, err := get()
				if err != nil || len(got.Edges) == 0 {
					return nil, err
				}
				return got.Edges[0].Node, nil
			}), nil
		})})
}

// plain is the expansion of a relation without conditions, to nodes.
func (q *request) plain(rel *relation, first int) *shape {
	key := shapeKey{rel: rel}
	sh := q.shapes[key]
	if sh == nil {
		sh = q.expands.add(graph.ExpandQuery{Types: rel.types, Dir: rel.dir, NodeType: rel.target, First: first, NodesOnly: true})
		q.shapes[key] = sh
	}
	return sh
}

// camel turns IN_REGION into InRegion.
func camel(t graph.EdgeType) string {
	var out []byte
	up := true
	for _, c := range []byte(t) {
		switch {
		case c == '_':
			up = true
		case up:
			out, up = append(out, c), false
		default:
			out = append(out, c+'a'-'A')
		}
	}
	return string(out)
}

// qualifiers are the properties of each edge type that its edges show, with their meaning.
var qualifiers = map[graph.EdgeType]map[string]string{
	graph.Implements:   {"manner": "basis 根据 or carry_out 贯彻落实", "level": "doc or body", "articles": "第X条 of the other document"},
	graph.Repeals:      {"mode": "repeal 废止, lapse 失效 or stop 停止执行", "scope": "full or partial", "effective": "first day of effect", "articles": "第X条 that it ends"},
	graph.Amends:       {"mode": "in_place 修改 or reissue 修订后印发", "effective": "first day of effect", "articles": "第X条 that it changes"},
	graph.Extends:      {"until": "last day in force"},
	graph.Suspends:     {"scope": "full or partial", "region": "where", "from": "first day", "until": "last day"},
	graph.Forwards:     {"kind": "转发 or 批转"},
	graph.Cites:        {"articles": "第X条 of the other document"},
	graph.IssuedBy:     {"order": "place among the issuers"},
	graph.AddressedTo:  {"copy": "抄送 and not 主送"},
	graph.PublishedIn:  {"page": "page of the issue"},
	graph.HasTask:      {"order": "place in the text"},
	graph.Sets:         {"order": "place in the text"},
	graph.Leads:        {"order": "place in the list", "divided": "按职责分工", "open": "the list ends with 等"},
	graph.CooperatesOn: {"order": "place in the list", "divided": "按职责分工", "open": "the list ends with 等"},
	graph.Responsible:  {"order": "place in the list", "divided": "按职责分工", "open": "the list ends with 等"},
	graph.Designates:   {"field": "of industry"},
	graph.SucceededBy:  {"date": "of the reform", "mode": "rename, merge, split or transfer"},
	graph.Appoints:     {"position": "post as printed", "concurrent": "兼任", "note": "as printed"},
	graph.Removes:      {"position": "post as printed"},
	graph.Holds:        {"since": "day of the appointment", "concurrent": "兼任"},
	graph.Held:         {"until": "day of the removal"},
}

func (s *Schema) edgeFields(t graph.EdgeType) graphql.Fields {
	fields := graphql.Fields{
		"evidence": s.evidenceField(func(source any) *graph.Edge { return source.(*edge).graph }),
		"statements": {Type: graphql.NewNonNull(graphql.Int), Description: "How many statements make this edge.",
			Resolve: ofEdge(func(e *edge) any { return e.graph.Statements })},
	}
	for name, doc := range qualifiers[t] {
		fields[name] = &graphql.Field{Type: outputOf(graph.EdgeSchemaOf(t).Prop(name)), Description: doc,
			Resolve: ofEdge(func(e *edge) any { return e.graph.Props[name] })}
	}
	return fields
}

// outputOf is the type of a property's values in responses.
func outputOf(p *graph.Prop) graphql.Output {
	if p == nil {
		return graphql.String
	}
	switch p.Type {
	case graph.Date:
		return dateType
	case graph.Int:
		return graphql.Int
	case graph.Float:
		return graphql.Float
	case graph.Bool:
		return graphql.Boolean
	case graph.TextList:
		return listOf(graphql.String)
	}
	return graphql.String
}
