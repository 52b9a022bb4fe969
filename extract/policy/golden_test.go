package policy

import (
	"fmt"
	"sort"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"github.com/policygraph/policygraph/extract/text"
)

// TestGolden parses the texts of testdata. Commands: heads (documents and their header values), parts (what the
// text is cut into), outline (sections, blocks and tables), heal (the paragraphs). path names the file.
func TestGolden(t *testing.T) {
	datadriven.Walk(t, "testdata", func(t *testing.T, path string) {
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			name := ""
			if d.HasArg("path") {
				d.ScanArgs(t, "path", &name)
			}
			f := Parse(name, text.Normalize(d.Input))
			check(t, f)
			var b strings.Builder
			switch d.Cmd {
			case "heads":
				showHeads(&b, f)
			case "parts":
				showParts(&b, f)
			case "outline":
				for _, doc := range f.Documents {
					showOutline(&b, f, doc)
				}
			case "heal":
				for _, l := range lines(f.Src.Norm) {
					fmt.Fprintln(&b, f.Src.Norm[l.start:l.end])
				}
			default:
				t.Fatalf("no command %s", d.Cmd)
			}
			return b.String()
		})
	})
}

func showHeads(b *strings.Builder, f *File) {
	if g := f.Gazette; g != nil {
		fmt.Fprintf(b, "gazette %s %d no. %d, total %d, %s\n", g.Title, g.Year, g.Issue, g.TotalIssue, g.Date)
	}
	for _, d := range f.Documents {
		h := d.Head
		fmt.Fprintf(b, "%d %s\n", d.Index, h.Title)
		field := func(name, value string) {
			if value == "" {
				return
			}
			if basis := h.Basis[name]; basis != "" && basis != "stated" {
				value += " (" + basis + ")"
			}
			fmt.Fprintf(b, "  %s: %s\n", name, value)
		}
		if h.Basis["title"] != "stated" {
			field("title", h.Basis["title"])
		}
		field("number", h.Number)
		field("issuers", strings.Join(h.Issuers, " + "))
		field("addressees", strings.Join(h.Addressees, " | "))
		field("signed", h.Signed)
		field("effective", h.Effective)
		field("expires", h.Expires)
		field("registration", h.Registration)
		field("attached", strings.Join(h.Attached, " + "))
		field("kind", strings.TrimSpace(h.Type+" "+h.Rank))
		field("region", d.Region)
		field("carried by", h.CarriedBy)
		if h.Page > 0 {
			field("page", fmt.Sprint(h.Page))
		}
		if !h.Printed {
			field("listed", "only")
		}
		if h.Explanatory {
			field("explanatory", "yes")
		}
		for _, e := range d.History {
			v := e.Version
			field("history", strings.TrimSpace(v.Act+" "+v.Date+" "+v.Number+" "+v.By))
		}
	}
}

func showParts(b *strings.Builder, f *File) {
	for _, p := range f.Parts {
		fmt.Fprintf(b, "%d %s: %s\n", p.Doc, p.Kind, brief(f.Text(p.Span), 24))
	}
}

// brief shows the first and last characters of a text on one line.
func brief(s string, n int) string {
	r := []rune(strings.Join(strings.Fields(s), "⏎"))
	if len(r) > 2*n {
		return string(r[:n]) + "…" + string(r[len(r)-n:])
	}
	return string(r)
}

func showOutline(b *strings.Builder, f *File, d *Document) {
	fmt.Fprintf(b, "%d %s\n", d.Index, d.Head.Title)
	var last *Section
	for _, bl := range d.Blocks {
		if s := bl.Section; s != last {
			last = s
			fmt.Fprintf(b, "%s%s", strings.Repeat("  ", len(s.Path())+1), sectionName(s))
		}
		kind := [...]string{"p", "h", "t"}[bl.Kind]
		if bl.Preamble {
			kind += "*"
		}
		if bl.Kind == Table {
			showTable(b, bl)
			continue
		}
		fmt.Fprintf(b, "      %s %s\n", kind, brief(f.Text(bl.Span), 12))
	}
}

func sectionName(s *Section) string {
	if s.Level == 0 {
		return "text " + s.Instrument + "\n"
	}
	name := s.Mark
	if s.Heading != "" {
		name += " [" + s.Heading + "]"
	} else {
		name += " (" + s.Lead + ")"
	}
	if s.Article != "" && s.Article != s.Mark {
		name += " in " + s.Article
	}
	return name + "\n"
}

func showTable(b *strings.Builder, bl *Block) {
	fmt.Fprintf(b, "      t caption=%s duplicate=%v\n", bl.Caption, bl.Duplicate)
	for _, r := range append([][]Cell{bl.Table.Header}, bl.Table.Rows...) {
		var cells []string
		for _, c := range r {
			if c.Carried {
				cells = append(cells, "^"+c.Text)
			} else {
				cells = append(cells, c.Text)
			}
		}
		fmt.Fprintf(b, "        %s\n", strings.Join(cells, " | "))
	}
}

// TestStated holds that every header value that names its place names one that says so.
func TestStated(t *testing.T) {
	f := Parse("", text.Normalize("# 江东省档案办法\n\n（2004年11月22日江东省人民政府令第11号公布 自2005年1月1日起施行）\n\n第一条 为了管理档案，制定本办法。\n"))
	d := f.Documents[0]
	want := map[string]string{"number": "江东省人民政府令第11号", "signed": "2004年11月22日", "effective": "2005年1月1日"}
	keys := make([]string, 0, len(want))
	for k := range want {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		if got := f.Text(d.Stated[k]); !strings.Contains(got, want[k]) {
			t.Errorf("%s is stated at %q, want %q", k, got, want[k])
		}
	}
}
