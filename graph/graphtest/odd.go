package graphtest

import "github.com/policygraph/policygraph/graph"

// Odd makes sources whose values are hard to carry from one place to another: quotes, line ends of all kinds, separators,
// backslashes, control characters, empty texts, lists with one and no member, a date that no calendar has, numbers with
// fractions, a source without facts, and one that could not be read.
func Odd() []graph.ChangeSet {
	hard := doc{number: "临政办发〔2022〕8号", title: "关于\"三区\"、'两带'；建设的通知;,|\t第2行\\n", issuer: "临江市人民政府", date: "2022-02-30",
		attach: []string{"甲;乙", "丙,\"丁\"", "戊|己\\"},
		cites:  []cite{{edge: graph.Cites, title: "换\n行\r\n办法", number: "江政〔2000〕1号"}, {edge: graph.Repeals, title: "'单引号'规定", mode: "repeal"}},
		tasks:  []task{{"\u200b零宽与😀字符\u0001", []string{"临江市水利局", " 前后有空格 "}}, {"=SUM(A1)", nil}},
	}
	set := makeSource("怪, \"名\".txt", hard)
	target := graph.End{Record: "0", Suffix: "/target/0"}
	set.Nodes = append(set.Nodes, graph.NodeClaim{Record: "0", Body: true, Node: target, Type: graph.Target, Priority: 3,
		Props: graph.Props{"indicator": "水质;达标率", "number": 98.25, "value": "98.25", "unit": "%", "year": int64(2025), "baseline": false, "ordinal": int64(0)}})
	set.Edges = append(set.Edges, graph.EdgeClaim{Record: "0", Body: true, Type: graph.Sets, From: graph.End{Record: "0"}, To: target,
		Props: graph.Props{"order": int64(1)}, Rule: "test_sets", Confidence: 0.1 + 0.2})
	silent := makeSource("silent.txt")
	return []graph.ChangeSet{set, silent, unreadable(makeSource("unreadable.txt", doc{title: "残卷", date: "2001-01-01"}))}
}
