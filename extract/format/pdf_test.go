package format

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

// A pdfPage is the content stream of a page, made with its methods. Coordinates are points from the lower left.
type pdfPage struct{ strings.Builder }

// put prints Chinese text in the unembedded STSong-Light, whose characters are as wide as high.
func (p *pdfPage) put(x, y, size float64, s string) {
	fmt.Fprintf(p, "BT /F1 %g Tf %g %g Td <", size, x, y)
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(p, "%04X", u)
	}
	p.WriteString("> Tj ET\n")
}

// rule draws a line.
func (p *pdfPage) rule(x1, y1, x2, y2 float64) {
	fmt.Fprintf(p, "0.5 w %g %g m %g %g l S\n", x1, y1, x2, y2)
}

// makePDF writes a PDF by hand: catalogue, pages, one Chinese and one Latin font, extra entries of the trailer.
func makePDF(trailer string, pages ...*pdfPage) []byte {
	var b bytes.Buffer
	var offsets []int
	object := func(s string) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(offsets), s)
	}
	b.WriteString("%PDF-1.4\n")
	object("<</Type/Catalog/Pages 2 0 R>>")
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", 6+2*i)
	}
	object(fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(pages), kids.String()))
	object("<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>")
	object("<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000>>")
	object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
	for i, p := range pages {
		object(fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 3 0 R/F2 5 0 R>>>>>>", 7+2*i))
		object(fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", p.Len(), p.String()))
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, trailer, xref)
	return b.Bytes()
}

func TestReadPDF(t *testing.T) {
	var first, second pdfPage
	first.put(200, 780, 22, "临江市人民政府文件")
	first.WriteString("BT /F2 12 Tf 72 740 Td (Hello, Linjiang) Tj ET\n")
	second.put(72, 780, 16, "第一条为了规范管理，制定本办法。")
	d, err := Read("a.pdf", makePDF("", &first, &second))
	if err != nil {
		t.Fatal(err)
	}
	want := "临江市人民政府文件\nHello, Linjiang\n第一条为了规范管理，制定本办法。\n"
	if d.Text != want || d.Format != "pdf" {
		t.Errorf("got %s %q\nwant %q", d.Format, d.Text, want)
	}
	at := strings.Index(d.Text, "第一条")
	if d.PageAt(0) != 1 || d.PageAt(at-1) != 1 || d.PageAt(at) != 2 || d.PageAt(len(d.Text)) != 2 {
		t.Errorf("pages %v; 第一条 is at %d", d.Pages, at)
	}
}

func TestReadPDFRefuses(t *testing.T) {
	var empty pdfPage
	empty.rule(10, 10, 20, 20)
	locked := "/ID[<00112233445566778899AABBCCDDEEFF><00112233445566778899AABBCCDDEEFF>]" +
		"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + strings.Repeat("AB", 32) + ">/U<" + strings.Repeat("CD", 32) + ">>>"
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"pictures only", makePDF("", &empty), "without a text layer"},
		{"password", makePDF(locked, &empty), "locked by a password"},
		{"truncated", []byte("%PDF-1.4\n1 0 obj\n<</Type"), "damaged PDF"},
		{"another file", []byte("<html>"), "does not start with %PDF-"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read("b.pdf", c.data)
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "b.pdf: ") {
				t.Errorf("error %v, want one about %q", err, c.want)
			}
		})
	}
}

func FuzzPDF(f *testing.F) {
	var page pdfPage
	page.put(72, 780, 16, "第一条")
	page.rule(72, 700, 200, 700)
	f.Add(makePDF("", &page))
	f.Add([]byte(page.String()))
	if _, err := engine(); err != nil { // its compilation must not count as a hanging input
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if !bytes.HasPrefix(data, []byte("%PDF-")) { // what is printed on a page
			var page pdfPage
			page.Write(data)
			data = makePDF("", &page)
		}
		d, err := Read("a.pdf", data)
		checkDecoded(t, d, err)
	})
}

// checkDecoded holds what is true of every answer of Read.
func checkDecoded(t *testing.T, d Decoded, err error) {
	t.Helper()
	if err != nil {
		if d.Text != "" || !strings.Contains(err.Error(), ": ") {
			t.Fatalf("error %v with text %q", err, d.Text)
		}
		return
	}
	if !utf8.ValidString(d.Text) {
		t.Fatalf("not UTF-8: %q", d.Text)
	}
	last := 0
	for i, p := range d.Pages {
		if p.Page != i+1 || p.Start < last || p.Start > len(d.Text) {
			t.Fatalf("pages %v of %d bytes", d.Pages, len(d.Text))
		}
		last = p.Start
	}
}
