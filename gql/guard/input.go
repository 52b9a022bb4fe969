package guard

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"
)

// BadInput says what is wrong with a value that a request gives.
type BadInput struct{ Message string }

func (e *BadInput) Error() string { return e.Message }

func bad(format string, args ...any) error { return &BadInput{fmt.Sprintf(format, args...)} }

// Values holds decoded JSON variables down before anything recurses over them.
func Values(vars map[string]any, l Limits) error {
	n := 0
	var walk func(v any, depth int) error
	walk = func(v any, depth int) error {
		if n++; n > l.VarValues {
			return &TooComplex{"values in variables", l.VarValues}
		}
		if depth > l.VarDepth {
			return &TooComplex{"nested levels in variables", l.VarDepth}
		}
		switch v := v.(type) {
		case map[string]any:
			for _, x := range v {
				if err := walk(x, depth+1); err != nil {
					return err
				}
			}
		case []any:
			for _, x := range v {
				if err := walk(x, depth+1); err != nil {
					return err
				}
			}
		}
		return nil
	}
	for _, v := range vars {
		if err := walk(v, 1); err != nil {
			return err
		}
	}
	return nil
}

// Coerce gives the variables of an operation by their declared types, strictly: graphql-go would take "12" or true for
// an Int and an object for an ID. JSON numbers are json.Number. A null inside an object or list is refused,
// because graphql-go would drop it, and a filter that lost a condition fits everything.
func Coerce(schema *graphql.Schema, op *ast.OperationDefinition, raw map[string]any) (map[string]any, error) {
	out := map[string]any{}
	for _, def := range op.VariableDefinitions {
		name := def.Variable.Name.Value
		t := typeOf(schema, def.Type)
		v, given := raw[name]
		if !given && def.DefaultValue != nil {
			v = literal(def.DefaultValue)
		}
		if v == nil {
			if _, required := t.(*graphql.NonNull); required {
				return nil, bad("Variable \"$%s\" of required type %q was not provided.", name, t)
			}
			continue
		}
		c, err := coerce(t, v, "$"+name)
		if err != nil {
			return nil, err
		}
		out[name] = c
	}
	return out, nil
}

func typeOf(schema *graphql.Schema, t ast.Type) graphql.Type {
	switch t := t.(type) {
	case *ast.List:
		return graphql.NewList(typeOf(schema, t.Type))
	case *ast.NonNull:
		return graphql.NewNonNull(typeOf(schema, t.Type))
	case *ast.Named:
		return schema.Type(t.Name.Value)
	}
	return nil
}

// literal turns a constant into what JSON would have given.
func literal(v ast.Value) any {
	switch v := v.(type) {
	case *ast.IntValue:
		return json.Number(v.Value)
	case *ast.FloatValue:
		return json.Number(v.Value)
	case *ast.EnumValue:
		return v.Value
	case *ast.StringValue:
		return v.Value
	case *ast.BooleanValue:
		return v.Value
	case *ast.ListValue:
		list := make([]any, len(v.Values))
		for i, x := range v.Values {
			list[i] = literal(x)
		}
		return list
	case *ast.ObjectValue:
		m := map[string]any{}
		for _, f := range v.Fields {
			m[f.Name.Value] = literal(f.Value)
		}
		return m
	}
	return nil
}

func coerce(t graphql.Type, v any, at string) (any, error) {
	if n, ok := t.(*graphql.NonNull); ok {
		t = n.OfType
	}
	if v == nil {
		return nil, bad("%s: null is not a value here; leave the condition out, or use isNull.", at)
	}
	switch t := t.(type) {
	case *graphql.List:
		return coerceList(t, v, at)
	case *graphql.InputObject:
		return coerceObject(t, v, at)
	case *graphql.Enum:
		s, ok := v.(string)
		if !ok || t.ParseValue(s) == nil {
			return nil, bad("%s: %s is no value of %s.", at, show(v), t)
		}
		return s, nil
	case *graphql.Scalar:
		return coerceScalar(t, v, at)
	}
	return nil, bad("%s: its type cannot be an input.", at)
}

func coerceList(t *graphql.List, v any, at string) (any, error) {
	items, ok := v.([]any)
	if !ok {
		items = []any{v}
	}
	out := make([]any, len(items))
	for i, x := range items {
		c, err := coerce(t.OfType, x, fmt.Sprintf("%s[%d]", at, i))
		if err != nil {
			return nil, err
		}
		out[i] = c
	}
	return out, nil
}

func coerceObject(t *graphql.InputObject, v any, at string) (any, error) {
	m, ok := v.(map[string]any)
	if !ok {
		return nil, bad("%s: expected an object of type %s, found %s.", at, t, show(v))
	}
	fields := t.Fields()
	out := map[string]any{}
	for name, x := range m {
		f := fields[name]
		if f == nil {
			return nil, bad("%s: %s has no field %q.", at, t, name)
		}
		c, err := coerce(f.Type, x, at+"."+name)
		if err != nil {
			return nil, err
		}
		out[name] = c
	}
	for name, f := range fields {
		if _, required := f.Type.(*graphql.NonNull); required && out[name] == nil && f.DefaultValue == nil {
			return nil, bad("%s: %s needs the field %q.", at, t, name)
		}
	}
	return out, nil
}

func coerceScalar(t *graphql.Scalar, v any, at string) (any, error) {
	switch t {
	case graphql.Int:
		if n, ok := integer(v, 32); ok {
			return int(n), nil
		}
	case graphql.Float:
		if n, ok := v.(json.Number); ok {
			if f, err := n.Float64(); err == nil && !math.IsInf(f, 0) {
				return f, nil
			}
		}
	case graphql.Boolean:
		if b, ok := v.(bool); ok {
			return b, nil
		}
	case graphql.String:
		if s, ok := v.(string); ok {
			return s, nil
		}
	case graphql.ID:
		if s, ok := v.(string); ok {
			return s, nil
		}
		if n, ok := integer(v, 64); ok {
			return strconv.FormatInt(n, 10), nil
		}
	default: // ours: strict themselves
		if n, ok := integer(v, 64); ok {
			v = n
		}
		if t.ParseValue(v) != nil {
			return v, nil
		}
	}
	return nil, bad("%s: %s is no %s.", at, show(v), t)
}

// integer accepts 5 and 5.0 but not "5", as the specification says.
func integer(v any, bits int) (int64, bool) {
	n, ok := v.(json.Number)
	if !ok {
		return 0, false
	}
	if i, err := strconv.ParseInt(string(n), 10, bits); err == nil {
		return i, true
	}
	f, err := n.Float64()
	limit := math.Ldexp(1, min(bits-1, 53))
	if err != nil || f != math.Trunc(f) || f >= limit || f < -limit {
		return 0, false
	}
	return int64(f), true
}

func show(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return "the value"
	}
	if r := []rune(string(b)); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return string(b)
}

// DropNulls takes the arguments whose value is null out of a document (absent and null mean the same here), and
// refuses a null inside an object or list, or as a filter: see Coerce.
func DropNulls(doc *ast.Document) error {
	n := nuller{}
	for _, def := range doc.Definitions {
		switch def := def.(type) {
		case *ast.OperationDefinition:
			for _, v := range def.VariableDefinitions {
				if isNull(v.DefaultValue) {
					v.DefaultValue = nil
				} else {
					n.inside(v.DefaultValue)
				}
			}
			n.directives(def.Directives)
			n.set(def.SelectionSet)
		case *ast.FragmentDefinition:
			n.set(def.SelectionSet)
		}
	}
	return n.err
}

type nuller struct{ err error }

func (n *nuller) set(set *ast.SelectionSet) {
	if set == nil {
		return
	}
	for _, sel := range set.Selections {
		switch sel := sel.(type) {
		case *ast.Field:
			sel.Arguments = n.arguments(sel.Arguments)
			n.directives(sel.Directives)
			n.set(sel.SelectionSet)
		case *ast.InlineFragment:
			n.directives(sel.Directives)
			n.set(sel.SelectionSet)
		case *ast.FragmentSpread:
			n.directives(sel.Directives)
		}
	}
}

func (n *nuller) directives(ds []*ast.Directive) {
	for _, d := range ds {
		d.Arguments = n.arguments(d.Arguments)
	}
}

func (n *nuller) arguments(args []*ast.Argument) []*ast.Argument {
	kept := args[:0]
	for _, a := range args {
		switch {
		case !isNull(a.Value):
			n.inside(a.Value)
			kept = append(kept, a)
		case a.Name.Value == filterArgument:
			n.err = bad("where: null is no filter; leave it out to ask for everything.")
		}
	}
	return kept
}

func (n *nuller) inside(v ast.Value) {
	switch v := v.(type) {
	case *ast.ListValue:
		for _, x := range v.Values {
			n.item(x, "list")
		}
	case *ast.ObjectValue:
		for _, f := range v.Fields {
			n.item(f.Value, f.Name.Value)
		}
	}
}

func (n *nuller) item(v ast.Value, at string) {
	if isNull(v) {
		n.err = bad("%s: null is not a value here; leave the condition out, or use isNull.", at)
		return
	}
	n.inside(v)
}

func isNull(v ast.Value) bool {
	e, ok := v.(*ast.EnumValue)
	return ok && e.Value == Null
}

// filterArgument is the name of every filter argument of the schema.
const filterArgument = "where"

// Given refuses an operation that uses a variable without a value inside a filter, an object or a list: the
// condition would vanish in silence.
func (d *Document) Given(op *ast.OperationDefinition, vars map[string]any) error {
	g := given{doc: d, vars: vars, seen: map[string]bool{}}
	return g.set(op.SelectionSet)
}

type given struct {
	doc  *Document
	vars map[string]any
	seen map[string]bool
}

func (g *given) set(set *ast.SelectionSet) error {
	if set == nil {
		return nil
	}
	for _, sel := range set.Selections {
		var err error
		switch sel := sel.(type) {
		case *ast.Field:
			for _, a := range sel.Arguments {
				if err := g.value(a.Value, a.Name.Value, a.Name.Value == filterArgument); err != nil {
					return err
				}
			}
			err = g.set(sel.SelectionSet)
		case *ast.InlineFragment:
			err = g.set(sel.SelectionSet)
		case *ast.FragmentSpread:
			if !g.seen[sel.Name.Value] {
				g.seen[sel.Name.Value] = true
				err = g.set(g.doc.body(sel))
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (g *given) value(v ast.Value, at string, needed bool) error {
	switch v := v.(type) {
	case *ast.Variable:
		if needed && g.vars[v.Name.Value] == nil {
			return bad("%s: the variable $%s has no value; a filter with a missing condition is refused.", at, v.Name.Value)
		}
	case *ast.ListValue:
		for _, x := range v.Values {
			if err := g.value(x, at, true); err != nil {
				return err
			}
		}
	case *ast.ObjectValue:
		for _, f := range v.Fields {
			if err := g.value(f.Value, at+"."+f.Name.Value, true); err != nil {
				return err
			}
		}
	}
	return nil
}
