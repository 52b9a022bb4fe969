package neo4j

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/policygraph/policygraph/graph"
)

// arrayMark stands between the members of a list. It is a control character that no name or title holds; one that does is an
// error rather than two members.
const (
	arrayMark   = "\x1f"
	arrayOption = `\31` // as neo4j-admin takes it
)

// column is a property with its type in a header.
type column struct{ name, typ string }

func (c column) header() string {
	if c.typ == idType {
		return c.name + ":ID(Entity)" // by which relationships find the nodes of the graph
	}
	return c.name + ":" + c.typ
}

// idType is the type of the key of a node of the graph; keys of the bookkeeping are plain texts.
const idType = "ID"

// plainColumns are those of the bookkeeping.
var plainColumns = map[string]string{
	"Schema":    "name:string version:long state:string turn:long next:long",
	"Ledger":    "_id:long key:string dataset:string path:string root:string hash:string rulesVersion:string _factRules:string outcome:string error:string format:string bytes:long",
	"Text":      "source:long key:string text:string",
	"Record":    "_id:long source:long sourceKey:string record:string title:string doc:long speaks:boolean date:string printed:boolean standing:long damage:long plan:boolean start:long end:long identifiers:string[] names:string[] companion:string[] props:string",
	"Name":      "name:string owner:long",
	"Reference": "_id:long hash:string info:string state:string node:long value:string uses:long",
	"Carrier":   "doc:long info:string",
	"Words":     "node:long key:string type:string date:string number:string title:string heading:string body:string",
	"Claim":     "_id:long source:long record:long body:boolean endRecord:long alien:long endReference:long endKey:string type:string priority:long props:string node:long",
	"Statement": "_id:long _edge:long edge:string from:string to:string key:string type:string source:string record:string start:long end:long quote:string rule:string rulesVersion:string confidence:double fromText:string toText:string _source:long _record:long _body:boolean _seq:long _props:string _fromRecord:long _fromAlien:long _fromReference:long _fromKey:string _toRecord:long _toAlien:long _toReference:long _toKey:string",
	"Count":     "kind:string type:string n:long",
}

func parseColumns(text string) (list []column) {
	for _, word := range strings.Fields(text) {
		name, typ, _ := strings.Cut(word, ":")
		list = append(list, column{name, typ})
	}
	return list
}

// nodeColumns are the columns of a kind of nodes.
func nodeColumns(kind string) []column {
	schema := graph.NodeSchemaOf(graph.NodeType(kind))
	if schema == nil {
		return parseColumns(plainColumns[kind])
	}
	columns := append(parseColumns("key:ID _id:long _values:string"), schemaColumns(schema.Props)...)
	for _, p := range schema.Props {
		if p.Sort {
			columns = append(columns, column{nullMark(p.Name), "boolean"})
		}
	}
	return columns
}

func edgeColumns(typ graph.EdgeType) []column {
	return append(parseColumns("_id:long key:string statements:long quote:string source:string rule:string"), schemaColumns(graph.EdgeSchemaOf(typ).Props)...)
}

var columnTypes = map[graph.PropType]string{
	graph.Text: "string", graph.Date: "date", graph.Int: "long", graph.Float: "double", graph.Bool: "boolean", graph.TextList: "string[]",
}

func schemaColumns(props []graph.Prop) []column {
	list := make([]column, len(props))
	for i, p := range props {
		list[i] = column{p.Name, columnTypes[p.Type]}
	}
	return list
}

// cells are the values of a row.
type cells struct {
	list   []string
	unlike string            // what is of another type than the columns say, or has none
	types  map[string]string // of those
	extra  []string          // those without a column
}

func cellsOf(columns []column, props map[string]any, widest *int) (*cells, error) {
	c := &cells{list: make([]string, len(columns)), types: map[string]string{}}
	known := map[string]bool{}
	put := func(name, typ string) (string, error) {
		text, is, err := cellOf(props[name])
		if err != nil {
			return "", fmt.Errorf("property %s: %w", name, err)
		}
		if is != "" && is != typ && typ != idType {
			c.types[name] = is
		}
		*widest = max(*widest, utf8.RuneCountInString(text))
		return text, nil
	}
	for i, col := range columns {
		known[col.name] = true
		var err error
		if c.list[i], err = put(col.name, col.typ); err != nil {
			return nil, err
		}
	}
	for name, v := range props {
		if !known[name] && v != nil {
			c.extra = append(c.extra, name)
		}
	}
	slices.Sort(c.extra)
	for _, name := range c.extra {
		text, err := put(name, "")
		if err != nil {
			return nil, err
		}
		c.list = append(c.list, text)
	}
	for _, name := range sortedNames(c.types) {
		c.unlike += " " + name + ":" + c.types[name]
	}
	return c, nil
}

func sortedNames(m map[string]string) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// headers are the column heads of a table that begins with a row.
func headers(columns []column, c *cells) []string {
	var heads []string
	for _, col := range columns {
		if typ := c.types[col.name]; typ != "" {
			col.typ = typ
		}
		heads = append(heads, col.header())
	}
	for _, name := range c.extra {
		heads = append(heads, name+":"+c.types[name])
	}
	return heads
}

// cellOf writes a value, and tells its type; "" is absent, a quoted nothing is an empty text.
func cellOf(v any) (text, typ string, err error) {
	switch v := v.(type) {
	case nil:
		return "", "", nil
	case string:
		return quoted(v), "string", nil
	case int:
		return strconv.Itoa(v), "long", nil
	case int64:
		return strconv.FormatInt(v, 10), "long", nil
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64), "double", nil
	case bool:
		return strconv.FormatBool(v), "boolean", nil
	case neo4j.Date:
		return v.String(), "date", nil
	case []string:
		return listCell(v)
	}
	return "", "", fmt.Errorf("a %T cannot be written", v)
}

func listCell(list []string) (text, typ string, err error) {
	for _, s := range list {
		if strings.Contains(s, arrayMark) {
			return "", "", fmt.Errorf("%q holds the control character that parts the members of a list", s)
		}
	}
	if len(list) == 0 {
		return "", "", nil // read back as an empty list
	}
	return quoted(strings.Join(list, arrayMark)), "string[]", nil
}

func quoted(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

// table is one CSV file.
type table struct {
	option, file string
	f            *os.File
	w            *bufio.Writer
}

func (t *table) begin(head []string) (err error) {
	if t.f, err = os.Create(t.file); err != nil {
		return err
	}
	t.w = bufio.NewWriterSize(t.f, 1<<16)
	return t.write(head)
}

func (t *table) write(cells []string) error {
	for i, c := range cells {
		if i > 0 {
			t.w.WriteByte(',') // an error stays, and comes out of the last call
		}
		t.w.WriteString(c)
	}
	_, err := t.w.WriteString("\n")
	return err
}

// close flushes and closes; a second call does nothing.
func (t *table) close() error {
	if t.f == nil {
		return nil
	}
	err := t.w.Flush()
	if e := t.f.Close(); err == nil {
		err = e
	}
	t.f = nil
	return err
}
