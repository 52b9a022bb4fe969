package gql

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"strings"
	"testing"
	"time"

	g "github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/sqlite"
)

// seed builds the contribution of one source the way resolve does, with its text written along, so that every quote stands
// where it is said to stand.
type seed struct {
	set  g.ChangeSet
	text strings.Builder
	id   string
}

func newSeed(path, before string) *seed {
	s := &seed{set: g.ChangeSet{Source: g.SourceInfo{Key: "default/" + path, Dataset: "default", Path: path, Root: "/srv/papers",
		RulesVersion: "rules-1", Outcome: "ok", Format: "txt"}}}
	s.text.WriteString(before)
	return s
}

// document opens a document: number, title, issuer and date, more header values in pairs, then its text.
func (s *seed) document(id, number, title, issuer, date string, more g.Props, text string) {
	start := s.text.Len()
	s.text.WriteString(title + "\n" + number + "\n" + text + "\n" + issuer + "\n" + date + "\n\n")
	p := g.Props{"number": number, "title": title, "issuer": issuer, "issuers": []string{issuer}, "printed": true, "region": "临江市"}
	rec := g.Record{ID: id, Title: title, Date: date, Printed: true, Start: start, End: s.text.Len(), Names: []string{"n:" + number, "t:" + title},
		Identifiers: []string{"n|" + issuer + "|" + number + "|" + date, "t|" + issuer + "|" + title + "|" + date}, Props: p}
	if date != "" {
		p["signed"], p["year"] = date, int64(2000+10*int(date[2]-'0')+int(date[3]-'0'))
	}
	for k, v := range more {
		p[k] = v
	}
	s.set.Records = append(s.set.Records, rec)
	s.id = id
	s.edge(g.IssuedBy, g.End{Record: id}, s.unit(issuer, issuer), g.Props{"order": int64(1)}, issuer)
}

func (s *seed) unit(name, printed string) g.End {
	end := g.End{Key: "unit/" + name}
	p := g.Props{"name": name, "canonical": true, "region": "临江市"}
	if printed != name {
		p["aliases"] = []string{printed}
	}
	if strings.Contains(name, "各") {
		p["collective"], p["canonical"] = true, false
	}
	s.set.Nodes = append(s.set.Nodes, g.NodeClaim{Record: s.id, Node: end, Type: g.Unit, Props: p})
	return end
}

// edge claims an edge whose evidence is the first print of quote in the open document.
func (s *seed) edge(t g.EdgeType, from, to g.End, p g.Props, quote string) {
	start := s.set.Records[len(s.set.Records)-1].Start
	at := strings.Index(s.text.String()[start:], quote)
	if at < 0 {
		panic("not in the text: " + quote)
	}
	if t == g.HasTask || t == g.Sets {
		p = g.Props{"order": int64(start + at)} // as resolve does: the place in the text
	}
	s.set.Edges = append(s.set.Edges, g.EdgeClaim{Record: s.id, Body: t != g.SucceededBy, Type: t, From: from, To: to, Props: p,
		Start: start + at, End: start + at + len(quote), Quote: quote, Rule: "test_" + strings.ToLower(string(t)), Confidence: 0.9})
}

// cite claims an edge to a document by number or title.
func (s *seed) cite(t g.EdgeType, number, title, quote string, p g.Props) {
	r := s.set.Records[len(s.set.Records)-1]
	ref := &g.Reference{Title: title, Number: number, Citing: r.Date}
	if number != "" {
		ref.Names = append(ref.Names, "n:"+number)
	}
	if title != "" {
		ref.Names = append(ref.Names, "t:"+title)
	}
	s.edge(t, g.End{Record: s.id}, g.End{Reference: ref}, p, quote)
}

// task claims a task with its units: role mark, printed form and full name each.
func (s *seed) task(suffix, heading string, p g.Props, units ...[3]string) g.End {
	r := s.set.Records[len(s.set.Records)-1]
	end := g.End{Record: s.id, Suffix: "/task/" + suffix}
	all := g.Props{"heading": heading, "path": []string{"主要任务"}, "text": heading + "。", "signed": r.Props["signed"], "year": r.Props["year"], "ordinal": int64(1)}
	for k, v := range p {
		all[k] = v
	}
	s.set.Nodes = append(s.set.Nodes, g.NodeClaim{Record: s.id, Body: true, Node: end, Type: g.Task, Props: all})
	s.edge(g.HasTask, g.End{Record: s.id}, end, nil, heading)
	for i, u := range units {
		role := map[string]g.EdgeType{"牵头": g.Leads, "配合": g.CooperatesOn, "负责": g.Responsible}[u[0]]
		s.edge(role, s.unit(u[2], u[1]), end, g.Props{"order": int64(i + 1)}, u[1])
	}
	return end
}

// version ties the open document to its work.
func (s *seed) version(title string) {
	work := s.node(g.Work, g.End{Key: "work/" + title}, g.Props{"title": title})
	s.edge(g.VersionOf, g.End{Record: s.id}, work, nil, title)
}

func (s *seed) node(t g.NodeType, end g.End, p g.Props) g.End {
	s.set.Nodes = append(s.set.Nodes, g.NodeClaim{Record: s.id, Body: true, Node: end, Type: t, Props: p})
	return end
}

func (s *seed) done() g.ChangeSet {
	s.set.Source.Text = s.text.String()
	s.set.Source.Bytes = int64(s.text.Len())
	sum := sha256.Sum256([]byte(s.set.Source.Text))
	s.set.Source.Hash = hex.EncodeToString(sum[:])
	return s.set
}

const cityGovernment = "临江市人民政府"

// world is what the golden tests ask about: a plan with tasks, targets, parks and appointments, a row of repeals
// with a stub at its end, two laws of one title, a reform of bodies.
func world() []g.ChangeSet {
	return []g.ChangeSet{planSource(), repealSource(), lawSource("east.txt", "江东省"), lawSource("west.txt", "河西省"), reformSource(), cycleSource()}
}

func planSource() g.ChangeSet {
	s := newSeed("gazette.txt", "临江市人民政府公报😀\n\n")
	s.document("0", "临政发〔2021〕56号", "临江市先进制造业发展规划", cityGovernment, "2021-07-01",
		g.Props{"type": "规范性文件", "genre": "通知", "effective": "2021-08-01", "effectiveBasis": "stated", "expires": "2025-12-31", "expiresBasis": "stated"},
		"根据《江东省促进条例》制定。𠀀字也算。\n（一）培育龙头企业。（牵头单位：市经信局，配合单位：市科技局、各区县政府）\n（二）建设创新平台，2022年年底完成。（牵头单位：市科技局；责任单位：市发改委）\n"+
			"到2025年，规上工业增加值达到800亿元。\n滨江产业园，汽车。\n任命张明为临江市科学技术局局长；免去李华的临江市科学技术局局长职务。\n原《临政发〔2016〕12号》自2021年8月1日起废止。")
	s.cite(g.Implements, "", "江东省促进条例", "根据《江东省促进条例》制定", g.Props{"manner": "basis", "level": "doc"})
	s.task("a", "培育龙头企业", nil, [3]string{"牵头", "市经信局", "临江市经济和信息化局"}, [3]string{"配合", "市科技局", "临江市科学技术局"},
		[3]string{"配合", "各区县政府", "各区县政府"})
	s.task("b", "建设创新平台", g.Props{"deadline": "2022年年底", "due": "2022-12-31"}, [3]string{"牵头", "市科技局", "临江市科学技术局"},
		[3]string{"负责", "市发改委", "临江市发展和改革委员会"})
	target := s.node(g.Target, g.End{Record: "0", Suffix: "/target/a"}, g.Props{"indicator": "规上工业增加值", "value": "800", "number": 800.0, "unit": "亿元",
		"comparator": ">=", "year": int64(2025), "raw": "800亿元"})
	s.edge(g.Sets, g.End{Record: "0"}, target, nil, "规上工业增加值达到800亿元")
	s.edge(g.Leads, s.unit("临江市经济和信息化局", "市经信局"), target, g.Props{"order": int64(1)}, "市经信局")
	park := s.node(g.Park, g.End{Key: "park/滨江产业园"}, g.Props{"name": "滨江产业园", "region": "滨江区", "field": "汽车"})
	s.edge(g.Designates, g.End{Record: "0"}, park, g.Props{"field": "汽车"}, "滨江产业园，汽车")
	s.edge(g.FocusesOn, park, s.node(g.Industry, g.End{Key: "industry/汽车"}, g.Props{"name": "汽车"}), nil, "汽车")
	post := s.node(g.Position, g.End{Key: "position/局长"}, g.Props{"post": "局长", "organisation": "临江市科学技术局"})
	s.edge(g.Of, post, s.unit("临江市科学技术局", "临江市科学技术局"), nil, "临江市科学技术局局长")
	for i, name := range []string{"张明", "李华"} {
		person := s.node(g.Person, g.End{Key: "person/" + name}, g.Props{"name": name, "organisation": "临江市科学技术局"})
		p := g.Props{"position": "临江市科学技术局局长"}
		if i == 0 {
			s.edge(g.Appoints, g.End{Record: "0"}, person, p, "任命张明为临江市科学技术局局长")
			s.edge(g.Holds, person, post, g.Props{"since": "2021-07-01"}, "任命张明为临江市科学技术局局长")
		} else {
			s.edge(g.Removes, g.End{Record: "0"}, person, p, "免去李华的临江市科学技术局局长职务")
			s.edge(g.Held, person, post, g.Props{"until": "2021-07-01"}, "免去李华的临江市科学技术局局长职务")
		}
	}
	s.cite(g.Repeals, "临政发〔2016〕12号", "", "原《临政发〔2016〕12号》自2021年8月1日起废止", g.Props{"mode": "repeal", "scope": "full", "effective": "2021-08-01"})
	issue := s.node(g.Gazette, g.End{Key: "gazette/2021/7"}, g.Props{"title": "临江市人民政府公报", "year": int64(2021), "issue": int64(7)})
	s.edge(g.PublishedIn, g.End{Record: "0"}, issue, g.Props{"page": int64(3)}, "临江市先进制造业发展规划")
	return s.done()
}

func repealSource() g.ChangeSet {
	s := newSeed("old.txt", "")
	s.document("0", "临政发〔2016〕12号", "临江市工业扶持办法", cityGovernment, "2016-03-05", g.Props{"effective": "2016-04-01", "effectiveBasis": "stated"},
		"《临江市工业扶持暂行办法》（临政发〔2010〕3号）同时废止。\n（一）发放补助。（牵头单位：市经委）")
	s.cite(g.Repeals, "临政发〔2010〕3号", "临江市工业扶持暂行办法", "《临江市工业扶持暂行办法》（临政发〔2010〕3号）同时废止", g.Props{"mode": "repeal", "scope": "full"})
	s.task("a", "发放补助", nil, [3]string{"牵头", "市经委", "临江市经济委员会"})
	return s.done()
}

func lawSource(path, province string) g.ChangeSet {
	s := newSeed(path, "")
	s.document("0", province+"人大公告第3号", "促进条例", province+"人民代表大会常务委员会", "2019-05-01",
		g.Props{"law": true, "region": province, "rank": "地方性法规", "effective": "2019-07-01"}, "第一条 为了促进发展，制定本条例。")
	return s.done()
}

func reformSource() g.ChangeSet {
	s := newSeed("reform.txt", "")
	s.document("0", "临办〔2019〕1号", "临江市机构改革方案", "中共临江市委", "2019-01-10", nil, "组建临江市经济和信息化局，不再保留临江市经济委员会。")
	s.edge(g.SucceededBy, s.unit("临江市经济委员会", "市经委"), s.unit("临江市经济和信息化局", "市经信局"), g.Props{"date": "2019-01-10", "mode": "rename"},
		"组建临江市经济和信息化局，不再保留临江市经济委员会")
	return s.done()
}

// cycleSource prints two notices that each repeal the other, as registers in the wild do, and two versions of one rule.
func cycleSource() g.ChangeSet {
	s := newSeed("cycle.txt", "")
	s.document("0", "江办发〔2017〕8号", "滨江区停车办法", "滨江区人民政府", "2017-02-03", nil, "《滨江区停车办法》（江办发〔2018〕9号）废止。")
	s.cite(g.Repeals, "江办发〔2018〕9号", "", "《滨江区停车办法》（江办发〔2018〕9号）废止", g.Props{"mode": "repeal"})
	s.version("滨江区停车办法")
	s.document("1", "江办发〔2018〕9号", "滨江区停车办法（修订）", "滨江区人民政府", "2018-02-03", nil, "《滨江区停车办法》（江办发〔2017〕8号）废止。")
	s.cite(g.Repeals, "江办发〔2017〕8号", "", "《滨江区停车办法》（江办发〔2017〕8号）废止", g.Props{"mode": "repeal"})
	s.version("滨江区停车办法")
	return s.done()
}

// openStore is a real store with the change sets in it.
func openStore(t testing.TB, sets ...g.ChangeSet) g.Store {
	t.Helper()
	store, err := sqlite.Open(context.Background(), filepath.Join(t.TempDir(), "graph.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	if len(sets) > 0 {
		if _, err := store.Apply(context.Background(), sets...); err != nil {
			t.Fatal(err)
		}
	}
	return store
}

// newTestServer serves a store, on a day that stands still.
func newTestServer(t testing.TB, o Options) *Server {
	t.Helper()
	if o.Now == nil {
		o.Now = func() time.Time { return time.Date(2024, 5, 6, 12, 0, 0, 0, time.UTC) }
	}
	s, err := NewServer(o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
