// Package format takes the text out of a file: plain text and Markdown in any of the encodings that offices
// use, HTML, DOCX and PDF. It is the first step of the flow; what it gives is the decoded text that the
// offsets of evidence count in, so its output must not change without a new Version.
package format

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"sort"
	"strings"
)

// Version names what took the text out. It is part of the rules version, for offsets depend on it.
const Version = "text/1 html/1 docx/1 pdf/1(pdfium 1.21.4)"

// Decoded is the text of a file. Format is txt, md, html, docx or pdf. Plain text is decoded with nothing else
// changed: a BOM and the line ends stay, an invalid byte is U+FFFD. Of the others Text is what Read took out.
type Decoded struct {
	Format string
	Text   string
	Pages  []PageOffset // PDF only
}

// PageOffset tells where in the text a page starts; pages count from 1.
type PageOffset struct{ Page, Start int }

// PageAt gives the page that a place of the text lies on, 0 if the text has no pages.
func (d Decoded) PageAt(offset int) int {
	i := sort.Search(len(d.Pages), func(i int) bool { return d.Pages[i].Start > offset })
	if i == 0 {
		return 0
	}
	return d.Pages[i-1].Page
}

// Read takes the text out of data. The content decides over the file's extension where it is plain: a page saved
// as .doc is read as HTML. Errors name the file, the place and the remedy.
func Read(path string, data []byte) (Decoded, error) {
	kind := kindOf(path, data)
	d := Decoded{Format: kind}
	var err error
	switch kind {
	case "txt", "md":
		d.Text, err = readText(data)
	case "html":
		d.Text, err = readHTML(data)
	case "docx":
		d.Text, err = readDOCX(data)
	case "pdf":
		d.Text, d.Pages, err = readPDF(data)
	case "ole":
		err = errors.New("is in an old binary office format (.doc, .wps, .xls); save it as .docx or PDF")
	default:
		err = fmt.Errorf("is a %s file, which is not read; supply .txt, .md, .html, .docx or .pdf", kind)
	}
	if err == nil && d.Text == "" && (kind == "html" || kind == "docx") {
		err = errors.New("holds no text, only pictures or what a script would load; supply the text")
	}
	if err != nil {
		return Decoded{}, fmt.Errorf("%s: %w", path, err)
	}
	return d, nil
}

// Known tells whether Read takes files with the extension of path; what has another one is skipped when a folder
// is walked.
func Known(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".shtml", ".docx", ".pdf":
		return true
	}
	return false
}

// kindOf tells what data is, by its first bytes and else by the extension.
func kindOf(path string, data []byte) string {
	ext := strings.ToLower(filepath.Ext(path))
	head := data[:min(len(data), 1024)]
	switch {
	case bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return "ole"
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return "docx"
	case ext == ".pdf", bytes.HasPrefix(head, []byte("%PDF-")):
		return "pdf"
	case ext == ".docx":
		return "docx"
	case ext == ".html", ext == ".htm", ext == ".xhtml", ext == ".shtml":
		return "html"
	case ext == ".md", ext == ".markdown":
		return "md"
	case ext == ".txt", ext == ".text":
		return "txt"
	case looksLikeHTML(head):
		return "html"
	case ext == "" || ext == ".doc" || ext == ".wps" || path == "-":
		return "txt"
	}
	return ext
}

func looksLikeHTML(head []byte) bool {
	head = bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF")), " \t\r\n"))
	return bytes.HasPrefix(head, []byte("<!doctype html")) || bytes.HasPrefix(head, []byte("<html")) ||
		bytes.HasPrefix(head, []byte("<?xml")) && bytes.Contains(head, []byte("<html"))
}
