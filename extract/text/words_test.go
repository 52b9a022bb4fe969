package text

import (
	"fmt"
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	w := NewWords("责任", "责任单位", "单位", "《", "http", "—", "é", "责")
	for _, c := range []struct{ s, want string }{
		{"", ""},
		{"由市水利局负责。", "责@18"},
		{"责任单位：市水利局", "责任@0 责任单位@0 责@0 单位@6"},
		{"见《河道办法》，http://a", "《@3 http@24"},
		{"—café", "—@0 é@6"},
		{"单", ""},
		{"单位"[:5], ""}, // a text that ends within a character
		{"单位"[1:], ""}, // one that begins within one
	} {
		var got []string
		w.Each(c.s, func(word, at int) { got = append(got, fmt.Sprintf("%s@%d", w.words[word], at)) })
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q: found %q, want %q", c.s, s, c.want)
		}
		if w.In(c.s) != (c.want != "") {
			t.Errorf("%q: In is %v", c.s, w.In(c.s))
		}
	}
}

// FuzzWords holds the set against one search a word.
func FuzzWords(f *testing.F) {
	f.Add("责任单位：市水利局", "责任", "水", "局")
	f.Add("aé—责\xe8责", "é", "—", "责")
	f.Fuzz(func(t *testing.T, s, a, b, c string) {
		var words []string
		for _, word := range []string{a, b, c} {
			if word = strings.ToValidUTF8(word, ""); word != "" {
				words = append(words, word)
			}
		}
		s = strings.ToValidUTF8(s, "?")
		w, want := NewWords(words...), false
		for _, word := range words {
			want = want || strings.Contains(s, word)
		}
		if w.In(s) != want {
			t.Errorf("In(%q) of %q is %v", s, words, !want)
		}
	})
}
