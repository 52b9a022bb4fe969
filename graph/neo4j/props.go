package neo4j

import (
	"encoding/json"
	"strconv"

	"github.com/policygraph/policygraph/graph/identity"
)

// What the server keeps of each row: one place for Apply, copies and exports for neo4j-admin. A property that is added here
// needs a column in layout.go.

func ledgerProps(s *identity.SourceRow) map[string]any {
	i := &s.Info
	return map[string]any{
		"_id": s.ID, "key": i.Key, "dataset": i.Dataset, "path": i.Path, "root": i.Root, "hash": i.Hash, "rulesVersion": i.RulesVersion,
		"_factRules": s.FactRules, "outcome": i.Outcome, "error": blank(i.Error), "format": i.Format, "bytes": i.Bytes,
	}
}

func textProps(s *identity.SourceRow) map[string]any {
	return map[string]any{"source": s.ID, "key": s.Info.Key, "text": s.Info.Text}
}

func recordProps(r *identity.RecordRow) map[string]any {
	return map[string]any{
		"_id": r.ID, "source": r.Source, "sourceKey": r.SourceKey, "record": r.Record.ID, "title": r.Title, "doc": r.Doc, "speaks": r.Speaks,
		"date": blank(r.Date), "printed": r.Printed, "standing": r.Standing, "damage": r.Damage, "plan": r.Plan, "start": r.Start, "end": r.End,
		"identifiers": r.Identifiers, "names": r.Names, "companion": r.Companion, "props": r.PropsJSON,
	}
}

func referenceProps(r *identity.ReferenceRow) (map[string]any, error) {
	info, err := json.Marshal(r.Ref)
	if err != nil {
		return nil, err
	}
	return map[string]any{
		"_id": r.ID, "hash": r.Hash, "info": string(info), "state": blank(r.State), "node": r.Node, "value": blank(r.Value), "uses": r.Uses,
	}, nil
}

func carrierProps(doc int64, c *identity.Candidate) (map[string]any, error) {
	info, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	return map[string]any{"doc": doc, "info": string(info)}, nil
}

func claimProps(c *identity.NodeClaimRow) map[string]any {
	return map[string]any{
		"_id": c.ID, "source": c.Source, "record": null(c.Record), "body": c.Body, "endRecord": null(c.End.Record),
		"alien": alien(c.End, c.Record), "endReference": null(c.End.Reference), "endKey": blank(c.End.Key), "type": string(c.Type),
		"priority": c.Priority, "props": c.Props, "node": null(c.Node),
	}
}

// statementProps adds to row, which says where the statement counts, what it says.
func statementProps(row map[string]any, c *identity.EdgeClaimRow, source, record, factRules string) {
	for name, v := range map[string]any{
		"key": source + "#" + strconv.Itoa(c.Seq), "type": string(c.Type), "source": source, "record": blank(record),
		"start": c.Start, "end": c.End, "quote": c.Quote, "rule": c.Rule, "rulesVersion": factRules, "confidence": c.Confidence,
		"fromText": blank(c.FromText), "toText": blank(c.ToText),
		"_source": c.Source, "_record": null(c.Record), "_body": c.Body, "_seq": c.Seq, "_props": c.Props,
		"_fromRecord": null(c.From.Record), "_fromAlien": alien(c.From, c.Record), "_fromReference": null(c.From.Reference), "_fromKey": blank(c.From.Key),
		"_toRecord": null(c.To.Record), "_toAlien": alien(c.To, c.Record), "_toReference": null(c.To.Reference), "_toKey": blank(c.To.Key),
	} {
		row[name] = v
	}
}

// alien is the record at an end if it is another than the claim's own: only that one is looked for, which keeps the
// index small.
func alien(e identity.EndRow, record int64) any {
	if e.Record == record {
		return nil
	}
	return null(e.Record)
}
