package gql

import (
	"errors"

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
	get, versions := q.through(q.acting(), doc.Key), q.versionsOf(doc)
	return func() (*standing, error) {
		if q.editions != nil { // its second step goes with that of the acts
			if err := errors.Join(q.step(q.acts), q.step(q.editions)); err != nil {
				return nil, err
			}
		}
		first, second, err := get()
		if err != nil {
			return nil, err
		}
		var in g.StatusInput
		in.Add(map[g.Key]g.EdgePage{doc.Key: first})
		for i, page := range second {
			in.Add(map[g.Key]g.EdgePage{first.Edges[i].Node.Key: page})
		}
		if in.Versions, err = versions(); err != nil {
			return nil, err
		}
		return &standing{g.StatusAt(doc, on, in), doc}, nil
	}
}

// versionsOf finds the versions of a law with the dates of their texts, by way of the work; of other documents nothing. The
// records of all laws of a level are asked for at once.
func (q *request) versionsOf(doc *g.Node) func() (map[g.Key][]g.Version, error) {
	if !g.Versioned(doc) {
		return func() (map[g.Key][]g.Version, error) { return nil, nil }
	}
	if q.editions == nil {
		expand := func(dir g.Direction, t g.NodeType) *shape {
			return q.expands.add(g.ExpandQuery{Types: []g.EdgeType{g.VersionOf}, Dir: dir, NodeType: t, First: 1000})
		}
		q.editions = &twoStep{first: expand(g.Out, g.Work), second: expand(g.InDir, g.Document)}
	}
	get := q.through(q.editions, doc.Key)
	q.dating = append(q.dating, get)
	return func() (map[g.Key][]g.Version, error) {
		if err := q.wantDates(); err != nil {
			return nil, err
		}
		_, works, err := get()
		if err != nil {
			return nil, err
		}
		var list []g.Version
		for _, work := range works {
			for _, e := range work.Edges {
				records, _, err := q.records.get(q.ctx, e.Node.Key)
				if err != nil {
					return nil, err
				}
				list = append(list, g.Version{EdgeTo: e, Date: g.TextDate(records)})
			}
		}
		return map[g.Key][]g.Version{doc.Key: list}, nil
	}
}

// wantDates asks for the records of every version of the laws of a level.
func (q *request) wantDates() error {
	for _, get := range q.dating {
		_, works, err := get()
		if err != nil {
			return err
		}
		for _, work := range works {
			for _, e := range work.Edges {
				q.records.want(e.Node.Key)
			}
		}
	}
	q.dating = nil
	return nil
}
