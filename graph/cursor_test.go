package graph

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestCursor(t *testing.T) {
	order := []Order{{Prop: "signed", Desc: true}, {Prop: "year"}}
	c := Cursor{Values: []any{nil, int64(-3), 1.0, "i5", "", true}, Key: "doc:\"甲\n"}
	for _, key := range []string{"task/第1项\\\"\u2028<&>", "甲\xff乙", "\x00\x1f\x7f😀", ""} {
		again, err := DecodeCursor(Cursor{Key: key, Values: []any{key}}.Encode("title+"), "title+", 1)
		if want := strings.ToValidUTF8(key, "\ufffd"); err != nil || again.Key != want || again.Values[0] != want {
			t.Errorf("%q came back as %q, %v", key, again.Key, err)
		}
	}
	text := c.Encode(OrderName(order))
	got, err := DecodeCursor(text, "signed-year+", len(c.Values))
	if err != nil || got.Key != c.Key || !slices.Equal(got.Values, c.Values) {
		t.Errorf("%+v came back as %+v, %v", c, got, err)
	}
	for name, bad := range map[string]func() (Cursor, error){
		"another order":  func() (Cursor, error) { return DecodeCursor(text, "signed+year+", 6) },
		"another length": func() (Cursor, error) { return DecodeCursor(text, "signed-year+", 2) },
		"cut":            func() (Cursor, error) { return DecodeCursor(text[:len(text)-3], "signed-year+", 6) },
		"no cursor":      func() (Cursor, error) { return DecodeCursor("!", "", 0) },
	} {
		if _, err := bad(); !errors.Is(err, ErrBadQuery) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A cursor of a stranger is read back as written, or refused.
func FuzzCursor(f *testing.F) {
	f.Add(Cursor{Values: []any{"2020-01-01", int64(7)}, Key: "doc:a"}.Encode("signed-year+"))
	f.Add(Hit{Rank: RankTitle, Date: "2020-01-01", Key: "doc:a"}.Cursor())
	f.Add("W10")
	f.Fuzz(func(t *testing.T, text string) {
		if h, err := DecodeHit(text); err == nil {
			if again, err := DecodeHit(h.Cursor()); err != nil || again != h {
				t.Errorf("%+v came back as %+v, %v", h, again, err)
			}
		}
		if c, err := DecodeCursor(text, "signed-year+", 2); err == nil {
			again, err := DecodeCursor(c.Encode("signed-year+"), "signed-year+", 2)
			if err != nil || again.Key != c.Key {
				t.Errorf("%+v came back as %+v, %v", c, again, err)
			}
		} else if !errors.Is(err, ErrBadQuery) {
			t.Error(err)
		}
	})
}
