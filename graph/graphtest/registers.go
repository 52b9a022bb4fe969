package graphtest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/register"
)

// keeperWorld holds one case and one that only looks like it for each register and each check of lint.
func keeperWorld() graph.ChangeSet {
	const city, bureau, province, ministry = "临江市人民政府", "临江市水利局", "江东省人民政府", "水利部"
	normative, rule := graph.Props{"rank": "行政规范性文件"}, graph.Props{"rank": "地方政府规章"}
	repeal := func(title string) cite { return cite{edge: graph.Repeals, title: title, mode: "repeal"} }
	basis := func(title string) cite { return cite{edge: graph.Implements, title: title, manner: "basis"} }
	paper := func(title, issuer, date string, more graph.Props, cites ...cite) doc {
		return doc{title: title, issuer: issuer, date: date, more: more, cites: cites}
	}
	set := makeSource("keeper.txt",
		paper("取水办法", city, "2010-01-01", rule),
		paper("取水管理办法", city, "2020-01-01", rule, repeal("取水办法")),
		paper("取水细则", bureau, "2015-05-01", normative, basis("取水办法"), basis("取水管理办法"), cite{edge: graph.Cites, title: "水法"}),
		paper("取水后续细则", bureau, "2020-06-01", normative, basis("取水办法"), cite{edge: graph.Cites, title: "水法"}), // means another text
		paper("用水定额", city, "2013-01-01", normative),
		paper("用水新定额", city, "2018-01-01", normative, cite{edge: graph.Amends, title: "用水定额", mode: "reissue"}),
		paper("定额细则", bureau, "2014-01-01", normative, basis("用水定额")),
		paper("清理决定", city, "2016-02-02", normative, repeal("排涝规程")),
		paper("排涝规程", city, "2018-03-03", normative),
		paper("巡河制度", bureau, "2017-01-01", normative, repeal("护河制度")),
		paper("护河制度", bureau, "2017-01-01", normative, repeal("巡河制度")),
		paper("关于规章的通知", bureau, "2019-01-01", normative, repeal("供水规章"), repeal("水利规章"), repeal("本局旧文")),
		paper("供水规章", city, "2011-01-01", rule),
		paper("水利规章", ministry, "2011-02-01", graph.Props{"rank": "部门规章"}),
		paper("本局旧文", bureau, "2011-03-01", rule), // of its own, in whatever form
		paper("省政府通知", province, "2019-02-01", normative, repeal("排水规章")),
		paper("排水规章", city, "2011-04-01", rule), // a higher government ends it
		paper("县里的通知", "青屿县人民政府", "2019-03-01", normative, repeal("市里的通知")),
		paper("市里的通知", city, "2012-01-01", normative),
		doc{title: "奖励办法", number: "临政发〔2021〕7号", issuer: city, date: "2021-01-01", more: graph.Props{"expires": "2022-03-31", "expiresQuote": "奖励办法"}},
		doc{title: "机场噪声通告", number: "临政发〔2021〕7号", issuer: bureau, date: "2021-02-01", more: graph.Props{"expires": "2022-02-28"}}, // extended
		paper("延期通知", city, "2022-01-15", nil, cite{edge: graph.Extends, title: "机场噪声通告"}),
		paper("津贴办法", city, "", graph.Props{"expires": "2022-05-05"}), // nobody knows since when
		paper("补贴办法", city, "2021-01-01", graph.Props{"expires": "2022-02-15"}),
		paper("补贴新办法", city, "2021-12-01", nil, repeal("补贴办法")),
		doc{title: "行动方案", issuer: city, date: "2021-05-01", tasks: []task{{"疏浚", []string{bureau, "沿河管护队"}}, {"绿化", []string{bureau}}}},
		doc{title: "旧方案", issuer: city, date: "2009-05-01", tasks: []task{{"旧事", []string{bureau}}}},
		paper("新方案", city, "2021-06-01", nil, repeal("旧方案")),
		paper("工作要点", city, "2019-01-01", nil), paper("工作要点", "临海市人民政府", "2019-01-01", nil),
		paper("落实通知", "青屿县人民政府", "2020-01-01", nil, cite{edge: graph.Cites, title: "工作要点"}),
	)
	finishKeeper(&set, map[string]string{city: "990100", bureau: "990100", province: "990000", ministry: "000000", "青屿县人民政府": "990122"})
	return set
}

// finishKeeper says what documents of the suite have no words for: until when one is extended, when tasks are due, that a unit
// is unknown, and where the others stand.
func finishKeeper(set *graph.ChangeSet, places map[string]string) {
	for i, e := range set.Edges {
		if e.Type == graph.Extends {
			set.Edges[i].Props = graph.Props{"until": "2022-04-30"}
		}
	}
	due := map[any]string{"疏浚": "2022-03-01", "绿化": "2023-03-01", "旧事": "2022-03-02"}
	for i, n := range set.Nodes {
		if day := due[n.Props["heading"]]; day != "" {
			n.Props["due"] = day
		}
		if n.Node.Key == "unit/沿河管护队" {
			set.Nodes[i].Props = graph.Props{"name": "沿河管护队", "region": "临江市"}
		}
	}
	for name, code := range places {
		region := graph.End{Key: "region/" + code}
		set.Nodes = append(set.Nodes, graph.NodeClaim{Record: "0", Node: region, Type: graph.Region, Props: graph.Props{"code": code}})
		set.Edges = append(set.Edges, graph.EdgeClaim{Record: "0", Type: graph.InRegion, From: graph.End{Key: "unit/" + name}, To: region, Rule: "authority"})
	}
}

// told writes a row in a line, evidence and all.
func told(r *register.Row) string {
	name := func(n *graph.Node) string {
		if n == nil {
			return ""
		}
		return n.String("title") + n.String("name") + n.String("heading")
	}
	parts := []string{string(r.Check), name(r.Document), name(r.Other), name(r.Unit), name(r.Task), r.Number, r.Day}
	if r.Count > 0 {
		parts = append(parts, fmt.Sprint(r.Count))
	}
	for _, d := range r.Documents {
		parts = append(parts, name(d))
	}
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	for _, e := range r.Evidence {
		parts = append(parts, "“"+e.Quote+"”")
	}
	return strings.Join(parts, " ")
}

var keeperRows = []struct {
	query register.Query
	want  []string
}{
	{register.Query{Name: register.Missing}, []string{"水法 2 “《水法》CITES” “《水法》CITES”"}},
	{register.Query{Name: register.Ambiguous}, []string{"工作要点 1 工作要点 工作要点 “《工作要点》CITES”"}},
	{register.Query{Name: register.Expiring, Days: 89}, []string{"奖励办法 2022-03-31 “奖励办法”"}},
	{register.Query{Name: register.Expiring, Days: 200}, []string{"奖励办法 2022-03-31 “奖励办法”", "机场噪声通告 2022-04-30 “《机场噪声通告》EXTENDS”", "津贴办法 2022-05-05"}},
	{register.Query{Name: register.Due, Days: 90}, []string{"行动方案 临江市水利局 疏浚 2022-03-01 “（责任单位：临江市水利局）”",
		"行动方案 沿河管护队 疏浚 2022-03-01 “（责任单位：沿河管护队）”"}},
	{register.Query{Name: register.Due, Days: 90, Unit: "市水利局"}, []string{"行动方案 临江市水利局 疏浚 2022-03-01 “（责任单位：临江市水利局）”"}},
	{register.Query{Name: register.Due, Days: 58}, nil},
	{register.Query{Name: register.Unnamed}, []string{"沿河管护队 1 “（责任单位：沿河管护队）”"}},
	{register.Query{Name: register.Clashes}, []string{"临政发〔2021〕7号 奖励办法 机场噪声通告"}},
	{register.Query{Name: register.Lint}, []string{
		"rests_on_ended 取水细则 取水办法 2020-01-01 “《取水办法》IMPLEMENTS” “《取水办法》REPEALS”",
		"rests_on_ended 定额细则 用水定额 2018-01-01 “《用水定额》IMPLEMENTS” “《用水定额》AMENDS”",
		"repeals_unissued 清理决定 排涝规程 2018-03-03 “《排涝规程》REPEALS”",
		"repeals_higher 县里的通知 市里的通知 “《市里的通知》REPEALS”",
		"repeals_higher 关于规章的通知 水利规章 “《水利规章》REPEALS”",
		"repeals_higher 关于规章的通知 供水规章 “《供水规章》REPEALS”",
		"cycle 巡河制度 护河制度 巡河制度 护河制度 “《护河制度》REPEALS” “《巡河制度》REPEALS”",
	}},
	{register.Query{Name: register.Lint, Checks: []register.Check{register.RepealsUnissued}}, []string{
		"repeals_unissued 清理决定 排涝规程 2018-03-03 “《排涝规程》REPEALS”"}},
}

// testRegisters: every register tells the case from what only looks like it, and its pages of one row are the whole of it.
func testRegisters(t *testing.T, open func(*testing.T) graph.Store) {
	f := newFixture(t, open)
	f.apply(keeperWorld())
	for _, c := range keeperRows {
		c.query.Day = "2022-01-01"
		var got []string
		f.view(func(r graph.Reader) error {
			return register.Read(f.ctx, r, c.query, func(row *register.Row) error { got = append(got, told(row)); return nil })
		})
		if !slices.Equal(got, c.want) {
			t.Errorf("%+v:\n%s\nwant\n%s", c.query, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
		if paged := f.registerPages(c.query); !slices.Equal(paged, got) {
			t.Errorf("%+v page by page:\n%s\nat once\n%s", c.query, strings.Join(paged, "\n"), strings.Join(got, "\n"))
		}
	}
}

// registerPages reads a register row by row, each from the cursor of the one before.
func (f *fixture) registerPages(q register.Query) (all []string) {
	f.Helper()
	for more := true; more; {
		f.view(func(r graph.Reader) error {
			rows, hasMore, err := register.Page(f.ctx, r, q, 1)
			for _, row := range rows {
				all, q.After = append(all, told(row)), row.Cursor
			}
			more = hasMore && len(all) < 100
			return err
		})
	}
	return all
}
