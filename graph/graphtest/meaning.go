package graphtest

import (
	"slices"
	"testing"

	"github.com/policygraph/policygraph/graph"
)

// testIdentity: which records are one document, which of them speaks, and what the keys are.
func testIdentity(t *testing.T, open func(*testing.T) graph.Store) {
	world := smallWorld()
	gazette, page, plan := world[0], world[1], world[3]
	const title = "关于加强河道保护的通知"

	t.Run("one text speaks", func(t *testing.T) {
		f := newFixture(t, open)
		f.apply(page)
		if n := len(f.targets(f.document(title, ""), graph.HasTask)); n != 1 {
			t.Errorf("the page alone has %d tasks, not its 1", n)
		}
		f.apply(gazette)
		notice := f.document(title, "")
		if n := len(f.targets(notice, graph.HasTask)); n != 2 {
			t.Errorf("the gazette speaks with %d tasks, not its 2", n)
		}
		f.view(func(r graph.Reader) error {
			records, err := r.Records(f.ctx, []graph.Key{notice.Key})
			if list := records[notice.Key]; len(list) != 2 || !list[0].Speaks || list[0].Source != gazette.Source.Key || list[1].Speaks {
				t.Errorf("texts of the notice: %+v", list)
			}
			facts, err2 := r.Facts(f.ctx, []graph.Key{notice.Key})
			silent := 0
			for _, s := range facts[notice.Key] {
				if s.Source == page.Source.Key && s.Edge == "" {
					silent++
				}
			}
			if silent == 0 {
				t.Error("what the witness states is not kept")
			}
			if err == nil {
				err = err2
			}
			return err
		})
		f.apply(removal(gazette))
		if n := len(f.targets(f.document(title, ""), graph.HasTask)); n != 1 {
			t.Errorf("after the withdrawal of the gazette the page speaks with %d tasks, not its 1", n)
		}
	})

	t.Run("gaps are filled", func(t *testing.T) {
		f := newFixture(t, open)
		f.apply(gazette)
		if d := f.document("关于废止部分文件的决定", ""); d.String("signed") != "" || d.Props["printed"] != false {
			t.Errorf("only listed: %v", d.Props)
		}
		f.apply(page)
		if d := f.document("关于废止部分文件的决定", ""); d.String("signed") != "2021-04-02" || d.Props["printed"] != true {
			t.Errorf("listed and printed: %v", d.Props)
		}
	})

	t.Run("former keys", func(t *testing.T) {
		f := newFixture(t, open)
		undated := doc{title: "关于节水的通知", issuer: "临江市人民政府", date: "2022-08-01", tasks: []task{{"节水", []string{"临江市水利局"}}}}
		f.apply(makeSource("a.txt", undated))
		former := f.document("关于节水的通知", "")
		task := f.target(former, graph.HasTask)
		numbered := undated
		numbered.number = "临政发〔2022〕30号"
		f.apply(makeSource("b.txt", numbered))
		now := f.document("关于节水的通知", "")
		if now.Key == former.Key {
			t.Fatal("the number did not change the key: the test shows nothing")
		}
		f.view(func(r graph.Reader) error {
			found, err := r.Nodes(f.ctx, []graph.Key{former.Key, task.Key})
			if found[former.Key] == nil || found[former.Key].Key != now.Key {
				t.Errorf("the former key of the document leads to %v", found[former.Key])
			}
			if found[task.Key] == nil || found[task.Key].String("document") != now.Key {
				t.Errorf("the former key of its task leads to %v", found[task.Key])
			}
			return err
		})
	})

	t.Run("plan joins its notice", func(t *testing.T) {
		f := newFixture(t, open)
		f.apply(plan)
		alone := f.document("临江市河道保护行动计划", "")
		f.apply(gazette)
		notice := f.document(title, "")
		if n := f.documents("临江市河道保护行动计划"); len(n) != 0 {
			t.Errorf("the plan is still a document of its own: %s", describe(n))
		}
		f.view(func(r graph.Reader) error {
			found, err := r.Nodes(f.ctx, []graph.Key{alone.Key})
			if found[alone.Key] == nil || found[alone.Key].Key != notice.Key {
				t.Errorf("the plan's key leads to %v", found[alone.Key])
			}
			return err
		})
		f.apply(removal(gazette))
		f.document("临江市河道保护行动计划", "")
	})

	t.Run("withdrawal splits", func(t *testing.T) {
		f := newFixture(t, open)
		a := doc{title: "关于植树的通知", issuer: "临江市人民政府", date: "2022-03-01"}
		b := doc{title: "关于植树造林的通知", number: "临政发〔2022〕3号", issuer: "临江市人民政府"}
		both := makeSource("both.txt", doc{title: "关于植树的通知", number: "临政发〔2022〕3号", issuer: "临江市人民政府", date: "2022-03-01"})
		f.apply(makeSource("a.txt", a), makeSource("b.txt", b))
		apart := f.dump()
		f.apply(both)
		if n := len(f.documents("关于植树的通知")) + len(f.documents("关于植树造林的通知")); n != 1 {
			t.Errorf("a text with both identifiers joins the two: %d documents", n)
		}
		f.apply(removal(both))
		f.same("without what joined them", apart)
	})

	t.Run("clash of numbers", func(t *testing.T) {
		f := newFixture(t, open)
		f.apply(makeSource("a.txt", doc{number: "临政发〔2020〕5号", title: "关于防汛的通知", issuer: "临江市人民政府", date: "2020-06-01"}),
			makeSource("b.txt", doc{number: "临政发〔2020〕5号", title: "教育督导规定", issuer: "临江市人民政府", date: "2020-09-01"}))
		if f.document("关于防汛的通知", "").Key == f.document("教育督导规定", "").Key {
			t.Error("one number on unlike titles made them one document")
		}
	})
}

// testBinding: what citations mean, and law 7: what is not known is visible.
func testBinding(t *testing.T, open func(*testing.T) graph.Store) {
	world := smallWorld()
	gazette, page, law, plan, late := world[0], world[1], world[2], world[3], world[4]
	const notice, rule, regulation = "关于加强河道保护的通知", "临江市排水办法", "河道管理条例"

	t.Run("stub", func(t *testing.T) {
		f := newFixture(t, open)
		f.apply(gazette)
		stub := f.document(rule, "stub")
		if stub.String("number") != "临政发〔2009〕1号" || f.target(f.document(notice, ""), graph.Cites).Key != stub.Key {
			t.Errorf("stub: %v", stub.Props)
		}
		f.apply(late)
		old := f.document(rule, "")
		if f.target(f.document(notice, ""), graph.Cites).Key != old.Key {
			t.Error("the document that came late did not take over its stub")
		}
		f.apply(page)
		if got := f.target(f.document("关于废止部分文件的决定", ""), graph.Repeals); got.Key != old.Key {
			t.Errorf("repealed by number alone: %v", got.Props)
		}
		f.apply(removal(late))
		f.document(rule, "stub")
		f.apply(removal(gazette), removal(page))
		if n := f.documents(rule); len(n) != 0 {
			t.Errorf("a stub that nothing cites: %s", describe(n))
		}
	})

	t.Run("version of the day", func(t *testing.T) {
		f := newFixture(t, open)
		f.apply(law)
		for date, want := range map[string]string{"2016-01-01": "2015-06-01", "2020-09-30": "2020-09-30", "2023-01-01": "2020-09-30"} {
			d := doc{title: "关于" + date + "检查的通知", issuer: "临江市人民政府", date: date, cites: []cite{{edge: graph.Cites, title: regulation, number: "江东省人大公告第3号"}}}
			f.apply(makeSource(date+".txt", d))
			if got := f.target(f.document(d.title, ""), graph.Cites); got.Key != f.version(regulation, want).Key {
				t.Errorf("cited on %s: %v, not the version of %s", date, got.Props, want)
			}
		}
	})

	t.Run("replaces its own title", func(t *testing.T) {
		f := newFixture(t, open)
		f.apply(law)
		if got := f.target(f.version(regulation, "2020-09-30"), graph.Repeals); got.String("signed") != "2015-06-01" {
			t.Errorf("the revision repeals %v", got.Props)
		}
	})

	t.Run("ambiguous", func(t *testing.T) {
		f := newFixture(t, open)
		f.apply(gazette, plan, law)
		var ambiguous *graph.Node
		for _, n := range f.targets(f.document(notice, ""), graph.Cites) {
			if n.String("state") == "ambiguous" {
				ambiguous = n
			}
		}
		// The plan is a witness here: its citation is silent until the notice goes.
		if ambiguous != nil {
			t.Errorf("a silent text has an edge to %v", ambiguous.Props)
		}
		f.apply(removal(gazette))
		ambiguous = f.target(f.document("临江市河道保护行动计划", ""), graph.Cites)
		want := []string{f.version(regulation, "2015-06-01").Key, f.version(regulation, "2020-09-30").Key}
		slices.Sort(want)
		if got, _ := ambiguous.Props["candidates"].([]string); ambiguous.String("state") != "ambiguous" || !slices.Equal(got, want) {
			t.Errorf("two versions, citing text undated: %v, want candidates %v", ambiguous.Props, want)
		}
		f.apply(late)
		ambiguous = f.target(f.document("临江市河道保护行动计划", ""), graph.Cites)
		if got, _ := ambiguous.Props["candidates"].([]string); len(got) != 3 {
			t.Errorf("candidates after a third came: %v", got)
		}
		f.apply(removal(law))
		if got := f.target(f.document("临江市河道保护行动计划", ""), graph.Cites); got.String("number") != "河西省人大公告第8号" {
			t.Errorf("one candidate is left: %v", got.Props)
		}
	})

	t.Run("unlike texts of one title", func(t *testing.T) {
		f := newFixture(t, open)
		f.apply(law, late, makeSource("c.txt",
			doc{title: "关于巡河的通知", issuer: "临江市人民政府", date: "2021-01-01", cites: []cite{
				{edge: graph.Cites, title: regulation},
				{edge: graph.Implements, title: regulation, issuer: "河西省人民代表大会常务委员会"},
			}}))
		d := f.document("关于巡河的通知", "")
		if got := f.target(d, graph.Cites); got.String("state") != "ambiguous" {
			t.Errorf("regulations of two provinces: %v", got.Props)
		}
		if got := f.target(d, graph.Implements); got.String("number") != "河西省人大公告第8号" {
			t.Errorf("with the issuer printed: %v", got.Props)
		}
	})

	t.Run("another number is another text", func(t *testing.T) {
		f := newFixture(t, open)
		f.apply(makeSource("a.txt", doc{number: "临政发〔2020〕5号", title: "关于防汛的通知", issuer: "临江市人民政府", date: "2020-06-01"}),
			makeSource("b.txt", doc{title: "关于水库的通知", issuer: "临江市人民政府", date: "2021-06-01",
				cites: []cite{{edge: graph.Cites, title: "关于防汛的通知", number: "临政发〔2021〕4号"}}}))
		if got := f.target(f.document("关于水库的通知", ""), graph.Cites); got.String("state") != "stub" || got.String("number") != "临政发〔2021〕4号" {
			t.Errorf("cited with another number: %v", got.Props)
		}
	})

	t.Run("no edge to itself", func(t *testing.T) {
		f := newFixture(t, open)
		f.apply(gazette)
		n := f.document(notice, "")
		for _, to := range f.targets(n, graph.Cites) {
			if to.Key == n.Key {
				t.Error("the notice cites itself")
			}
		}
	})
}
