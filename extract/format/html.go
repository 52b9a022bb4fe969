package format

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
)

// readHTML takes the text out of a page: a line for each block, a line for each row of a table with its cells
// between tabs. Scripts, navigation, forms and what is hidden go.
func readHTML(data []byte) (string, error) {
	s := decodeHTML(data)
	doc, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return "", fmt.Errorf("the page cannot be read as HTML (%w); save it anew from a browser or supply its text", err)
	}
	w := lineWriter{menus: menus(doc)}
	w.node(doc)
	w.endLine()
	return w.b.String(), nil
}

// decodeHTML decodes a page. Valid UTF-8 and UTF-16 win over what the page says of itself, which is often left
// from before it was converted.
func decodeHTML(data []byte) string {
	if s, ok := decodeUTF16(data); ok {
		return s
	}
	name := declaredCharset(data[:min(len(data), 4096)])
	e, canonical := charset.Lookup(name)
	switch canonical {
	case "", "utf-8", "gbk", "gb18030", "replacement", "utf-16le", "utf-16be":
		return decode(data)
	}
	if mostlyUTF8(data) {
		return decode(data)
	}
	s, err := e.NewDecoder().Bytes(data)
	if err != nil {
		return decode(data)
	}
	return string(s)
}

// declaredCharset reads the charset that a meta element gives.
func declaredCharset(head []byte) string {
	_, after, found := bytes.Cut(bytes.ToLower(head), []byte("charset="))
	if !found {
		return ""
	}
	after = bytes.TrimLeft(after, `"' `)
	if end := bytes.IndexAny(after, `"' />;`); end >= 0 {
		after = after[:end]
	}
	return string(after)
}

// lineWriter gathers lines: blanks collapse as a browser shows them, empty lines go.
type lineWriter struct {
	b     strings.Builder
	line  strings.Builder
	blank bool // a blank is due before the next text of the line
	cell  bool // in a cell of a table: no line ends
	menus map[*html.Node]bool
}

func (w *lineWriter) endLine() {
	if w.cell {
		w.blank = true
		return
	}
	if w.line.Len() > 0 {
		w.b.WriteString(w.line.String())
		w.b.WriteByte('\n')
	}
	w.line.Reset()
	w.blank = false
}

// text writes what a browser shows of s: the blanks that HTML knows collapse, others (&nbsp;, U+3000) stay.
func (w *lineWriter) text(s string) {
	for s != "" {
		i := strings.IndexAny(s, " \t\r\n\f")
		word := s
		if i >= 0 {
			word, s = s[:i], s[i+1:]
		} else {
			s = ""
		}
		if word != "" {
			if w.blank && w.line.Len() > 0 {
				w.line.WriteByte(' ')
			}
			w.blank = false
			w.line.WriteString(word)
		}
		if i >= 0 {
			w.blank = true
		}
	}
}

func (w *lineWriter) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.text(n.Data)
		return
	case html.ElementNode:
		if skipped(n) || w.menus[n] {
			return
		}
	case html.CommentNode, html.DoctypeNode:
		return
	}
	switch {
	case n.DataAtom == atom.Br || n.DataAtom == atom.Hr:
		w.endLine()
	case n.DataAtom == atom.Pre && !w.cell:
		w.pre(n)
	case n.DataAtom == atom.Table && !w.cell && isData(n):
		w.endLine()
		w.table(n)
	default:
		block := isBlock(n.DataAtom)
		if block {
			w.endLine()
		}
		w.children(n)
		if block {
			w.endLine()
		}
	}
}

func (w *lineWriter) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c)
	}
}

// pre keeps the line ends of preformatted text.
func (w *lineWriter) pre(n *html.Node) {
	w.endLine()
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			for i, part := range strings.Split(c.Data, "\n") {
				if i > 0 {
					w.endLine()
				}
				w.text(part)
			}
		}
		if c.DataAtom == atom.Br {
			w.endLine()
		}
	}
	w.endLine()
}

// skipped tells whether n is no text of the page: scripts, navigation, controls, hidden elements.
func skipped(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Head, atom.Script, atom.Style, atom.Nav, atom.Noscript, atom.Template, atom.Iframe, atom.Object, atom.Svg, atom.Math,
		atom.Select, atom.Button, atom.Textarea, atom.Footer, atom.Aside, atom.Audio, atom.Video, atom.Canvas, atom.Map, atom.Dialog:
		return true
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "style":
			if strings.Contains(strings.ReplaceAll(strings.ToLower(a.Val), " ", ""), "display:none") {
				return true
			}
		}
	}
	return false
}

func isBlock(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.Li, atom.Ul, atom.Ol, atom.Dl, atom.Dt, atom.Dd, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
		atom.Section, atom.Article, atom.Main, atom.Header, atom.Blockquote, atom.Table, atom.Tr, atom.Td, atom.Th, atom.Caption,
		atom.Thead, atom.Tbody, atom.Tfoot, atom.Center, atom.Figure, atom.Figcaption, atom.Fieldset, atom.Form, atom.Address, atom.Body:
		return true
	}
	return false
}

// isData tells a table of data from one that only lays out the page, as those of older portals do: that one holds
// another table, a heading, or a cell as long as a document.
func isData(table *html.Node) bool {
	columns := 0
	for n := range table.Descendants() {
		switch n.DataAtom {
		case atom.Table, atom.H1, atom.H2, atom.H3, atom.Form, atom.Iframe:
			return false
		case atom.Tr:
			columns = max(columns, len(cells(n)))
		case atom.Td, atom.Th:
			if textLength(n) > 6000 {
				return false
			}
		}
	}
	return columns > 1
}

func textLength(n *html.Node) int {
	length := 0
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			length += len(strings.TrimSpace(c.Data))
		}
	}
	return length
}

func cells(row *html.Node) []*html.Node {
	var found []*html.Node
	for c := row.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
			found = append(found, c)
		}
	}
	return found
}

// table writes the rows of a table.
func (w *lineWriter) table(table *html.Node) {
	var g grid
	for n := range table.Descendants() {
		switch {
		case n.DataAtom == atom.Caption:
			w.children(n)
			w.endLine()
		case n.DataAtom == atom.Tr && !skipped(n):
			g.newRow()
			for _, cell := range cells(n) {
				g.add(cellText(cell), span(cell, "colspan"), span(cell, "rowspan"))
			}
		}
	}
	g.write(&w.b)
}

// cellText is the text of a cell in one line.
func cellText(cell *html.Node) string {
	w := lineWriter{cell: true}
	w.children(cell)
	return strings.ReplaceAll(w.line.String(), "\t", " ")
}

func span(cell *html.Node, key string) int {
	for _, a := range cell.Attr {
		if a.Key == key {
			v, err := strconv.Atoi(strings.TrimSpace(a.Val))
			if err == nil {
				return v
			}
		}
	}
	return 1
}
