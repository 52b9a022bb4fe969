package resolve

import (
	"strings"

	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/graph"
)

// relation claims an edge to a cited document; what the citation binds to is the engine's matter.
func (b *builder) relation(f *fact.Relation) {
	edge, ok := relationEdge[f.Type]
	if !ok {
		return
	}
	ref := &graph.Reference{Title: f.Target.Title, Number: f.Target.Number, Issuer: f.Target.Issuer, Date: f.Target.Date,
		Citing: b.doc().Signed, Names: refNames(f.Target), Older: older(f, b.doc())}
	if len(ref.Names) == 0 {
		return
	}
	p := props("articles", f.Articles)
	for name, value := range map[string]string{"manner": f.Manner, "level": f.Level, "mode": f.Mode, "scope": f.Scope,
		"effective": f.Effective, "until": f.Until, "region": f.Region, "kind": f.Mode} {
		if value != "" && edge.Prop(name) != nil {
			p[name] = value
		}
	}
	if edge.Prop("articles") == nil {
		delete(p, "articles")
	}
	b.edge(graph.EdgeClaim{Body: true, Type: edge.Type, From: b.self(), To: graph.End{Reference: ref}, Props: p, ToText: printed(f.Target)})
}

// older tells that only a text before this one can be meant: what is repealed was there before, though a later text may have
// taken up its title again, and a new 办法 amends the old one of its own title.
func older(f *fact.Relation, d *fact.Document) bool {
	return f.Type == "repeals" || f.Type == "amends" && NormTitle(f.Target.Title) == NormTitle(d.Title)
}

func printed(r fact.Ref) string {
	var parts []string
	if r.Title != "" {
		parts = append(parts, "《"+r.Title+"》")
	}
	if r.Number != "" {
		parts = append(parts, r.Number)
	}
	return strings.Join(parts, " ")
}

var relationEdge = map[string]*graph.EdgeSchema{
	"implements":    graph.EdgeSchemaOf(graph.Implements),
	"repeals":       graph.EdgeSchemaOf(graph.Repeals),
	"amends":        graph.EdgeSchemaOf(graph.Amends),
	"corrects":      graph.EdgeSchemaOf(graph.Corrects),
	"prevails_over": graph.EdgeSchemaOf(graph.PrevailsOver),
	"extends":       graph.EdgeSchemaOf(graph.Extends),
	"suspends":      graph.EdgeSchemaOf(graph.Suspends),
	"forwards":      graph.EdgeSchemaOf(graph.Forwards),
	"cites":         graph.EdgeSchemaOf(graph.Cites),
}
