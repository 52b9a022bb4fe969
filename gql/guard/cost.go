package guard

import (
	"math"
	"strconv"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"
)

// introspection says how long the lists of the meta types are taken to be, so that types{fields{type{fields…}}}
// is seen for what it costs.
var introspection = map[string]int{
	"__Schema.types": 150, "__Schema.directives": 3, "__Type.fields": 15, "__Type.inputFields": 10, "__Type.enumValues": 6,
	"__Type.possibleTypes": 8, "__Type.interfaces": 1, "__Field.args": 3, "__Directive.args": 1,
}

// Weights give the expected length of lists that are not paged, by "Type.field".
type Weights map[string]int

// Cost counts the fields that an operation may make the server resolve: page sizes multiplied, fragments
// expanded (each once, remembered by the type it lands on), saturating. Variables are coerced already.
func (d *Document) Cost(schema *graphql.Schema, op *ast.OperationDefinition, vars map[string]any, w Weights, l Limits) int {
	p := pricer{doc: d, schema: schema, vars: vars, weights: w, limits: l, seen: map[string]int{}}
	return p.set(op.SelectionSet, root(schema, op))
}

type pricer struct {
	doc     *Document
	schema  *graphql.Schema
	vars    map[string]any
	weights Weights
	limits  Limits
	seen    map[string]int
}

func (p *pricer) set(set *ast.SelectionSet, parent graphql.Type) int {
	if set == nil || parent == nil {
		return 0
	}
	sum := 0
	for _, sel := range set.Selections {
		switch sel := sel.(type) {
		case *ast.Field:
			sum = add(sum, p.field(sel, parent))
		case *ast.InlineFragment:
			t := parent
			if sel.TypeCondition != nil {
				t = p.schema.Type(sel.TypeCondition.Name.Value)
			}
			sum = add(sum, p.set(sel.SelectionSet, t))
		case *ast.FragmentSpread:
			sum = add(sum, p.fragment(sel.Name.Value))
		}
	}
	return sum
}

func (p *pricer) fragment(name string) int {
	return memo(p.seen, name, func() int {
		f := p.doc.Fragments[name]
		if f == nil {
			return 0
		}
		return p.set(f.SelectionSet, p.schema.Type(f.TypeCondition.Name.Value))
	})
}

func (p *pricer) field(f *ast.Field, parent graphql.Type) int {
	def := Field(p.schema, parent, f.Name.Value)
	if def == nil {
		return 1
	}
	inner := p.set(f.SelectionSet, graphql.GetNamed(def.Type).(graphql.Type))
	return add(1, mul(inner, p.times(f, def, parent.Name()+"."+f.Name.Value)))
}

func (p *pricer) times(f *ast.Field, def *graphql.FieldDefinition, name string) int {
	if n, ok := p.weights[name]; ok {
		return n
	}
	if n, ok := introspection[name]; ok {
		return n
	}
	if !hasArg(def, "first") {
		return 1
	}
	n, asked := 0, false
	for _, arg := range f.Arguments {
		if arg.Name.Value == "first" || arg.Name.Value == "last" {
			if v, ok := p.number(arg.Value); ok {
				n, asked = max(n, v), true
			}
		}
	}
	if !asked {
		return p.limits.AssumedPage
	}
	return max(n, 1)
}

func (p *pricer) number(v ast.Value) (int, bool) {
	switch v := v.(type) {
	case *ast.IntValue:
		n, err := strconv.Atoi(v.Value)
		if err != nil {
			return math.MaxInt32, true
		}
		return n, true
	case *ast.Variable:
		n, ok := p.vars[v.Name.Value].(int)
		return n, ok
	}
	return 0, false
}

func add(a, b int) int {
	if a > math.MaxInt-b {
		return math.MaxInt
	}
	return a + b
}

func mul(a, b int) int {
	if a != 0 && b > math.MaxInt/a {
		return math.MaxInt
	}
	return a * b
}
