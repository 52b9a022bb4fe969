package execute

import (
	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"
)

// arguments are the values of a field's arguments; those that have none are left out.
func arguments(defs []*graphql.Argument, given []*ast.Argument, vars map[string]any) map[string]any {
	values := map[string]any{}
	for _, def := range defs {
		var v any
		for _, a := range given {
			if a.Name.Value == def.Name() {
				v = value(a.Value, def.Type, vars)
			}
		}
		if nullish(v) {
			v = def.DefaultValue
		}
		if !nullish(v) {
			values[def.Name()] = v
		}
	}
	return values
}

// value reads a literal or a variable; nil if it has none.
func value(v ast.Value, t graphql.Type, vars map[string]any) any {
	if variable, ok := v.(*ast.Variable); ok {
		return vars[variable.Name.Value]
	}
	switch t := t.(type) {
	case *graphql.NonNull:
		return value(v, t.OfType, vars)
	case *graphql.List:
		list, ok := v.(*ast.ListValue)
		if !ok {
			return []any{value(v, t.OfType, vars)}
		}
		items := make([]any, len(list.Values))
		for i, item := range list.Values {
			items[i] = value(item, t.OfType, vars)
		}
		return items
	case *graphql.InputObject:
		return inputObject(v, t, vars)
	case interface{ ParseLiteral(ast.Value) any }: // a leaf
		return t.ParseLiteral(v)
	}
	return nil
}

func inputObject(v ast.Value, t *graphql.InputObject, vars map[string]any) any {
	given, ok := v.(*ast.ObjectValue)
	if !ok {
		return nil
	}
	fields := t.Fields()
	object := map[string]any{}
	for name, def := range fields {
		if !nullish(def.DefaultValue) {
			object[name] = def.DefaultValue
		}
	}
	for _, f := range given.Fields {
		def := fields[f.Name.Value]
		if def == nil { // validation lets none through
			continue
		}
		delete(object, f.Name.Value)
		if v := value(f.Value, def.Type, vars); !nullish(v) {
			object[f.Name.Value] = v
		}
	}
	return object
}

// variables reads the values of variables as resolvers take them: enums by their own values, absent fields by their defaults.
func variables(r Request) map[string]any {
	values := make(map[string]any, len(r.Variables))
	for _, def := range r.Operation.VariableDefinitions {
		name := def.Variable.Name.Value
		if v := given(inputType(r.Schema, def.Type), r.Variables[name]); !nullish(v) {
			values[name] = v
		}
	}
	return values
}

func inputType(s *graphql.Schema, t ast.Type) graphql.Type {
	switch t := t.(type) {
	case *ast.List:
		return graphql.NewList(inputType(s, t.Type))
	case *ast.NonNull:
		return inputType(s, t.Type)
	case *ast.Named:
		return s.Type(t.Name.Value)
	}
	return nil
}

// given reads a value that is JSON.
func given(t graphql.Type, v any) any {
	if nullish(v) {
		return nil
	}
	switch t := t.(type) {
	case *graphql.NonNull:
		return given(t.OfType, v)
	case *graphql.List:
		list, ok := v.([]any)
		if !ok {
			return []any{given(t.OfType, v)}
		}
		items := make([]any, len(list))
		for i, item := range list {
			items[i] = given(t.OfType, item)
		}
		return items
	case *graphql.InputObject:
		m, _ := v.(map[string]any)
		object := map[string]any{}
		for name, def := range t.Fields() {
			v := given(def.Type, m[name])
			if nullish(v) {
				v = def.DefaultValue
			}
			if !nullish(v) {
				object[name] = v
			}
		}
		return object
	case interface{ ParseValue(any) any }: // a leaf
		return t.ParseValue(v)
	}
	return nil
}
