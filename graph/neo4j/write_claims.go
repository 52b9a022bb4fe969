package neo4j

import (
	"strconv"

	"github.com/policygraph/policygraph/graph/identity"
)

// putClaims writes claims and statements, and moves those that are counted elsewhere now.
func (t *transaction) putClaims(d *identity.Delta) error {
	var claims, links []any
	for _, c := range d.NodeClaims {
		claims = append(claims, map[string]any{
			"_id": c.ID, "source": c.Source, "record": null(c.Record), "body": c.Body, "endRecord": null(c.End.Record),
			"alien": alien(c.End, c.Record), "endReference": null(c.End.Reference), "endKey": blank(c.End.Key), "type": string(c.Type),
			"priority": c.Priority, "props": c.Props, "node": null(c.Node),
		})
	}
	for _, c := range d.NodeLinks {
		links = append(links, map[string]any{"_id": c.ID, "node": null(c.Node)})
	}
	statements, edgeLinks := t.statementRows(d)
	return t.writeAll(part{"new claims", claims}, part{"link claims", links},
		part{"new statements", statements}, part{"link statements", edgeLinks})
}

// alien is the record at an end if it is another than the claim's own: only that one is looked for, which keeps the
// index small.
func alien(e identity.EndRow, record int64) any {
	if e.Record == record {
		return nil
	}
	return null(e.Record)
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
		for name, v := range map[string]any{
			"key": s.Info.Key + "#" + strconv.Itoa(c.Seq), "type": string(c.Type), "source": s.Info.Key, "record": blank(records[c.Record]),
			"start": c.Start, "end": c.End, "quote": c.Quote, "rule": c.Rule, "rulesVersion": s.FactRules, "confidence": c.Confidence,
			"fromText": blank(c.FromText), "toText": blank(c.ToText),
			"_source": c.Source, "_record": null(c.Record), "_body": c.Body, "_seq": c.Seq, "_props": c.Props,
			"_fromRecord": null(c.From.Record), "_fromAlien": alien(c.From, c.Record), "_fromReference": null(c.From.Reference), "_fromKey": blank(c.From.Key),
			"_toRecord": null(c.To.Record), "_toAlien": alien(c.To, c.Record), "_toReference": null(c.To.Reference), "_toKey": blank(c.To.Key),
		} {
			row[name] = v
		}
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
		row["_edge"], row["edge"], row["from"], row["to"] = c.Edge, e.key, t.keys[e.from], t.keys[e.to]
	}
	return row
}
