package format

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"
)

const sample = "临江市人民政府办公室\r\n关于做好２０２１年度工作的通知（临政办发〔2021〕5号）\n\t一、目标：15%。\n"

func utf16Bytes(order binary.AppendByteOrder, s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, u)
	}
	return b
}

func gb18030(t testing.TB, s string) []byte {
	b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestEncodings(t *testing.T) {
	bom := "\uFEFF" + sample
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"UTF-8", []byte(sample), sample},
		{"UTF-8 with BOM", []byte(bom), bom},
		{"GB18030", gb18030(t, sample), sample},
		{"GB18030 of four bytes", gb18030(t, sample+"㐀𠀀"), sample + "㐀𠀀"},
		{"UTF-16 LE with BOM", utf16Bytes(binary.LittleEndian, bom), bom},
		{"UTF-16 BE with BOM", utf16Bytes(binary.BigEndian, bom), bom},
		{"UTF-16 LE", utf16Bytes(binary.LittleEndian, sample), sample},
		{"UTF-16 BE", utf16Bytes(binary.BigEndian, sample), sample},
		{"UTF-16 cut short", append(utf16Bytes(binary.LittleEndian, bom), 'x'), bom + "\uFFFD"},
		{"damaged UTF-8", []byte(sample + "\xE4\xB8" + sample), sample + "\uFFFD\uFFFD" + sample},
		{"Latin", []byte("plain 1\n"), "plain 1\n"},
		{"empty", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := Read("a.txt", c.data)
			if err != nil || d.Text != c.want || d.Format != "txt" {
				t.Errorf("got %s %q, %v\nwant %q", d.Format, d.Text, err, c.want)
			}
		})
	}
}

func TestKinds(t *testing.T) {
	for _, c := range []struct{ path, data, format, refusal string }{
		{"a.md", "# 一", "md", ""},
		{"a.TXT", "<html>", "txt", ""},
		{"-", "一", "txt", ""},
		{"-", "<!DOCTYPE html><p>一", "html", ""},
		{"a.doc", "<html><p>一", "html", ""},
		{"a.doc", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....", "", "save it as .docx"},
		{"a.txt", strings.Repeat("\x00\x01\x02\xFF", 100), "", "binary data"},
		{"a.xlsx", "x", "", "is a .xlsx file"},
		{"a.html", "<html><body><img src=1.jpg></body>", "", "holds no text"},
	} {
		d, err := Read(c.path, []byte(c.data))
		if c.refusal != "" {
			if err == nil || !strings.Contains(err.Error(), c.refusal) {
				t.Errorf("Read(%q): error %v, want one about %q", c.path, err, c.refusal)
			}
		} else if err != nil || d.Format != c.format {
			t.Errorf("Read(%q) = %q, %v; want %q", c.path, d.Format, err, c.format)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add([]byte(sample))
	f.Add(gb18030(f, sample))
	f.Add(utf16Bytes(binary.BigEndian, sample))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := readText(data)
		checkDecoded(t, Decoded{Text: s}, wrap(err))
		again, err := readText([]byte(s))
		// Bytes with NULs are UTF-16 by their number and order, which decoding changes.
		if utf16, ok := decodeUTF16([]byte(s)); ok && !bytes.Contains(data, []byte{0}) {
			t.Fatalf("what was decoded reads as UTF-16: %q", utf16)
		}
		if err == nil && again != s && !bytes.Contains(data, []byte{0}) {
			t.Fatalf("decoded text decodes to another one: %q, %q", s, again)
		}
	})
}
