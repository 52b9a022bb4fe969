package gql

import (
	"strings"

	"github.com/graphql-go/graphql"
	g "github.com/policygraph/policygraph/graph"
)

// appointment is an edge APPOINTS or REMOVES, shown as a thing of its own.
type appointment struct {
	document *g.Node
	edge     g.EdgeTo
}

func ofAppointment(f func(*appointment) any) graphql.FieldResolveFn {
	return func(p graphql.ResolveParams) (any, error) { return f(p.Source.(*appointment)), nil }
}

func (s *Schema) appointmentType() {
	s.appointment = graphql.NewObject(graphql.ObjectConfig{
		Name: "Appointment", Description: "A document appoints a person to a post or removes one. 任免",
		Fields: graphql.FieldsThunk(func() graphql.Fields {
			return graphql.Fields{
				"action": {Type: graphql.NewNonNull(graphql.String), Description: "appoint 任 or remove 免", Resolve: ofAppointment(func(a *appointment) any {
					if a.edge.Edge.Type == g.Appoints {
						return "appoint"
					}
					return "remove"
				})},
				"person":       {Type: s.objects[g.Person], Resolve: ofAppointment(func(a *appointment) any { return a.edge.Node })},
				"document":     {Type: s.objects[g.Document], Resolve: ofAppointment(func(a *appointment) any { return a.document })},
				"position":     {Type: graphql.String, Description: "Body and post as printed.", Resolve: ofAppointment(func(a *appointment) any { return a.edge.Edge.Props["position"] })},
				"organisation": {Type: graphql.String, Description: "The body.", Resolve: ofAppointment(func(a *appointment) any { return orNull(a.edge.Node.String("organisation")) })},
				"post":         {Type: graphql.String, Description: "The post in it.", Resolve: ofAppointment(post)},
				"concurrent":   {Type: graphql.Boolean, Description: "兼任", Resolve: ofAppointment(func(a *appointment) any { return a.edge.Edge.Props["concurrent"] == true })},
				"note":         {Type: graphql.String, Description: "As printed.", Resolve: ofAppointment(func(a *appointment) any { return a.edge.Edge.Props["note"] })},
				"date":         {Type: dateType, Description: "成文日期 of the document.", Resolve: ofAppointment(func(a *appointment) any { return a.document.Props["signed"] })},
				"evidence":     s.evidenceField(func(source any) *g.Edge { return &source.(*appointment).edge.Edge }),
			}
		}),
	})
	s.appointmentWhere = graphql.NewInputObject(graphql.InputObjectConfig{Name: "AppointmentWhere", Description: "What appointments must fit; all that is given.",
		Fields: graphql.InputObjectConfigFieldMapThunk(func() graphql.InputObjectConfigFieldMap {
			return graphql.InputObjectConfigFieldMap{
				"person":   {Type: s.wheres[g.Person].input, Description: "The person."},
				"document": {Type: s.wheres[g.Document].input, Description: "The document."},
				"action":   {Type: appointmentAction, Description: "Only this."},
			}
		})})
}

var appointmentAction = graphql.NewEnum(graphql.EnumConfig{Name: "AppointmentAction", Description: "任 or 免",
	Values: graphql.EnumValueConfigMap{"APPOINT": {Value: string(g.Appoints)}, "REMOVE": {Value: string(g.Removes)}}})

// post takes the body's name off the position where it leads it.
func post(a *appointment) any {
	position, _ := a.edge.Edge.Props["position"].(string)
	return orNull(strings.TrimPrefix(position, a.edge.Node.String("organisation")))
}

func (s *Schema) appointmentConnection() *graphql.Object {
	return s.connectionType("Appointment", func() graphql.Output { return s.appointment }, func() graphql.Fields {
		return graphql.Fields{"evidence": s.evidenceField(func(source any) *g.Edge {
			return &source.(*edge).node.(*appointment).edge.Edge
		})}
	})
}

func (s *Schema) appointmentsOfDocument() *graphql.Field {
	rel := &relation{[]g.EdgeType{g.Appoints, g.Removes}, g.Out, g.Person}
	return &graphql.Field{Type: s.appointmentConnection(), Description: "任免", Args: pageArgs(false),
		Resolve: guarded(func(q *request, p graphql.ResolveParams) (any, error) {
			pg, err := q.page(p)
			if err != nil {
				return nil, err
			}
			key := keyOf(rel, p.Info)
			if q.shapes[key] == nil {
				q.shapes[key] = q.expands.add(g.ExpandQuery{Types: rel.types, Dir: rel.dir, NodeType: rel.target,
					First: pg.first, After: pg.after, WantTotal: pg.total})
			}
			doc := p.Source.(*g.Node)
			get := q.follow(q.shapes[key], doc.Key)
			return later(func() (any, error) {
				got, err := get()
				if err != nil {
					return nil, err
				}
				c := edgeConnection(got, pg.after, pg.total)
				for i, e := range c.edges {
					e.node = &appointment{doc, got.Edges[i]}
				}
				return c, nil
			}), nil
		})}
}

// appointmentsField lists appointments, of the latest documents first. A store lists nodes, not edges, so a page is
// cut from the documents that have some: each has at least one, so first documents and one more suffice.
func (s *Schema) appointmentsField() *graphql.Field {
	args := with(pageArgs(false), "where", s.appointmentWhere, "")
	return &graphql.Field{Type: s.appointmentConnection(), Args: args, Description: "任免, of the latest documents first.",
		Resolve: guarded(func(q *request, p graphql.ResolveParams) (any, error) {
			pg, err := q.page(p)
			if err != nil {
				return nil, err
			}
			person, document, types, err := s.appointmentFilter(q, p.Args)
			if err != nil {
				return nil, err
			}
			c, err := q.listAppointments(pg, person, document, types)
			if err == nil && pg.total {
				c.total, err = q.countAppointments(person, document, types)
			}
			return c, err
		})}
}

func (s *Schema) appointmentFilter(q *request, args map[string]any) (person, document *g.Pred, types []g.EdgeType, err error) {
	types = []g.EdgeType{g.Appoints, g.Removes}
	given, ok := args["where"]
	if !ok {
		return nil, nil, types, nil
	}
	m, _ := given.(map[string]any)
	if len(m) == 0 {
		return nil, nil, nil, fail(BadUserInput, "AppointmentWhere is empty: leave where out to ask for everything")
	}
	f := &filtering{q.server.limits.Predicates}
	if v, ok := m["person"]; ok {
		pred, err := s.wheres[g.Person].pred(f, v)
		if err != nil {
			return nil, nil, nil, err
		}
		person = &pred
	}
	if v, ok := m["document"]; ok {
		pred, err := s.wheres[g.Document].pred(f, v)
		if err != nil {
			return nil, nil, nil, err
		}
		document = &pred
	}
	if v, ok := m["action"].(string); ok {
		types = []g.EdgeType{g.EdgeType(v)}
	}
	return person, document, types, nil
}

func (q *request) listAppointments(pg page, person, document *g.Pred, types []g.EdgeType) (*connection, error) {
	c := &connection{total: -1, hasPrev: pg.after != ""}
	if pg.first == 0 {
		return c, nil
	}
	// A cursor is the place of the document before, and the edge's key.
	afterDoc, afterEdge, err := splitCursor(pg.after)
	if err != nil {
		return nil, err
	}
	where := conjunction([]g.Pred{{Edge: &g.EdgePred{Types: types, Dir: g.Out, Node: person}}})
	if document != nil {
		where = g.Pred{And: []g.Pred{where, *document}}
	}
	docs, err := q.reader.List(q.ctx, g.NodeQuery{Type: g.Document, Where: &where, Order: []g.Order{{Prop: "signed", Desc: true}},
		After: afterDoc, First: pg.first + 2})
	if err != nil || len(docs.Nodes) == 0 {
		return c, err
	}
	var keys []g.Key
	for _, d := range docs.Nodes {
		keys = append(keys, d.Key)
	}
	pages, err := q.expandOnce([]g.ExpandQuery{{From: keys, Types: types, Dir: g.Out, NodeType: g.Person, Where: person, First: 10_000}})
	if err != nil {
		return nil, err
	}
	before, skipping := afterDoc, afterEdge != ""
	for i, d := range docs.Nodes {
		for _, e := range pages[0][d.Key].Edges {
			if skipping {
				skipping = e.Edge.Key != afterEdge
				continue
			}
			if len(c.edges) == pg.first {
				c.hasNext = true
				return c, nil
			}
			c.edges = append(c.edges, &edge{cursor: opaque(before + "\n" + e.Edge.Key), node: &appointment{d, e}})
		}
		before = docs.Cursors[i]
	}
	c.hasNext = docs.HasNext
	return c, nil
}

func splitCursor(cursor string) (document, edge string, err error) {
	if cursor == "" {
		return "", "", nil
	}
	s, err := clear(cursor)
	if err != nil {
		return "", "", err
	}
	document, edge, ok := strings.Cut(s, "\n")
	if !ok {
		return "", "", fail(BadUserInput, "the cursor is none of this list")
	}
	return document, edge, nil
}

func (q *request) countAppointments(person, document *g.Pred, types []g.EdgeType) (int, error) {
	buckets, err := q.reader.Aggregate(q.ctx, g.AggQuery{Types: types, FromType: g.Document, ToType: g.Person, From: document, To: person, GroupBy: []string{"type"}})
	n := 0
	for _, b := range buckets {
		n += b.Count
	}
	return n, err
}
