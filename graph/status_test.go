package graph

import (
	"fmt"
	"testing"
)

// doc makes a document of "name=value" pairs.
func doc(key Key, pairs ...string) *Node {
	n := &Node{Key: key, Type: Document, Props: Props{}}
	for i := 0; i < len(pairs); i += 2 {
		n.Props[pairs[i]] = pairs[i+1]
	}
	return n
}

// acts makes an edge of an acting document.
func acts(t EdgeType, by *Node, pairs ...string) EdgeTo {
	e := Edge{Key: fmt.Sprint(t, by.Key, pairs), Type: t, From: by.Key, Props: Props{}}
	for i := 0; i < len(pairs); i += 2 {
		e.Props[pairs[i]] = pairs[i+1]
	}
	if e.Props["articles"] != nil {
		e.Props["articles"] = []string{e.Props["articles"].(string)}
	}
	return EdgeTo{Edge: e, Node: by}
}

func (s Status) line() string {
	by := ""
	if s.DecidedBy != nil {
		by = s.DecidedBy.Node.Key
	}
	return fmt.Sprintf("%s %s %s..%s %s %s", s.State, s.Basis, s.Since, s.Until, s.PresumedExpiredSince, by)
}

var old = doc("old", "effective", "2015-01-01", "signed", "2014-12-01")

// statusCases are documents, what acts on them, and their status as "state basis since..until presumedExpiredSince by".
var statusCases = []struct {
	name string
	doc  *Node
	acts []EdgeTo
	want [][2]string
}{
	{"own dates", doc("d", "effective", "2015-01-01", "signed", "2014-12-01", "expires", "2019-12-31", "expiresBasis", "derived"), nil, [][2]string{
		{"2014-12-31", "not_yet stated ..2014-12-31  "},
		{"2015-01-01", "in_force stated 2015-01-01..2019-12-31  "},
		{"2019-12-31", "in_force stated 2015-01-01..2019-12-31  "},
		{"2020-01-01", "expired derived 2020-01-01..  "}}},
	{"only signed", doc("d", "signed", "2015-03-01"), nil, [][2]string{
		{"2015-03-01", "in_force presumed 2015-03-01..  "}}},
	{"nothing known", doc("d"), nil, [][2]string{{"2015-03-01", "unknown  ..  "}}},
	{"no day", old, nil, [][2]string{{"yesterday", "unknown  ..  "}}},
	{"repealed on the stated day", old, []EdgeTo{acts(Repeals, doc("new", "signed", "2020-01-10", "effective", "2020-02-01"), "effective", "2020-03-01")}, [][2]string{
		{"2020-02-29", "in_force stated 2015-01-01..2020-02-29  "},
		{"2020-03-01", "repealed stated 2020-03-01..  new"}}},
	{"repealed when the repealing text takes effect", old, []EdgeTo{acts(Repeals, doc("new", "signed", "2020-01-10", "effective", "2020-02-01"))}, [][2]string{
		{"2020-01-31", "in_force stated 2015-01-01..2020-01-31  "},
		{"2020-02-01", "repealed derived 2020-02-01..  new"}}},
	{"repealed when it was signed", old, []EdgeTo{acts(Repeals, doc("new", "signed", "2020-01-10"))}, [][2]string{
		{"2020-01-10", "repealed derived 2020-01-10..  new"}}},
	{"not before the repealing text took effect", old, []EdgeTo{acts(Repeals, doc("new", "signed", "2020-01-10"), "effective", "2019-01-01")}, [][2]string{
		{"2019-06-01", "in_force stated 2015-01-01..2020-01-09  "},
		{"2020-01-10", "repealed derived 2020-01-10..  new"}}},
	{"a later end of the repealing text changes nothing", old, []EdgeTo{acts(Repeals, doc("new", "effective", "2020-02-01", "expires", "2021-01-31"))}, [][2]string{
		{"2022-01-01", "repealed derived 2020-02-01..  new"}}},
	{"repealed, nobody knows when", old, []EdgeTo{acts(Repeals, doc("new", "state", "stub"))}, [][2]string{
		{"2014-12-31", "not_yet stated ..2014-12-31  "},
		{"2020-01-01", "unknown  ..  new"}}},
	{"repealed twice", old, []EdgeTo{acts(Repeals, doc("b", "signed", "2021-01-01")), acts(Repeals, doc("a", "signed", "2020-01-01")), acts(Repeals, doc("c"))}, [][2]string{
		{"2022-01-01", "repealed derived 2020-01-01..  a"}}},
	{"repealed before its day", old, []EdgeTo{acts(Repeals, doc("new", "signed", "2014-12-20"))}, [][2]string{
		{"2014-12-19", "not_yet stated ..2014-12-19  "},
		{"2016-01-01", "repealed derived 2014-12-20..  new"}}},
	{"partly", old, []EdgeTo{acts(Repeals, doc("new", "signed", "2020-01-10"), "articles", "第三条")}, [][2]string{
		{"2019-01-01", "in_force stated 2015-01-01..2020-01-09  "},
		{"2020-01-10", "partly_repealed derived 2020-01-10..  new"}}},
	{"partly, then wholly", old, []EdgeTo{acts(Repeals, doc("new", "signed", "2020-01-10"), "scope", "partial"), acts(Repeals, doc("last", "signed", "2021-01-10"), "scope", "full")}, [][2]string{
		{"2020-01-10", "partly_repealed derived 2020-01-10..2021-01-09  new"},
		{"2021-01-10", "repealed derived 2021-01-10..  last"}}},
	{"reissued", old, []EdgeTo{acts(Amends, doc("new", "signed", "2020-01-10"), "mode", "reissue")}, [][2]string{
		{"2020-01-10", "replaced derived 2020-01-10..  new"}}},
	{"reissued and expressly repealed", old, []EdgeTo{acts(Amends, doc("new", "signed", "2020-01-10"), "mode", "reissue"), acts(Repeals, doc("new", "signed", "2020-01-10"))}, [][2]string{
		{"2020-01-10", "repealed derived 2020-01-10..  new"}}},
	{"amended in place", old, []EdgeTo{acts(Amends, doc("new", "signed", "2020-01-10"), "mode", "in_place")}, [][2]string{
		{"2020-01-10", "in_force stated 2015-01-01..  "}}},
	{"extended in time", doc("d", "effective", "2015-01-01", "expires", "2019-12-31"), []EdgeTo{acts(Extends, doc("x", "signed", "2019-11-01"), "until", "2024-12-31")}, [][2]string{
		{"2019-06-01", "in_force stated 2015-01-01..2024-12-31  "},
		{"2020-01-01", "in_force stated 2015-01-01..2024-12-31  x"},
		{"2025-01-01", "expired stated 2025-01-01..  x"}}},
	{"revived", doc("d", "effective", "2015-01-01", "expires", "2019-12-31"), []EdgeTo{acts(Extends, doc("x", "signed", "2020-03-01"), "until", "2024-12-31")}, [][2]string{
		{"2020-02-01", "expired stated 2020-01-01..2020-02-29  "},
		{"2020-03-01", "in_force stated 2020-03-01..2024-12-31  x"}}},
	{"goes on with no end", doc("d", "effective", "2015-01-01", "expires", "2019-12-31"), []EdgeTo{acts(Extends, doc("x", "signed", "2020-03-01"))}, [][2]string{
		{"2030-01-01", "in_force stated 2020-03-01..  x"}}},
	{"a repealed text is not extended", old, []EdgeTo{acts(Repeals, doc("new", "signed", "2020-01-10")), acts(Extends, doc("x", "signed", "2020-03-01"), "until", "2024-12-31")}, [][2]string{
		{"2020-06-01", "repealed derived 2020-01-10..  new"}}},
	{"suspended", old, []EdgeTo{acts(Suspends, doc("s", "signed", "2018-01-01"), "from", "2018-03-01", "until", "2018-12-31")}, [][2]string{
		{"2018-02-28", "in_force stated 2015-01-01..2018-02-28  "},
		{"2018-03-01", "suspended stated 2018-03-01..2018-12-31  s"},
		{"2019-01-01", "in_force stated 2019-01-01..  "}}},
	{"suspended in one place", old, []EdgeTo{acts(Suspends, doc("s", "signed", "2018-01-01"), "region", "临江自由贸易试验区")}, [][2]string{
		{"2018-03-01", "in_force stated 2015-01-01..  "}}},
	{"a stub", doc("d", "state", "stub", "signed", "2010-01-01"), nil, [][2]string{{"2020-01-01", "unknown  ..  "}}},
	{"a repealed stub", doc("d", "state", "stub"), []EdgeTo{acts(Repeals, doc("new", "signed", "2020-01-10"))}, [][2]string{
		{"2020-01-09", "unknown  ..  "},
		{"2020-01-10", "repealed derived 2020-01-10..  new"}}},
	{"an extended stub", doc("d", "state", "stub"), []EdgeTo{acts(Extends, doc("x", "signed", "2020-03-01"), "until", "2024-12-31")}, [][2]string{
		{"2020-02-01", "unknown  ..  "},
		{"2021-01-01", "in_force stated 2020-03-01..2024-12-31  x"},
		{"2025-01-01", "expired stated 2025-01-01..  x"}}},
	{"default validity", doc("d", "signed", "2018-05-01", "rank", "行政规范性文件", "region", "石家庄市", "title", "石家庄市某管理办法"), nil, [][2]string{
		{"2023-04-30", "in_force presumed 2018-05-01..  "},
		{"2023-05-01", "in_force presumed 2018-05-01.. 2023-05-01 "}}},
	{"default validity of a provisional text", doc("d", "effective", "2018-05-01", "rank", "行政规范性文件", "region", "河北省", "title", "河北省某管理办法（试行）"), nil, [][2]string{
		{"2020-04-30", "in_force stated 2018-05-01..  "},
		{"2020-05-01", "in_force presumed 2018-05-01.. 2020-05-01 "}}},
	{"default validity of a text older than the rule", doc("d", "effective", "2010-05-01", "rank", "行政规范性文件", "region", "河北省"), nil, [][2]string{
		{"2022-01-31", "in_force stated 2010-05-01..  "},
		{"2022-02-01", "in_force presumed 2010-05-01.. 2022-02-01 "}}},
	{"no default validity for rules, or elsewhere", doc("d", "effective", "2010-05-01", "rank", "地方政府规章", "region", "河北省"), nil, [][2]string{
		{"2024-01-31", "in_force stated 2010-05-01..  "}}},
}

func TestStatusAt(t *testing.T) {
	for _, c := range statusCases {
		in := StatusInput{}
		in.Add(map[Key]EdgePage{c.doc.Key: {Edges: c.acts}})
		for _, w := range c.want {
			if got := StatusAt(c.doc, w[0], in).line(); got != w[1] {
				t.Errorf("%s, on %s:\n got %s\nwant %s", c.name, w[0], got, w[1])
			}
		}
	}
}

// versions makes the versions of a law, each of a key, the date of its text and, for a revised one, its first day.
func versions(all ...[3]string) []Version {
	var list []Version
	for _, v := range all {
		n := doc(v[0], "signed", "2000-06-01", "effective", "2000-08-01")
		n.Props["law"] = true
		if v[2] != "" {
			n.Props["effective"] = v[2]
		}
		list = append(list, Version{EdgeTo{Edge: Edge{Key: "version " + v[0], Type: VersionOf, From: v[0], To: "work"}, Node: n}, v[1]})
	}
	return list
}

func TestVersionsOfALaw(t *testing.T) {
	all := versions([3]string{"first", "2000-06-01"}, [3]string{"amended", "2010-08-30"}, [3]string{"revised", "2020-12-26", "2021-03-01"})
	for _, c := range []struct{ key, day, want string }{
		{"first", "2000-07-31", "not_yet stated ..2000-07-31  "},
		{"first", "2010-08-29", "in_force stated 2000-08-01..2010-08-29  "},
		{"first", "2010-08-30", "replaced derived 2010-08-30..  amended"},
		{"first", "2024-01-01", "replaced derived 2010-08-30..  amended"},
		{"amended", "2005-01-01", "not_yet derived ..2010-08-29  "},
		{"amended", "2010-08-30", "in_force derived 2010-08-30..2021-02-28  "},
		{"amended", "2021-03-01", "replaced derived 2021-03-01..  revised"},
		{"revised", "2021-02-28", "not_yet stated ..2021-02-28  "},
		{"revised", "2024-01-01", "in_force stated 2021-03-01..  "},
	} {
		for _, v := range all {
			if v.Node.Key != c.key {
				continue
			}
			if got := StatusAt(v.Node, c.day, StatusInput{Versions: map[Key][]Version{c.key: all}}).line(); got != c.want {
				t.Errorf("%s on %s:\n got %s\nwant %s", c.key, c.day, got, c.want)
			}
		}
	}
}

// What is no law, has no date, or is not read replaces nothing; a repeal of the day says more than a later version.
func TestVersionsThatReplaceNothing(t *testing.T) {
	at := func(all []Version, acts ...EdgeTo) string {
		return StatusAt(all[0].Node, "2024-01-01", StatusInput{Versions: map[Key][]Version{"old": all}, Acts: map[Key][]EdgeTo{"old": acts}}).line()
	}
	pair := func() []Version {
		return versions([3]string{"old", "2000-06-01"}, [3]string{"new", "2010-08-30"})
	}
	for name, change := range map[string]func([]Version){
		"the old one is no law":   func(all []Version) { all[0].Node.Props["law"] = false },
		"the new one is no law":   func(all []Version) { delete(all[1].Node.Props, "law") },
		"the new one is not read": func(all []Version) { all[1].Node.Props["state"] = "stub" },
		"the old one is undated":  func(all []Version) { all[0].Date = "" },
		"the new one is undated":  func(all []Version) { all[1].Date = "" },
		"both are of one day":     func(all []Version) { all[1].Date = all[0].Date },
		"the new one is missing":  func(all []Version) { all[1].Node = nil },
	} {
		all := pair()
		change(all)
		if got := at(all); got != "in_force stated 2000-08-01..  " {
			t.Errorf("%s: %s", name, got)
		}
	}
	if got := at(pair(), acts(Repeals, doc("end", "signed", "2010-08-30"))); got != "repealed derived 2010-08-30..  end" {
		t.Errorf("repealed on the day of the later version: %s", got)
	}
	if got := at(pair(), acts(Repeals, doc("end", "signed", "2015-01-01"))); got != "replaced derived 2010-08-30..  new" {
		t.Errorf("the work was repealed later: %s", got)
	}
}

// A repealing text that was itself repealed before its first day has repealed nothing, and rings end.
func TestRepealThatNeverTookEffect(t *testing.T) {
	old := doc("old", "effective", "2015-01-01")
	draft := doc("draft", "signed", "2020-01-01", "effective", "2021-01-01")
	in := StatusInput{}
	in.Add(map[Key]EdgePage{"old": {Edges: []EdgeTo{acts(Repeals, draft)}}})
	if got := StatusAt(old, "2022-01-01", in).State; got != Repealed {
		t.Errorf("as far as is known it is repealed, not %s", got)
	}
	if got := in.Acting(); len(got) != 1 || got[0] != "draft" {
		t.Errorf("acting: %v", got)
	}
	in.Add(map[Key]EdgePage{"draft": {Edges: []EdgeTo{acts(Repeals, doc("stop", "signed", "2020-06-01"))}}})
	if got := StatusAt(old, "2022-01-01", in).State; got != InForce {
		t.Errorf("the repealing text never took effect, but the state is %s", got)
	}
	in.Add(map[Key]EdgePage{"draft": {Edges: []EdgeTo{acts(Repeals, old)}}})
	if got := StatusAt(old, "2022-01-01", in).line(); got != "in_force stated 2015-01-01..  " {
		t.Errorf("two texts that repeal each other: %s", got)
	}
}
