package neo4j

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/identity"
)

// lawLabel is the label of a document that is a law.
const lawLabel = "Law"

// nodeRow is a node as the server keeps it.
func nodeRow(n *identity.NodeRow) (map[string]any, error) {
	props := map[string]any{"_id": n.ID, "key": n.Key, "_values": identity.EncodeValues(n)}
	schema := graph.NodeSchemaOf(n.Type).Props
	if err := propsIn(props, schema, n.Props); err != nil {
		return nil, fmt.Errorf("node %s: %w", n.Key, err)
	}
	for _, p := range schema {
		if p.Sort && props[p.Name] == nil {
			props[nullMark(p.Name)] = true
		}
	}
	labels := []string{string(n.Type)}
	without := []string{}
	if n.WasType != "" && n.WasType != n.Type {
		without = append(without, string(n.WasType))
	}
	if law, _ := props["law"].(bool); law {
		labels = append(labels, lawLabel)
	} else {
		without = append(without, lawLabel)
	}
	return map[string]any{"props": props, "labels": labels, "without": without}, nil
}

func nodeRows(list []*identity.NodeRow) ([]any, error) {
	out := make([]any, len(list))
	for i, n := range list {
		row, err := nodeRow(n)
		if err != nil {
			return nil, err
		}
		out[i] = row
	}
	return out, nil
}

func (t *transaction) createNodes(list []*identity.NodeRow) error {
	byKind := map[string][]any{}
	for _, n := range list {
		row, err := nodeRow(n)
		if err != nil {
			return err
		}
		t.keys[n.ID] = n.Key
		labels, _ := row["labels"].([]string)
		kind := creation(n.Type, labels)
		byKind[kind] = append(byKind[kind], row["props"])
	}
	for _, kind := range slices.Sorted(maps.Keys(byKind)) {
		if err := t.write("create "+kind, byKind[kind]); err != nil {
			return err
		}
	}
	return nil
}

func (t *transaction) putNodes(d *identity.Delta) error {
	if err := t.createNodes(d.NewNodes); err != nil {
		return err
	}
	changed, err := nodeRows(d.Nodes)
	if err != nil {
		return err
	}
	var values []any
	for _, n := range d.NodeValues {
		values = append(values, map[string]any{"_id": n.ID, "_values": identity.EncodeValues(n)})
	}
	if err := t.writeAll(part{"put nodes", changed}, part{"put values", values}); err != nil {
		return err
	}
	return t.putWords(d)
}

// putWords writes the tokens of the nodes that came, changed, or have another text now.
func (t *transaction) putWords(d *identity.Delta) error {
	bodies, err := t.bodies(d)
	if err != nil {
		return err
	}
	var fresh, words, gone []any
	for _, list := range [][]*identity.NodeRow{d.NewNodes, d.Nodes, d.Reindex} {
		for _, n := range list {
			w, err := wordsOf(n, bodies[n.ID])
			if err != nil {
				return err
			}
			switch {
			case w != nil && t.isNew(n.ID):
				fresh = append(fresh, w)
			case w != nil:
				words = append(words, w)
			case n.WasType != "":
				gone = append(gone, n.ID)
			}
		}
	}
	return t.writeAll(part{"drop words", gone}, part{"create Words", fresh}, part{"put words", words})
}

// wordFields are the properties of Words by class of text.
var wordFields = [...]string{graph.ClassNumber: "number", graph.ClassTitle: "title", graph.ClassHeading: "heading", graph.ClassBody: "body"}

// wordsOf makes the tokens of a node; nil if its type has no text to search.
func wordsOf(n *identity.NodeRow, body string) (map[string]any, error) {
	schema := graph.NodeSchemaOf(n.Type)
	props, err := identity.DecodeProps(schema.Props, n.Props)
	if err != nil {
		return nil, fmt.Errorf("node %s: %w", n.Key, err)
	}
	tokens, searched := graph.IndexNode(schema, props, body)
	if !searched {
		return nil, nil
	}
	w := map[string]any{"node": n.ID, "key": n.Key, "type": graph.TypeToken(n.Type)}
	if date, ok := props[graph.SearchDate(n.Type)].(string); ok {
		w["date"] = date
	}
	for class := graph.ClassNumber; class <= graph.ClassBody; class++ {
		w[wordFields[class]] = blank(tokens[class])
	}
	return w, nil
}

// bodies gives the speaking texts of the documents that are to be indexed. The server is asked only where nothing changed about
// who speaks.
func (t *transaction) bodies(d *identity.Delta) (map[int64]string, error) {
	speakers := map[int64]textPlace{}
	for _, list := range [][]*identity.RecordRow{d.Records, d.RecordLinks} {
		for _, r := range list {
			if r.Speaks {
				speakers[r.Doc] = textPlace{r.Source, r.Start, r.End}
			}
		}
	}
	var places []textPlace
	var docs, ask []int64
	for _, list := range [][]*identity.NodeRow{d.NewNodes, d.Nodes, d.Reindex} {
		for _, n := range list {
			if n.Type != graph.Document {
				continue
			}
			if p, ok := speakers[n.ID]; ok {
				docs, places = append(docs, n.ID), append(places, p)
			} else if !t.isNew(n.ID) {
				ask = append(ask, n.ID)
			}
		}
	}
	err := each(t, "speaking texts", ask, func(rec *neo4j.Record) error {
		r := row(rec.AsMap())
		docs, places = append(docs, r.id("doc")), append(places, textPlace{r.id("source"), r.int("start"), r.int("stop")})
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := t.loadTexts(places); err != nil {
		return nil, err
	}
	bodies := make(map[int64]string, len(places))
	for i, p := range places {
		if text := t.texts[p.source]; p.end <= len(text) {
			bodies[docs[i]] = text[p.start:p.end]
		}
	}
	return bodies, nil
}

// textPlace is where a document stands in the text of its source.
type textPlace struct {
	source     int64
	start, end int
}

// loadTexts loads the texts of sources that are not among those written now.
func (t *transaction) loadTexts(places []textPlace) error {
	var missing []int64
	for _, p := range places {
		if _, known := t.texts[p.source]; !known {
			missing = append(missing, p.source)
			t.texts[p.source] = ""
		}
	}
	return each(t, "texts", missing, func(rec *neo4j.Record) error {
		r := row(rec.AsMap())
		t.texts[r.id("source")] = r.text("text")
		return nil
	})
}

func (t *transaction) putEdges(d *identity.Delta) error {
	first := firstStatements(d)
	fresh, changed := map[graph.EdgeType][]any{}, map[graph.EdgeType][]any{}
	for _, e := range d.NewEdges {
		props, err := edgeRow(e)
		if err != nil {
			return err
		}
		if c := first[e.ID]; c != nil {
			props["quote"], props["source"], props["rule"] = blank(c.Quote), t.sourceKey(d, c.Source), blank(c.Rule)
		}
		if props["source"] == nil {
			t.stale[e.Key] = string(e.Type) // a statement that stood before: asked for at the end
		}
		t.edges[e.ID] = edgePlace{key: e.Key, typ: e.Type, from: t.keys[e.From], to: t.keys[e.To]}
		fresh[e.Type] = append(fresh[e.Type], laidEdge{from: e.From, to: e.To, props: props})
	}
	for _, e := range d.Edges {
		props, err := edgeRow(e)
		if err != nil {
			return err
		}
		t.stale[e.Key] = string(e.Type)
		changed[e.Type] = append(changed[e.Type], props)
	}
	if err := t.writeTypes("create edges of ", fresh); err != nil {
		return err
	}
	return t.writeTypes("put edges of ", changed)
}

func edgeRow(e *identity.EdgeRow) (map[string]any, error) {
	props := map[string]any{"_id": e.ID, "key": e.Key, "statements": e.Statements}
	if err := propsIn(props, graph.EdgeSchemaOf(e.Type).Props, e.Props); err != nil {
		return nil, fmt.Errorf("edge %s: %w", e.Key, err)
	}
	return props, nil
}

// firstStatements finds for each edge the first of the statements that come to it, by source, then place.
func firstStatements(d *identity.Delta) map[int64]*identity.EdgeClaimRow {
	keys := map[int64]graph.Key{}
	for _, s := range d.Sources {
		keys[s.ID] = s.Info.Key
	}
	before := func(a, b *identity.EdgeClaimRow) bool {
		switch c := strings.Compare(keys[a.Source], keys[b.Source]); {
		case c != 0:
			return c < 0
		case a.Start != b.Start:
			return a.Start < b.Start
		case a.End != b.End:
			return a.End < b.End
		}
		return a.Seq < b.Seq
	}
	first := map[int64]*identity.EdgeClaimRow{}
	for _, c := range d.EdgeClaims {
		if old := first[c.Edge]; c.Edge != 0 && (old == nil || before(c, old)) {
			first[c.Edge] = c
		}
	}
	for _, c := range d.EdgeLinks { // of sources that are not in the difference: their names would have to be read
		delete(first, c.Edge)
	}
	return first
}

func (t *transaction) sourceKey(d *identity.Delta, id int64) any {
	for _, s := range d.Sources {
		if s.ID == id {
			return s.Info.Key
		}
	}
	return nil
}

// showFirst lets the edges whose statements changed show the first one.
func (t *transaction) showFirst(*identity.Delta) error {
	byType := map[graph.EdgeType][]any{}
	for key, typ := range t.stale {
		byType[graph.EdgeType(typ)] = append(byType[graph.EdgeType(typ)], key)
	}
	return t.writeTypes("show first statement of ", byType)
}
