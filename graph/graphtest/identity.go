package graphtest

import (
	"testing"

	"github.com/policygraph/policygraph/graph"
)

// Titles and sources of the small world.
const (
	noticeTitle   = "关于加强河道保护的通知"
	decisionTitle = "关于废止部分文件的决定"
	planTitle     = "临江市河道保护行动计划"
	rule          = "临江市排水办法"
	regulation    = "河道管理条例"
)

func gazette() graph.ChangeSet { return smallWorld()[0] }
func page() graph.ChangeSet    { return smallWorld()[1] }
func law() graph.ChangeSet     { return smallWorld()[2] }
func plan() graph.ChangeSet    { return smallWorld()[3] }
func late() graph.ChangeSet    { return smallWorld()[4] }

// testIdentity: which records are one document, which of them speaks, and what the keys are.
func testIdentity(t *testing.T, open func(*testing.T) graph.Store) {
	for name, test := range map[string]func(*fixture){
		"one text speaks":       testOneTextSpeaks,
		"gaps are filled":       testGapsAreFilled,
		"former keys":           testFormerKeys,
		"plan joins its notice": testPlanJoinsItsNotice,
		"plan does not speak":   testPlanDoesNotSpeak,
		"plan of another":       testPlanOfAnother,
		"withdrawal splits":     testWithdrawalSplits,
		"clash of numbers":      testClashOfNumbers,
	} {
		t.Run(name, func(t *testing.T) { test(newFixture(t, open)) })
	}
}

func testOneTextSpeaks(f *fixture) {
	f.apply(page())
	if n := len(f.targets(f.document(noticeTitle, ""), graph.HasTask)); n != 1 {
		f.Errorf("the page alone has %d tasks, not its 1", n)
	}
	f.apply(gazette())
	notice := f.document(noticeTitle, "")
	if n := len(f.targets(notice, graph.HasTask)); n != 2 {
		f.Errorf("the gazette speaks with %d tasks, not its 2", n)
	}
	f.view(func(r graph.Reader) error {
		records, err := r.Records(f.ctx, []graph.Key{notice.Key})
		if list := records[notice.Key]; len(list) != 2 || !list[0].Speaks || list[0].Source != gazette().Source.Key || list[1].Speaks {
			f.Errorf("texts of the notice: %+v", list)
		}
		facts, err2 := r.Facts(f.ctx, []graph.Key{notice.Key})
		silent := 0
		for _, s := range facts[notice.Key] {
			if s.Source == page().Source.Key && s.Edge == "" {
				silent++
			}
		}
		if silent == 0 {
			f.Error("what the witness states is not kept")
		}
		if err == nil {
			err = err2
		}
		return err
	})
	f.apply(removal(gazette()))
	if n := len(f.targets(f.document(noticeTitle, ""), graph.HasTask)); n != 1 {
		f.Errorf("after the withdrawal of the gazette the page speaks with %d tasks, not its 1", n)
	}
}

func testGapsAreFilled(f *fixture) {
	f.apply(gazette())
	if d := f.document(decisionTitle, ""); d.String("signed") != "" || d.Props["printed"] != false {
		f.Errorf("only listed: %v", d.Props)
	}
	f.apply(page())
	if d := f.document(decisionTitle, ""); d.String("signed") != "2021-04-02" || d.Props["printed"] != true {
		f.Errorf("listed and printed: %v", d.Props)
	}
}

func testFormerKeys(f *fixture) {
	undated := doc{title: "关于节水的通知", issuer: "临江市人民政府", date: "2022-08-01", tasks: []task{{"节水", []string{"临江市水利局"}}}}
	f.apply(makeSource("a.txt", undated))
	former := f.document("关于节水的通知", "")
	task := f.target(former, graph.HasTask)
	numbered := undated
	numbered.number = "临政发〔2022〕30号"
	f.apply(makeSource("b.txt", numbered))
	now := f.document("关于节水的通知", "")
	if now.Key == former.Key {
		f.Fatal("the number did not change the key: the test shows nothing")
	}
	f.view(func(r graph.Reader) error {
		found, err := r.Nodes(f.ctx, []graph.Key{former.Key, task.Key})
		if found[former.Key] == nil || found[former.Key].Key != now.Key {
			f.Errorf("the former key of the document leads to %v", found[former.Key])
		}
		if found[task.Key] == nil || found[task.Key].String("document") != now.Key {
			f.Errorf("the former key of its task leads to %v", found[task.Key])
		}
		return err
	})
}

func testPlanJoinsItsNotice(f *fixture) {
	f.apply(plan())
	alone := f.document(planTitle, "")
	f.apply(gazette())
	notice := f.document(noticeTitle, "")
	if n := f.documents(planTitle); len(n) != 0 {
		f.Errorf("the plan is still a document of its own: %s", describe(n))
	}
	f.view(func(r graph.Reader) error {
		found, err := r.Nodes(f.ctx, []graph.Key{alone.Key})
		if found[alone.Key] == nil || found[alone.Key].Key != notice.Key {
			f.Errorf("the plan's key leads to %v", found[alone.Key])
		}
		return err
	})
	f.apply(removal(gazette()))
	f.document(planTitle, "")
}

func testWithdrawalSplits(f *fixture) {
	a := doc{title: "关于植树的通知", issuer: "临江市人民政府", date: "2022-03-01"}
	b := doc{title: "关于植树造林的通知", number: "临政发〔2022〕3号", issuer: "临江市人民政府"}
	both := makeSource("both.txt", doc{title: "关于植树的通知", number: "临政发〔2022〕3号", issuer: "临江市人民政府", date: "2022-03-01"})
	f.apply(makeSource("a.txt", a), makeSource("b.txt", b))
	apart := f.dump()
	f.apply(both)
	if n := len(f.documents("关于植树的通知")) + len(f.documents("关于植树造林的通知")); n != 1 {
		f.Errorf("a text with both identifiers joins the two: %d documents", n)
	}
	f.apply(removal(both))
	f.same("without what joined them", apart)
}

func testClashOfNumbers(f *fixture) {
	f.apply(makeSource("a.txt", doc{number: "临政发〔2020〕5号", title: "关于防汛的通知", issuer: "临江市人民政府", date: "2020-06-01"}),
		makeSource("b.txt", doc{number: "临政发〔2020〕5号", title: "教育督导规定", issuer: "临江市人民政府", date: "2020-09-01"}))
	if f.document("关于防汛的通知", "").Key == f.document("教育督导规定", "").Key {
		f.Error("one number on unlike titles made them one document")
	}
}

// testPlanDoesNotSpeak: a plan printed in a better place than its notice is a witness all the same.
func testPlanDoesNotSpeak(f *fixture) {
	title := "关于印发植树计划的通知"
	f.apply(makeSource("notice.txt", doc{title: title, issuer: "临江市人民政府", date: "2022-03-01", attach: []string{"植树计划"}, standing: 2, damage: 3}))
	key := f.document(title, "").Key
	f.apply(makeSource("plan.txt", doc{title: "植树计划", date: "2022-03-01", plan: true, tasks: []task{{"植树", []string{"临江市林业局"}}}}))
	if now := f.document(title, "").Key; now != key {
		f.Errorf("the plan changed the key of its notice from %s to %s", key, now)
	}
	if n := len(f.targets(f.document(title, ""), graph.HasTask)); n != 0 {
		f.Errorf("beside its notice the plan speaks with %d tasks", n)
	}
}

// testPlanOfAnother: plans have titles that many issuers use, and come in versions.
func testPlanOfAnother(f *fixture) {
	f.apply(makeSource("notice.txt", doc{title: "关于印发植树计划的通知", issuer: "临江市人民政府", date: "2022-03-01", attach: []string{"植树计划"}}),
		makeSource("other.txt", doc{title: "植树计划", plan: true, issuer: "临海市人民政府"}),
		makeSource("later.txt", doc{title: "植树计划", plan: true, issuer: "临江市人民政府", date: "2023-03-01"}))
	if n := f.documents("植树计划"); len(n) != 2 {
		f.Errorf("another city's plan and the plan of another year: %d documents of their own%s", len(n), describe(n))
	}
}
