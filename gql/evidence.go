package gql

import (
	"unicode/utf8"

	"github.com/graphql-go/graphql"
	"github.com/policygraph/policygraph/graph"
)

// maxContext is the most characters of context on a side of a quote.
const maxContext = 2000

// excerpt is a quote in its context.
type excerpt struct{ before, quote, after string }

var contextType = graphql.NewObject(graphql.ObjectConfig{
	Name: "EvidenceContext", Description: "A quote between the characters around it.",
	Fields: graphql.Fields{
		"before": {Type: graphql.String, Resolve: ofExcerpt(func(x *excerpt) string { return x.before })},
		"quote":  {Type: graphql.String, Resolve: ofExcerpt(func(x *excerpt) string { return x.quote })},
		"after":  {Type: graphql.String, Resolve: ofExcerpt(func(x *excerpt) string { return x.after })},
	},
})

func ofExcerpt(f func(*excerpt) string) graphql.FieldResolveFn {
	return func(p graphql.ResolveParams) (any, error) { return f(p.Source.(*excerpt)), nil }
}

func ofStatement(f func(*graph.Statement) any) graphql.FieldResolveFn {
	return func(p graphql.ResolveParams) (any, error) { return f(p.Source.(*graph.Statement)), nil }
}

// evidenceType is one reading of an edge.
var evidenceType = graphql.NewObject(graphql.ObjectConfig{
	Name: "Evidence", Description: "One statement of an edge: where it was read, in whose words, by which rule. 依据原文",
	Fields: graphql.Fields{
		"source":       {Type: graphql.NewNonNull(graphql.String), Description: "Dataset and path of the source.", Resolve: ofStatement(func(s *graph.Statement) any { return s.Source })},
		"start":        {Type: graphql.NewNonNull(graphql.Int), Description: "Bytes of the decoded source, half open.", Resolve: ofStatement(func(s *graph.Statement) any { return s.Start })},
		"end":          {Type: graphql.NewNonNull(graphql.Int), Resolve: ofStatement(func(s *graph.Statement) any { return s.End })},
		"quote":        {Type: graphql.NewNonNull(graphql.String), Description: "Exactly those bytes.", Resolve: ofStatement(func(s *graph.Statement) any { return s.Quote })},
		"rule":         {Type: graphql.String, Description: "Name of the rule that read it.", Resolve: ofStatement(func(s *graph.Statement) any { return s.Rule })},
		"rulesVersion": {Type: graphql.String, Resolve: ofStatement(func(s *graph.Statement) any { return s.RulesVersion })},
		"confidence":   {Type: graphql.Float, Description: "Measured precision of the rule; null until it is measured.", Resolve: ofStatement(confidence)},
		"fromText":     {Type: graphql.String, Description: "The acting end as printed.", Resolve: ofStatement(func(s *graph.Statement) any { return orNull(s.FromText) })},
		"toText":       {Type: graphql.String, Description: "The other end as printed.", Resolve: ofStatement(func(s *graph.Statement) any { return orNull(s.ToText) })},
		"context": {Type: contextType, Description: "The quote and the characters around it.",
			Args: graphql.FieldConfigArgument{
				"before": {Type: graphql.Int, Description: "Characters before, at most 2000; 40 if absent."},
				"after":  {Type: graphql.Int, Description: "Characters after, at most 2000; 40 if absent."},
			}, Resolve: guarded(resolveContext)},
	},
})

func confidence(s *graph.Statement) any {
	if s.Confidence == 0 {
		return nil
	}
	return float(s.Confidence)
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func resolveContext(q *request, p graphql.ResolveParams) (any, error) {
	before, err := side(p.Args, "before")
	if err != nil {
		return nil, err
	}
	after, err := side(p.Args, "after")
	if err != nil {
		return nil, err
	}
	s := p.Source.(*graph.Statement)
	q.sources.want(s.Source)
	return later(func() (any, error) {
		src, found, err := q.sources.get(q.ctx, s.Source)
		if err != nil || !found || s.End > len(src.Text) {
			return nil, err
		}
		return around(src.Text, s.Start, s.End, before, after), nil
	}), nil
}

func side(args map[string]any, name string) (int, error) {
	n, given := args[name].(int)
	if !given {
		return 40, nil
	}
	if n < 0 || n > maxContext {
		return 0, fail(BadUserInput, "context: %s is 0 to %d characters", name, maxContext)
	}
	return n, nil
}

// around cuts a quote out with so many characters on each side.
func around(text string, start, end, before, after int) *excerpt {
	from, to := start, end
	for ; before > 0 && from > 0; before-- {
		_, n := utf8.DecodeLastRuneInString(text[:from])
		from -= n
	}
	for ; after > 0 && to < len(text); after-- {
		_, n := utf8.DecodeRuneInString(text[to:])
		to += n
	}
	return &excerpt{text[from:start], text[start:end], text[end:to]}
}

// evidenceField lists the statements of an edge.
func (s *Schema) evidenceField(of func(source any) *graph.Edge) *graphql.Field {
	return &graphql.Field{Type: listOf(evidenceType), Description: "One for each statement.",
		Resolve: guarded(func(q *request, p graphql.ResolveParams) (any, error) {
			e := of(p.Source)
			if e == nil {
				return nil, nil
			}
			q.statements.want(e.Key)
			return later(func() (any, error) {
				got, _, err := q.statements.get(q.ctx, e.Key)
				if err != nil {
					return nil, err
				}
				return pointers(got), nil
			}), nil
		})}
}

func pointers[T any](list []T) []*T {
	out := make([]*T, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	return out
}
