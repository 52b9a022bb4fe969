package gql

import (
	"strings"

	"github.com/graphql-go/graphql"
	g "github.com/policygraph/policygraph/graph"
)

// maxCandidates is the most candidates that an AMBIGUOUS error names.
const maxCandidates = 50

func (s *Schema) documentField() *graphql.Field {
	return &graphql.Field{Type: s.objects[g.Document], Args: documentArgs(graphql.FieldConfigArgument{}),
		Description: "The document of a number or title; null with code AMBIGUOUS and the candidates' ids where several fit, NOT_FOUND where none does.",
		Resolve: guarded(func(q *request, p graphql.ResolveParams) (any, error) {
			return q.document(p.Args, p.Args["on"])
		})}
}

func documentArgs(args graphql.FieldConfigArgument) graphql.FieldConfigArgument {
	with(args, "number", graphql.String, "文号: 甬政发〔2021〕56号")
	with(args, "title", graphql.String, "The whole title, with or without 《》.")
	return with(args, "on", dateType, "Of several versions the latest not after this day.")
}

// document finds the one document that number and title name; day, if given, chooses among versions.
func (q *request) document(args map[string]any, day any) (*g.Node, error) {
	number, _ := args["number"].(string)
	title, _ := args["title"].(string)
	if strings.TrimSpace(number) == "" && strings.TrimSpace(title) == "" {
		return nil, fail(BadUserInput, "give a number or a title")
	}
	found, err := q.documentsNamed(number, title)
	if err != nil {
		return nil, err
	}
	fits := known(found)
	if on, ok := day.(string); ok && len(fits) > 1 {
		fits = versionOn(fits, on)
	}
	switch {
	case len(fits) == 1:
		return fits[0], nil
	case len(fits) == 0:
		return nil, fail(NotFound, "no document has this %s", nameOf(number, title))
	}
	return nil, ambiguous(g.Document, fits, nameOf(number, title))
}

// documentsNamed looks for the names as written, then for what reads the same in another width, with other
// brackets or quotes.
func (q *request) documentsNamed(number, title string) ([]*g.Node, error) {
	var all []g.Pred
	if number != "" {
		all = append(all, g.Pred{Prop: "number", Op: g.In, Values: spellings(number)})
	}
	if title != "" {
		all = append(all, titled(title))
	}
	where := conjunction(all)
	found, err := q.reader.List(q.ctx, g.NodeQuery{Type: g.Document, Where: &where, First: maxCandidates})
	if err != nil || len(found.Nodes) > 0 {
		return found.Nodes, err
	}
	text := title
	if text == "" {
		text = number
	}
	if n := len([]rune(g.Fold(text))); n == 0 || n > g.MaxQuery {
		return nil, nil
	}
	if found, err = q.reader.Search(q.ctx, g.TextQuery{Text: text, Types: []g.NodeType{g.Document}, First: maxCandidates}); err != nil {
		return nil, err
	}
	var same []*g.Node
	for _, n := range found.Nodes {
		if readsAs(number, n.String("number")) && readsAs(title, n.String("title")) {
			same = append(same, n)
		}
	}
	return same, nil
}

func readsAs(asked, name string) bool { return asked == "" || g.Fold(asked) == g.Fold(name) }

func nameOf(number, title string) string {
	if number == "" {
		return "title"
	}
	return "number"
}

func ambiguous(t g.NodeType, fits []*g.Node, what string) *Error {
	e := fail(Ambiguous, "%d candidates have this %s", len(fits), what)
	ids := make([]string, len(fits))
	for i, n := range fits {
		ids[i] = globalID(t, n.Key)
	}
	e.Extensions = map[string]any{"candidates": ids}
	return e
}

// spellings are the forms of a number that people type; the store holds 〔〕 and ASCII digits.
func spellings(number string) []any {
	r := strings.NewReplacer("[", "〔", "]", "〕", "［", "〔", "］", "〕", "(", "〔", ")", "〕", "（", "〔", "）", "〕", "【", "〔", "】", "〕", " ", "", "\u3000", "")
	folded := strings.Map(func(c rune) rune {
		if c >= '０' && c <= '９' {
			return c - '０' + '0'
		}
		return c
	}, r.Replace(number))
	if folded == number {
		return []any{number}
	}
	return []any{number, folded}
}

// titled fits a title, with or without 《》, or the title of the plan that a notice transmits.
func titled(title string) g.Pred {
	title = strings.TrimSpace(title)
	bare := strings.TrimSuffix(strings.TrimPrefix(title, "《"), "》")
	if strings.Contains(bare, "《") != strings.Contains(bare, "》") {
		bare = title
	}
	return g.Pred{Or: []g.Pred{{Prop: "title", Op: g.In, Values: []any{title, bare}}, {Prop: "attached", Op: g.Contains, Value: bare}}}
}

// known leaves out what is only cited, where something that was read fits too.
func known(nodes []*g.Node) []*g.Node {
	var read []*g.Node
	for _, n := range nodes {
		if n.String("state") == "" {
			read = append(read, n)
		}
	}
	if len(read) > 0 {
		return read
	}
	return nodes
}

// versionOn keeps the latest of those not after a day, if it is one. A text's day is its effective day, else the
// day of signing.
func versionOn(nodes []*g.Node, on string) []*g.Node {
	best, latest := []*g.Node{}, ""
	for _, n := range nodes {
		d := n.String("effective")
		if d == "" {
			d = n.String("signed")
		}
		switch {
		case d == "" || d > on:
		case d > latest:
			best, latest = []*g.Node{n}, d
		case d == latest:
			best = append(best, n)
		}
	}
	return best
}

func (s *Schema) unitField() *graphql.Field {
	args := with(graphql.FieldConfigArgument{}, "name", graphql.NewNonNull(graphql.String), "Full name, or a form as printed.")
	with(args, "region", graphql.String, "Name of the jurisdiction, where several have such a unit.")
	return &graphql.Field{Type: s.objects[g.Unit], Args: args,
		Description: "The unit of a name; null with code AMBIGUOUS and the candidates' ids where several fit, NOT_FOUND where none does.",
		Resolve: guarded(func(q *request, p graphql.ResolveParams) (any, error) {
			name, _ := p.Args["name"].(string)
			fits, err := q.units(name, p.Args["region"])
			if err != nil {
				return nil, err
			}
			switch len(fits) {
			case 1:
				return fits[0], nil
			case 0:
				return nil, fail(NotFound, "no unit has this name")
			}
			return nil, ambiguous(g.Unit, fits, "name")
		})}
}

// units finds units by full name, else by a form as printed.
func (q *request) units(name string, region any) ([]*g.Node, error) {
	if strings.TrimSpace(name) == "" {
		return nil, fail(BadUserInput, "give a name")
	}
	for _, p := range []g.Pred{{Prop: "name", Op: g.Eq, Value: name}, {Prop: "aliases", Op: g.Contains, Value: name}} {
		if region != nil {
			p = g.Pred{And: []g.Pred{p, {Prop: "region", Op: g.Eq, Value: region}}}
		}
		found, err := q.reader.List(q.ctx, g.NodeQuery{Type: g.Unit, Where: &p, First: maxCandidates})
		if err != nil || len(found.Nodes) > 0 {
			return found.Nodes, err
		}
	}
	return nil, nil
}

func (s *Schema) nodeFields() graphql.Fields {
	return graphql.Fields{
		"node": {Type: s.node, Description: "The thing of an id; null if it is gone.",
			Args: graphql.FieldConfigArgument{"id": {Type: graphql.NewNonNull(graphql.ID)}},
			Resolve: guarded(func(q *request, p graphql.ResolveParams) (any, error) {
				id, _ := p.Args["id"].(string)
				get, err := q.byID(id)
				if err != nil {
					return nil, err
				}
				return later(get), nil
			})},
		"nodes": {Type: graphql.NewList(s.node), Description: "The things of ids, in their order; null for what is gone.",
			Args: graphql.FieldConfigArgument{"ids": {Type: graphql.NewNonNull(listOf(graphql.ID))}},
			Resolve: guarded(func(q *request, p graphql.ResolveParams) (any, error) {
				ids, _ := p.Args["ids"].([]any)
				if len(ids) > q.server.limits.PageSize {
					return nil, fail(BadUserInput, "at most %d ids", q.server.limits.PageSize)
				}
				gets := make([]func() (any, error), len(ids))
				for i, x := range ids {
					id, _ := x.(string)
					get, err := q.byID(id)
					if err != nil {
						return nil, err
					}
					gets[i] = get
				}
				return later(func() (any, error) { return all(gets) }), nil
			})},
	}
}

func all(gets []func() (any, error)) (any, error) {
	list := make([]any, len(gets))
	for i, get := range gets {
		v, err := get()
		if err != nil {
			return nil, err
		}
		list[i] = v
	}
	return list, nil
}

func (q *request) byID(id string) (func() (any, error), error) {
	t, key, err := parseID(id)
	if err != nil {
		return nil, err
	}
	q.nodes.want(key)
	return func() (any, error) {
		n, found, err := q.nodes.get(q.ctx, key)
		if err != nil || !found || n.Type != t {
			return nil, err
		}
		return n, nil
	}, nil
}

// listField is a root list of a node type.
func (s *Schema) listField(t g.NodeType, doc string) *graphql.Field {
	args := pageArgs(true)
	with(args, "where", s.wheres[t].input, "")
	with(args, "orderBy", listOf(s.orders[t].input), "By key if absent.")
	return &graphql.Field{Type: s.connectionType(string(t), func() graphql.Output { return s.objects[t] }, nil), Args: args, Description: doc,
		Resolve: guarded(func(q *request, p graphql.ResolveParams) (any, error) {
			pg, err := q.page(p)
			if err != nil {
				return nil, err
			}
			nq := g.NodeQuery{Type: t, First: pg.first, Last: pg.last, After: pg.after, Before: pg.before, WantTotal: pg.total,
				Props: s.lookedAt(t, p.Info, "edges", "node")}
			if nq.Where, err = s.wheres[t].argument(q, p.Args); err != nil {
				return nil, err
			}
			if nq.Order, err = orderArgument(p.Args); err != nil {
				return nil, err
			}
			found, err := q.reader.List(q.ctx, nq)
			if err != nil {
				return nil, err
			}
			return nodeConnection(found), nil
		})}
}
