package text

import (
	"strings"
	"testing"
)

// FuzzIndex holds the searches against those of the library.
func FuzzIndex(f *testing.F) {
	for _, s := range []string{"", "单", "位", "单位", "责任单位：单位", "abcab", "单单位单"} {
		for _, word := range []string{"", "位", "单位", "b", "ab", "单单", "责任单位"} {
			f.Add(s, word)
		}
	}
	f.Fuzz(func(t *testing.T, s, word string) {
		if got, want := Index(s, word), strings.Index(s, word); got != want {
			t.Errorf("Index(%q, %q) = %d, want %d", s, word, got, want)
		}
		if got, want := LastIndex(s, word), strings.LastIndex(s, word); got != want {
			t.Errorf("LastIndex(%q, %q) = %d, want %d", s, word, got, want)
		}
		if StartsAny(s, word) != strings.HasPrefix(s, word) || EndsAny(s, word) != strings.HasSuffix(s, word) {
			t.Errorf("%q starts or ends with %q: %v %v", s, word, StartsAny(s, word), EndsAny(s, word))
		}
	})
}

func BenchmarkIndex(b *testing.B) {
	s := strings.Repeat("各区县人民政府应当加强对本行政区域内河道管理工作的领导，落实经费保障。", 3)
	for _, word := range []string{"《", "牵头", "废止"} {
		b.Run("library/"+word, func(b *testing.B) {
			for b.Loop() {
				strings.Index(s, word)
			}
		})
		b.Run(word, func(b *testing.B) {
			for b.Loop() {
				Index(s, word)
			}
		})
		b.Run("last/library/"+word, func(b *testing.B) {
			for b.Loop() {
				strings.LastIndex(s, word)
			}
		})
		b.Run("last/"+word, func(b *testing.B) {
			for b.Loop() {
				LastIndex(s, word)
			}
		})
	}
	w := NewWords("牵头", "废止", "配合", "失效", "修改", "单位：", "部门：", "http")
	b.Run("words", func(b *testing.B) {
		for b.Loop() {
			w.In(s)
		}
	})
}
