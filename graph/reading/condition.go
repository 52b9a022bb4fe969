package reading

import "github.com/policygraph/policygraph/graph"

// Writer writes the parts of conditions that graph.CheckPred has passed, each about a scope (a node or an edge) of the store's.
type Writer[S any] interface {
	Add(format string, args ...any)
	Not(s S, p *graph.Pred) // what is not true: nulls make a condition null
	Edge(s S, e *graph.EdgePred)
	Comparison(s S, p *graph.Pred)
}

// Condition writes a condition.
func Condition[S any](w Writer[S], s S, p *graph.Pred) {
	switch {
	case p.And != nil:
		join(w, s, " AND ", p.And)
	case p.Or != nil:
		join(w, s, " OR ", p.Or)
	case p.Not != nil:
		w.Not(s, p.Not)
	case p.Edge != nil:
		w.Edge(s, p.Edge)
	default:
		w.Comparison(s, p)
	}
}

func join[S any](w Writer[S], s S, word string, ps []graph.Pred) {
	w.Add("(")
	for i := range ps {
		if i > 0 {
			w.Add("%s", word)
		}
		Condition(w, s, &ps[i])
	}
	w.Add(")")
}

// EdgeProp is the row of the schema table of a property of edges of any of the types; nil if there is none.
func EdgeProp(types []graph.EdgeType, name string) *graph.Prop {
	for _, t := range types {
		if p := graph.EdgeSchemaOf(t).Prop(name); p != nil {
			return p
		}
	}
	return nil
}
