package graphtest

import (
	"slices"
	"testing"

	"github.com/policygraph/policygraph/graph"
)

// testBinding: what citations mean, and law 7: what is not known is visible.
func testBinding(t *testing.T, open func(*testing.T) graph.Store) {
	for name, test := range map[string]func(*fixture){
		"stub":                           testStub,
		"version of the day":             testVersionOfTheDay,
		"replaces its own title":         testReplacesItsOwnTitle,
		"ambiguous":                      testAmbiguous,
		"unlike texts of one title":      testUnlikeTextsOfOneTitle,
		"another number is another text": testAnotherNumberIsAnotherText,
		"no edge to itself":              testNoEdgeToItself,
	} {
		t.Run(name, func(t *testing.T) { test(newFixture(t, open)) })
	}
}

func testStub(f *fixture) {
	f.apply(gazette())
	stub := f.document(rule, "stub")
	if stub.String("number") != "临政发〔2009〕1号" || f.target(f.document(noticeTitle, ""), graph.Cites).Key != stub.Key {
		f.Errorf("stub: %v", stub.Props)
	}
	f.apply(late())
	old := f.document(rule, "")
	if f.target(f.document(noticeTitle, ""), graph.Cites).Key != old.Key {
		f.Error("the document that came late did not take over its stub")
	}
	f.apply(page())
	if got := f.target(f.document(decisionTitle, ""), graph.Repeals); got.Key != old.Key {
		f.Errorf("repealed by number alone: %v", got.Props)
	}
	f.apply(removal(late()))
	f.document(rule, "stub")
	f.apply(removal(gazette()), removal(page()))
	if n := f.documents(rule); len(n) != 0 {
		f.Errorf("a stub that nothing cites: %s", describe(n))
	}
}

func testVersionOfTheDay(f *fixture) {
	f.apply(law())
	for date, want := range map[string]string{"2016-01-01": "2015-06-01", "2020-09-30": "2020-09-30", "2023-01-01": "2020-09-30"} {
		d := doc{title: "关于" + date + "检查的通知", issuer: "临江市人民政府", date: date, cites: []cite{{edge: graph.Cites, title: regulation, number: "江东省人大公告第3号"}}}
		f.apply(makeSource(date+".txt", d))
		if got := f.target(f.document(d.title, ""), graph.Cites); got.Key != f.version(regulation, want).Key {
			f.Errorf("cited on %s: %v, not the version of %s", date, got.Props, want)
		}
	}
}

func testReplacesItsOwnTitle(f *fixture) {
	f.apply(law())
	if got := f.target(f.version(regulation, "2020-09-30"), graph.Repeals); got.String("signed") != "2015-06-01" {
		f.Errorf("the revision repeals %v", got.Props)
	}
}

func testAmbiguous(f *fixture) {
	f.apply(gazette(), plan(), law())
	var ambiguous *graph.Node
	for _, n := range f.targets(f.document(noticeTitle, ""), graph.Cites) {
		if n.String("state") == "ambiguous" {
			ambiguous = n
		}
	}
	// The plan is a witness here: its citation is silent until the notice goes.
	if ambiguous != nil {
		f.Errorf("a silent text has an edge to %v", ambiguous.Props)
	}
	f.apply(removal(gazette()))
	ambiguous = f.target(f.document(planTitle, ""), graph.Cites)
	want := []string{f.version(regulation, "2015-06-01").Key, f.version(regulation, "2020-09-30").Key}
	slices.Sort(want)
	if got, _ := ambiguous.Props["candidates"].([]string); ambiguous.String("state") != "ambiguous" || !slices.Equal(got, want) {
		f.Errorf("two versions, citing text undated: %v, want candidates %v", ambiguous.Props, want)
	}
	f.apply(late())
	ambiguous = f.target(f.document(planTitle, ""), graph.Cites)
	if got, _ := ambiguous.Props["candidates"].([]string); len(got) != 3 {
		f.Errorf("candidates after a third came: %v", got)
	}
	f.apply(removal(law()))
	if got := f.target(f.document(planTitle, ""), graph.Cites); got.String("number") != "河西省人大公告第8号" {
		f.Errorf("one candidate is left: %v", got.Props)
	}
}

func testUnlikeTextsOfOneTitle(f *fixture) {
	f.apply(law(), late(), makeSource("c.txt",
		doc{title: "关于巡河的通知", issuer: "临江市人民政府", date: "2021-01-01", cites: []cite{
			{edge: graph.Cites, title: regulation},
			{edge: graph.Implements, title: regulation, issuer: "河西省人民代表大会常务委员会"},
		}}))
	d := f.document("关于巡河的通知", "")
	if got := f.target(d, graph.Cites); got.String("state") != "ambiguous" {
		f.Errorf("regulations of two provinces: %v", got.Props)
	}
	if got := f.target(d, graph.Implements); got.String("number") != "河西省人大公告第8号" {
		f.Errorf("with the issuer printed: %v", got.Props)
	}
}

func testAnotherNumberIsAnotherText(f *fixture) {
	f.apply(makeSource("a.txt", doc{number: "临政发〔2020〕5号", title: "关于防汛的通知", issuer: "临江市人民政府", date: "2020-06-01"}),
		makeSource("b.txt", doc{title: "关于水库的通知", issuer: "临江市人民政府", date: "2021-06-01",
			cites: []cite{{edge: graph.Cites, title: "关于防汛的通知", number: "临政发〔2021〕4号"}}}))
	if got := f.target(f.document("关于水库的通知", ""), graph.Cites); got.String("state") != "stub" || got.String("number") != "临政发〔2021〕4号" {
		f.Errorf("cited with another number: %v", got.Props)
	}
}

func testNoEdgeToItself(f *fixture) {
	f.apply(gazette())
	n := f.document(noticeTitle, "")
	for _, to := range f.targets(n, graph.Cites) {
		if to.Key == n.Key {
			f.Error("the notice cites itself")
		}
	}
}
