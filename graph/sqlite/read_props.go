package sqlite

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// decodeProps reads the canonical JSON of properties. Rows by the thousand are read for one question, and
// encoding/json took most of that time.
func decodeProps(schema []graph.Prop, s string) (graph.Props, error) {
	d := propsDecoder{s: s}
	props := make(graph.Props, strings.Count(s, `":`))
	next := 0 // names are sorted here and not in the table, but mostly near each other
	for sep := byte('{'); d.is(sep); sep = ',' {
		if d.is('}') {
			return props, d.err
		}
		name := d.text()
		if !d.is(':') {
			break
		}
		p := findProp(schema, name, &next)
		if p == nil {
			d.skip() // of another version of the schema table
			continue
		}
		props[p.Name] = d.value(p.Type)
		if d.err != nil {
			return nil, fmt.Errorf("property %s: %w", name, d.err)
		}
	}
	if !d.is('}') || d.err != nil || d.i != len(s) {
		return nil, fmt.Errorf("properties %.80q are damaged", s)
	}
	return props, nil
}

func findProp(schema []graph.Prop, name string, next *int) *graph.Prop {
	for range schema {
		p := &schema[*next]
		if *next++; *next == len(schema) {
			*next = 0
		}
		if p.Name == name {
			return p
		}
	}
	return nil
}

// propsDecoder reads JSON without blanks.
type propsDecoder struct {
	s   string
	i   int
	err error
}

// is steps over a byte if it is the next one.
func (d *propsDecoder) is(c byte) bool {
	if d.i < len(d.s) && d.s[d.i] == c {
		d.i++
		return true
	}
	return false
}

func (d *propsDecoder) value(t graph.PropType) any {
	switch t {
	case graph.TextList:
		return d.list()
	case graph.Int:
		n, err := strconv.ParseInt(d.bare(), 10, 64)
		d.fail(err)
		return n
	case graph.Float:
		f, err := strconv.ParseFloat(d.bare(), 64)
		d.fail(err)
		return f
	case graph.Bool:
		b, err := strconv.ParseBool(d.bare())
		d.fail(err)
		return b
	}
	return d.text()
}

func (d *propsDecoder) fail(err error) {
	if d.err == nil {
		d.err = err
	}
}

// bare takes a number or a word.
func (d *propsDecoder) bare() string {
	rest := d.s[d.i:]
	n := strings.IndexAny(rest, ",}]")
	if n < 0 {
		n = len(rest)
	}
	d.i += n
	return rest[:n]
}

// text takes a string. Escapes are rare: lines and quotes in headings.
func (d *propsDecoder) text() string {
	start := d.i
	if !d.is('"') {
		d.fail(fmt.Errorf("no text at byte %d", d.i))
		return ""
	}
	for escaped := false; d.i < len(d.s); d.i++ {
		switch d.s[d.i] {
		case '\\':
			escaped = true
			d.i++
		case '"':
			d.i++
			if !escaped {
				return d.s[start+1 : d.i-1]
			}
			var s string
			d.fail(json.Unmarshal([]byte(d.s[start:d.i]), &s))
			return s
		}
	}
	d.i = len(d.s)
	d.fail(fmt.Errorf("text at byte %d does not end", start))
	return ""
}

func (d *propsDecoder) list() []string {
	list := []string{}
	for sep := byte('['); d.err == nil && d.is(sep); sep = ',' {
		if d.is(']') {
			return list
		}
		list = append(list, d.text())
	}
	if !d.is(']') {
		d.fail(fmt.Errorf("no list at byte %d", d.i))
	}
	return list
}

// skip steps over a value of any type.
func (d *propsDecoder) skip() {
	switch {
	case d.i == len(d.s):
	case d.s[d.i] == '"':
		d.text()
	case d.s[d.i] == '[':
		d.list()
	default:
		d.bare()
	}
}
