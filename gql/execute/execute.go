// Package execute runs operations that were parsed and validated by graphql-go over its schema, and writes their answers.
// It stands between the guards and the resolvers of package gql, in the place of graphql-go's own executor, whose answers
// it gives (a test holds them against each other) at a tenth of its cost: a selection is planned once for each type and
// not once for each object, values are kept in the order of the query instead of in maps, and leaves cost nothing but
// their resolver.
//
// As in graphql-go a resolver may return a func() (any, error). These are forced breadth first: all resolvers of a level
// have run before the first of its functions is called, so that loaders can ask for a level at a time.
package execute

import (
	"context"
	"fmt"
	"runtime/debug"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"
	"github.com/graphql-go/graphql/language/location"
)

// Request is a validated operation with what it needs.
type Request struct {
	Schema    *graphql.Schema
	Fragments map[string]*ast.FragmentDefinition
	Operation *ast.OperationDefinition
	Variables map[string]any // checked, and as JSON has them
	Root      any
	Context   context.Context
}

// Result is an answer.
type Result struct {
	Errors []Error
	data   []any // one value
}

// Error is the failure of a field, which is null then, or what holds it.
type Error struct {
	Path      []any // names and indexes
	Locations []location.SourceLocation
	Cause     error // as the resolver gave it, a *Panic, or nil: null in the place of a value that cannot be null
}

// Panic is what a resolver died of.
type Panic struct {
	Value any
	Stack []byte
}

func (p *Panic) Error() string { return fmt.Sprint("panic: ", p.Value) }

// run is an execution.
type run struct {
	Request
	fragments map[string]ast.Definition // as resolvers know them
	queue     []deferred
	errors    []Error
}

// spot is a place for a value in the answer.
type spot struct {
	values []any
	i      int
}

func (s spot) put(v any) { s.values[s.i] = v }

// step is a step of a path: a name, or, where that is empty, an index.
type step struct {
	up    *step
	name  string
	index int
}

func (s *step) list() []any {
	if s == nil {
		return nil
	}
	if s.name == "" {
		return append(s.up.list(), s.index)
	}
	return append(s.up.list(), s.name)
}

// deferred is a value that comes later.
type deferred struct {
	field *field
	value func() (any, error)
	at    spot // where it goes
	outer spot // the nearest place around it that can be null
	path  *step
}

// Run executes an operation.
func Run(r Request) *Result {
	x := &run{Request: r, fragments: make(map[string]ast.Definition, len(r.Fragments))}
	for name, f := range r.Fragments {
		x.fragments[name] = f
	}
	x.Variables = variables(r)
	root := r.Schema.QueryType()
	data := spot{make([]any, 1), 0}
	plan := x.plan(root, []*ast.SelectionSet{r.Operation.SelectionSet})
	if v, ok := x.object(plan, r.Root, data, nil); ok {
		data.put(v)
	}
	for i := 0; i < len(x.queue); i++ { // grows meanwhile
		x.force(&x.queue[i])
	}
	return &Result{Errors: x.errors, data: data.values}
}

// object resolves the fields of an object; false tells that a field that cannot be null is.
func (x *run) object(p *plan, source any, outer spot, path *step) (any, bool) {
	o := &object{p, make([]any, len(p.fields))}
	for i, f := range p.fields {
		at := spot{o.values, i}
		v, err := f.call(source)
		if err != nil {
			x.fail(f, &step{path, f.name, 0}, err)
			if f.nonNull {
				return nil, false
			}
			continue
		}
		if later, ok := v.(func() (any, error)); ok {
			x.queue = append(x.queue, deferred{f, later, at, outer, &step{path, f.name, 0}})
			continue
		}
		if f.leaf != nil {
			if v = f.leaf(v); v == nil && f.nonNull {
				x.fail(f, &step{path, f.name, 0}, nil)
				return nil, false
			}
			at.put(v)
			continue
		}
		if !x.settle(f, v, at, outer, &step{path, f.name, 0}) {
			return nil, false
		}
	}
	return o, true
}

// settle puts the completed value of a field where it belongs; false tells that it is null and cannot be.
func (x *run) settle(f *field, v any, at, outer spot, path *step) bool {
	if !f.nonNull {
		outer = at
	}
	v, ok := x.complete(f, f.def.Type, v, outer, path)
	if ok {
		at.put(v)
	}
	return ok || !f.nonNull
}

// force asks for a value that comes later.
func (x *run) force(d *deferred) {
	v, err := force(d.value)
	if err == nil {
		f, at, outer, path := d.field, d.at, d.outer, d.path // the queue may move
		if !x.settle(f, v, at, outer, path) {
			outer.put(nil)
		}
		return
	}
	x.fail(d.field, d.path, err)
	if d.field.nonNull {
		d.outer.put(nil)
	}
}

func force(f func() (any, error)) (v any, err error) {
	defer catch(&err)
	return f()
}

func catch(err *error) {
	if r := recover(); r != nil {
		*err = &Panic{r, debug.Stack()}
	}
}

func (x *run) fail(f *field, path *step, cause error) {
	e := Error{Path: path.list(), Cause: cause}
	for _, a := range f.info.FieldASTs {
		e.Locations = append(e.Locations, location.GetLocation(a.Loc.Source, a.Loc.Start))
	}
	x.errors = append(x.errors, e)
}
