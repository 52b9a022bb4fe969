package gql

import (
	"context"
	"net/http"

	"github.com/graphql-go/graphql/language/ast"
	"github.com/policygraph/policygraph/gql/execute"
	"github.com/policygraph/policygraph/gql/guard"
	"github.com/policygraph/policygraph/graph"
)

// question is a GraphQL request as HTTP brings it.
type question struct {
	query     string
	operation string
	variables map[string]any // JSON, numbers as json.Number
	readOnly  bool           // by GET
}

// answer runs a question: guards, then one View of the store for all of the execution.
func (s *Server) answer(ctx context.Context, id string, ask question) *answer {
	p := s.prepare(ask.query)
	if p.refused != nil {
		return p.refused
	}
	op, err := p.doc.Operation(ask.operation)
	if err != nil {
		return refusal(http.StatusBadRequest, "", fail(BadRequest, "%s", err).shown(""))
	}
	if op.Operation != ast.OperationTypeQuery {
		if ask.readOnly {
			return refusal(http.StatusMethodNotAllowed, "", fail(BadRequest, "GET is for queries").shown(""))
		}
		return refusal(http.StatusBadRequest, "", fail(ValidationFailed, "the schema has queries only").shown(""))
	}
	if err := guard.Values(ask.variables, s.limits); err != nil {
		return refusal(http.StatusBadRequest, "", public(err).shown(""))
	}
	vars, err := guard.Coerce(&s.schema.Schema, op, ask.variables)
	if err == nil {
		err = p.doc.Given(op, vars)
	}
	if err == nil {
		if cost := p.doc.Cost(&s.schema.Schema, op, vars, s.schema.weights, s.limits); cost > s.limits.Cost {
			err = &guard.TooComplex{What: "fields, page sizes multiplied", Limit: s.limits.Cost}
		}
	}
	if err != nil {
		return refusal(http.StatusBadRequest, "", public(err).shown(""))
	}
	return s.execute(ctx, id, p.doc, op, vars)
}

func (s *Server) execute(ctx context.Context, id string, doc *guard.Document, op *ast.OperationDefinition, vars map[string]any) *answer {
	var a *answer
	run := func(r graph.Reader) error {
		q := newRequest(ctx, s, id, r)
		// Resolvers and loaders look at the deadline and fail fast.
		result := execute.Run(execute.Request{Schema: &s.schema.Schema, Fragments: doc.Fragments, Operation: op, Variables: vars, Root: q, Context: ctx})
		if err := ctx.Err(); err != nil {
			return err
		}
		a = q.encode(result)
		return nil
	}
	if s.metaOnly(doc, op.SelectionSet, map[string]bool{}) {
		if err := run(nil); err == nil {
			return a
		}
	}
	if err := s.store.View(ctx, run); err != nil {
		return s.unanswered(id, err)
	}
	return a
}

func (s *Server) unanswered(id string, err error) *answer {
	e := public(err)
	status := http.StatusInternalServerError
	switch e.Code {
	case Timeout:
		status = http.StatusServiceUnavailable
	case Unavailable:
		status = http.StatusServiceUnavailable
	default:
		s.log.Error("a request failed", "request", id, "error", err.Error())
		e = fail(Internal, "internal error")
	}
	return refusal(status, id, e.shown(id))
}

// metaOnly tells whether an operation asks for the schema only, which needs no store.
func (s *Server) metaOnly(doc *guard.Document, set *ast.SelectionSet, seen map[string]bool) bool {
	for _, sel := range set.Selections {
		switch sel := sel.(type) {
		case *ast.Field:
			if n := sel.Name.Value; len(n) < 2 || n[:2] != "__" {
				return false
			}
		case *ast.InlineFragment:
			if !s.metaOnly(doc, sel.SelectionSet, seen) {
				return false
			}
		case *ast.FragmentSpread:
			f := doc.Fragments[sel.Name.Value]
			if seen[sel.Name.Value] || f == nil {
				continue
			}
			seen[sel.Name.Value] = true
			if !s.metaOnly(doc, f.SelectionSet, seen) {
				return false
			}
		}
	}
	return true
}
