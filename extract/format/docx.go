package format

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// maxUnpacked bounds the main part of a DOCX: a real one of this size would be tens of thousands of pages.
const maxUnpacked = 64 << 20

// readDOCX takes the text out of a Word file: a line for each paragraph, a line for each row of a table with its
// cells between tabs. Deleted text (tracked changes), fields' codes, headers and footers go.
func readDOCX(data []byte) (string, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return "", fmt.Errorf("is no DOCX (%w); save it anew as .docx", err)
	}
	part, err := mainPart(archive)
	if err != nil {
		return "", err
	}
	r, err := part.Open()
	if err != nil {
		return "", fmt.Errorf("%s in it cannot be opened (%w); save it anew as .docx", part.Name, err)
	}
	defer r.Close()
	limited := &io.LimitedReader{R: r, N: maxUnpacked + 1}
	d := docx{x: xml.NewDecoder(limited), numbers: newNumbering(smallPart(archive, "word/numbering.xml"), smallPart(archive, "word/styles.xml"))}
	d.x.Strict = false
	err = d.read()
	if limited.N <= 0 {
		return "", fmt.Errorf("%s in it unpacks to more than %d MB; split the document", part.Name, maxUnpacked>>20)
	}
	if err != nil {
		return "", fmt.Errorf("%s in it is damaged at byte %d (%w); save it anew as .docx", part.Name, d.x.InputOffset(), err)
	}
	return d.out.String(), nil
}

// mainPart finds the document in the package.
func mainPart(archive *zip.Reader) (*zip.File, error) {
	for _, f := range archive.File {
		if name := strings.TrimPrefix(strings.ToLower(f.Name), "/"); name == "word/document.xml" || name == "word/document2.xml" {
			if f.UncompressedSize64 > maxUnpacked {
				return nil, fmt.Errorf("%s in it unpacks to more than %d MB; split the document", f.Name, maxUnpacked>>20)
			}
			return f, nil
		}
	}
	return nil, errors.New("is a ZIP file without word/document.xml, so no Word document; save it as .docx or supply the files in it")
}

// maxSmall bounds the parts on lists and styles.
const maxSmall = 8 << 20

// smallPart reads a part that a document can do without, nil if it is not there or too large.
func smallPart(archive *zip.Reader, name string) []byte {
	r, err := archive.Open(name)
	if err != nil {
		return nil
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, maxSmall+1))
	if err != nil || len(data) > maxSmall {
		return nil
	}
	return data
}

// docx is the state of one pass over document.xml. Tables nest, and text boxes hold paragraphs inside a paragraph,
// so both are stacks.
type docx struct {
	x          *xml.Decoder
	out        strings.Builder
	paragraphs []*wordParagraph
	tables     []*wordTable
	text       bool // inside w:t
	numbers    *numbering
}

// wordParagraph is a paragraph being read.
type wordParagraph struct {
	strings.Builder
	number numberRef
}

// wordTable is a table being read; cell gathers the paragraphs of the current cell.
type wordTable struct {
	grid       grid
	cell       strings.Builder
	columns    int
	continuing bool // the cell continues the one above
}

func (d *docx) read() error {
	for {
		token, err := d.x.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if err := d.start(t); err != nil {
				return err
			}
		case xml.EndElement:
			d.end(t.Name)
		case xml.CharData:
			if d.text {
				d.write(string(t))
			}
		}
	}
}

// word tells whether a name is of WordprocessingML, in its transitional or strict form; formulas and drawings have
// elements of the same local names.
func word(name xml.Name) bool {
	return strings.HasSuffix(name.Space, "/wordprocessingml/2006/main") || strings.HasSuffix(name.Space, "/wordprocessingml/main") || name.Space == "w"
}

func (d *docx) start(t xml.StartElement) error {
	if t.Name.Local == "Fallback" && strings.HasSuffix(t.Name.Space, "/markup-compatibility/2006") {
		return d.x.Skip() // says again what Choice says
	}
	if !word(t.Name) {
		return nil
	}
	switch t.Name.Local {
	case "del", "moveFrom", "instrText", "rPr", "sectPr", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange":
		return d.x.Skip()
	case "p":
		d.paragraphs = append(d.paragraphs, &wordParagraph{})
	case "pStyle", "numId", "ilvl":
		d.number(t)
	case "t":
		d.text = true
	case "tab":
		d.write(" ")
	case "br", "cr":
		d.write("\n")
	case "noBreakHyphen":
		d.write("-")
	case "tbl":
		d.tables = append(d.tables, &wordTable{})
	default:
		d.table(t)
	}
	return nil
}

// table treats what is inside a table.
func (d *docx) table(t xml.StartElement) {
	if len(d.tables) == 0 {
		return
	}
	top := d.tables[len(d.tables)-1]
	switch t.Name.Local {
	case "tr":
		top.grid.newRow()
	case "tc":
		top.cell.Reset()
		top.columns, top.continuing = 1, false
	case "gridBefore":
		for range min(intValue(t, 0), maxColumns) {
			top.grid.add("", 1, 1)
		}
	case "gridSpan":
		top.columns = intValue(t, 1)
	case "vMerge":
		top.continuing = value(t) != "restart"
	}
}

func value(t xml.StartElement) string {
	for _, a := range t.Attr {
		if a.Name.Local == "val" {
			return a.Value
		}
	}
	return ""
}

func intValue(t xml.StartElement, otherwise int) int {
	v, err := strconv.Atoi(value(t))
	if err != nil {
		return otherwise
	}
	return v
}

// number notes by which list a paragraph is numbered: its own word goes before that of its style.
func (d *docx) number(t xml.StartElement) {
	k := len(d.paragraphs)
	if k == 0 {
		return
	}
	p := d.paragraphs[k-1]
	switch t.Name.Local {
	case "pStyle":
		p.number = d.numbers.ofStyle[value(t)]
	case "numId":
		p.number.list = value(t)
	case "ilvl":
		p.number.level = intValue(t, 0)
	}
}

func (d *docx) write(s string) {
	if k := len(d.paragraphs); k > 0 {
		d.paragraphs[k-1].WriteString(s)
	}
}

func (d *docx) end(name xml.Name) {
	if !word(name) {
		return
	}
	switch name.Local {
	case "t":
		d.text = false
	case "p":
		if k := len(d.paragraphs); k > 0 {
			p := d.paragraphs[k-1]
			d.paragraphs = d.paragraphs[:k-1]
			s := p.String()
			if strings.TrimSpace(s) != "" && p.number.list != "" {
				s = d.numbers.mark(p.number) + s
			}
			d.line(s)
		}
	case "tc":
		if k := len(d.tables); k > 0 {
			d.tables[k-1].endCell()
		}
	case "tbl":
		if k := len(d.tables); k > 0 {
			top := d.tables[k-1]
			d.tables = d.tables[:k-1]
			d.endTable(top)
		}
	}
}

// line ends a paragraph: in a cell the lines of it become one.
func (d *docx) line(s string) {
	k := len(d.tables)
	if k == 0 {
		if strings.TrimSpace(s) != "" {
			d.out.WriteString(s)
			d.out.WriteByte('\n')
		}
		return
	}
	cell := &d.tables[k-1].cell
	for _, field := range strings.Fields(s) {
		if cell.Len() > 0 {
			cell.WriteByte(' ')
		}
		cell.WriteString(field)
	}
}

func (t *wordTable) endCell() {
	s := t.cell.String()
	if t.continuing {
		s = ""
	}
	t.grid.add(s, t.columns, 1)
	t.cell.Reset()
}

// endTable writes a table; one inside a cell becomes text of that cell.
func (d *docx) endTable(t *wordTable) {
	if len(d.tables) == 0 {
		t.grid.write(&d.out)
		return
	}
	var inner strings.Builder
	t.grid.write(&inner)
	d.line(inner.String())
}
