package identity

import (
	"fmt"
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// check refuses a change set that no store could keep: it is a defect of what made it, and is named before
// anything is written.
func check(set *graph.ChangeSet) error {
	if set.Source.Key == "" {
		return fmt.Errorf("a change set without a source key")
	}
	records := map[string]bool{}
	for i := range set.Records {
		r := &set.Records[i]
		if r.ID == "" || records[r.ID] {
			return fmt.Errorf("%s: record %q: empty or repeated ID", set.Source.Key, r.ID)
		}
		records[r.ID] = true
		if err := checkRecord(r, len(set.Source.Text)); err != nil {
			return fmt.Errorf("%s: record %s: %w", set.Source.Key, r.ID, err)
		}
	}
	for i := range set.Nodes {
		if err := checkNodeClaim(&set.Nodes[i], records); err != nil {
			return fmt.Errorf("%s: node claim %d (%s): %w", set.Source.Key, i, set.Nodes[i].Type, err)
		}
	}
	for i := range set.Edges {
		if err := checkEdgeClaim(&set.Edges[i], records); err != nil {
			return fmt.Errorf("%s: edge claim %d (%s): %w", set.Source.Key, i, set.Edges[i].Type, err)
		}
	}
	return nil
}

func checkRecord(r *graph.Record, text int) error {
	if r.Date != "" && !isDate(r.Date) {
		return fmt.Errorf("date %q is not YYYY-MM-DD", r.Date)
	}
	if r.Start < 0 || r.End < r.Start || r.End > text {
		return fmt.Errorf("place %d-%d is not in the text of %d bytes", r.Start, r.End, text)
	}
	return checkProps(graph.NodeSchemaOf(graph.Document).Props, r.Props)
}

func checkNodeClaim(c *graph.NodeClaim, records map[string]bool) error {
	schema := graph.NodeSchemaOf(c.Type)
	if schema == nil {
		return fmt.Errorf("unknown node type")
	}
	if c.Priority < 0 || c.Priority == edgePriority {
		return fmt.Errorf("priority %d is reserved", c.Priority)
	}
	if err := checkMaker(c.Record, c.Body, records); err != nil {
		return err
	}
	if err := checkEnd(&c.Node, records); err != nil {
		return err
	}
	return checkProps(schema.Props, c.Props)
}

func checkEdgeClaim(c *graph.EdgeClaim, records map[string]bool) error {
	schema := graph.EdgeSchemaOf(c.Type)
	if schema == nil {
		return fmt.Errorf("unknown edge type")
	}
	if err := checkMaker(c.Record, c.Body, records); err != nil {
		return err
	}
	if err := checkEnd(&c.From, records); err != nil {
		return fmt.Errorf("from: %w", err)
	}
	if err := checkEnd(&c.To, records); err != nil {
		return fmt.Errorf("to: %w", err)
	}
	return checkProps(schema.Props, c.Props)
}

func checkMaker(record string, body bool, records map[string]bool) error {
	if record == "" && body {
		return fmt.Errorf("a body claim of no record")
	}
	if record != "" && !records[record] {
		return fmt.Errorf("record %q is not in the change set", record)
	}
	return nil
}

func checkEnd(e *graph.End, records map[string]bool) error {
	switch {
	case e.Record != "" && e.Key == "" && e.Reference == nil:
		if !records[e.Record] {
			return fmt.Errorf("record %q is not in the change set", e.Record)
		}
		if e.Suffix != "" && !strings.HasPrefix(e.Suffix, "/") {
			return fmt.Errorf("suffix %q does not begin with /", e.Suffix)
		}
	case e.Suffix != "":
		return fmt.Errorf("suffix %q without a record", e.Suffix)
	case e.Record == "" && e.Key != "" && e.Reference == nil:
	case e.Record == "" && e.Key == "" && e.Reference != nil:
		return checkReference(e.Reference)
	default:
		return fmt.Errorf("exactly one of key, record and reference must be set")
	}
	return nil
}

func checkReference(r *graph.Reference) error {
	if r.Title == "" && r.Number == "" {
		return fmt.Errorf("a citation without title and number")
	}
	if r.Citing != "" && !isDate(r.Citing) {
		return fmt.Errorf("citing date %q is not YYYY-MM-DD", r.Citing)
	}
	return nil
}
