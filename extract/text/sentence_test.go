package text

import (
	"slices"
	"strings"
	"testing"
)

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		name string
		want []string
	}{
		{"ends", []string{"甲。", "乙！", "丙；", "丁？！", "戊\n", "己"}},
		{"line end after a mark", []string{"甲。\n", "乙"}},
		{"round brackets", []string{"甲（乙。丙；丁）戊。", "己"}},
		{"titles", []string{"根据《关于印发《甲；乙》的通知》办。", "丙"}},
		{"quotation", []string{"修改为：“第一条。第二条。”", "丙"}},
		{"quotation of paragraphs", []string{"修改为：“第一条。\n", "“第二条。第三条。”", "丙"}},
		{"open bracket", []string{"甲（乙。", "丙；", "丁"}},
		{"closing quote alone", []string{"甲。”", "乙"}},
		{"list marks", []string{"甲（乙：1）丙；", "2）丁；", "3）戊。", "己"}},
		{"clause after the end", []string{"甲。", "（责任单位：乙。丙）"}},
		{"crossing", []string{"《甲（乙》丙。", "丁）。"}},
		{"nothing", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := strings.Join(c.want, "")
			var got []string
			for _, span := range Sentences("前缀。"+s+"。后", Span{len("前缀。"), len("前缀。") + len(s)}) {
				got = append(got, ("前缀。" + s)[span.Start:span.End])
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q\nwant %q", got, c.want)
			}
		})
	}
}

func FuzzSentences(f *testing.F) {
	f.Add("甲。（乙；丙）《丁\n戊》“己。”2）庚")
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, span := range Sentences(s, Span{0, len(s)}) {
			if span.Start != last || span.End <= span.Start {
				t.Fatalf("%v after %d", span, last)
			}
			last = span.End
		}
		if last != len(s) {
			t.Fatalf("ends at %d of %d", last, len(s))
		}
	})
}

func BenchmarkSentences(b *testing.B) {
	s := strings.Repeat("各县（市、区）人民政府要按照《临江市人民政府关于加快产业发展的意见》要求，抓好落实。（牵头单位：市经信局；配合单位：市财政局）", 5)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		Sentences(s, Span{0, len(s)})
	}
}
