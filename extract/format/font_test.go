package format

import (
	"bytes"
	"encoding/binary"
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write box.ttf anew")

// TestBoxFont holds the embedded font to the code that makes it.
func TestBoxFont(t *testing.T) {
	want := boxFont()
	if *update {
		if err := os.WriteFile("root/usr/share/fonts/box.ttf", want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := boxFonts.ReadFile("root/usr/share/fonts/box.ttf")
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("box.ttf is not what boxFont makes (%v); run the test with -update", err)
	}
}

// A page that sets each character on its own, in a font that is not in the file.
func TestPDFSingleCharacters(t *testing.T) {
	var p pdfPage
	for i, r := range "目录之一" {
		p.put(72+float64(i)*15, 700, 16, string(r))
	}
	p.put(72, 660, 16, "完")
	if got, want := readPage(t, &p), "目 录 之 一\n完\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// boxFont makes a TrueType font all of whose characters are one square, under a name that PDFium looks for when a
// Chinese font is not in the file.
func boxFont() []byte {
	words := func(values ...int) []byte {
		var b []byte
		for _, v := range values {
			b = binary.BigEndian.AppendUint16(b, uint16(v))
		}
		return b
	}
	square := words(1, 50, 0, 950, 800, 3, 0) // contours, box, last point, no instructions
	square = append(square, 1, 1, 1, 1)       // four points on the curve, coordinates as words
	square = append(square, words(50, 0, 900, 0, 0, 800, 0, -800)...)
	tables := []struct {
		tag  string
		data []byte
	}{
		{"OS/2", os2(words)},
		{"cmap", append(words(0, 1, 3, 10, 0, 12, 13, 0, 0, 28, 0, 0, 0, 1), words(0, 0x20, 0xF, 0xFFFD, 0, 1)...)},
		{"glyf", append(append([]byte(nil), square...), square...)},
		{"head", words(1, 0, 1, 0, 0, 0, 0x5F0F, 0x3CF5, 0, 1000, 0, 0, 0, 0, 0, 0, 0, 0, 50, 0, 950, 800, 0, 8, 2, 0, 0)},
		{"hhea", words(1, 0, 800, -200, 0, 1000, 0, 0, 1000, 0, 0, 0, 0, 0, 0, 0, 0, 2)},
		{"hmtx", words(1000, 50, 1000, 50)},
		{"loca", words(0, len(square)/2, len(square))},
		{"maxp", words(1, 0, 2, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)},
		{"name", nameTable(words)},
		{"post", words(3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)},
	}
	head := words(1, 0, len(tables), 128, 3, len(tables)*16-128)
	var body []byte
	for _, t := range tables {
		for len(t.data)%4 != 0 {
			t.data = append(t.data, 0)
		}
		head = append(head, t.tag...)
		head = binary.BigEndian.AppendUint32(head, sum(t.data))
		head = binary.BigEndian.AppendUint32(head, uint32(12+16*len(tables)+len(body)))
		head = binary.BigEndian.AppendUint32(head, uint32(len(t.data)))
		body = append(body, t.data...)
	}
	return append(head, body...)
}

// os2 claims the Chinese code pages.
func os2(words func(...int) []byte) []byte {
	b := words(1, 1000, 400, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
	b = append(b, make([]byte, 10+16)...) // PANOSE, Unicode ranges
	b = append(b, "BOXF"...)
	b = append(b, words(0x40, 0x20, 0xFFFD, 800, -200, 0, 800, 200)...)
	return append(b, words(0x0014, 1, 0, 0)...) // GB2312, Big5, Latin
}

func nameTable(words func(...int) []byte) []byte {
	names := []string{"", "WenQuanYi Micro Hei", "Regular", "", "WenQuanYi Micro Hei"}
	var records, text []byte
	count := 0
	for id, s := range names {
		if s == "" {
			continue
		}
		count++
		records = append(records, words(1, 0, 0, id, len(s), len(text))...)
		text = append(text, s...)
	}
	return append(append(words(0, count, 6+12*count), records...), text...)
}

func sum(data []byte) (s uint32) {
	for i := 0; i+4 <= len(data); i += 4 {
		s += binary.BigEndian.Uint32(data[i:])
	}
	return s
}
