package policy

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/extract/text"
)

// check holds the laws of a parsed file: its parts tile the text, every place lies in the text and quotes bytes
// of the source, sentences tile their block.
func check(t *testing.T, f *File) {
	t.Helper()
	at := 0
	for _, p := range f.Parts {
		if p.Span.Start != at || p.Span.End < at {
			t.Fatalf("parts do not tile: %v at %d", p, at)
		}
		if p.Doc < -1 || p.Doc >= len(f.Documents) {
			t.Fatalf("part of document %d of %d", p.Doc, len(f.Documents))
		}
		at = p.Span.End
	}
	if at != len(f.Src.Norm) {
		t.Fatalf("parts end at %d of %d", at, len(f.Src.Norm))
	}
	if len(f.Documents) == 0 {
		t.Fatal("no document")
	}
	for i, d := range f.Documents {
		if d.Index != i {
			t.Fatalf("document %d has index %d", i, d.Index)
		}
		within(t, f, "document", d.Span)
		within(t, f, "title", d.Title)
		for k, s := range d.Stated {
			within(t, f, k, s)
		}
		for _, e := range d.History {
			within(t, f, "history", e.Span)
		}
		checkBlocks(t, f, d)
	}
}

func checkBlocks(t *testing.T, f *File, d *Document) {
	t.Helper()
	last := 0
	for _, b := range d.Blocks {
		within(t, f, "block", b.Span)
		if b.Span.Start < last {
			t.Fatalf("block at %d before %d", b.Span.Start, last)
		}
		last = b.Span.Start
		if b.Section == nil {
			t.Fatalf("block without section: %q", f.Text(b.Span))
		}
		at := b.Span.Start
		for _, s := range b.Sentences {
			if s.Start != at {
				t.Fatalf("sentences do not tile %q", f.Text(b.Span))
			}
			at = s.End
		}
		if b.Table == nil && at != b.Span.End {
			t.Fatalf("sentences of %q end at %d of %d", f.Text(b.Span), at, b.Span.End)
		}
		if b.Table != nil {
			for _, r := range append([][]Cell{b.Table.Header}, b.Table.Rows...) {
				for _, c := range r {
					within(t, f, "cell", c.Span)
				}
			}
		}
	}
}

func within(t *testing.T, f *File, what string, s text.Span) {
	t.Helper()
	if s.Start < 0 || s.End < s.Start || s.End > len(f.Src.Norm) {
		t.Fatalf("%s at %v of %d", what, s, len(f.Src.Norm))
	}
	a, b := f.Src.RawSpan(s)
	if a < 0 || b < a || b > len(f.Src.Raw) {
		t.Fatalf("%s at %v is %d:%d of %d bytes", what, s, a, b, len(f.Src.Raw))
	}
}

// TestCorpus parses every text below the folder that POLICYGRAPH_CORPUS names and holds the laws.
func TestCorpus(t *testing.T) {
	root := os.Getenv("POLICYGRAPH_CORPUS")
	if root == "" {
		t.Skip("POLICYGRAPH_CORPUS is not set")
	}
	n := 0
	err := filepath.WalkDir(root, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".txt") && !strings.HasSuffix(path, ".md") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		n++
		check(t, Parse(path, text.Normalize(strings.ToValidUTF8(string(data), "\uFFFD"))))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d texts", n)
}

func FuzzParse(f *testing.F) {
	// Whole golden files are too long to mutate well; their single cases are not.
	paths, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, c := range strings.Split(string(data), "\n----\n") {
			if len(c) < 1500 {
				f.Add(c)
			}
		}
	}
	f.Add("临江市人民政府公报\n2023年第2期\n目录\n临江市人民政府关于甲的通知……1\n")
	f.Add("（2004年11月22日某部令第11号公布，自2005年1月1日起施行）\n第一条 本办法自公布之日起施行。有效期5年。")
	f.Add("<table><tr><td rowspan=\"2\">甲</td><td colspan=3>乙</td></tr><tr><td>丙</table>")
	f.Fuzz(func(t *testing.T, raw string) {
		raw = strings.ToValidUTF8(raw, "\uFFFD")
		a := Parse("x.txt", text.Normalize(raw))
		check(t, a)
		b := Parse("x.txt", text.Normalize(raw))
		if len(a.Documents) != len(b.Documents) || len(a.Parts) != len(b.Parts) {
			t.Fatal("two readings differ")
		}
		for i := range a.Documents {
			if a.Documents[i].Head.Title != b.Documents[i].Head.Title || len(a.Documents[i].Blocks) != len(b.Documents[i].Blocks) {
				t.Fatal("two readings differ")
			}
		}
	})
}
