package text

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// build makes a Source that copies, replaces and drops.
func build() *Source {
	b := NewBuilder("甲(乙)　丙丁")
	b.Copy(0, 3)
	b.Replace(3, 4, "（")
	b.Copy(4, 7)
	b.Replace(7, 8, "）")
	b.Copy(11, 17)
	return b.Source()
}

func TestRawSpan(t *testing.T) {
	s := build()
	if s.Norm != "甲（乙）丙丁" {
		t.Fatalf("norm %q", s.Norm)
	}
	for _, c := range []struct{ norm, raw string }{
		{"甲", "甲"}, {"（乙）", "(乙)"}, {"）丙", ")　丙"}, {"丁", "丁"}, {"甲（乙）丙丁", "甲(乙)　丙丁"},
	} {
		i := strings.Index(s.Norm, c.norm)
		start, end := s.RawSpan(Span{i, i + len(c.norm)})
		if got := s.Raw[start:end]; got != c.raw {
			t.Errorf("raw of %q is %q, want %q", c.norm, got, c.raw)
		}
	}
	if start, end := s.RawSpan(Span{6, 6}); start != end {
		t.Errorf("an empty place has raw [%d,%d)", start, end)
	}
}

func TestRecut(t *testing.T) {
	s := Normalize("临江市(试行)　第\n\n— 2 —\n\n三条 规定,如下")
	first, second := strings.Index(s.Norm, "第")+len("第"), strings.Index(s.Norm, "三条")
	r := s.Recut([]Cut{{Span{0, first}, ""}, {Span{second, len(s.Norm)}, "\n"}})
	if want := "临江市（试行）第三条规定，如下\n"; strings.ReplaceAll(r.Norm, " ", "") != want {
		t.Errorf("norm %q, want %q", r.Norm, want)
	}
	i := strings.Index(r.Norm, "第三条")
	start, end := r.RawSpan(Span{i, i + len("第三条")})
	if got, want := r.Raw[start:end], "第\n\n— 2 —\n\n三条"; got != want {
		t.Errorf("raw of the healed article is %q, want %q", got, want)
	}
}

func FuzzRecut(f *testing.F) {
	f.Add("临江市(试行)　第\n\n三条,国发[2021]5号", uint8(3), uint8(9), uint8(12), uint8(20))
	f.Fuzz(func(t *testing.T, raw string, a, b, c, d uint8) {
		s := Normalize(strings.ToValidUTF8(raw, "\uFFFD"))
		place := func(n uint8, least int) int {
			i := max(least, int(n)%(len(s.Norm)+1))
			for i < len(s.Norm) && !utf8.RuneStart(s.Norm[i]) {
				i++
			}
			return i
		}
		p := place(a, 0)
		q := place(b, p)
		u := place(c, q)
		v := place(d, u)
		r := s.Recut([]Cut{{Span{p, q}, ""}, {Span{u, v}, ""}})
		if want := s.Norm[p:q] + s.Norm[u:v]; r.Norm != want {
			t.Fatalf("norm %q, want %q", r.Norm, want)
		}
		checkMap(t, r)
		for i, x := range r.Norm { // a character has the same raw place before and after
			old := p + i
			if i >= q-p {
				old = u + i - (q - p)
			}
			n := utf8.RuneLen(x)
			s1, e1 := s.RawSpan(Span{old, old + n})
			s2, e2 := r.RawSpan(Span{i, i + n})
			if s1 != s2 || e1 != e2 {
				t.Fatalf("%q at %d: raw [%d,%d) became [%d,%d)", x, i, s1, e1, s2, e2)
			}
		}
	})
}
