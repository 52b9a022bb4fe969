package neo4j

import "github.com/policygraph/policygraph/graph/identity"

// putClaims writes claims and statements, and moves those that are counted elsewhere now.
func (t *transaction) putClaims(d *identity.Delta) error {
	var claims, links []any
	for _, c := range d.NodeClaims {
		claims = append(claims, claimProps(c))
	}
	for _, c := range d.NodeLinks {
		links = append(links, map[string]any{"_id": c.ID, "node": null(c.Node)})
	}
	statements, edgeLinks := t.statementRows(d)
	return t.writeAll(part{"create Claim", claims}, part{"link claims", links},
		part{"create Statement", statements}, part{"link statements", edgeLinks})
}

func (t *transaction) statementRows(d *identity.Delta) (fresh, links []any) {
	sources := map[int64]*identity.SourceRow{}
	for _, s := range d.Sources {
		sources[s.ID] = s
	}
	records := map[int64]string{}
	for _, r := range d.Records {
		records[r.ID] = r.Record.ID
	}
	for _, c := range d.EdgeClaims {
		s := sources[c.Source]
		row := t.place(c)
		statementProps(row, c, s.Info.Key, records[c.Record], s.FactRules)
		fresh = append(fresh, row)
	}
	for _, c := range d.EdgeLinks {
		links = append(links, t.place(c))
	}
	return fresh, links
}

// place is where a statement counts now: its edge and that edge's ends; an edge that it came to shows another first
// statement perhaps.
func (t *transaction) place(c *identity.EdgeClaimRow) map[string]any {
	row := map[string]any{"_id": c.ID, "_edge": nil, "edge": nil, "from": nil, "to": nil}
	if e, ok := t.edges[c.Edge]; ok && c.Edge != 0 {
		row["_edge"], row["edge"], row["from"], row["to"] = c.Edge, e.key, e.from, e.to
	}
	return row
}
