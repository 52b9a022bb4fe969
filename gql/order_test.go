package gql

import (
	"strings"
	"testing"

	g "github.com/policygraph/policygraph/graph"
)

// TestTheOrderOfTheText: tasks and targets stand as the text has them, whatever their keys are, on every page.
func TestTheOrderOfTheText(t *testing.T) {
	s := newSeed("order.txt", "")
	s.document("0", "临政发〔2022〕9号", "临江市行动计划", cityGovernment, "2022-03-01", nil,
		"（一）第一件事。（牵头单位：市科技局）达到3个。\n（二）第二件事。（牵头单位：市科技局）达到2个。\n（三）第三件事。（牵头单位：市科技局）达到1个。")
	for i, suffix := range []string{"m", "z", "a"} {
		s.task(suffix, []string{"第一件事", "第二件事", "第三件事"}[i], nil, [3]string{"牵头", "市科技局", "临江市科学技术局"})
		n := []string{"3", "2", "1"}[i]
		target := s.node(g.Target, g.End{Record: "0", Suffix: "/target/" + suffix}, g.Props{"indicator": "个数", "value": n})
		s.edge(g.Sets, g.End{Record: "0"}, target, nil, "达到"+n+"个")
	}
	server := newTestServer(t, Options{Store: openStore(t, s.done())})
	_, body := ask(t, server, `{document(number:"临政发〔2022〕9号"){tasks{edges{node{heading}}} targets{edges{node{value}}}}}`, nil)
	const want = `{"tasks":{"edges":[{"node":{"heading":"第一件事"}},{"node":{"heading":"第二件事"}},{"node":{"heading":"第三件事"}}]},` +
		`"targets":{"edges":[{"node":{"value":"3"}},{"node":{"value":"2"}},{"node":{"value":"1"}}]}}`
	if !strings.Contains(string(body), want) {
		t.Errorf("%s", body)
	}
	const rest = `{edges{cursor} pageInfo{hasNextPage endCursor}}`
	all := walk(t, server, `{document(number:"临政发〔2022〕9号"){tasks(first:100 PAGE)`+rest+`}}`, true, "document", "tasks")
	one := walk(t, server, `{document(number:"临政发〔2022〕9号"){tasks(first:1 PAGE)`+rest+`}}`, true, "document", "tasks")
	if len(all) != 3 || strings.Join(all, " ") != strings.Join(one, " ") {
		t.Errorf("page by page %v, at once %v", one, all)
	}
}
