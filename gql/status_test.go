package gql

import (
	"reflect"
	"strings"
	"testing"

	g "github.com/policygraph/policygraph/graph"
)

// editionSource prints one version of a law: all versions bear the number and the first day of the first.
func editionSource(path, date string, law bool) g.ChangeSet {
	s := newSeed(path, "")
	s.document("0", "江东省人大公告第5号", "江东省节水条例", "江东省人民代表大会常务委员会", "2005-05-01",
		g.Props{"law": law, "effective": "2005-07-01", "effectiveBasis": "stated", "region": "江东省"}, "第一条 为了节约用水，制定本条例。"+date+"文本")
	r := &s.set.Records[0]
	r.Date = date
	r.Identifiers = []string{"n|江东省人民代表大会常务委员会|江东省人大公告第5号|" + date, "t|江东省人民代表大会常务委员会|江东省节水条例|" + date}
	s.version("江东省节水条例")
	return s.done()
}

const statusOfVersions = `{documents(where:{number:{eq:"江东省人大公告第5号"}}){edges{node{status(on:"ON"){state basis since until decidedBy{type from{text{content}} evidence{quote}}}}}}}`

// TestLawsInVersions: of the versions of a law one is in force on each day, and the store is asked no oftener for many.
func TestLawsInVersions(t *testing.T) {
	sets := []g.ChangeSet{editionSource("a.txt", "2005-05-01", true), editionSource("b.txt", "2012-03-01", true), editionSource("c.txt", "2019-09-27", true)}
	store := &counting{Store: openStore(t, sets...)}
	s := newTestServer(t, Options{Store: store})
	for day, want := range map[string]map[string]int{
		"2005-06-30": {"not_yet": 3}, "2011-01-01": {"in_force": 1, "not_yet": 2},
		"2012-03-01": {"in_force": 1, "not_yet": 1, "replaced": 1}, "2024-01-01": {"in_force": 1, "replaced": 2},
	} {
		store.calls = map[string]int{}
		_, body := ask(t, s, strings.ReplaceAll(statusOfVersions, "ON", day), nil)
		got := map[string]int{}
		for _, state := range []string{"in_force", "not_yet", "replaced"} {
			if n := strings.Count(string(body), `"state":"`+state+`"`); n > 0 {
				got[state] = n
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, want %v: %s", day, got, want, body)
		}
		if store.calls["Expand"] > 2 || store.calls["Records"] > 2 {
			t.Errorf("%s: calls %v", day, store.calls)
		}
	}
	_, body := ask(t, s, strings.ReplaceAll(statusOfVersions, "ON", "2013-01-01"), nil)
	if !strings.Contains(string(body), `{"state":"replaced","basis":"derived","since":"2012-03-01","until":null,"decidedBy":{"type":"VERSION_OF","from":{"text":{"content":"江东省节水条例\n江东省人大公告第5号\n第一条 为了节约用水，制定本条例。2012-03-01文本`) ||
		!strings.Contains(string(body), `"evidence":[{"quote":"江东省节水条例"}]`) {
		t.Errorf("%s", body)
	}
}

// TestOtherDocumentsInVersions: a notice is not replaced by a later one of its title.
func TestOtherDocumentsInVersions(t *testing.T) {
	s := newTestServer(t, Options{Store: openStore(t, editionSource("a.txt", "2005-05-01", false), editionSource("b.txt", "2012-03-01", false))})
	_, body := ask(t, s, strings.ReplaceAll(statusOfVersions, "ON", "2024-01-01"), nil)
	if strings.Count(string(body), `"state":"in_force"`) != 2 {
		t.Errorf("%s", body)
	}
}
