// Package resolve turns the facts of one source into its contribution to the graph (graph.ChangeSet):
// records of documents with the identifiers that join them and the names that citations bind by, claims of
// nodes and claims of edges. It is the one place that knows both facts and graph. What depends on other
// sources (which node a document or a citation is) is left to the engine, package identity.
package resolve

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/policygraph/policygraph/extract"
	"github.com/policygraph/policygraph/extract/authority"
	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/graph"
)

// builder collects the contribution of a source.
type builder struct {
	set    graph.ChangeSet
	docs   []*fact.Document  // by DocIndex
	places []string          // jurisdictions of their issuers, by DocIndex
	nodes  map[string]bool   // claims made: record, key or suffix, and what was said
	tasks  map[string]bool   // suffixes of tasks, by record
	homes  map[string]string // organisation that keys a person, by clause
	now    fact.Fact         // the fact being resolved
}

// Build gives the contribution of a source. source.Key, Dataset, Path, Root, Hash and Bytes are the caller's.
func Build(source graph.SourceInfo, r *extract.Result) graph.ChangeSet {
	source.RulesVersion = extract.RulesVersion
	source.Outcome, source.Format, source.Text = "ok", r.Decoded.Format, r.Decoded.Text
	b := &builder{set: graph.ChangeSet{Source: source}, nodes: map[string]bool{}, tasks: map[string]bool{}, homes: map[string]string{}}
	for i := range r.Facts {
		if d, ok := r.Facts[i].Body.(*fact.Document); ok {
			b.docs = append(b.docs, d)
			b.places = append(b.places, place(d, r.File.Documents[r.Facts[i].DocIndex].Region))
		}
	}
	for i := range r.Facts {
		if d, ok := r.Facts[i].Body.(*fact.Document); ok {
			b.now = r.Facts[i]
			b.document(d, r)
		}
	}
	for i := range r.Facts {
		b.now = r.Facts[i]
		b.fact(r.Facts[i].Body)
	}
	return b.set
}

// Failed is the contribution of a source that could not be read: a line in the ledger.
func Failed(source graph.SourceInfo, err error) graph.ChangeSet {
	source.RulesVersion, source.Outcome, source.Error = extract.RulesVersion, "error", err.Error()
	return graph.ChangeSet{Source: source}
}

func (b *builder) fact(body fact.Body) {
	switch f := body.(type) {
	case *fact.Relation:
		b.relation(f)
	case *fact.Assignment:
		b.assignment(f)
	case *fact.Target:
		b.target(f)
	case *fact.Park:
		b.park(f)
	case *fact.Appointment:
		b.appointment(f)
	}
}

// record is the ID of the record that the fact at hand belongs to.
func (b *builder) record() string { return strconv.Itoa(b.now.DocIndex) }

// doc is the head of the document that states the fact at hand.
func (b *builder) doc() *fact.Document { return b.docs[b.now.DocIndex] }

// self is the document of the fact at hand as an end.
func (b *builder) self() graph.End { return graph.End{Record: b.record()} }

// place is the jurisdiction of the issuer of the document at hand.
func (b *builder) place() string { return b.places[b.now.DocIndex] }

// place is the jurisdiction that printed names of units are read in: the issuer's, else the issuer itself,
// so that units of two places that no list knows are not one.
func place(d *fact.Document, region string) string {
	for _, s := range []string{region, authority.Jurisdiction(owner(d)), owner(d)} {
		if s != "" {
			return s
		}
	}
	return d.Title
}

// own is a node that belongs to the document of the fact at hand.
func (b *builder) own(suffix string) graph.End {
	return graph.End{Record: b.record(), Suffix: suffix}
}

// claim says that a node exists with these properties; a claim that was made is not repeated.
func (b *builder) claim(n graph.NodeClaim) graph.End {
	n.Record = b.record()
	key := n.Record + "\x00" + n.Node.Key + "\x00" + n.Node.Suffix + "\x00" + strings.Join(texts(n.Props["aliases"]), "\x00")
	if !b.nodes[key] {
		b.nodes[key] = true
		b.set.Nodes = append(b.set.Nodes, n)
	}
	return n.Node
}

func texts(v any) []string { s, _ := v.([]string); return s }

// edge claims an edge with the evidence of the fact at hand.
func (b *builder) edge(e graph.EdgeClaim) {
	e.Record = b.record()
	if e.Quote == "" {
		e.Start, e.End, e.Quote = b.now.Evidence.Start, b.now.Evidence.End, b.now.Evidence.Quote
	}
	if e.Rule == "" {
		e.Rule, e.Confidence = b.now.Rule, b.now.Confidence
	}
	b.set.Edges = append(b.set.Edges, e)
}

// digest shortens the parts that key a node within its document.
func digest(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:8])
}

// props keeps what is known: empty values are absent.
func props(pairs ...any) graph.Props {
	p := graph.Props{}
	for i := 0; i < len(pairs); i += 2 {
		name := pairs[i].(string)
		switch v := pairs[i+1].(type) {
		case string:
			if v != "" {
				p[name] = v
			}
		case int:
			if v != 0 {
				p[name] = int64(v)
			}
		case bool:
			if v {
				p[name] = v
			}
		case []string:
			if len(v) > 0 {
				p[name] = v
			}
		}
	}
	return p
}

// year of a date YYYY-MM-DD, 0 if there is none.
func year(date string) int {
	if len(date) < 4 {
		return 0
	}
	y, _ := strconv.Atoi(date[:4])
	return y
}
