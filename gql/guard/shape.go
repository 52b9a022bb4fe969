package guard

import (
	"errors"
	"fmt"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/gqlerrors"
	"github.com/graphql-go/graphql/language/ast"
)

// Invalid holds the errors of a document that breaks the rules of the schema.
type Invalid struct{ Errors []gqlerrors.FormattedError }

func (e *Invalid) Error() string { return e.Errors[0].Message }

// maxUnknown ends the search for unknown names: the rules of graphql-go look for similar names for each of them, which
// takes seconds for a flood of them and tells the schema to those who may not read it.
const maxUnknown = 10

// Document is a parsed document with its fragments by name.
type Document struct {
	AST        *ast.Document
	Fragments  map[string]*ast.FragmentDefinition
	Operations []*ast.OperationDefinition
}

// Check tells whether a parsed document may be validated and executed. It must come before any other rule of
// graphql-go than NoFragmentCycles, whose stack a fragment cycle overflows.
func Check(schema *graphql.Schema, doc *ast.Document, l Limits) (*Document, error) {
	d, err := index(doc)
	if err != nil {
		return nil, err
	}
	if len(d.Fragments) > l.Fragments {
		return nil, &TooComplex{"fragments", l.Fragments}
	}
	r := graphql.ValidateDocument(schema, doc, []graphql.ValidationRuleFn{graphql.NoFragmentCyclesRule})
	if !r.IsValid {
		return nil, &Invalid{r.Errors}
	}
	if err := d.measure(l); err != nil {
		return nil, err
	}
	if errs := d.unknown(schema); len(errs) > 0 {
		return nil, &Invalid{errs}
	}
	if r := graphql.ValidateDocument(schema, doc, nil); !r.IsValid {
		return nil, &Invalid{r.Errors}
	}
	return d, nil
}

func index(doc *ast.Document) (*Document, error) {
	d := &Document{AST: doc, Fragments: map[string]*ast.FragmentDefinition{}}
	for _, def := range doc.Definitions {
		switch def := def.(type) {
		case *ast.OperationDefinition:
			d.Operations = append(d.Operations, def)
		case *ast.FragmentDefinition:
			if d.Fragments[def.Name.Value] != nil {
				return nil, invalid(def, "There can be only one fragment named %q.", def.Name.Value)
			}
			d.Fragments[def.Name.Value] = def
		default:
			return nil, invalid(def, "A request holds operations and fragments only.")
		}
	}
	return d, nil
}

func invalid(at ast.Node, format string, args ...any) error {
	return &Invalid{[]gqlerrors.FormattedError{located(at, fmt.Sprintf(format, args...))}}
}

func located(at ast.Node, message string) gqlerrors.FormattedError {
	return gqlerrors.FormatError(gqlerrors.NewError(message, []ast.Node{at}, "", nil, []int{}, errors.New(message)))
}

// Operation finds the operation to execute.
func (d *Document) Operation(name string) (*ast.OperationDefinition, error) {
	if name == "" && len(d.Operations) == 1 {
		return d.Operations[0], nil
	}
	for _, op := range d.Operations {
		if name != "" && op.Name != nil && op.Name.Value == name {
			return op, nil
		}
	}
	switch {
	case len(d.Operations) == 0:
		return nil, errors.New("the document has no operation")
	case name == "":
		return nil, errors.New("the document has several operations: operationName must say which")
	}
	return nil, fmt.Errorf("the document has no operation named %q", name)
}

// measure counts what can be counted without the schema.
func (d *Document) measure(l Limits) error {
	m := meter{doc: d, depth: map[string]int{}, roots: map[string]int{}}
	for _, f := range d.Fragments {
		m.count(f.SelectionSet, f.Directives)
	}
	deepest, roots := 0, 0
	for _, op := range d.Operations {
		m.count(op.SelectionSet, op.Directives)
		deepest = max(deepest, m.deep(op.SelectionSet))
		roots = max(roots, m.rootFields(op.SelectionSet))
	}
	for _, c := range []struct {
		what     string
		n, limit int
	}{{"levels of fields", deepest, l.Depth}, {"aliases", m.aliases, l.Aliases}, {"directives", m.directives, l.Directives},
		{"root fields", roots, l.RootFields}} {
		if c.n > c.limit {
			return &TooComplex{c.what, c.limit}
		}
	}
	return nil
}

type meter struct {
	doc                 *Document
	aliases, directives int
	depth, roots        map[string]int // of fragments, by name
}

func (m *meter) count(set *ast.SelectionSet, directives []*ast.Directive) {
	m.directives += len(directives)
	if set == nil {
		return
	}
	for _, sel := range set.Selections {
		switch sel := sel.(type) {
		case *ast.Field:
			if sel.Alias != nil {
				m.aliases++
			}
			m.count(sel.SelectionSet, sel.Directives)
		case *ast.InlineFragment:
			m.count(sel.SelectionSet, sel.Directives)
		case *ast.FragmentSpread:
			m.directives += len(sel.Directives)
		}
	}
}

func (m *meter) deep(set *ast.SelectionSet) int {
	if set == nil {
		return 0
	}
	deepest := 0
	for _, sel := range set.Selections {
		n := 0
		switch sel := sel.(type) {
		case *ast.Field:
			n = 1 + m.deep(sel.SelectionSet)
		case *ast.InlineFragment:
			n = m.deep(sel.SelectionSet)
		case *ast.FragmentSpread:
			n = memo(m.depth, sel.Name.Value, func() int { return m.deep(m.doc.body(sel)) })
		}
		deepest = max(deepest, n)
	}
	return deepest
}

func (m *meter) rootFields(set *ast.SelectionSet) int {
	if set == nil {
		return 0
	}
	sum := 0
	for _, sel := range set.Selections {
		switch sel := sel.(type) {
		case *ast.Field:
			sum = add(sum, 1)
		case *ast.InlineFragment:
			sum = add(sum, m.rootFields(sel.SelectionSet))
		case *ast.FragmentSpread:
			sum = add(sum, memo(m.roots, sel.Name.Value, func() int { return m.rootFields(m.doc.body(sel)) }))
		}
	}
	return sum
}

func (d *Document) body(spread *ast.FragmentSpread) *ast.SelectionSet {
	if f := d.Fragments[spread.Name.Value]; f != nil {
		return f.SelectionSet
	}
	return nil
}

func memo(m map[string]int, key string, f func() int) int {
	if n, ok := m[key]; ok {
		return n
	}
	n := f()
	m[key] = n
	return n
}

// unknown finds fields and types that the schema does not have, no more than maxUnknown.
func (d *Document) unknown(schema *graphql.Schema) []gqlerrors.FormattedError {
	u := unknowns{schema: schema}
	for _, f := range d.Fragments {
		u.set(f.SelectionSet, u.named(f.TypeCondition))
	}
	for _, op := range d.Operations {
		for _, v := range op.VariableDefinitions {
			u.named(innermost(v.Type))
		}
		u.set(op.SelectionSet, root(schema, op))
	}
	return u.errs
}

type unknowns struct {
	schema *graphql.Schema
	errs   []gqlerrors.FormattedError
}

func (u *unknowns) report(at ast.Node, format string, args ...any) {
	if len(u.errs) < maxUnknown {
		u.errs = append(u.errs, located(at, fmt.Sprintf(format, args...)))
	}
}

func (u *unknowns) named(t *ast.Named) graphql.Type {
	if t == nil || t.Name == nil {
		return nil
	}
	found := u.schema.Type(t.Name.Value)
	if found == nil {
		u.report(t, "Unknown type %q.", t.Name.Value)
		return nil
	}
	return found
}

func (u *unknowns) set(set *ast.SelectionSet, parent graphql.Type) {
	if set == nil || parent == nil {
		return
	}
	for _, sel := range set.Selections {
		if len(u.errs) >= maxUnknown {
			return
		}
		switch sel := sel.(type) {
		case *ast.Field:
			u.field(sel, parent)
		case *ast.InlineFragment:
			t := parent
			if sel.TypeCondition != nil {
				t = u.named(sel.TypeCondition)
			}
			u.set(sel.SelectionSet, t)
		}
	}
}

func (u *unknowns) field(f *ast.Field, parent graphql.Type) {
	def := Field(u.schema, parent, f.Name.Value)
	if def == nil {
		u.report(f, "Cannot query field %q on type %q.", f.Name.Value, parent.Name())
		return
	}
	for _, arg := range f.Arguments {
		if !hasArg(def, arg.Name.Value) {
			u.report(arg, "Unknown argument %q on field %q of type %q.", arg.Name.Value, f.Name.Value, parent.Name())
		}
	}
	u.set(f.SelectionSet, graphql.GetNamed(def.Type).(graphql.Type))
}

func hasArg(def *graphql.FieldDefinition, name string) bool {
	for _, a := range def.Args {
		if a.Name() == name {
			return true
		}
	}
	return false
}

// Field finds a field of a composite type, the meta fields included; nil if there is none.
func Field(schema *graphql.Schema, parent graphql.Type, name string) *graphql.FieldDefinition {
	switch {
	case name == graphql.TypeNameMetaFieldDef.Name:
		return graphql.TypeNameMetaFieldDef
	case name == graphql.SchemaMetaFieldDef.Name && parent == graphql.Type(schema.QueryType()):
		return graphql.SchemaMetaFieldDef
	case name == graphql.TypeMetaFieldDef.Name && parent == graphql.Type(schema.QueryType()):
		return graphql.TypeMetaFieldDef
	}
	switch t := parent.(type) {
	case *graphql.Object:
		return t.Fields()[name]
	case *graphql.Interface:
		return t.Fields()[name]
	}
	return nil
}

func root(schema *graphql.Schema, op *ast.OperationDefinition) graphql.Type {
	// A typed nil would not compare equal to nil.
	switch op.Operation {
	case ast.OperationTypeMutation:
		if t := schema.MutationType(); t != nil {
			return t
		}
		return nil
	case ast.OperationTypeSubscription:
		if t := schema.SubscriptionType(); t != nil {
			return t
		}
		return nil
	}
	return schema.QueryType()
}

func innermost(t ast.Type) *ast.Named {
	switch t := t.(type) {
	case *ast.List:
		return innermost(t.Type)
	case *ast.NonNull:
		return innermost(t.Type)
	case *ast.Named:
		return t
	}
	return nil
}
