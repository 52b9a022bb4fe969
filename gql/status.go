package gql

import (
	"github.com/graphql-go/graphql"
	g "github.com/policygraph/policygraph/graph"
)

// standing is the status of a document on a day: the value of DocumentStatus.
type standing struct {
	g.Status
	document *g.Node
}

func (st *standing) inForce() bool { return st.State == g.InForce || st.State == g.PartlyRepealed }

func ofStanding(f func(*standing) any) graphql.FieldResolveFn {
	return func(p graphql.ResolveParams) (any, error) { return f(p.Source.(*standing)), nil }
}

func (s *Schema) statusField() *graphql.Field {
	typ := graphql.NewObject(graphql.ObjectConfig{
		Name: "DocumentStatus", Description: "Whether a document is in force on a day, how that is known, and what decided it. 效力状态",
		Fields: graphql.Fields{
			"state": {Type: graphql.NewNonNull(graphql.String), Description: "not_yet, in_force, suspended, replaced, expired, repealed, partly_repealed, unknown",
				Resolve: ofStanding(func(st *standing) any { return string(st.State) })},
			"basis":                {Type: graphql.String, Description: "stated, derived or presumed", Resolve: ofStanding(func(st *standing) any { return orNull(string(st.Basis)) })},
			"since":                {Type: dateType, Description: "First day of this state.", Resolve: ofStanding(func(st *standing) any { return orNull(st.Since) })},
			"until":                {Type: dateType, Description: "Last day of this state, where it is known.", Resolve: ofStanding(func(st *standing) any { return orNull(st.Until) })},
			"presumedExpiredSince": {Type: dateType, Description: "By the jurisdiction's default validity period; never makes it expired.", Resolve: ofStanding(func(st *standing) any { return orNull(st.PresumedExpiredSince) })},
			"decidedBy":            {Type: s.link, Description: "The edge that decided it.", Resolve: ofStanding(decider)},
		},
	})
	return &graphql.Field{Type: typ, Description: "Whether it is in force.",
		Args: graphql.FieldConfigArgument{"on": {Type: dateType, Description: "The day; today if absent (in a chain with asOf: that day)."}},
		Resolve: guarded(func(q *request, p graphql.ResolveParams) (any, error) {
			doc := p.Source.(*g.Node)
			on, given := p.Args["on"].(string)
			if asOf, ok := doc.Props[asOfProp].(string); ok && !given {
				on, given = asOf, true
			}
			if !given {
				on = q.today
			}
			get := q.status(doc, on)
			return later(func() (any, error) {
				st, err := get()
				if err != nil {
					return nil, err
				}
				return st, nil
			}), nil
		})}
}

func decider(st *standing) any {
	if st.DecidedBy == nil {
		return nil
	}
	return &link{st.DecidedBy.Edge, st.DecidedBy.Node, st.document}
}

// acting expands documents to what acts on them, and that to what acts on it: a text that was repealed before its
// first day has repealed nothing. One for the whole request.
func (q *request) acting() *twoStep {
	if q.acts == nil {
		sh := q.expands.add(g.StatusQuery(nil))
		q.acts = &twoStep{first: sh, second: sh}
	}
	return q.acts
}

func (q *request) status(doc *g.Node, on string) func() (*standing, error) {
	get := q.through(q.acting(), doc.Key)
	return func() (*standing, error) {
		first, second, err := get()
		if err != nil {
			return nil, err
		}
		var in g.StatusInput
		in.Add(map[g.Key]g.EdgePage{doc.Key: first})
		for i, page := range second {
			in.Add(map[g.Key]g.EdgePage{first.Edges[i].Node.Key: page})
		}
		return &standing{g.StatusAt(doc, on, in), doc}, nil
	}
}
