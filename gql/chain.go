package gql

import (
	"slices"
	"sort"

	"github.com/graphql-go/graphql"
	g "github.com/policygraph/policygraph/graph"
)

// chain is a walk over edges from a document: the value of the type Chain.
type chain struct {
	nodes             []*g.Node
	links             []*link
	cyclic, truncated bool
}

// link is an edge of a chain, or the edge that decided a status, with the nodes at its ends.
type link struct {
	edge     g.Edge
	from, to *g.Node
}

func ofChain(f func(*chain) any) graphql.FieldResolveFn {
	return func(p graphql.ResolveParams) (any, error) { return f(p.Source.(*chain)), nil }
}

func ofLink(f func(*link) any) graphql.FieldResolveFn {
	return func(p graphql.ResolveParams) (any, error) { return f(p.Source.(*link)), nil }
}

func (s *Schema) chainTypes() {
	s.link = graphql.NewObject(graphql.ObjectConfig{
		Name: "Link", Description: "An edge between two documents. 关系",
		Fields: graphql.FieldsThunk(func() graphql.Fields {
			fields := graphql.Fields{
				"type": {Type: graphql.NewNonNull(graphql.String), Description: "REPEALS, AMENDS …", Resolve: ofLink(func(l *link) any { return string(l.edge.Type) })},
				"from": {Type: s.objects[g.Document], Description: "The acting document.", Resolve: ofLink(func(l *link) any { return l.from })},
				"to":   {Type: s.objects[g.Document], Description: "The affected document.", Resolve: ofLink(func(l *link) any { return l.to })},
				"evidence": s.evidenceField(func(source any) *g.Edge {
					return &source.(*link).edge
				}),
				"statements": {Type: graphql.NewNonNull(graphql.Int), Description: "How many statements make it.", Resolve: ofLink(func(l *link) any { return l.edge.Statements })},
			}
			for name, doc := range map[string]string{"manner": "", "level": "doc or body", "mode": "repeal, lapse, stop; in_place, reissue", "scope": "full or partial",
				"effective": "First day of effect.", "until": "Last day.", "articles": "第X条", "kind": "转发 or 批转", "region": "Where it is suspended."} {
				fields[name] = &graphql.Field{Type: linkOutput(name), Description: doc, Resolve: ofLink(func(l *link) any { return l.edge.Props[name] })}
			}
			return fields
		}),
	})
	s.chain = graphql.NewObject(graphql.ObjectConfig{
		Name: "Chain", Description: "Documents that edges lead to from one document, each once.",
		Fields: graphql.FieldsThunk(func() graphql.Fields {
			return graphql.Fields{
				"nodes":     {Type: graphql.NewNonNull(listOf(s.objects[g.Document])), Description: "The document itself first, then by distance.", Resolve: ofChain(func(c *chain) any { return c.nodes })},
				"links":     {Type: graphql.NewNonNull(listOf(s.link)), Resolve: ofChain(func(c *chain) any { return c.links })},
				"cyclic":    {Type: graphql.NewNonNull(graphql.Boolean), Description: "Some edge leads back.", Resolve: ofChain(func(c *chain) any { return c.cyclic })},
				"truncated": {Type: graphql.NewNonNull(graphql.Boolean), Description: "There is more than maxDepth or the server's limit let in.", Resolve: ofChain(func(c *chain) any { return c.truncated })},
			}
		}),
	})
}

func linkOutput(prop string) graphql.Output {
	switch prop {
	case "effective", "until":
		return dateType
	case "articles":
		return listOf(graphql.String)
	}
	return graphql.String
}

// chainDirection speaks of time: edges point from the acting document, mostly the later one, to the one acted on.
var chainDirection = graphql.NewEnum(graphql.EnumConfig{Name: "ChainDirection", Description: "Which way a chain goes in time.",
	Values: graphql.EnumValueConfigMap{
		"BACKWARD": {Value: g.Out, Description: "To earlier documents: what the document repealed, amended, is based on …"},
		"FORWARD":  {Value: g.InDir, Description: "To later documents: what repealed or amended it, what is based on it …"},
		"BOTH":     {Value: g.Both, Description: "Either way."},
	}})

func (s *Schema) chainField(types ...g.EdgeType) *graphql.Field {
	doc := "What edges of some types lead to from a document; cycle-safe. 关系链"
	args := documentArgs(graphql.FieldConfigArgument{})
	if len(types) == 0 {
		with(args, "edges", listOf(s.edgeTypes), "REPEALS if absent.")
	} else {
		doc = "chain over REPEALS. 废止链"
	}
	with(args, "direction", chainDirection, "BOTH if absent.")
	with(args, "asOf", dateType, "Only what had taken effect by this day; also the day of status where it gives none.")
	with(args, "maxDepth", graphql.Int, "At most so many edges away; 50 if absent.")
	return &graphql.Field{Type: s.chain, Description: doc, Args: args,
		Resolve: guarded(func(q *request, p graphql.ResolveParams) (any, error) {
			return q.chain(p, types)
		})}
}

func (q *request) chain(p graphql.ResolveParams, types []g.EdgeType) (any, error) {
	cq := g.ChainQuery{Types: types, Dir: g.Both, MaxDepth: 50, MaxNodes: q.server.limits.PageSize}
	if d, ok := p.Args["direction"].(g.Direction); ok {
		cq.Dir = d
	}
	if n, ok := p.Args["maxDepth"].(int); ok {
		if n < 1 || n > 1000 {
			return nil, fail(BadUserInput, "maxDepth is 1 to 1000")
		}
		cq.MaxDepth = n
	}
	if len(types) == 0 {
		asked, err := chosen(p.Args, "edges")
		if err != nil {
			return nil, err
		}
		for t := range asked {
			cq.Types = append(cq.Types, t)
		}
		slices.Sort(cq.Types)
	}
	if len(cq.Types) == 0 {
		cq.Types = []g.EdgeType{g.Repeals}
	}
	if err := amongDocuments(cq.Types); err != nil {
		return nil, err
	}
	day := p.Args["on"]
	if day == nil {
		day = p.Args["asOf"]
	}
	start, err := q.document(p.Args, day)
	if err != nil {
		return nil, err
	}
	cq.Start = start.Key
	found, err := q.reader.Chain(q.ctx, cq)
	if err != nil {
		return nil, err
	}
	asOf, _ := p.Args["asOf"].(string)
	return newChain(found, cq, asOf), nil
}

func amongDocuments(types []g.EdgeType) error {
	for _, t := range types {
		e := g.EdgeSchemaOf(t)
		if e == nil || len(e.Ends) != 1 || e.Ends[0] != [2]g.NodeType{g.Document, g.Document} {
			return fail(BadUserInput, "chain: %s does not join documents", t)
		}
	}
	return nil
}

// newChain keeps what had taken effect by a day and is still reached without the rest.
func newChain(found g.Chain, q g.ChainQuery, asOf string) *chain {
	byKey := map[g.Key]*g.Node{}
	for _, n := range found.Nodes {
		byKey[n.Key] = n
	}
	c := &chain{cyclic: found.Cyclic, truncated: found.Truncated, nodes: found.Nodes}
	var links []*link
	for _, e := range found.Edges {
		if byKey[e.From] != nil && byKey[e.To] != nil {
			links = append(links, &link{e, byKey[e.From], byKey[e.To]})
		}
	}
	if asOf != "" {
		links = slices.DeleteFunc(links, func(l *link) bool { return !takenEffect(l, asOf) })
		reached := reach(q, links)
		c.nodes = slices.DeleteFunc(slices.Clone(c.nodes), func(n *g.Node) bool { return !reached[n.Key] })
		links = slices.DeleteFunc(links, func(l *link) bool { return !reached[l.edge.From] || !reached[l.edge.To] })
		c.cyclic = cyclic(links)
		for i, n := range c.nodes { // status(on) of these nodes is asked as of that day
			dated := *n
			dated.Props = g.Props{asOfProp: asOf}
			for k, v := range n.Props {
				dated.Props[k] = v
			}
			c.nodes[i] = &dated
		}
	}
	sort.SliceStable(links, func(i, j int) bool {
		return found.Depth[links[i].edge.To]+found.Depth[links[i].edge.From] < found.Depth[links[j].edge.To]+found.Depth[links[j].edge.From]
	})
	c.links = links
	return c
}

// asOfProp carries a chain's asOf to the status of its nodes. No property of the schema table has this name.
const asOfProp = "\x00asOf"

// takenEffect tells whether an edge holds on a day: from its own effective day, else from its document's, else from
// the day that was signed. Undated edges hold: leaving them out would hide a repeal.
func takenEffect(l *link, day string) bool {
	d, _ := l.edge.Props["effective"].(string)
	for _, prop := range []string{"effective", "signed"} {
		if d == "" {
			d = l.from.String(prop)
		}
	}
	return d == "" || d <= day
}

func reach(q g.ChainQuery, links []*link) map[g.Key]bool {
	next := map[g.Key][]g.Key{}
	for _, l := range links {
		if q.Dir != g.InDir {
			next[l.edge.From] = append(next[l.edge.From], l.edge.To)
		}
		if q.Dir != g.Out {
			next[l.edge.To] = append(next[l.edge.To], l.edge.From)
		}
	}
	reached := map[g.Key]bool{q.Start: true}
	for level := []g.Key{q.Start}; len(level) > 0; {
		var more []g.Key
		for _, key := range level {
			for _, n := range next[key] {
				if !reached[n] {
					reached[n] = true
					more = append(more, n)
				}
			}
		}
		level = more
	}
	return reached
}

// cyclic tells whether the edges have a directed cycle: what no edge leads to is taken away until nothing changes.
func cyclic(links []*link) bool {
	indegree := map[g.Key]int{}
	next := map[g.Key][]g.Key{}
	for _, l := range links {
		indegree[l.edge.To]++
		indegree[l.edge.From] += 0
		next[l.edge.From] = append(next[l.edge.From], l.edge.To)
	}
	var free []g.Key
	for k, n := range indegree {
		if n == 0 {
			free = append(free, k)
		}
	}
	gone := 0
	for ; len(free) > 0; gone++ {
		k := free[0]
		free = free[1:]
		for _, n := range next[k] {
			if indegree[n]--; indegree[n] == 0 {
				free = append(free, n)
			}
		}
	}
	return gone < len(indegree)
}
