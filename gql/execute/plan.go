package execute

import (
	"strconv"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"
)

// plan is a selection as it is for one type: its fields in the order of the query.
type plan struct {
	typ    *graphql.Object
	fields []*field
}

// field is a field of a selection.
type field struct {
	name    string // in the answer
	key     []byte // its name as JSON, with the colon
	def     *graphql.FieldDefinition
	nonNull bool
	leaf    func(any) any // of a field that is a leaf, writes its value
	resolve graphql.FieldResolveFn
	params  graphql.ResolveParams // without a source
	info    graphql.ResolveInfo
	sets    []*ast.SelectionSet
	plans   []*plan // of its selection, one for each type that was met
}

// call resolves the field.
func (f *field) call(source any) (v any, err error) {
	defer catch(&err)
	p := f.params
	p.Source = source
	return f.resolve(p)
}

// below is the plan of a field's selection for a type.
func (x *run) below(f *field, t *graphql.Object) *plan {
	for _, p := range f.plans {
		if p.typ == t {
			return p
		}
	}
	p := x.plan(t, f.sets)
	f.plans = append(f.plans, p)
	return p
}

func (x *run) plan(t *graphql.Object, sets []*ast.SelectionSet) *plan {
	c := collector{run: x, typ: t, seen: map[string]bool{}, asts: map[string][]*ast.Field{}}
	for _, set := range sets {
		c.collect(set)
	}
	p := &plan{typ: t}
	for _, name := range c.names {
		if f := x.field(t, name, c.asts[name]); f != nil {
			p.fields = append(p.fields, f)
		}
	}
	return p
}

func (x *run) field(t *graphql.Object, name string, asts []*ast.Field) *field {
	def := x.definition(t, asts[0].Name.Value)
	if def == nil { // validation lets none through
		return nil
	}
	f := &field{name: name, key: append(strconv.AppendQuote(nil, name), ':'), def: def, resolve: def.Resolve}
	if f.resolve == nil {
		f.resolve = graphql.DefaultResolveFn
	}
	typ := def.Type
	if inner, ok := typ.(*graphql.NonNull); ok {
		f.nonNull = true
		typ, _ = inner.OfType.(graphql.Output)
	}
	if l, ok := typ.(graphql.Leaf); ok {
		f.leaf = leaf(l)
	}
	for _, a := range asts {
		if a.SelectionSet != nil {
			f.sets = append(f.sets, a.SelectionSet)
		}
	}
	f.info = graphql.ResolveInfo{FieldName: def.Name, FieldASTs: asts, ReturnType: def.Type, ParentType: t, Schema: *x.Schema,
		Fragments: x.fragments, RootValue: x.Root, Operation: x.Operation, VariableValues: x.Variables}
	f.params = graphql.ResolveParams{Args: arguments(def.Args, asts[0].Arguments, x.Variables), Info: f.info, Context: x.Context}
	return f
}

// definition finds a field of a type, or one that every type or the query has besides.
func (x *run) definition(t *graphql.Object, name string) *graphql.FieldDefinition {
	switch {
	case name == graphql.TypeNameMetaFieldDef.Name:
		return graphql.TypeNameMetaFieldDef
	case name == graphql.SchemaMetaFieldDef.Name && t == x.Schema.QueryType():
		return graphql.SchemaMetaFieldDef
	case name == graphql.TypeMetaFieldDef.Name && t == x.Schema.QueryType():
		return graphql.TypeMetaFieldDef
	}
	return t.Fields()[name]
}

// collector gathers the fields of a selection for a type.
type collector struct {
	*run
	typ   *graphql.Object
	seen  map[string]bool // fragments
	names []string
	asts  map[string][]*ast.Field
}

func (c *collector) collect(set *ast.SelectionSet) {
	if set == nil {
		return
	}
	for _, sel := range set.Selections {
		switch sel := sel.(type) {
		case *ast.Field:
			if !c.included(sel.Directives) {
				continue
			}
			name := sel.Name.Value
			if sel.Alias != nil && sel.Alias.Value != "" {
				name = sel.Alias.Value
			}
			if c.asts[name] == nil {
				c.names = append(c.names, name)
			}
			c.asts[name] = append(c.asts[name], sel)
		case *ast.InlineFragment:
			if c.included(sel.Directives) && c.fits(sel.TypeCondition) {
				c.collect(sel.SelectionSet)
			}
		case *ast.FragmentSpread:
			name := sel.Name.Value
			f := c.Fragments[name]
			if c.seen[name] || f == nil || !c.included(sel.Directives) {
				continue
			}
			c.seen[name] = true
			if c.fits(f.TypeCondition) {
				c.collect(f.SelectionSet)
			}
		}
	}
}

// fits tells whether a fragment is for the type.
func (c *collector) fits(condition *ast.Named) bool {
	if condition == nil {
		return true
	}
	t := c.Schema.Type(condition.Name.Value)
	if t == graphql.Type(c.typ) {
		return true
	}
	abstract, ok := t.(graphql.Abstract)
	return ok && c.Schema.IsPossibleType(abstract, c.typ)
}

// included tells whether @skip and @include let something in.
func (c *collector) included(directives []*ast.Directive) bool {
	for _, d := range directives {
		def := graphql.SkipDirective
		switch d.Name.Value {
		case graphql.IncludeDirective.Name:
			def = graphql.IncludeDirective
		case graphql.SkipDirective.Name:
		default:
			continue
		}
		if yes, ok := arguments(def.Args, d.Arguments, c.Variables)["if"].(bool); ok && yes == (def == graphql.SkipDirective) {
			return false
		}
	}
	return true
}
