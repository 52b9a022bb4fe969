// Package policy reads the structure of official texts: a gazette issue into its documents, a document
// into the parts that GB/T 9704 names, its body into sections (headings), blocks and sentences. Parsing is
// total: what is not understood stays body text. It stands between text and mention in the flow.
package policy

import (
	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/text"
)

// PartKind names a part of a document (GB/T 9704).
type PartKind string

const (
	PartTitle     PartKind = "title"     // 标题
	PartNumber    PartKind = "number"    // 发文字号
	PartAddressee PartKind = "addressee" // 主送机关
	PartHistory   PartKind = "history"   // 题注: 公布, 修正 … in brackets or lines under the title
	PartBody      PartKind = "body"      // 正文
	PartAttached  PartKind = "attached"  // the text that a notice transmits, or an annex
	PartSignature PartKind = "signature" // 署名 and 成文日期
	PartTail      PartKind = "tail"      // 公开程序, 相关链接, trailer fields: not text of the document
	PartFurniture PartKind = "furniture" // masthead, contents, registration line, chronicle: of no document
)

// Part is a stretch of a document; the parts of a File tile its normalised text.
type Part struct {
	Kind PartKind
	Span text.Span
	Doc  int // ordinal of the document it belongs to, -1 for none
}

// File is a parsed source: one document or a whole issue of a gazette.
type File struct {
	Path      string
	Src       *text.Source
	Gazette   *fact.Gazette
	Documents []*Document // printed first in order of print, carried ones after their carrier, then listed ones
	Parts     []Part
}

// Document is one document of a file. Head holds the header values; Stated their places in the norm text
// (keys: title number registration signed effective expires attached issuers addressees).
type Document struct {
	Index   int
	Head    fact.Document
	Title   text.Span // place of the title, or of the first line where none is printed
	Stated  map[string]text.Span
	History []HistoryEntry
	Span    text.Span // the whole document
	Carrier *Document // the document it is printed inside (转发, 印发修订), nil mostly
	Blocks  []*Block  // body, attached and signature blocks in order; empty for listed documents
	// Region is the canonical full name of the issuer's jurisdiction ("宁波市", "河北省", "中华人民共和国"), "" if open.
	Region string

	addressees string // the line of the addressees as printed
	passed     string // the body that passed what an order announces
}

// Name is what facts give as doc: the number, or the title where there is none.
func (d *Document) Name() string {
	if d.Head.Number != "" {
		return d.Head.Number
	}
	return d.Head.Title
}

// HistoryEntry is a version entry with its place.
type HistoryEntry struct {
	Version fact.Version
	Span    text.Span
	inner   bool // passed by a meeting of the ministry itself (部务会议)
	anew    bool // 修订 of the whole text, not by a decision that amends some articles: it was promulgated anew
}

// BlockKind says what a block is.
type BlockKind int

const (
	Paragraph BlockKind = iota
	Heading             // a line that is only a heading
	Table
)

// Section is a node of the outline: chapter, 一、 （一） 1. （1） or article. Root sections (Level 0) are the
// texts of a document: the notice itself and each attached plan.
type Section struct {
	Parent     *Section
	Level      int    // 0 text, then 1.. by kind of mark
	Mark       string // the printed ordinal: 一、 （一） 1. 第三条, "" for none
	Heading    string // printed heading without its mark: 加强关键核心技术攻关; for items without one "" (see Lead)
	Lead       string // first clause of an item that has no heading
	Span       text.Span
	Ordinal    int    // ordinal among all sections of the document, from 0
	Instrument string // title of the attached text it lies in, "" in the notice itself
	Article    string // 第三条 it lies in, "" outside articles
}

// Path lists the headings (or leads) of the enclosing sections, outermost first, without s itself.
func (s *Section) Path() []string {
	if s == nil || s.Parent == nil {
		return nil
	}
	var path []string
	for p := s.Parent; p != nil && p.Level > 0; p = p.Parent {
		h := p.Heading
		if h == "" {
			h = p.Lead
		}
		path = append([]string{h}, path...)
	}
	return path
}

// Block is a paragraph, a heading line or a table of a document's body.
type Block struct {
	Kind      BlockKind
	Part      PartKind // PartBody, PartAttached, PartSignature
	Span      text.Span
	Section   *Section
	Sentences []text.Span // tile the block; empty for tables
	Table     *TableData
	Caption   string // nearest caption line above a table
	Preamble  bool   // lies in the preamble, the first article or 总则: doc-level statements are made here
	// Duplicate is set on the second print of a table (HTML, then TSV): rules quote the first.
	Duplicate bool
}

// TableData is a table as rows of cells; carried-down (rowspan) cells are filled in and flagged.
type TableData struct {
	Header []Cell
	Rows   [][]Cell
}

// Cell is a table cell.
type Cell struct {
	Text    string
	Span    text.Span // place in norm; of the cell it was carried from if Carried
	Carried bool
}

// Text is the normalised text of a place of the file the document lies in.
func (f *File) Text(s text.Span) string { return f.Src.Norm[s.Start:s.End] }
