package gql

import (
	"sort"

	"github.com/graphql-go/graphql"
	g "github.com/policygraph/policygraph/graph"
)

func (s *Schema) unitType() {
	s.object(g.Unit, "A government body. 单位", func() graphql.Fields {
		return graphql.Fields{
			"name":           text("name", "Full formal name; of an unknown unit as printed."),
			"canonical":      boolean("canonical", "The name is from the authority files."),
			"collective":     boolean("collective", "Stands for many: 各区县（市）政府, 有关部门."),
			"region":         text("region", "Name of its jurisdiction."),
			"kind":           text("kind", "Kind of body."),
			"aliases":        texts("aliases", "Forms as printed."),
			"leads":          s.many("Tasks it leads. 牵头", g.Out, g.Task, g.Leads),
			"cooperates":     s.many("Tasks it takes part in. 配合", g.Out, g.Task, g.CooperatesOn),
			"responsible":    s.many("Tasks it is responsible for. 负责", g.Out, g.Task, g.Responsible),
			"oversees":       s.many("Tasks it oversees. 督办", g.Out, g.Task, g.Oversees),
			"leadsTargets":   s.many("Targets it leads.", g.Out, g.Target, g.Leads),
			"collaborators":  s.collaboratorsField(),
			"issued":         s.many("Documents it issued.", g.InDir, g.Document, g.IssuedBy),
			"approved":       s.many("Documents it approved.", g.InDir, g.Document, g.ApprovedBy),
			"interprets":     s.many("Documents it interprets.", g.InDir, g.Document, g.InterpretedBy),
			"addressed":      s.many("Documents sent to it.", g.InDir, g.Document, g.AddressedTo),
			"succeededBy":    s.many("What it became.", g.Out, g.Unit, g.SucceededBy),
			"succeeds":       s.many("What it was before.", g.InDir, g.Unit, g.SucceededBy),
			"sharesBodyWith": s.many("加挂牌子", g.Both, g.Unit, g.SharesBody),
			"hostedBy":       s.many("办公室设在", g.Out, g.Unit, g.HostedBy),
			"hosts":          s.many("Offices that it hosts.", g.InDir, g.Unit, g.HostedBy),
			"partOf":         s.many("The body that it is part of.", g.Out, g.Unit, g.PartOf),
			"parts":          s.many("内设机构", g.InDir, g.Unit, g.PartOf),
			"inRegion":       s.one("Its jurisdiction.", g.Out, g.Region, g.InRegion),
			"positions":      s.many("Posts in it.", g.InDir, g.Position, g.Of),
		}
	})
	s.wheres[g.Unit] = newWhere("UnitWhere", "What units must fit.", s.unitConditions)
	s.orders[g.Unit] = newOrder("Unit", map[string]string{"NAME": "name"})
}

func (s *Schema) unitConditions() map[string]condition {
	u, t := s.wheres[g.Unit], s.wheres[g.Task]
	return map[string]condition{
		"anyName": {typ: textFilter, doc: "Its full name or a form as printed.", pred: anyName},
		"name":    compare("name", textFilter, "The full name."), "aliases": compare("aliases", listFilter, ""),
		"canonical": compare("canonical", boolFilter, ""), "collective": compare("collective", boolFilter, ""),
		"region": compare("region", textFilter, ""), "kind": compare("kind", textFilter, ""),
		"leads": hop(t, g.Out, "It leads such a task.", g.Leads), "cooperates": hop(t, g.Out, "", g.CooperatesOn),
		"responsible":  hop(t, g.Out, "", g.Responsible),
		"tasks":        hop(t, g.Out, "It has any part in such a task.", g.Leads, g.CooperatesOn, g.Responsible, g.Oversees),
		"leadsTargets": hop(s.wheres[g.Target], g.Out, "", g.Leads),
		"issued":       hop(s.wheres[g.Document], g.InDir, "It issued such a document.", g.IssuedBy),
		"succeededBy":  hop(u, g.Out, "", g.SucceededBy), "partOf": hop(u, g.Out, "", g.PartOf),
	}
}

// anyName compares the full name, and the printed forms as far as a list can be compared: eq, in and contains find
// an element, prefix only the name.
func anyName(f *filtering, v any) (g.Pred, error) {
	onName, err := comparePred(f, "name", v)
	if err != nil {
		return g.Pred{}, err
	}
	or := []g.Pred{onName}
	m := v.(map[string]any)
	for _, op := range []string{"eq", "contains"} {
		if form, ok := m[op]; ok && len(m) == 1 {
			or = append(or, g.Pred{Prop: "aliases", Op: g.Contains, Value: form})
		}
	}
	if forms, ok := m["in"].([]any); ok && len(m) == 1 {
		for _, form := range forms {
			or = append(or, g.Pred{Prop: "aliases", Op: g.Contains, Value: form})
		}
	}
	return g.Pred{Or: or}, nil
}

// collaboratorsField counts the tasks that units share, in any role.
func (s *Schema) collaboratorsField() *graphql.Field {
	roles := []g.EdgeType{g.Leads, g.CooperatesOn, g.Responsible}
	tasks, units := &relation{roles, g.Out, g.Task}, &relation{roles, g.InDir, g.Unit}
	typ := s.connectionType("Collaborator", func() graphql.Output { return s.objects[g.Unit] }, func() graphql.Fields {
		return graphql.Fields{"tasks": {Type: graphql.NewNonNull(graphql.Int), Description: "Tasks they share.",
			Resolve: ofEdge(func(e *edge) any { return e.count })}}
	})
	return &graphql.Field{Type: typ, Description: "Units that have a part in the same tasks, most shared first; collective ones left out unless asked for.",
		Args: with(pageArgs(false), "collective", graphql.Boolean, "Collective units too."),
		Resolve: guarded(func(q *request, p graphql.ResolveParams) (any, error) {
			pg, err := q.page(p)
			if err != nil {
				return nil, err
			}
			key := keyOf(tasks, p.Info)
			if q.hops[key] == nil {
				q.hops[key] = &twoStep{first: q.plain(tasks, 5000), second: q.plain(units, 500)}
			}
			self := p.Source.(*g.Node).Key
			get := q.through(q.hops[key], self)
			collective := p.Args["collective"] == true
			return later(func() (any, error) {
				first, second, err := get()
				if err != nil {
					return nil, err
				}
				return cut(shared(self, first, second, collective), pg)
			}), nil
		})}
}

// shared counts, for each other unit, the tasks of self that it has a part in.
func shared(self g.Key, tasks g.EdgePage, units []g.EdgePage, collective bool) []*edge {
	found := map[g.Key]*edge{}
	done := map[[2]g.Key]bool{}
	for i, task := range tasks.Edges {
		for _, u := range units[i].Edges {
			pair := [2]g.Key{task.Node.Key, u.Node.Key}
			if u.Node.Key == self || done[pair] || u.Node.Props["collective"] == true && !collective {
				continue
			}
			done[pair] = true
			if found[u.Node.Key] == nil {
				found[u.Node.Key] = &edge{cursor: opaque(u.Node.Key), node: u.Node}
			}
			found[u.Node.Key].count++
		}
	}
	list := make([]*edge, 0, len(found))
	for _, e := range found {
		list = append(list, e)
	}
	sort.Slice(list, func(i, j int) bool {
		a, b := list[i], list[j]
		if a.count != b.count {
			return a.count > b.count
		}
		return a.node.(*g.Node).Key < b.node.(*g.Node).Key
	})
	return list
}

// cut takes a page out of a whole list that stands in its order.
func cut(all []*edge, pg page) (*connection, error) {
	c := &connection{total: len(all)}
	from, to := 0, len(all)
	for i, e := range all {
		if e.cursor == pg.after {
			from = i + 1
		}
		if e.cursor == pg.before {
			to = i
		}
	}
	if pg.after != "" && from == 0 || pg.before != "" && to == len(all) {
		return nil, fail(BadUserInput, "the cursor is none of this list")
	}
	if from > to {
		from = to
	}
	if pg.last > 0 {
		from = max(from, to-pg.last)
	} else {
		to = min(to, from+pg.first)
	}
	c.edges, c.hasPrev, c.hasNext = all[from:to], from > 0, to < len(all)
	return c, nil
}

// with adds an argument.
func with(args graphql.FieldConfigArgument, name string, t graphql.Input, doc string) graphql.FieldConfigArgument {
	args[name] = &graphql.ArgumentConfig{Type: t, Description: doc}
	return args
}
