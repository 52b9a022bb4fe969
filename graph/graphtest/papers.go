package graphtest

import (
	"fmt"

	"github.com/policygraph/policygraph/graph"
)

// Papers makes n sources of one document each, with about 20 statements: ten citations (every second one of a law that
// many cite, the others of a neighbour, which may come later or never), and tasks of five of twenty units. The laws are among
// them, in two versions each.
func Papers(n int) []graph.ChangeSet {
	sets := make([]graph.ChangeSet, n)
	for i := range sets {
		d := doc{number: fmt.Sprintf("临政发〔2021〕%d号", i), title: fmt.Sprintf("关于推进第%d项重点工作的通知", i), issuer: "临江市人民政府",
			date: fmt.Sprintf("2021-%02d-%02d", i%12+1, i%28+1)}
		if i%100 == 0 {
			d.law, d.title, d.number = true, fmt.Sprintf("第%d号条例", i%1000), fmt.Sprintf("江东省人大公告第%d号", i%1000)
			d.date = fmt.Sprintf("%d-01-01", 2000+i/1000)
		}
		for k := range 10 {
			c := cite{edge: graph.Cites, title: fmt.Sprintf("第%d号条例", (i+k)%10*100)}
			if k%2 == 1 {
				c = cite{edge: graph.Implements, title: fmt.Sprintf("关于推进第%d项重点工作的通知", i+k*k), number: fmt.Sprintf("临政发〔2021〕%d号", i+k*k)}
			}
			d.cites = append(d.cites, c)
		}
		for k := range 4 {
			d.tasks = append(d.tasks, task{fmt.Sprintf("第%d项任务", k), []string{fmt.Sprintf("临江市第%d局", (i+k)%20), fmt.Sprintf("临江市第%d局", (i+k+7)%20)}})
		}
		sets[i] = makeSource(fmt.Sprintf("%05d.txt", i), d)
	}
	return sets
}
