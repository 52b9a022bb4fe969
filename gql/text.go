package gql

import (
	"sort"
	"unicode/utf8"

	"github.com/graphql-go/graphql"
	"github.com/policygraph/policygraph/graph"
)

// documentText is a document as one source prints it.
type documentText struct{ record graph.RecordInfo }

func ofText(f func(*documentText) any) graphql.FieldResolveFn {
	return func(p graphql.ResolveParams) (any, error) { return f(p.Source.(*documentText)), nil }
}

var textType = graphql.NewObject(graphql.ObjectConfig{
	Name: "Text", Description: "The text of a document, as the source that speaks for it prints it. 正文",
	Fields: graphql.Fields{
		"source":  {Type: graphql.NewNonNull(graphql.String), Description: "Dataset and path.", Resolve: ofText(func(t *documentText) any { return t.record.Source })},
		"start":   {Type: graphql.NewNonNull(graphql.Int), Description: "Bytes of the decoded source, half open.", Resolve: ofText(func(t *documentText) any { return t.record.Start })},
		"end":     {Type: graphql.NewNonNull(graphql.Int), Resolve: ofText(func(t *documentText) any { return t.record.End })},
		"content": {Type: graphql.String, Description: "source[start:end].", Resolve: guarded(resolveContent)},
	},
})

// sourceText is a text of a document with what its header says: one speaks, the others are witnesses.
var sourceText = graphql.NewObject(graphql.ObjectConfig{
	Name: "DocumentSource", Description: "A source that prints or lists a document, with the header values that it gives. 来源",
	Fields: graphql.Fields{
		"source":  {Type: graphql.NewNonNull(graphql.String), Description: "Dataset and path.", Resolve: ofText(func(t *documentText) any { return t.record.Source })},
		"record":  {Type: graphql.NewNonNull(graphql.String), Description: "The document's place in the source.", Resolve: ofText(func(t *documentText) any { return t.record.ID })},
		"speaks":  {Type: graphql.NewNonNull(graphql.Boolean), Description: "Its body facts are the document's.", Resolve: ofText(func(t *documentText) any { return t.record.Speaks })},
		"printed": {Type: graphql.NewNonNull(graphql.Boolean), Description: "false: only listed.", Resolve: ofText(func(t *documentText) any { return t.record.Printed })},
		"standing": {Type: graphql.NewNonNull(graphql.String), Description: "gazette, issuer or repost.", Resolve: ofText(func(t *documentText) any {
			return [...]string{"gazette", "issuer", "repost"}[min(max(t.record.Standing, 0), 2)]
		})},
		"damage":    {Type: graphql.NewNonNull(graphql.Int), Description: "Damaged parts.", Resolve: ofText(func(t *documentText) any { return t.record.Damage })},
		"start":     {Type: graphql.NewNonNull(graphql.Int), Resolve: ofText(func(t *documentText) any { return t.record.Start })},
		"end":       {Type: graphql.NewNonNull(graphql.Int), Resolve: ofText(func(t *documentText) any { return t.record.End })},
		"content":   {Type: graphql.String, Description: "source[start:end].", Resolve: guarded(resolveContent)},
		"number":    headerField("number", graphql.String),
		"title":     headerField("title", graphql.String),
		"signed":    headerField("signed", dateType),
		"effective": headerField("effective", dateType),
		"expires":   headerField("expires", dateType),
	},
})

func headerField(name string, t graphql.Output) *graphql.Field {
	return &graphql.Field{Type: t, Description: "As this source gives it.", Resolve: ofText(func(x *documentText) any { return x.record.Props[name] })}
}

func resolveContent(q *request, p graphql.ResolveParams) (any, error) {
	r := p.Source.(*documentText).record
	q.sources.want(r.Source)
	return later(func() (any, error) {
		src, found, err := q.sources.get(q.ctx, r.Source)
		if err != nil || !found {
			return nil, err
		}
		return slice(src.Text, r.Start, r.End), nil
	}), nil
}

// slice is text[start:end], whatever a damaged store says.
func slice(text string, start, end int) string {
	end = min(max(end, 0), len(text))
	return text[min(max(start, 0), end):end]
}

func textField() *graphql.Field {
	return &graphql.Field{Type: textType, Description: "null where no text of it was read.",
		Resolve: withRecords(func(records []graph.RecordInfo) any {
			if t := speaker(records); t != nil {
				return t
			}
			return nil
		})}
}

func (s *Schema) sourcesField() *graphql.Field {
	return &graphql.Field{Type: listOf(sourceText), Description: "Sources that print or list it, the one that speaks first.",
		Resolve: withRecords(func(records []graph.RecordInfo) any {
			list := make([]*documentText, len(records))
			for i := range records {
				list[i] = &documentText{records[i]}
			}
			return list
		})}
}

func withRecords(f func([]graph.RecordInfo) any) graphql.FieldResolveFn {
	return guarded(func(q *request, p graphql.ResolveParams) (any, error) {
		key := p.Source.(*graph.Node).Key
		q.records.want(key)
		return later(func() (any, error) {
			records, _, err := q.records.get(q.ctx, key)
			if err != nil {
				return nil, err
			}
			return f(records), nil
		}), nil
	})
}

func speaker(records []graph.RecordInfo) *documentText {
	for i := range records {
		if records[i].Speaks && records[i].Printed {
			return &documentText{records[i]}
		}
	}
	return nil
}

// textFact is a statement with its place in the text of its document, in the units of JavaScript strings.
type textFact struct {
	graph.Statement
	start16, end16 int
}

func ofFact(f func(*textFact) any) graphql.FieldResolveFn {
	return func(p graphql.ResolveParams) (any, error) { return f(p.Source.(*textFact)), nil }
}

func (s *Schema) factType() *graphql.Object {
	end := func(pick func(*textFact) graph.Key) graphql.FieldResolveFn {
		return guarded(func(q *request, p graphql.ResolveParams) (any, error) {
			key := pick(p.Source.(*textFact))
			if key == "" {
				return nil, nil
			}
			q.nodes.want(key)
			return later(func() (any, error) {
				n, found, err := q.nodes.get(q.ctx, key)
				if err != nil || !found {
					return nil, err
				}
				return n, nil
			}), nil
		})
	}
	return graphql.NewObject(graphql.ObjectConfig{
		Name: "TextFact", Description: "A statement that the text of a document makes, with its place in the content. 抽取的事实",
		Fields: graphql.Fields{
			"kind":       {Type: graphql.NewNonNull(graphql.String), Description: "Edge type: LEADS, REPEALS …", Resolve: ofFact(func(f *textFact) any { return string(f.EdgeType) })},
			"startUtf16": {Type: graphql.NewNonNull(graphql.Int), Description: "UTF-16 units from the start of text.content.", Resolve: ofFact(func(f *textFact) any { return f.start16 })},
			"endUtf16":   {Type: graphql.NewNonNull(graphql.Int), Resolve: ofFact(func(f *textFact) any { return f.end16 })},
			"start":      {Type: graphql.NewNonNull(graphql.Int), Description: "Bytes of the decoded source.", Resolve: ofFact(func(f *textFact) any { return f.Start })},
			"end":        {Type: graphql.NewNonNull(graphql.Int), Resolve: ofFact(func(f *textFact) any { return f.End })},
			"quote":      {Type: graphql.NewNonNull(graphql.String), Resolve: ofFact(func(f *textFact) any { return f.Quote })},
			"rule":       {Type: graphql.String, Resolve: ofFact(func(f *textFact) any { return f.Rule })},
			"confidence": {Type: graphql.Float, Resolve: ofFact(func(f *textFact) any { return confidence(&f.Statement) })},
			"fromText":   {Type: graphql.String, Description: "The acting end as printed.", Resolve: ofFact(func(f *textFact) any { return orNull(f.FromText) })},
			"toText":     {Type: graphql.String, Resolve: ofFact(func(f *textFact) any { return orNull(f.ToText) })},
			"from":       {Type: s.node, Description: "The acting end.", Resolve: end(func(f *textFact) graph.Key { return f.From })},
			"to":         {Type: s.node, Resolve: end(func(f *textFact) graph.Key { return f.To })},
		},
	})
}

// factsField lists what the text that speaks states, in order of place.
func (s *Schema) factsField() *graphql.Field {
	return &graphql.Field{Type: listOf(s.facts), Description: "What text.content states, in the order of the text.",
		Args: graphql.FieldConfigArgument{"kinds": {Type: listOf(s.edgeTypes), Description: "Only these edge types."}},
		Resolve: guarded(func(q *request, p graphql.ResolveParams) (any, error) {
			key := p.Source.(*graph.Node).Key
			kinds, err := chosen(p.Args, "kinds")
			if err != nil {
				return nil, err
			}
			q.facts.want(key)
			q.records.want(key)
			q.facing = append(q.facing, key)
			return later(func() (any, error) { return q.textFacts(key, kinds) }), nil
		})}
}

// chosen reads a list of edge types; an empty list is refused like an empty filter.
func chosen(args map[string]any, name string) (map[graph.EdgeType]bool, error) {
	given, ok := args[name]
	if !ok {
		return nil, nil
	}
	list, _ := given.([]any)
	if len(list) == 0 {
		return nil, fail(BadUserInput, "%s is empty: leave it out", name)
	}
	m := map[graph.EdgeType]bool{}
	for _, x := range list {
		t, _ := x.(string)
		m[graph.EdgeType(t)] = true
	}
	return m, nil
}

func (q *request) textFacts(key graph.Key, kinds map[graph.EdgeType]bool) ([]*textFact, error) {
	statements, _, err := q.facts.get(q.ctx, key)
	if err != nil {
		return nil, err
	}
	records, _, err := q.records.get(q.ctx, key)
	text := speaker(records)
	if err != nil || text == nil {
		return []*textFact{}, err
	}
	// The places in UTF-16 need the text that content shows: those of all documents of the level at once.
	for _, k := range q.facing {
		others, _, err := q.records.get(q.ctx, k)
		if t := speaker(others); t != nil && err == nil {
			q.sources.want(t.record.Source)
		}
	}
	q.facing = nil
	src, _, err := q.sources.get(q.ctx, text.record.Source)
	if err != nil {
		return nil, err
	}
	list := []*textFact{}
	for _, s := range statements {
		inside := s.Source == text.record.Source && s.Start >= text.record.Start && s.End <= text.record.End
		if inside && (kinds == nil || kinds[s.EdgeType]) {
			list = append(list, &textFact{Statement: s})
		}
	}
	place(list, slice(src.Text, text.record.Start, text.record.End), text.record.Start)
	return list, nil
}

// place counts the UTF-16 units before each end of each fact, in one pass over the content.
func place(facts []*textFact, content string, offset int) {
	type mark struct {
		at int
		to *int
	}
	marks := make([]mark, 0, 2*len(facts))
	for _, f := range facts {
		marks = append(marks, mark{f.Start - offset, &f.start16}, mark{f.End - offset, &f.end16})
	}
	sort.Slice(marks, func(i, j int) bool { return marks[i].at < marks[j].at })
	at, units := 0, 0
	for _, m := range marks {
		for at < m.at && at < len(content) {
			r, n := utf8.DecodeRuneInString(content[at:])
			if units++; r > 0xffff {
				units++
			}
			at += n
		}
		*m.to = units
	}
}
