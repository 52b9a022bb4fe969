package graph

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// Limits of a condition, so that no query text that a store makes of it grows without bound.
const (
	maxPreds    = 200
	maxPredDeep = 12
)

// bad makes an ErrBadQuery that says what is wrong.
func bad(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{ErrBadQuery}, args...)...)
}

// CheckPred checks a condition on nodes of any of the types against the schema table, and gives a copy with its
// values in the types of the table (int64, float64, string, bool). Whatever could silently mean "everything" (an
// empty list, a null value, a condition without a part) is ErrBadQuery, with the property named. nil stays nil.
func CheckPred(types []NodeType, p *Pred) (*Pred, error) {
	if p == nil {
		return nil, nil
	}
	c := checker{left: maxPreds}
	out, err := c.node(types, *p, 0)
	if err != nil {
		return nil, err
	}
	return &out, nil
}

// CheckEdgePreds does the same for conditions on the properties of edges of any of the types.
func CheckEdgePreds(types []EdgeType, ps []Pred) ([]Pred, error) {
	c := checker{left: maxPreds}
	return c.edges(types, ps, 0)
}

type checker struct{ left int }

// lookup finds a property by name; nil if the schema table has none.
type lookup func(name string) *Prop

// joint tells how many of the parts of a condition are set: exactly one may be.
func (p *Pred) joint() int {
	n := 0
	for _, set := range []bool{p.Prop != "", p.And != nil, p.Or != nil, p.Not != nil, p.Edge != nil} {
		if set {
			n++
		}
	}
	return n
}

func (c *checker) node(types []NodeType, p Pred, deep int) (Pred, error) {
	if p.Edge == nil || p.joint() != 1 {
		return c.pred(p, deep, nodeLookup(types), func(q Pred) (Pred, error) { return c.node(types, q, deep+1) })
	}
	if c.left--; c.left < 0 || deep > maxPredDeep {
		return Pred{}, bad("the condition is too large")
	}
	e := *p.Edge
	others, err := c.edgeEnds(types, &e)
	if err != nil {
		return Pred{}, err
	}
	if e.Props != nil {
		if e.Props, err = c.edges(e.Types, e.Props, deep+1); err != nil {
			return Pred{}, err
		}
	}
	if e.Node != nil {
		node, err := c.node(others, *e.Node, deep+1)
		if err != nil {
			return Pred{}, err
		}
		e.Node = &node
	}
	return Pred{Edge: &e}, nil
}

func (c *checker) edgeEnds(types []NodeType, e *EdgePred) ([]NodeType, error) {
	if err := CheckEdgeTypes(e.Types); err != nil {
		return nil, err
	}
	others := EndTypes(e.Types, e.Dir, types)
	if len(others) == 0 {
		return nil, bad("no %v edge joins %v that way", e.Types, types)
	}
	return others, nil
}

func (c *checker) edges(types []EdgeType, ps []Pred, deep int) ([]Pred, error) {
	find := edgeLookup(types)
	out := make([]Pred, 0, len(ps))
	var check func(Pred) (Pred, error)
	check = func(p Pred) (Pred, error) {
		if p.Edge != nil {
			return Pred{}, bad("a condition on an edge cannot follow edges")
		}
		deep++
		defer func() { deep-- }()
		return c.pred(p, deep, find, check)
	}
	for _, p := range ps {
		q, err := check(p)
		if err != nil {
			return nil, err
		}
		out = append(out, q)
	}
	return out, nil
}

// pred checks one condition; sub checks those below it.
func (c *checker) pred(p Pred, deep int, find lookup, sub func(Pred) (Pred, error)) (Pred, error) {
	if c.left--; c.left < 0 || deep > maxPredDeep {
		return Pred{}, bad("the condition is too large")
	}
	if p.joint() != 1 {
		return Pred{}, bad("a condition needs exactly one of property, and, or, not, edge")
	}
	switch {
	case p.Not != nil:
		q, err := sub(*p.Not)
		return Pred{Not: &q}, err
	case p.And != nil:
		list, err := checkList("and", p.And, sub)
		return Pred{And: list}, err
	case p.Or != nil:
		list, err := checkList("or", p.Or, sub)
		return Pred{Or: list}, err
	}
	return checkProp(p, find)
}

func checkList(name string, ps []Pred, sub func(Pred) (Pred, error)) ([]Pred, error) {
	if len(ps) == 0 {
		return nil, bad("the list of %q is empty", name)
	}
	out := make([]Pred, len(ps))
	for i, p := range ps {
		var err error
		if out[i], err = sub(p); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// ops lists the comparisons a type of property knows, besides isNull.
var ops = map[PropType][]Op{
	Text:     {Eq, Ne, Lt, Le, Gt, Ge, In, Contains, Prefix},
	Date:     {Eq, Ne, Lt, Le, Gt, Ge, In},
	Int:      {Eq, Ne, Lt, Le, Gt, Ge, In},
	Float:    {Eq, Ne, Lt, Le, Gt, Ge, In},
	Bool:     {Eq, Ne, In},
	TextList: {Contains},
}

func checkProp(p Pred, find lookup) (Pred, error) {
	prop := find(p.Prop)
	if prop == nil {
		return Pred{}, bad("no property %q to filter by", p.Prop)
	}
	out := Pred{Prop: p.Prop, Op: p.Op}
	if p.Op == IsNull {
		if _, ok := p.Value.(bool); !ok {
			return Pred{}, bad("%q: isNull needs true or false", p.Prop)
		}
		out.Value = p.Value
		return out, nil
	}
	if !slices.Contains(ops[prop.Type], p.Op) {
		return Pred{}, bad("%q cannot be compared by %q", p.Prop, p.Op)
	}
	if p.Op != In {
		v, err := checkValue(prop, p.Value)
		if err == nil && v == "" && (p.Op == Contains || p.Op == Prefix) {
			err = bad("%q: an empty text for %q", p.Prop, p.Op)
		}
		out.Value = v
		return out, err
	}
	if len(p.Values) == 0 {
		return Pred{}, bad("%q: the list of \"in\" is empty", p.Prop)
	}
	for _, value := range p.Values {
		v, err := checkValue(prop, value)
		if err != nil {
			return Pred{}, err
		}
		out.Values = append(out.Values, v)
	}
	return out, nil
}

// checkValue gives a value in the Go type of the property.
func checkValue(p *Prop, value any) (any, error) {
	if value == nil {
		return nil, bad("%q is compared with null; isNull is the test for that", p.Name)
	}
	switch p.Type {
	case Int:
		if n, ok := wholeNumber(value); ok {
			return n, nil
		}
	case Float:
		if f, ok := value.(float64); ok && !math.IsNaN(f) && !math.IsInf(f, 0) {
			return f, nil
		}
		if n, ok := wholeNumber(value); ok {
			return float64(n), nil
		}
	case Bool:
		if b, ok := value.(bool); ok {
			return b, nil
		}
	case Date:
		if s, ok := value.(string); ok {
			if _, err := time.Parse(time.DateOnly, s); err == nil {
				return s, nil
			}
			return nil, bad("%q: %.20q is no date YYYY-MM-DD", p.Name, s)
		}
	default:
		if s, ok := value.(string); ok {
			return s, nil
		}
	}
	return nil, bad("%q: a value of type %T does not fit", p.Name, value)
}

func wholeNumber(value any) (int64, bool) {
	switch n := value.(type) {
	case int:
		return int64(n), true
	case int32:
		return int64(n), true
	case int64:
		return n, true
	case float64:
		return int64(n), n == math.Trunc(n) && math.Abs(n) < 1<<53
	}
	return 0, false
}

var keyProp = Prop{Name: "key", Type: Text, Index: true, Sort: true}

// nodeLookup finds stored properties of any of the types.
func nodeLookup(types []NodeType) lookup {
	return func(name string) *Prop { return NodeProp(types, name) }
}

// NodeProp finds a property that can be read back of nodes of any of the types, "key" included; nil if there is none.
func NodeProp(types []NodeType, name string) *Prop {
	if name == "key" {
		return &keyProp
	}
	for _, t := range types {
		if s := NodeSchemaOf(t); s != nil {
			// The body is text for search only and never stored.
			if p := s.Prop(name); p != nil && !(t == Document && name == "body") {
				return p
			}
		}
	}
	return nil
}

func edgeLookup(types []EdgeType) lookup {
	return func(name string) *Prop {
		for _, t := range types {
			if s := EdgeSchemaOf(t); s != nil {
				if p := s.Prop(name); p != nil {
					return p
				}
			}
		}
		return nil
	}
}

// CheckEdgeTypes checks that there are some, and that the schema table knows them.
func CheckEdgeTypes(types []EdgeType) error {
	if len(types) == 0 {
		return bad("no edge type")
	}
	for _, t := range types {
		if EdgeSchemaOf(t) == nil {
			return bad("no edge type %q", t)
		}
	}
	return nil
}

// CheckOrder checks that nodes of the types can be ordered so.
func CheckOrder(types []NodeType, order []Order) error {
	for _, o := range order {
		if p := NodeProp(types, o.Prop); p == nil || !p.Sort {
			return bad("no order by %q", o.Prop)
		}
	}
	return nil
}

// EndTypes lists the node types that edges of the types lead to from nodes of the types from (empty: any).
func EndTypes(types []EdgeType, dir Direction, from []NodeType) []NodeType {
	var out []NodeType
	add := func(near, far NodeType) {
		if (len(from) == 0 || slices.Contains(from, near)) && !slices.Contains(out, far) {
			out = append(out, far)
		}
	}
	for _, t := range types {
		s := EdgeSchemaOf(t)
		if s == nil {
			continue
		}
		for _, ends := range s.Ends {
			if dir != InDir {
				add(ends[0], ends[1])
			}
			if dir != Out {
				add(ends[1], ends[0])
			}
		}
	}
	return out
}
