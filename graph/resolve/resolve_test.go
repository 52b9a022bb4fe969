package resolve

import (
	"slices"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/extract"
	"github.com/policygraph/policygraph/graph"
)

func build(t *testing.T, path, text string) graph.ChangeSet {
	t.Helper()
	r, err := extract.Read(path, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return Build(graph.SourceInfo{Key: "t/" + path, Dataset: "t", Path: path}, r)
}

const notice = `澜川市人民政府关于印发澜川市公园管理办法的通知

澜政发〔2024〕7号

各区县（市）人民政府：

现将《澜川市公园管理办法》印发给你们，请认真贯彻执行。《澜川市公园管理办法》（澜政发〔2015〕3号）同时废止。

澜川市人民政府
2024年2月5日

澜川市公园管理办法

第一条 为了加强公园管理，根据《城市绿化条例》，制定本办法。

第二条 每年新建公园不少于5个。（市园林局牵头，市财政局、各区县（市）政府配合，2024年12月底前完成）
`

// A notice and the plan it sends out are one document, cited by either title; the number joins it without its
// date, because an agency code with a year names one text.
func TestRecord(t *testing.T) {
	set := build(t, "a.txt", notice)
	if len(set.Records) != 1 {
		t.Fatalf("%d records, want 1: %+v", len(set.Records), set.Records)
	}
	rec := set.Records[0]
	for _, id := range []string{"n|澜川市人民政府|澜政发〔2024〕7号|2024-02-05", "n|澜川市人民政府|澜政发〔2024〕7号|"} {
		if !slices.Contains(rec.Identifiers, id) {
			t.Errorf("identifiers %q lack %q", rec.Identifiers, id)
		}
	}
	for _, name := range []string{"n:澜政发〔2024〕7号", "t:澜川市公园管理办法"} {
		if !slices.Contains(rec.Names, name) {
			t.Errorf("names %q lack %q", rec.Names, name)
		}
	}
}

// A new text that ends the old one of its own title means the older one.
func TestOwnTitleIsOlder(t *testing.T) {
	set := build(t, "a.txt", notice)
	for _, e := range set.Edges {
		if e.Type == graph.Repeals {
			if !e.To.Reference.Older && e.To.Reference.Number == "" {
				t.Errorf("%+v may mean the repealing text itself", e.To.Reference)
			}
			if e.Props["effective"] == nil || e.Quote == "" {
				t.Errorf("repeal without date or quote: %+v", e)
			}
			return
		}
	}
	t.Error("no repeal claimed")
}

// What is repealed was there before: a later text of that title is not meant.
func TestRepealedIsOlder(t *testing.T) {
	set := build(t, "a.txt", "澜川市人民政府关于公园管理的规定\n\n第一条 本规定自2014年11月1日起施行。《澜川市绿地保护办法》同时废止。\n\n澜川市人民政府\n2014年10月1日\n")
	for _, e := range set.Edges {
		if e.Type == graph.Repeals && !e.To.Reference.Older {
			t.Errorf("%+v may mean a later text", e.To.Reference)
		} else if e.Type == graph.Repeals {
			return
		}
	}
	t.Error("no repeal claimed")
}

// Units of two unlisted places with one printed name stay two; a collective unit is one of its place.
func TestUnitsOfTwoPlaces(t *testing.T) {
	units := func(place string) (keys []string) {
		text := place + "人民政府关于植树的通知\n\n各部门：\n\n一、开展植树。（市林海办牵头，各区县（市）政府配合）\n\n" + place + "人民政府\n2024年3月1日\n"
		for _, n := range build(t, place+".txt", text).Nodes {
			if n.Type == graph.Unit {
				keys = append(keys, n.Node.Key)
			}
		}
		return keys
	}
	a, b := units("澜川市"), units("澜江市")
	if len(a) < 3 {
		t.Fatalf("units %q: want the issuer, 市林海办 and the collective one", a)
	}
	for _, key := range a {
		if slices.Contains(b, key) {
			t.Errorf("%s is a unit of both places", key)
		}
	}
}

// The version of a law is known by the date of its text, and only the first one answers to the bare number.
func TestTextDate(t *testing.T) {
	law := "# 澜水条例\n\n1992年6月1日 中华人民共和国国务院令第930号公布\n\n2017年3月1日 《国务院关于修改部分行政法规的决定》修订\n\n<!-- INFO END -->\n\n第一条 为了保护澜水，制定本条例。\n\n第二条 本条例自1992年8月1日起施行。\n"
	rec := build(t, "law.md", law).Records[0]
	if rec.Date != "2017-03-01" {
		t.Errorf("date of the text %q, want that of its revision", rec.Date)
	}
	for _, id := range rec.Identifiers {
		if strings.HasSuffix(id, "令第930号|") {
			t.Error("a revised text answers to the bare number of the order")
		}
	}
}

func TestTitlesCompare(t *testing.T) {
	for _, c := range [][2]string{
		{"中华人民共和国城市绿化条例", "城市绿化条例"},
		{"城市绿化条例（2017年修订）", "城市绿化条例"},
		{"关于修改〈公园条例〉的决定", "关于修改《公园条例》的决定"},
		{"规划（2021—2025年）", "规划(2021-2025年)"},
	} {
		if a, b := NormTitle(c[0]), NormTitle(c[1]); a != b {
			t.Errorf("%s and %s compare as %s and %s", c[0], c[1], a, b)
		}
	}
	if a, b := WorkTitle("公园管理办法（试行）"), WorkTitle("公园管理办法（2020年修订）"); a != b {
		t.Errorf("two versions are of two works: %s, %s", a, b)
	}
}
