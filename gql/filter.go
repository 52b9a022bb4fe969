package gql

import (
	"sort"

	"github.com/graphql-go/graphql"
	"github.com/policygraph/policygraph/graph"
)

// A filter that says nothing must never mean "everything": empty objects and empty lists are refused here, nulls
// before execution by guard.Coerce, guard.DropNulls and guard.Document.Given.

// where is a filter input of a node type.
type where struct {
	name  string
	input *graphql.InputObject
	conds map[string]condition
	// whole reads conditions that only mean something together (unit and role of a task); it may be nil.
	whole func(f *filtering, m map[string]any) ([]graph.Pred, error)
}

// condition is a field of a filter.
type condition struct {
	typ  graphql.Input
	doc  string
	pred func(f *filtering, v any) (graph.Pred, error) // nil: read by whole
}

// filtering counts the predicates of one filter.
type filtering struct{ left int }

func (f *filtering) spend() error {
	if f.left--; f.left < 0 {
		return fail(TooComplex, "where: too many conditions")
	}
	return nil
}

// newWhere defines a filter; conds are asked for later, because filters refer to each other.
func newWhere(name, doc string, conds func() map[string]condition) *where {
	w := &where{name: name}
	w.input = graphql.NewInputObject(graphql.InputObjectConfig{
		Name: name, Description: doc,
		Fields: graphql.InputObjectConfigFieldMapThunk(func() graphql.InputObjectConfigFieldMap {
			w.conds = conds()
			fields := graphql.InputObjectConfigFieldMap{
				"and": {Type: listOf(w.input), Description: "All of them hold."},
				"or":  {Type: listOf(w.input), Description: "One of them holds."},
				"not": {Type: w.input, Description: "It does not hold."},
			}
			for n, c := range w.conds {
				fields[n] = &graphql.InputObjectFieldConfig{Type: c.typ, Description: c.doc}
			}
			return fields
		}),
	})
	return w
}

func listOf(t graphql.Type) *graphql.List { return graphql.NewList(graphql.NewNonNull(t)) }

// argument reads the argument where; nil if it is not given.
func (w *where) argument(q *request, args map[string]any) (*graph.Pred, error) {
	m, ok := args["where"]
	if !ok {
		return nil, nil
	}
	p, err := w.pred(&filtering{q.server.limits.Predicates}, m)
	if err != nil {
		return nil, err
	}
	return &p, nil
}

func (w *where) pred(f *filtering, v any) (graph.Pred, error) {
	m, _ := v.(map[string]any)
	if len(m) == 0 {
		return graph.Pred{}, fail(BadUserInput, "%s is empty: leave where out to ask for everything", w.name)
	}
	if err := f.spend(); err != nil {
		return graph.Pred{}, err
	}
	var all []graph.Pred
	for _, name := range sortedKeys(m) {
		p, skip, err := w.field(f, name, m[name])
		if err != nil {
			return graph.Pred{}, err
		}
		if !skip {
			all = append(all, p)
		}
	}
	if w.whole != nil {
		more, err := w.whole(f, m)
		if err != nil {
			return graph.Pred{}, err
		}
		all = append(all, more...)
	}
	return conjunction(all), nil
}

func conjunction(all []graph.Pred) graph.Pred {
	if len(all) == 1 {
		return all[0]
	}
	return graph.Pred{And: all}
}

func (w *where) field(f *filtering, name string, v any) (p graph.Pred, skip bool, err error) {
	switch name {
	case "and":
		p.And, err = w.list(f, name, v)
	case "or":
		p.Or, err = w.list(f, name, v)
	case "not":
		var inner graph.Pred
		inner, err = w.pred(f, v)
		p.Not = &inner
	default:
		c := w.conds[name]
		if c.pred == nil {
			return p, true, nil
		}
		p, err = c.pred(f, v)
	}
	return p, false, err
}

func (w *where) list(f *filtering, name string, v any) ([]graph.Pred, error) {
	items, _ := v.([]any)
	if len(items) == 0 {
		return nil, fail(BadUserInput, "%s.%s is empty: leave it out", w.name, name)
	}
	var preds []graph.Pred
	for _, x := range items {
		p, err := w.pred(f, x)
		if err != nil {
			return nil, err
		}
		preds = append(preds, p)
	}
	return preds, nil
}

func sortedKeys(m map[string]any) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// The comparisons of each type of property.
var (
	textFilter = comparison("StringFilter", graphql.String, "eq", "ne", "in", "contains", "prefix", "isNull")
	intFilter  = comparison("IntFilter", graphql.Int, "eq", "ne", "lt", "le", "gt", "ge", "in", "isNull")
	realFilter = comparison("FloatFilter", graphql.Float, "eq", "ne", "lt", "le", "gt", "ge", "in", "isNull")
	dateFilter = comparison("DateFilter", dateType, "eq", "ne", "lt", "le", "gt", "ge", "in", "isNull")
	boolFilter = comparison("BooleanFilter", graphql.Boolean, "eq", "ne", "isNull")
	listFilter = comparison("StringListFilter", graphql.String, "contains", "isNull")
)

var comparisonDocs = map[string]string{"eq": "equal", "ne": "not equal, or null", "lt": "less", "le": "less or equal",
	"gt": "greater", "ge": "greater or equal", "in": "one of; not empty", "contains": "holds this text (of a list: this element)",
	"prefix": "starts with this text", "isNull": "true: has no value; false: has one"}

func comparison(name string, t *graphql.Scalar, ops ...string) *graphql.InputObject {
	fields := graphql.InputObjectConfigFieldMap{}
	for _, op := range ops {
		var typ graphql.Input = t
		switch op {
		case "in":
			typ = listOf(t)
		case "isNull":
			typ = graphql.Boolean
		}
		fields[op] = &graphql.InputObjectFieldConfig{Type: typ, Description: comparisonDocs[op]}
	}
	return graphql.NewInputObject(graphql.InputObjectConfig{Name: name, Fields: fields,
		Description: "Comparisons with a property, all of which must hold; an empty one is refused."})
}

// compare makes the condition that a property fits a comparison.
func compare(prop string, t *graphql.InputObject, doc string) condition {
	return condition{typ: t, doc: doc, pred: func(f *filtering, v any) (graph.Pred, error) {
		return comparePred(f, prop, v)
	}}
}

func comparePred(f *filtering, prop string, v any) (graph.Pred, error) {
	m, _ := v.(map[string]any)
	if len(m) == 0 {
		return graph.Pred{}, fail(BadUserInput, "the comparison of %s is empty: leave it out", prop)
	}
	var all []graph.Pred
	for _, op := range sortedKeys(m) {
		if err := f.spend(); err != nil {
			return graph.Pred{}, err
		}
		p := graph.Pred{Prop: prop, Op: graph.Op(op)}
		if list, ok := m[op].([]any); ok {
			if len(list) == 0 {
				return graph.Pred{}, fail(BadUserInput, "%s.%s is empty: leave it out", prop, op)
			}
			for _, x := range list {
				p.Values = append(p.Values, stored(x))
			}
		} else {
			p.Value = stored(m[op])
		}
		all = append(all, p)
	}
	return conjunction(all), nil
}

// stored gives a value the type that properties have.
func stored(v any) any {
	if n, ok := v.(int); ok {
		return int64(n)
	}
	return v
}

// hop makes the condition that a neighbour fits another filter.
func hop(target *where, dir graph.Direction, doc string, types ...graph.EdgeType) condition {
	return condition{typ: target.input, doc: doc, pred: func(f *filtering, v any) (graph.Pred, error) {
		p, err := target.pred(f, v)
		if err != nil {
			return graph.Pred{}, err
		}
		return graph.Pred{Edge: &graph.EdgePred{Types: types, Dir: dir, Node: &p}}, nil
	}}
}

// equals makes the condition that a property has a value.
func equals(prop string, t graphql.Input, op graph.Op, doc string) condition {
	return condition{typ: t, doc: doc, pred: func(f *filtering, v any) (graph.Pred, error) {
		return graph.Pred{Prop: prop, Op: op, Value: stored(v)}, f.spend()
	}}
}

// named fits a unit or another thing by its full name or a form as printed.
func named(name string) *graph.Pred {
	return &graph.Pred{Or: []graph.Pred{{Prop: "name", Op: graph.Eq, Value: name}, {Prop: "aliases", Op: graph.Contains, Value: name}}}
}
