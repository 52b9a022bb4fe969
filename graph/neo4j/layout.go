package neo4j

import (
	"slices"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/identity"
)

// laid is a part of a store as the server keeps it: nodes by the label that names their kind, relationships by type.
type laid struct {
	nodes map[string][]laidNode
	edges map[graph.EdgeType][]laidEdge
}

type laidNode struct {
	labels []string
	props  map[string]any
}

type laidEdge struct {
	from, to       int64
	fromKey, toKey graph.Key
	props          map[string]any
}

// bookkeeping are the labels beside those of the schema table, in the order in which they are written.
var bookkeeping = []string{"Ledger", "Text", "Record", "Name", "Reference", "Carrier", "Words", "Claim", "Statement", "Count"}

// kinds are the labels by which nodes are laid: bookkeeping and the types of the schema table.
func kinds() []string {
	list := slices.Clone(bookkeeping)
	for i := range graph.Nodes {
		list = append(list, string(graph.Nodes[i].Type))
	}
	return list
}

// lay lays a part out. Its ids must be of one row.
func lay(p *identity.Part) (*laid, error) {
	l := &laid{nodes: map[string][]laidNode{}, edges: map[graph.EdgeType][]laidEdge{}}
	for _, s := range p.Sources {
		l.add("Ledger", ledgerProps(s))
		if s.NewText {
			l.add("Text", textProps(s))
		}
	}
	for _, r := range p.Records {
		l.add("Record", recordProps(r))
		l.addNames(recordNames(r))
	}
	if err := l.citations(p); err != nil {
		return nil, err
	}
	if err := l.graph(p); err != nil {
		return nil, err
	}
	for _, c := range p.NodeClaims {
		l.add("Claim", claimProps(c))
	}
	for i, c := range p.EdgeClaims {
		l.add("Statement", laidStatement(c, &p.Stated[i]))
	}
	for typ, n := range p.NodeCounts {
		l.add("Count", countProps("node", string(typ), n))
	}
	for typ, n := range p.EdgeCounts {
		l.add("Count", countProps("edge", string(typ), n))
	}
	return l, nil
}

func (l *laid) add(kind string, props map[string]any) {
	l.nodes[kind] = append(l.nodes[kind], laidNode{[]string{kind}, props})
}

// addNames adds the names of one owner, each once.
func (l *laid) addNames(names []nameRow) {
	seen := nameSet{}
	for _, n := range names {
		if !seen[n] {
			seen[n] = true
			l.add("Name", n.props())
		}
	}
}

func countProps(kind, typ string, n int) map[string]any {
	return map[string]any{"kind": kind, "type": typ, "n": n}
}

func laidStatement(c *identity.EdgeClaimRow, at *identity.Stated) map[string]any {
	row := map[string]any{"_id": c.ID, "_edge": null(c.Edge), "edge": blank(at.Edge), "from": blank(at.From), "to": blank(at.To)}
	statementProps(row, c, at.Source, at.Record, at.FactRules)
	return row
}

func (l *laid) citations(p *identity.Part) error {
	for _, r := range p.References {
		props, err := referenceProps(r)
		if err != nil {
			return err
		}
		l.add("Reference", props)
		l.addNames(listNames(ofReference, r.ID, r.Ref.Names))
	}
	for doc, c := range p.Carriers {
		props, err := carrierProps(doc, c)
		if err != nil {
			return err
		}
		l.add("Carrier", props)
		l.addNames(listNames(ofCarrier, doc, c.Names))
	}
	return nil
}

func (l *laid) graph(p *identity.Part) error {
	for _, n := range p.NewNodes {
		row, err := nodeRow(n)
		if err != nil {
			return err
		}
		labels, _ := row["labels"].([]string)
		props, _ := row["props"].(map[string]any)
		kind := string(n.Type)
		l.nodes[kind] = append(l.nodes[kind], laidNode{append([]string{"Entity"}, labels...), props})
		words, err := wordsOf(n, p.Bodies[n.ID])
		if err != nil {
			return err
		}
		if words != nil {
			l.add("Words", words)
		}
	}
	for i, e := range p.NewEdges {
		props, err := edgeRow(e)
		if err != nil {
			return err
		}
		shown := &p.Shown[i]
		props["quote"], props["source"], props["rule"] = blank(shown.Quote), blank(shown.Source), blank(shown.Rule)
		l.edges[e.Type] = append(l.edges[e.Type], laidEdge{e.From, e.To, shown.From, shown.To, props})
	}
	return nil
}
