package reading

import "github.com/policygraph/policygraph/graph"

// Text is a query text in the making.
type Text interface {
	Add(format string, args ...any)
	Arg(v any, t graph.PropType) // writes the place of a value
}

// Term is a part of an order. Nulls, where there can be some, come last both ways.
type Term struct {
	Expr           string // as the store writes it
	Type           graph.PropType
	Desc, Nullable bool
}

// OrderBy writes an order. SQL and Cypher write it alike.
func OrderBy(q Text, terms []Term, backward bool) {
	for i, t := range terms {
		if i > 0 {
			q.Add(", ")
		}
		if t.Nullable {
			q.Add("%s IS NULL%s, ", t.Expr, descending(backward))
		}
		q.Add("%s%s", t.Expr, descending(t.Desc != backward))
	}
}

func descending(yes bool) string {
	if yes {
		return " DESC"
	}
	return ""
}

// Beyond writes that a row comes after (or before) the place with these values, or, inclusive, is at it.
func Beyond(q Text, terms []Term, vals []any, before, inclusive bool) {
	t, v := terms[0], vals[0]
	if v == nil && !t.Nullable { // a forged cursor: no row has such a place
		q.Add("false")
		return
	}
	op := ">"
	if t.Desc != before {
		op = "<"
	}
	if len(terms) == 1 {
		if inclusive {
			op += "="
		}
		q.Add("%s %s ", t.Expr, op)
		q.Arg(v, t.Type)
		return
	}
	// A bound on the first term alone lets an index begin at the place.
	if !t.Nullable {
		q.Add("%s %s= ", t.Expr, op)
		q.Arg(v, t.Type)
		q.Add(" AND ")
	}
	q.Add("(")
	strictly(q, t, v, op, before)
	q.Add(" OR ")
	Equal(q, t, v)
	q.Add(" AND ")
	Beyond(q, terms[1:], vals[1:], before, inclusive)
	q.Add(")")
}

// Equal writes that a term has the value, null included.
func Equal(q Text, t Term, v any) {
	if v == nil {
		q.Add("%s IS NULL", t.Expr)
		return
	}
	q.Add("%s = ", t.Expr)
	q.Arg(v, t.Type)
}

// strictly writes that a term's value comes after (or before) v, nulls last.
func strictly(q Text, t Term, v any, op string, before bool) {
	switch {
	case v == nil && before:
		q.Add("%s IS NOT NULL", t.Expr)
	case v == nil:
		q.Add("false")
	default:
		q.Add("(%s %s ", t.Expr, op)
		q.Arg(v, t.Type)
		if t.Nullable && !before {
			q.Add(" OR %s IS NULL", t.Expr)
		}
		q.Add(")")
	}
}
