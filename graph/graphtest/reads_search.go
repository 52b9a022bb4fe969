package graphtest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
)

func testSearchRanks(t *testing.T, open opener) {
	f := newReads(t, open)
	f.node("t:body", graph.Task, graph.Props{"heading": "关于印发若干措施的通知", "signed": "2023-01-01", "text": "贯彻落实养老服务条例。"})
	f.node("d:title", graph.Document, graph.Props{"title": "关于施行养老服务条例的通知", "signed": "2021-01-01"})
	f.node("d:title2", graph.Document, graph.Props{"title": "关于施行养老服务条例的意见"})
	f.node("d:title3", graph.Document, graph.Props{"title": "宣传养老服务条例的意见", "signed": "2022-01-01"})
	f.node("d:prefix", graph.Document, graph.Props{"title": "养老服务条例实施办法", "signed": "2020-01-01"})
	f.node("d:exact", graph.Document, graph.Props{"title": "养老服务条例", "signed": "2019-01-01", "number": "临政发〔2019〕5号"})
	f.node("d:attached", graph.Document, graph.Props{"title": "关于印发条例的通知", "attached": []string{"养老服务条例"}, "signed": "2018-01-01"})
	f.node("t:heading", graph.Task, graph.Props{"heading": "宣传养老服务条例", "text": "由市民政局牵头", "signed": "2023-05-01"})
	f.node("u:none", graph.Unit, graph.Props{"name": "临江市民政局", "aliases": []string{"市民政局"}})
	f.load()
	for _, c := range []struct{ text, want string }{
		{"养老服务条例", "d:exact d:attached d:prefix d:title3 d:title d:title2 t:heading t:body"},
		{"《养老服务 条例》", "d:exact d:attached d:prefix d:title3 d:title d:title2 t:heading t:body"},
		{"临政发2019 5", "d:exact"},
		{"临政发〔2019〕5号", "d:exact"},
		{"养老 通知", "d:title d:attached t:body"}, // terms may be in different texts
		{"宣传养老", "d:title3 t:heading"},
		{"市民政局", "u:none t:heading"},
		{"养", "d:prefix d:exact d:attached d:title3 d:title d:title2 t:heading t:body"},
		{"局", "u:none t:heading"},
		{"老服", "d:title3 d:title d:prefix d:exact d:attached d:title2 t:heading t:body"},
		{"条例。", "d:title3 d:title d:prefix d:exact d:attached d:title2 t:heading t:body"},
		{"没有这个", ""},
		{`"养老" OR NEAR(* ^ {title}:-`, ""},
		{"《》", ""},
	} {
		page := f.search(graph.TextQuery{Text: c.text, First: 50, WantTotal: true})
		if got := keysIn(page.Nodes); got != c.want || page.Total != len(page.Nodes) || page.HasNext {
			t.Errorf("%s:\n got %s (%d)\nwant %s", c.text, got, page.Total, c.want)
		}
	}
	page := f.search(graph.TextQuery{Text: "养老服务条例", Types: []graph.NodeType{graph.Task}, First: 5, WantTotal: true})
	if keysIn(page.Nodes) != "t:heading t:body" || page.Total != 2 {
		t.Errorf("tasks only: %s of %d", keysIn(page.Nodes), page.Total)
	}
}

var searchSyllables = []rune("养老服务条例通知意见2021a")

func randomText(rnd *rand.Rand, n int) string {
	runes := make([]rune, n)
	for i := range runes {
		runes[i] = searchSyllables[rnd.IntN(len(searchSyllables))]
	}
	return string(runes)
}

// rankOf tells the rank of a node by its texts, and not by an index; Ranks if it is no hit.
func rankOf(n *graph.Node, q graph.Query) graph.Rank {
	texts := make([][]string, graph.ClassBody+1)
	for _, p := range graph.NodeSchemaOf(n.Type).Props {
		if s := n.String(p.Name); s != "" {
			texts[p.Search] = append(texts[p.Search], s)
		}
	}
	some := func(values []string, holds func(string) bool) bool { return slices.ContainsFunc(values, holds) }
	equal := func(v string) bool { return graph.Fold(v) == q.Folded }
	switch {
	case some(texts[1], equal):
		return graph.RankExactNumber
	case some(texts[2], equal):
		return graph.RankExactTitle
	case some(texts[2], func(v string) bool { return strings.HasPrefix(graph.Fold(v), q.Folded) }):
		return graph.RankTitlePrefix
	}
	for rank := graph.RankTitle; rank < graph.Ranks; rank++ {
		var values []string
		for _, class := range rank.Classes() {
			values = append(values, texts[class]...)
		}
		if !slices.ContainsFunc(q.Terms, func(term string) bool {
			return !some(values, func(v string) bool { return graph.HasTerm(v, term) })
		}) {
			return rank
		}
	}
	return graph.Ranks
}

// Searches are paged through and must give what ranking every node in Go gives.
func testSearchFitsAModel(t *testing.T, open opener) {
	rnd := rand.New(rand.NewPCG(1, 2))
	f := newReads(t, open)
	for i := range 500 {
		props := graph.Props{"title": randomText(rnd, 2+rnd.IntN(6))}
		if rnd.IntN(2) == 0 {
			props["signed"] = fmt.Sprintf("2020-01-%02d", 1+rnd.IntN(9))
		}
		if rnd.IntN(3) == 0 {
			props["number"] = randomText(rnd, 2)
		}
		f.node(fmt.Sprintf("doc:%03d", i), graph.Document, props)
		f.node(fmt.Sprintf("task:%03d", i), graph.Task, graph.Props{"heading": randomText(rnd, 3), "text": randomText(rnd, 9)})
		f.node(fmt.Sprintf("unit:%03d", i), graph.Unit, graph.Props{"name": randomText(rnd, 3)})
	}
	f.load()
	for range thinned(40) {
		text := randomText(rnd, 1+rnd.IntN(3))
		if rnd.IntN(3) == 0 {
			text += " " + randomText(rnd, 1)
		}
		want := modelSearch(t, f, text)
		var got []graph.Key
		q := graph.TextQuery{Text: text, First: 1 + rnd.IntN(200), WantTotal: true}
		for {
			page := f.search(q)
			got = append(got, strings.Fields(keysIn(page.Nodes))...)
			if page.Total != len(want) {
				t.Fatalf("%q: total %d, want %d", text, page.Total, len(want))
			}
			if !page.HasNext {
				break
			}
			q.After = page.Cursors[len(page.Cursors)-1]
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%q, first %d:\n got %v\nwant %v", text, q.First, got, want)
		}
	}
}

func modelSearch(t *testing.T, f *reads, text string) []graph.Key {
	q, err := graph.QueryTokens(text)
	if err != nil {
		t.Fatal(err)
	}
	type ranked struct {
		rank      graph.Rank
		date, key string
	}
	var hits []ranked
	for _, n := range f.nodes {
		if rank := rankOf(n, q); rank < graph.Ranks {
			hits = append(hits, ranked{rank, n.String("signed"), n.Key})
		}
	}
	slices.SortFunc(hits, func(a, b ranked) int {
		if a.rank != b.rank {
			return int(a.rank - b.rank)
		}
		if c := strings.Compare(b.date, a.date); c != 0 {
			return c
		}
		return strings.Compare(a.key, b.key)
	})
	var keys []graph.Key
	for _, h := range hits {
		keys = append(keys, h.key)
	}
	return keys
}

// A document is found by the words of the text that speaks for it, and by no other once that is withdrawn.
func testSearchBodies(t *testing.T, open opener) {
	f := newFixture(t, open)
	town := doc{number: "临政发〔2021〕3号", title: "关于改善出行的通知", issuer: "临江市人民政府", date: "2021-03-01"}
	long, short := town, town
	long.tasks, short.tasks = []task{{heading: "试点夜间公交"}}, []task{{heading: "增设公交车道"}}
	short.standing = 2
	gazette, page := makeSource("gazette.txt", long), makeSource("page.txt", short)
	f.apply(gazette, page)
	r := viewing{f.store}
	found := func(text string) string {
		page, err := r.Search(f.ctx, graph.TextQuery{Text: text, Types: []graph.NodeType{graph.Document}, First: 5})
		if err != nil {
			t.Fatal(err)
		}
		return describe(page.Nodes)
	}
	want := describe(f.documents(town.title))
	if got := found("夜间公交"); got != want || found("公交车道") != describe(nil) {
		t.Errorf("found %s, want %s, and by the witness %s", got, want, found("公交车道"))
	}
	f.apply(removal(gazette))
	if got := found("公交车道"); got != describe(f.documents(town.title)) || found("夜间公交") != describe(nil) {
		t.Errorf("when only the page is left: %s", got)
	}
}
