package sqlite

import (
	"database/sql"
	"fmt"
	"strings"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/identity"
)

const speakingTexts = `SELECT r.doc, r.source, r.start, r.stop FROM json_each(?) k CROSS JOIN record r ON r.doc = k.value AND r.speaks`

// bodies gives the speaking texts of the documents that are to be indexed.
func (t *transaction) bodies(d *identity.Delta) (map[int64]string, error) {
	if t.given != nil {
		return t.given, nil
	}
	var docs []int64
	for _, list := range [][]*identity.NodeRow{d.NewNodes, d.Nodes, d.Reindex} {
		for _, n := range list {
			if n.Type == graph.Document {
				docs = append(docs, n.ID)
			}
		}
	}
	type place struct {
		doc, source int64
		start, stop int
	}
	var places []place
	err := each(t, speakingTexts, docs, func(r *sql.Rows) error {
		var p place
		err := r.Scan(&p.doc, &p.source, &p.start, &p.stop)
		places = append(places, p)
		return err
	})
	if err != nil {
		return nil, err
	}
	bodies := make(map[int64]string, len(places))
	for _, p := range places {
		text, err := t.text(p.source)
		if err != nil {
			return nil, err
		}
		if p.stop <= len(text) {
			bodies[p.doc] = text[p.start:p.stop]
		}
	}
	return bodies, nil
}

// text is the decoded text of a source.
func (t *transaction) text(source int64) (string, error) {
	if text, ok := t.texts[source]; ok {
		return text, nil
	}
	var text string
	err := t.query(`SELECT text FROM source_text WHERE source = ?`, func(r *sql.Rows) error {
		var packed []byte
		if err := r.Scan(&packed); err != nil {
			return err
		}
		var err error
		text, err = unpackText(packed)
		return err
	}, source)
	if t.texts == nil {
		t.texts = map[int64]string{}
	}
	t.texts[source] = text
	return text, err
}

// index writes the columns and the search tokens of a node.
func (t *transaction) index(n *identity.NodeRow, body string, isNew bool) error {
	schema := graph.NodeSchemaOf(n.Type)
	props, err := identity.DecodeProps(schema.Props, n.Props)
	if err != nil {
		return fmt.Errorf("node %s: %w", n.Key, err)
	}
	args := []any{n.ID, n.Key}
	for _, p := range nodeColumns(schema) {
		args = append(args, props[p.Name])
	}
	if err := t.exec(columnsQuery(n.Type, len(args)), args...); err != nil {
		return err
	}
	if !isNew {
		if err := t.exec(`DELETE FROM search WHERE rowid = ?`, n.ID); err != nil {
			return err
		}
	}
	return t.putWords(n, schema, props, body)
}

// putWords writes the tokens of the properties that are searched, and of a document's text.
func (t *transaction) putWords(n *identity.NodeRow, schema *graph.NodeSchema, props graph.Props, body string) error {
	tokens, searched := graph.IndexNode(schema, props, body)
	if !searched {
		return nil
	}
	columns := []any{n.ID, graph.TypeToken(n.Type)}
	for class := graph.ClassNumber; class <= graph.ClassBody; class++ {
		columns = append(columns, tokens[class])
	}
	return t.exec(`INSERT INTO search (rowid, type, number, title, heading, body) VALUES (?, ?, ?, ?, ?, ?)`, columns...)
}

func columnsQuery(t graph.NodeType, n int) string {
	return `INSERT OR REPLACE INTO ` + nodeTable(t) + ` VALUES (?` + strings.Repeat(", ?", n-1) + `)`
}
