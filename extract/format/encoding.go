package format

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// readText decodes plain text.
func readText(data []byte) (string, error) {
	if s, ok := decodeUTF16(data); ok {
		return s, nil
	}
	if zeros := bytes.Count(data[:min(len(data), 1<<16)], []byte{0}); zeros > 8 && zeros*200 > min(len(data), 1<<16) {
		return "", errors.New("holds binary data, not text; give it the extension of its format")
	}
	return decode(data), nil
}

// decode reads UTF-8, with or without a BOM and whatever damage, or GB18030.
func decode(data []byte) string {
	if utf8.Valid(data) {
		return string(data)
	}
	if mostlyUTF8(data) {
		return toUTF8(data)
	}
	s, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if err != nil {
		return toUTF8(data)
	}
	return string(s)
}

// toUTF8 makes U+FFFD of each invalid byte.
func toUTF8(data []byte) string {
	var b strings.Builder
	b.Grow(len(data) + 16)
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size == 1 {
			b.WriteString("\uFFFD")
		} else {
			b.Write(data[:size])
		}
		data = data[size:]
	}
	return b.String()
}

// mostlyUTF8 tells damaged UTF-8 from GB18030: of the characters beyond ASCII nearly all are whole. GB18030 hardly
// ever makes valid UTF-8 by chance.
func mostlyUTF8(data []byte) bool {
	valid, invalid := 0, 0
	for len(data) > 0 {
		if data[0] < utf8.RuneSelf {
			data = data[1:]
			continue
		}
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size == 1 {
			invalid++
		} else {
			valid++
		}
		data = data[size:]
	}
	return valid > 4*invalid
}

// decodeUTF16 decodes data if it starts with a BOM of UTF-16 or reads as Chinese in it.
func decodeUTF16(data []byte) (string, bool) {
	switch {
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		return fromUTF16(data, little), true
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return fromUTF16(data, big), true
	case len(data) < 4 || len(data)%2 != 0:
		return "", false
	case bytes.IndexByte(data[:min(len(data), 8192)], 0) < 0 && utf8.Valid(data):
		return "", false // plain UTF-8, which nearly every file is: the count below could not say otherwise
	}
	for _, order := range []func([]byte) uint16{little, big} {
		if chineseUTF16(data, order) {
			return fromUTF16(data, order), true
		}
	}
	return "", false
}

func little(b []byte) uint16 { return uint16(b[0]) | uint16(b[1])<<8 }
func big(b []byte) uint16    { return uint16(b[1]) | uint16(b[0])<<8 }

// chineseUTF16 tells whether data without a BOM is UTF-16: nearly all units are Chinese characters, their
// punctuation or printable ASCII, and among them are some Chinese and a line end, blank, digit or Chinese mark,
// which other encodings do not yield together.
func chineseUTF16(data []byte, order func([]byte) uint16) bool {
	usual, han, marks, zeros, units := 0, 0, 0, 0, 0
	for i := 0; i+1 < len(data) && units < 4096; i += 2 {
		units++
		if data[i] == 0 || data[i+1] == 0 {
			zeros++
		}
		switch u := order(data[i:]); {
		case u >= 0x4E00 && u <= 0x9FFF:
			usual++
			han++
		case u == '\n' || u == '\r' || u == '\t' || u >= ' ' && u < 0x7F || u >= 0x3000 && u <= 0x303F || u >= 0xFF00 && u <= 0xFF5E:
			usual++
			marks++
		case u >= 0x2000 && u <= 0x206F:
			usual++
		}
	}
	return usual*100 >= units*95 && han > 0 && marks > 0 && (zeros > 0 || !utf8.Valid(data))
}

// fromUTF16 decodes; an unpaired surrogate or a last odd byte is U+FFFD.
func fromUTF16(data []byte, order func([]byte) uint16) string {
	units := make([]uint16, 0, len(data)/2)
	for ; len(data) >= 2; data = data[2:] {
		units = append(units, order(data))
	}
	s := string(utf16.Decode(units))
	if len(data) == 1 {
		s += "\uFFFD"
	}
	return s
}
