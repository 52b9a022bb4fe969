package graphtest

import (
	"fmt"
	"math/rand/v2"

	"github.com/policygraph/policygraph/graph"
)

// smallWorld is five sources that hang together in every way that identity knows:
//
//	gazette.txt   prints the notice, lists a decision that page.txt prints
//	page.txt      prints the notice too (damaged), and the decision, which repeals an old rule by number alone
//	law.txt       one regulation in its versions of 2015 and 2020, under one number
//	plan.txt      the plan that the notice attaches, without the notice; cites the regulation, undated
//	late.txt      the old rule, and the regulation of another province with the same title
func smallWorld() []graph.ChangeSet {
	notice := doc{number: "临政发〔2021〕6号", title: "关于加强河道保护的通知", issuer: "临江市人民政府", date: "2021-03-01",
		attach: []string{"临江市河道保护行动计划"},
		cites: []cite{
			{edge: graph.Implements, title: "河道管理条例", number: "江东省人大公告第3号"},
			{edge: graph.Cites, title: "临江市排水办法", number: "临政发〔2009〕1号"},
			{edge: graph.Cites, title: "关于加强河道保护的通知"}, // itself
		},
		tasks: []task{{"清理河面漂浮物", []string{"临江市水利局", "临江市城市管理局"}}, {"修复岸线", []string{"临江市自然资源局"}}},
	}
	damaged := notice
	damaged.standing, damaged.damage = 1, 2
	damaged.tasks = []task{{"清理河面漂浮物", []string{"临江市水利局"}}}
	decision := doc{number: "临政发〔2021〕9号", title: "关于废止部分文件的决定", issuer: "临江市人民政府", date: "2021-04-02", standing: 1,
		cites: []cite{{edge: graph.Repeals, number: "临政发〔2009〕1号", mode: "repeal"}}}
	listed := doc{number: decision.number, title: decision.title, issuer: decision.issuer, listed: true}
	law := doc{number: "江东省人大公告第3号", title: "河道管理条例", issuer: "江东省人民代表大会常务委员会", date: "2015-06-01", law: true, region: "江东省"}
	revised := law
	revised.date = "2020-09-30"
	revised.cites = []cite{{edge: graph.Repeals, title: "河道管理条例", older: true}}
	other := doc{number: "河西省人大公告第8号", title: "河道管理条例", issuer: "河西省人民代表大会常务委员会", date: "2018-01-01", law: true, region: "河西省"}
	plan := doc{title: "临江市河道保护行动计划", plan: true, standing: 2, cites: []cite{{edge: graph.Cites, title: "河道管理条例", undated: true}}}
	old := doc{number: "临政发〔2009〕1号", title: "临江市排水办法", issuer: "临江市人民政府", date: "2009-01-09"}
	return []graph.ChangeSet{
		makeSource("gazette.txt", notice, listed),
		makeSource("page.txt", damaged, decision),
		makeSource("law.txt", law, revised),
		makeSource("plan.txt", plan),
		makeSource("late.txt", old, other),
	}
}

// World makes n sources at random from a small stock of documents, so that they meet in many ways: shared documents, plans
// and notices, versions, clashes, citations of each other. Worlds of other seeds have other contents under the same names.
func World(seed uint64, n int) []graph.ChangeSet {
	rnd := rand.New(rand.NewPCG(seed, 1))
	sets := make([]graph.ChangeSet, n)
	for i := range sets {
		docs := make([]doc, 1+rnd.IntN(4))
		used := map[int]bool{}
		for j := range docs {
			which := rnd.IntN(30)
			for used[which] {
				which = rnd.IntN(30)
			}
			used[which] = true
			docs[j] = stock(rnd, which)
		}
		sets[i] = makeSource(fmt.Sprintf("%02d.txt", i), docs...)
	}
	return sets
}

// stock prints document number i in one of the ways that sources do.
func stock(rnd *rand.Rand, i int) doc {
	units := []string{"临江市水利局", "临江市财政局", "临江市教育局", "临江市公安局"}
	d := doc{issuer: "临江市人民政府", standing: rnd.IntN(3), damage: rnd.IntN(2)}
	switch i % 6 {
	case 0: // a notice with a plan
		d.number, d.title, d.date = fmt.Sprintf("临政发〔2020〕%d号", i), fmt.Sprintf("关于印发第%d号行动计划的通知", i), fmt.Sprintf("2020-01-%02d", i%28+1)
		d.attach = []string{fmt.Sprintf("第%d号行动计划", i)}
	case 1: // the plan alone
		d = doc{title: fmt.Sprintf("第%d号行动计划", i-1), plan: true, standing: 2}
	case 2: // versions of one law under one number
		d.law, d.number, d.title = true, fmt.Sprintf("临江市人民政府令第%d号", i), fmt.Sprintf("第%d号办法", i)
		d.date = fmt.Sprintf("%d-05-01", 2012+3*rnd.IntN(3))
	case 3: // one number on unlike titles
		d.number, d.date = fmt.Sprintf("临政发〔2020〕%d号", i), "2020-02-02"
		d.title = []string{"关于做好防汛工作的通知", "教育督导条例解读"}[rnd.IntN(2)]
	case 4: // sometimes printed without date, or only listed
		d.number, d.title, d.date = fmt.Sprintf("临政发〔2021〕%d号", i), fmt.Sprintf("关于第%d号事项的通知", i), "2021-07-01"
		if rnd.IntN(2) == 0 {
			d.date = ""
		}
		d.listed = rnd.IntN(3) == 0
	case 5: // the same title by different issuers
		d.title, d.date = "政府工作要点", fmt.Sprintf("20%02d-01-10", 18+rnd.IntN(3))
		d.issuer = []string{"临江市人民政府", "临海市人民政府"}[rnd.IntN(2)]
	}
	if d.listed {
		return d
	}
	for range rnd.IntN(4) {
		d.cites = append(d.cites, citation(rnd))
	}
	for k := range rnd.IntN(3) {
		d.tasks = append(d.tasks, task{fmt.Sprintf("第%d项任务", k), units[rnd.IntN(3):][:1+rnd.IntN(2)]})
	}
	return d
}

// citation names some document of the stock, or one that no source prints.
func citation(rnd *rand.Rand) cite {
	i := rnd.IntN(36)
	c := cite{edge: []graph.EdgeType{graph.Cites, graph.Implements, graph.Repeals, graph.Amends}[rnd.IntN(4)], undated: rnd.IntN(4) == 0}
	c.older = c.edge == graph.Repeals
	switch i % 6 {
	case 0, 1:
		c.title = fmt.Sprintf("第%d号行动计划", i/6*6)
	case 2:
		c.title = fmt.Sprintf("第%d号办法", i)
		if rnd.IntN(2) == 0 {
			c.number = fmt.Sprintf("临江市人民政府令第%d号", i)
		}
	case 3:
		c.number = fmt.Sprintf("临政发〔2020〕%d号", i)
		c.title = []string{"", "关于做好防汛工作的通知"}[rnd.IntN(2)]
	case 4:
		c.title, c.number = fmt.Sprintf("关于第%d号事项的通知", i), fmt.Sprintf("临政发〔2021〕%d号", i)
	case 5:
		c.title, c.issuer = "政府工作要点", []string{"", "临海市人民政府"}[rnd.IntN(2)]
	}
	return c
}
