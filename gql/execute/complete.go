package execute

import (
	"fmt"
	"math"
	"reflect"

	"github.com/graphql-go/graphql"
)

// complete makes a resolved value one of the answer. false tells that an error was noted, and the value is null for it.
func (x *run) complete(f *field, t graphql.Type, v any, outer spot, path *step) (any, bool) {
	if inner, ok := t.(*graphql.NonNull); ok {
		v, ok := x.complete(f, inner.OfType, v, outer, path)
		if ok && v == nil {
			x.fail(f, path, nil)
			return nil, false
		}
		return v, ok
	}
	if nullish(v) {
		return nil, true
	}
	switch t := t.(type) {
	case *graphql.List:
		return x.list(f, t.OfType, v, outer, path)
	case *graphql.Object:
		return x.object(x.below(f, t), v, outer, path)
	case *graphql.Interface:
		return x.abstract(f, t, t.ResolveType, v, outer, path)
	case *graphql.Union:
		return x.abstract(f, t, t.ResolveType, v, outer, path)
	case graphql.Leaf:
		return leaf(t)(v), true
	}
	x.fail(f, path, fmt.Errorf("no way to complete a %v", t))
	return nil, false
}

func (x *run) abstract(f *field, t graphql.Abstract, resolve graphql.ResolveTypeFn, v any, outer spot, path *step) (any, bool) {
	object := resolve(graphql.ResolveTypeParams{Value: v, Info: f.info, Context: x.Context})
	if object == nil || !x.Schema.IsPossibleType(t, object) {
		x.fail(f, path, fmt.Errorf("a %T is no %s", v, t))
		return nil, false
	}
	return x.object(x.below(f, object), v, outer, path)
}

func (x *run) list(f *field, t graphql.Type, v any, outer spot, path *step) (any, bool) {
	rv := reflect.ValueOf(v)
	if rv.Kind() != reflect.Slice {
		x.fail(f, path, fmt.Errorf("a %T is no list", v))
		return nil, false
	}
	_, nonNull := t.(*graphql.NonNull)
	values := make([]any, rv.Len())
	for i := range values {
		at := outer
		if !nonNull {
			at = spot{values, i}
		}
		item, ok := x.complete(f, t, rv.Index(i).Interface(), at, &step{path, "", i})
		if !ok && nonNull {
			return nil, false
		}
		values[i] = item
	}
	return values, true
}

// nullish tells whether a value is null in the answer: nil, a nil pointer, or no number.
func nullish(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string, bool, int, int64:
		return false
	case float64:
		return math.IsNaN(v)
	}
	rv := reflect.ValueOf(v)
	return rv.Kind() == reflect.Pointer && rv.IsNil()
}

// leaf gives how values of a leaf type are written. Values of the right kind already are passed on as they are.
func leaf(t graphql.Leaf) func(any) any {
	plain := func(any) bool { return false }
	switch t {
	case graphql.String, graphql.ID:
		plain = func(v any) bool { _, ok := v.(string); return ok }
	case graphql.Boolean:
		plain = func(v any) bool { _, ok := v.(bool); return ok }
	case graphql.Int:
		plain = func(v any) bool {
			n, ok := v.(int)
			return ok && n >= math.MinInt32 && n <= math.MaxInt32
		}
	}
	return func(v any) any {
		if plain(v) {
			return v
		}
		if nullish(v) {
			return nil
		}
		if v = t.Serialize(v); nullish(v) {
			return nil
		}
		return v
	}
}
