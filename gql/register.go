package gql

import (
	"context"

	"github.com/graphql-go/graphql"
	g "github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/register"
)

func ofRow(f func(*register.Row) any) graphql.FieldResolveFn {
	return func(p graphql.ResolveParams) (any, error) { return f(p.Source.(*register.Row)), nil }
}

// Fields that rows of several registers have.
func (s *Schema) rowDocument(doc string) *graphql.Field {
	return &graphql.Field{Type: s.objects[g.Document], Description: doc, Resolve: ofRow(func(r *register.Row) any { return nodeOrNull(r.Document) })}
}

func (s *Schema) rowDocuments(doc string) *graphql.Field {
	return &graphql.Field{Type: graphql.NewNonNull(listOf(s.objects[g.Document])), Description: doc,
		Resolve: ofRow(func(r *register.Row) any { return r.Documents })}
}

func (s *Schema) rowUnit() *graphql.Field {
	return &graphql.Field{Type: s.objects[g.Unit], Resolve: ofRow(func(r *register.Row) any { return nodeOrNull(r.Unit) })}
}

func rowDay(doc string) *graphql.Field {
	return &graphql.Field{Type: dateType, Description: doc, Resolve: ofRow(func(r *register.Row) any { return orNull(r.Day) })}
}

func rowCount(doc string) *graphql.Field {
	return &graphql.Field{Type: graphql.NewNonNull(graphql.Int), Description: doc, Resolve: ofRow(func(r *register.Row) any { return r.Count })}
}

// nodeOrNull keeps a nil node from becoming a value.
func nodeOrNull(n *g.Node) any {
	if n == nil {
		return nil
	}
	return n
}

// registerType defines the rows of a register, and the connection of these.
func (s *Schema) registerType(name, doc string, fields func() graphql.Fields) *graphql.Object {
	row := graphql.NewObject(graphql.ObjectConfig{Name: name, Description: doc, Fields: graphql.FieldsThunk(func() graphql.Fields {
		all := fields()
		all["evidence"] = &graphql.Field{Type: graphql.NewNonNull(listOf(evidenceType)), Description: "The statements that the row rests on, of many the first few.",
			Resolve: ofRow(func(r *register.Row) any { return pointers(r.Evidence) })}
		return all
	})})
	return s.connectionOf(name, func() graphql.Output { return row }, nil, false)
}

// registersField holds the registers: questions about the graph as a whole.
func (s *Schema) registersField() *graphql.Field {
	window := func() graphql.FieldConfigArgument {
		return with(pageArgs(false), "days", graphql.Int, "The window: so many days from the day on; 90 if absent.")
	}
	due := with(window(), "unit", graphql.String, "Only units of this name, full or as printed.")
	registers := graphql.NewObject(graphql.ObjectConfig{Name: "Registers", Description: "What a keeper of the graph has to look at. 台账",
		Fields: graphql.Fields{
			"missing": s.register(register.Missing, pageArgs(false), "Documents that are cited and not in the corpus, the most cited first. 被引用而未收录的文件",
				s.registerType("MissingDocument", "A document that is cited and not in the corpus.", func() graphql.Fields {
					return graphql.Fields{"document": s.rowDocument("A stub, or a document that only a catalogue names."), "citations": rowCount("Edges that lead to it.")}
				})),
			"ambiguous": s.register(register.Ambiguous, pageArgs(false), "Citations that fit several documents, the most frequent first. 有歧义的引用",
				s.registerType("AmbiguousCitation", "A citation that fits several documents.", func() graphql.Fields {
					return graphql.Fields{"document": s.rowDocument("The document as cited, of state ambiguous."), "citations": rowCount("Edges that lead to it."),
						"candidates": s.rowDocuments("What it may mean.")}
				})),
			"expiring": s.register(register.Expiring, window(), "Documents whose validity ends in the window, by their last day. 即将到期的文件",
				s.registerType("ExpiringDocument", "A document that is about to expire.", func() graphql.Fields {
					return graphql.Fields{"document": s.rowDocument(""), "lastDay": rowDay("Last day in force, extensions counted.")}
				})),
			"due": s.register(register.Due, due, "Tasks due in the window under each unit that has a part in them, units by name; not those of documents that have ended. 即将到期的任务",
				s.registerType("DueTask", "A task that is about to be due, and one unit that has a part in it.", s.dueFields)),
			"unnamed": s.register(register.Unnamed, pageArgs(false), "Units as printed that no canonical name is known of, the most used first; collective ones left out. 未识别的单位",
				s.registerType("UnnamedUnit", "A unit as printed.", func() graphql.Fields {
					return graphql.Fields{"unit": s.rowUnit(), "uses": rowCount("Duties it has, and documents that are addressed to it.")}
				})),
			"clashes": s.register(register.Clashes, pageArgs(false), "Numbers that documents of unlike titles carry, by number. 文号冲突",
				s.registerType("NumberClash", "A number that documents of unlike titles carry.", func() graphql.Fields {
					return graphql.Fields{"documents": s.rowDocuments("Its carriers."), "number": {Type: graphql.NewNonNull(graphql.String), Resolve: ofRow(func(r *register.Row) any { return r.Number })}}
				})),
		}})
	args := with(graphql.FieldConfigArgument{}, "on", dateType, "The day that counts; today if absent.")
	return &graphql.Field{Type: registers, Args: args, Description: "What a keeper of the graph has to look at: what is missing, ambiguous, expiring, due, unnamed, clashing. lint has what contradicts itself.",
		Resolve: guarded(func(q *request, p graphql.ResolveParams) (any, error) { return dayOf(q, p), nil })}
}

func (s *Schema) dueFields() graphql.Fields {
	return graphql.Fields{"unit": s.rowUnit(), "document": s.rowDocument("The document that sets the task."), "due": rowDay("The day it is due."),
		"task": {Type: s.objects[g.Task], Resolve: ofRow(func(r *register.Row) any { return nodeOrNull(r.Task) })},
		"role": {Type: roleType, Description: "The unit's part in it.", Resolve: ofRow(func(r *register.Row) any { return string(r.Links[0].Type) })}}
}

// onDay is the value of Registers: the day that counts.
type onDay string

func dayOf(q *request, p graphql.ResolveParams) onDay {
	if on, given := p.Args["on"].(string); given {
		return onDay(on)
	}
	return onDay(q.today)
}

// register is the field of a register.
func (s *Schema) register(name register.Name, args graphql.FieldConfigArgument, doc string, typ *graphql.Object) *graphql.Field {
	return &graphql.Field{Type: typ, Description: doc, Args: args, Resolve: guarded(func(q *request, p graphql.ResolveParams) (any, error) {
		rq := register.Query{Name: name, Day: string(p.Source.(onDay)), Days: 90}
		if n, given := p.Args["days"].(int); given {
			rq.Days = n
		}
		rq.Unit, _ = p.Args["unit"].(string)
		return q.registerPage(rq, p)
	})}
}

func (q *request) registerPage(rq register.Query, p graphql.ResolveParams) (any, error) {
	pg, err := q.page(p)
	if err != nil {
		return nil, err
	}
	rq.After = pg.after
	rows, more, err := register.Page(q.ctx, counted{q.reader, q}, rq, pg.first)
	if err != nil {
		return nil, err
	}
	c := &connection{hasNext: more, hasPrev: pg.after != "", total: -1}
	for _, r := range rows {
		c.edges = append(c.edges, &edge{cursor: r.Cursor, node: r})
	}
	return c, nil
}

// counted is a reader whose edges count among those that the request may read.
type counted struct {
	g.Reader
	q *request
}

func (c counted) Expand(ctx context.Context, queries []g.ExpandQuery) ([]map[g.Key]g.EdgePage, error) {
	return c.q.expandOnce(queries)
}

// checkType names the checks of lint.
var checkType = graphql.NewEnum(graphql.EnumConfig{Name: "Check", Description: "A contradiction that lint looks for.", Values: graphql.EnumValueConfigMap{
	"RESTS_ON_ENDED":   {Value: string(register.RestsOnEnded), Description: "In force by 根据《…》, which another document repealed or replaced. 依据已失效"},
	"REPEALS_UNISSUED": {Value: string(register.RepealsUnissued), Description: "It repeals a text that was issued later. 废止在先"},
	"REPEALS_HIGHER":   {Value: string(register.RepealsHigher), Description: "It repeals a text of higher rank, or of an authority above its issuers. 下位废止上位"},
	"CYCLE":            {Value: string(register.Cycle), Description: "Documents repeal, amend, forward or rest on each other in a circle. 循环"},
}})

func (s *Schema) lintField() *graphql.Field {
	args := with(pageArgs(false), "on", dateType, "The day of statuses; today if absent.")
	with(args, "checks", listOf(checkType), "Only these; all if absent.")
	finding := s.registerType("Finding", "Documents that contradict each other. 矛盾", func() graphql.Fields {
		return graphql.Fields{
			"check":    {Type: graphql.NewNonNull(checkType), Resolve: ofRow(func(r *register.Row) any { return string(r.Check) })},
			"document": s.rowDocument("The acting document: what rests on the ended one, what repeals."),
			"other":    {Type: s.objects[g.Document], Description: "The document acted on.", Resolve: ofRow(func(r *register.Row) any { return nodeOrNull(r.Other) })},
			"day":      rowDay("Since when the basis is ended; when the repealed text was issued."),
			"cycle":    s.rowDocuments("Of a circle: its documents in order."),
			"links":    {Type: graphql.NewNonNull(listOf(s.link)), Description: "The edges that contradict each other.", Resolve: ofRow(rowLinks)},
		}
	})
	return &graphql.Field{Type: finding, Args: args, Description: "What contradicts itself, check by check, with the words of both sides. 一致性检查",
		Resolve: guarded(func(q *request, p graphql.ResolveParams) (any, error) {
			rq := register.Query{Name: register.Lint, Day: string(dayOf(q, p))}
			if _, given := p.Args["checks"]; given {
				list, _ := p.Args["checks"].([]any)
				if len(list) == 0 {
					return nil, fail(BadUserInput, "checks is empty: leave it out")
				}
				for _, c := range list {
					name, _ := c.(string)
					rq.Checks = append(rq.Checks, register.Check(name))
				}
			}
			return q.registerPage(rq, p)
		})}
}

func rowLinks(r *register.Row) any {
	links := make([]*link, len(r.Links))
	for i, l := range r.Links {
		links[i] = &link{l.Edge, l.Source, l.Target}
	}
	return links
}
