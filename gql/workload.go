package gql

import (
	"slices"
	"sort"

	"github.com/graphql-go/graphql"
	g "github.com/policygraph/policygraph/graph"
)

// load is what one unit has to do: the node of workload.
type load struct {
	unit                                             *g.Node
	lead, cooperate, responsible, targets, documents int
	docs                                             map[string]bool
}

func ofLoad(f func(*load) any) graphql.FieldResolveFn {
	return func(p graphql.ResolveParams) (any, error) { return f(p.Source.(*load)), nil }
}

func (s *Schema) workloadType() {
	count := func(doc string, f func(*load) any) *graphql.Field {
		return &graphql.Field{Type: graphql.NewNonNull(graphql.Int), Description: doc, Resolve: ofLoad(f)}
	}
	s.load = graphql.NewObject(graphql.ObjectConfig{
		Name: "Workload", Description: "What one unit has to do. 工作量",
		Fields: graphql.FieldsThunk(func() graphql.Fields {
			return graphql.Fields{
				"unit":        {Type: s.objects[g.Unit], Resolve: ofLoad(func(l *load) any { return l.unit })},
				"lead":        count("Tasks it leads. 牵头", func(l *load) any { return l.lead }),
				"cooperate":   count("Tasks it takes part in. 配合", func(l *load) any { return l.cooperate }),
				"responsible": count("Tasks it is responsible for. 负责", func(l *load) any { return l.responsible }),
				"targets":     count("Targets it leads.", func(l *load) any { return l.targets }),
				"documents":   count("Documents that these stand in.", func(l *load) any { return l.documents }),
				"total":       count("lead + cooperate + responsible", func(l *load) any { return l.lead + l.cooperate + l.responsible }),
			}
		}),
	})
}

var workloadWhere = graphql.NewInputObject(graphql.InputObjectConfig{
	Name: "WorkloadWhere", Description: "What is counted; all that is given must hold.",
	Fields: graphql.InputObjectConfigFieldMap{
		"unit":          {Type: graphql.String, Description: "Units of this name, full or as printed."},
		"document":      {Type: graphql.String, Description: "Tasks of the document of this number or title."},
		"year":          {Type: graphql.Int, Description: "Tasks of documents signed in this year."},
		"region":        {Type: graphql.String, Description: "Units of this jurisdiction."},
		"inForceOn":     {Type: dateType, Description: "Tasks of documents in force on this day (partly repealed ones included)."},
		"collective":    {Type: graphql.Boolean, Description: "true: collective units (各区县（市）政府) too. Else they are left out."},
		"acrossReforms": {Type: graphql.Boolean, Description: "true: what a unit had to do counts for what it was renamed to or wholly merged into."},
	},
})

var workloadOrder = newOrder("Workload", map[string]string{"LEAD": "lead", "COOPERATE": "cooperate", "RESPONSIBLE": "responsible",
	"TARGETS": "targets", "DOCUMENTS": "documents", "TOTAL": "total", "NAME": "name"})

func (s *Schema) workloadField() *graphql.Field {
	args := with(pageArgs(true), "where", workloadWhere, "")
	with(args, "orderBy", listOf(workloadOrder.input), "Most led tasks first if absent, then the most tasks.")
	return &graphql.Field{Type: s.connectionType("Workload", func() graphql.Output { return s.load }, nil), Args: args,
		Description: "Units by what they have to do: tasks and targets counted once each. 各单位工作量",
		Resolve: guarded(func(q *request, p graphql.ResolveParams) (any, error) {
			pg, err := q.page(p)
			if err != nil {
				return nil, err
			}
			where, _ := p.Args["where"].(map[string]any)
			if _, given := p.Args["where"]; given && len(where) == 0 {
				return nil, fail(BadUserInput, "WorkloadWhere is empty: leave where out to ask for everything")
			}
			orders, err := orderArgument(p.Args)
			if err != nil {
				return nil, err
			}
			loads, err := q.workload(where, workloadWants(p.Info, orders))
			if err != nil {
				return nil, err
			}
			return cut(orderLoads(loads, orders), pg)
		})}
}

// wants are what of the loads is asked for.
type wants struct {
	documents bool
	names     bool // of the units nothing but the names
}

func workloadWants(info graphql.ResolveInfo, orders []g.Order) wants {
	w := wants{documents: selectsBelow(info, "edges", "node", "documents"), names: true}
	w.documents = w.documents || slices.ContainsFunc(orders, func(o g.Order) bool { return o.Prop == "documents" })
	for name := range selected(info, selections(info, "edges", "node", "unit")) {
		w.names = w.names && (name == "name" || name == "id" || name == "__typename")
	}
	return w
}

// workload counts. The store counts edges by unit and role, and by document too where documents are asked for: these are
// counted here, because one document has many tasks of a unit.
func (q *request) workload(where map[string]any, want wants) ([]*load, error) {
	of, err := q.workloadFilter(where)
	if err != nil || of == nil {
		return nil, err
	}
	reforms := where["acrossReforms"] == true
	c := counter{request: q, of: of, by: []string{"from", "type"}, loads: map[g.Key]*load{}}
	tasks := g.AggQuery{Types: []g.EdgeType{g.Leads, g.CooperatesOn, g.Responsible}, ToType: g.Task}
	switch {
	case want.documents:
		c.by = append(c.by, "to.document")
	case want.names && !reforms:
		c.by = append(c.by, "from.name")
	}
	if !want.documents && of.tasks(g.Task) == nil { // all edges are quickly counted: those to targets are taken off again
		c.mixed, tasks.ToType = true, ""
	}
	if err := c.count(tasks); err != nil {
		return nil, err
	}
	if c.mixed { // every unit is known by now
		c.by = c.by[:2]
	}
	if err := c.count(g.AggQuery{Types: []g.EdgeType{g.Leads}, ToType: g.Target}); err != nil {
		return nil, err
	}
	return q.named(c.loads, reforms)
}

// counter puts numbers of edges into loads.
type counter struct {
	*request
	of    *workloadPreds
	by    []string // unit, role, and one thing more
	mixed bool     // targets are among the tasks that units lead
	loads map[g.Key]*load
}

func (c *counter) count(a g.AggQuery) error {
	a.FromType, a.From, a.To, a.GroupBy = g.Unit, c.of.unit, c.of.tasks(a.ToType), c.by
	buckets, err := c.reader.Aggregate(c.ctx, a)
	for _, b := range buckets {
		l := c.load(b)
		switch {
		case a.ToType == g.Target && c.mixed:
			l.lead, l.targets = l.lead-b.Count, l.targets+b.Count
		case a.ToType == g.Target:
			l.targets += b.Count
		case b.Group[1] == string(g.Leads):
			l.lead += b.Count
		case b.Group[1] == string(g.CooperatesOn):
			l.cooperate += b.Count
		default:
			l.responsible += b.Count
		}
	}
	return err
}

// load finds the load that a bucket is part of.
func (c *counter) load(b g.Bucket) *load {
	l := c.loads[b.Group[0]]
	if l == nil {
		l = &load{}
		c.loads[b.Group[0]] = l
	}
	switch {
	case len(b.Group) < 3:
	case c.by[2] == "from.name":
		if l.unit == nil {
			l.unit = &g.Node{Key: b.Group[0], Type: g.Unit, Props: g.Props{"name": b.Group[2]}}
		}
	case l.docs == nil:
		l.docs = map[string]bool{b.Group[2]: true}
	default:
		l.docs[b.Group[2]] = true
	}
	return l
}

// workloadPreds are the conditions of a workload: on units, and on the documents of what they have to do.
type workloadPreds struct {
	unit      *g.Pred
	year      *int64
	documents []any // keys; nil: any
}

func (q *request) workloadFilter(where map[string]any) (*workloadPreds, error) {
	w := &workloadPreds{}
	var units []g.Pred
	if where["collective"] != true {
		units = append(units, g.Pred{Prop: "collective", Op: g.Ne, Value: true})
	}
	if region, ok := where["region"].(string); ok {
		units = append(units, g.Pred{Prop: "region", Op: g.Eq, Value: region})
	}
	if name, ok := where["unit"].(string); ok {
		p, err := q.unitPred(name, where["acrossReforms"] == true)
		if err != nil {
			return nil, err
		}
		units = append(units, p)
	}
	if len(units) > 0 {
		p := conjunction(units)
		w.unit = &p
	}
	if y, ok := where["year"].(int); ok {
		year := int64(y)
		w.year = &year
	}
	if name, ok := where["document"].(string); ok {
		d, err := q.document(numberOrTitle(name), where["inForceOn"])
		if err != nil {
			return nil, err
		}
		w.documents = []any{d.Key}
	}
	if day, ok := where["inForceOn"].(string); ok {
		if err := q.keepInForce(w, day); err != nil {
			return nil, err
		}
		if len(w.documents) == 0 {
			return nil, nil
		}
	}
	return w, nil
}

// numberOrTitle reads a name as a number where it looks like one.
func numberOrTitle(name string) map[string]any {
	if looksLikeNumber(name) {
		return map[string]any{"number": name}
	}
	return map[string]any{"title": name}
}

func looksLikeNumber(name string) bool {
	r := []rune(name)
	return len(r) > 0 && len(r) < 40 && r[len(r)-1] == '号'
}

// tasks are the conditions on the tasks or targets. A target's own year is the year it is for, so the year of signing is
// asked of its document.
func (w *workloadPreds) tasks(t g.NodeType) *g.Pred {
	var all []g.Pred
	if w.year != nil {
		signed := g.Pred{Prop: "year", Op: g.Eq, Value: *w.year}
		if t == g.Target {
			signed = ofDocument(signed)
		}
		all = append(all, signed)
	}
	if w.documents != nil {
		all = append(all, g.Pred{Prop: "document", Op: g.In, Values: w.documents})
	}
	if len(all) == 0 {
		return nil
	}
	p := conjunction(all)
	return &p
}

// ofDocument asks something of the document that sets a target, itself or through a task.
func ofDocument(p g.Pred) g.Pred {
	return g.Pred{Or: []g.Pred{
		{Edge: &g.EdgePred{Types: []g.EdgeType{g.Sets}, Dir: g.InDir, Node: &p}},
	}}
}

func orderLoads(loads []*load, orders []g.Order) []*edge {
	if len(orders) == 0 {
		orders = []g.Order{{Prop: "lead", Desc: true}, {Prop: "total", Desc: true}, {Prop: "targets", Desc: true}}
	}
	sort.Slice(loads, func(i, j int) bool {
		for _, o := range orders {
			if c := loads[i].compare(loads[j], o.Prop); c != 0 {
				return c < 0 != o.Desc
			}
		}
		return loads[i].unit.Key < loads[j].unit.Key
	})
	edges := make([]*edge, len(loads))
	for i, l := range loads {
		edges[i] = &edge{cursor: opaque(l.unit.Key), node: l}
	}
	return edges
}

func (l *load) compare(m *load, by string) int {
	if by == "name" {
		a, b := l.unit.String("name"), m.unit.String("name")
		switch {
		case a < b:
			return -1
		case a > b:
			return 1
		}
		return 0
	}
	return l.value(by) - m.value(by)
}

func (l *load) value(by string) int {
	switch by {
	case "lead":
		return l.lead
	case "cooperate":
		return l.cooperate
	case "responsible":
		return l.responsible
	case "targets":
		return l.targets
	case "documents":
		return l.documents
	}
	return l.lead + l.cooperate + l.responsible
}
