package identity

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/policygraph/policygraph/graph"
)

// stock of documents that citations of the cases may mean.
var stock = map[string]Candidate{
	"v2010":  {Key: "v2010", Date: "2010-01-01", Law: true, Region: "江东省", Issuers: []string{"江东省人大"}, Names: []string{"n:公告第3号", "t:河道条例"}},
	"v2018":  {Key: "v2018", Date: "2018-01-01", Law: true, Region: "江东省", Issuers: []string{"江东省人大常委会"}, Names: []string{"n:公告第3号", "t:河道条例"}},
	"xi":     {Key: "xi", Date: "2016-01-01", Law: true, Region: "河西省", Issuers: []string{"河西省人大"}, Names: []string{"n:公告第9号", "t:河道条例"}},
	"n2020":  {Key: "n2020", Date: "2020-03-01", Issuers: []string{"临江市政府"}, Names: []string{"n:临政发〔2020〕5号", "t:关于防汛的通知"}},
	"n2021":  {Key: "n2021", Date: "2021-03-01", Issuers: []string{"临江市政府"}, Names: []string{"n:临政发〔2021〕7号", "t:关于防汛的通知"}},
	"clash":  {Key: "clash", Date: "2020-09-01", Issuers: []string{"临江市政府"}, Names: []string{"n:临政发〔2020〕5号", "t:教育督导规定"}},
	"undate": {Key: "undate", Issuers: []string{"临江市政府"}, Names: []string{"t:关于防汛的通知"}},
	"same":   {Key: "same", Date: "2018-01-01", Law: true, Region: "江东省", Issuers: []string{"江东省人大常委会"}, Names: []string{"t:河道条例"}},
}

func TestBind(t *testing.T) {
	tests := []struct {
		name string
		ref  graph.Reference
		docs []string
		want string // key, or state
	}{
		{"none", graph.Reference{Names: []string{"t:河道条例"}}, nil, Stub},
		{"another title", graph.Reference{Names: []string{"t:湖泊条例"}}, []string{"v2010"}, Stub},
		{"one, though later", graph.Reference{Names: []string{"t:河道条例"}, Citing: "2005-01-01"}, []string{"v2010"}, "v2010"},
		{"one, citing undated", graph.Reference{Names: []string{"t:河道条例"}}, []string{"v2010"}, "v2010"},

		{"between two versions", graph.Reference{Names: []string{"t:河道条例"}, Citing: "2015-05-05"}, []string{"v2010", "v2018"}, "v2010"},
		{"on the day", graph.Reference{Names: []string{"t:河道条例"}, Citing: "2018-01-01"}, []string{"v2010", "v2018"}, "v2018"},
		{"after both", graph.Reference{Names: []string{"n:公告第3号"}, Citing: "2022-01-01"}, []string{"v2010", "v2018"}, "v2018"},
		{"before both", graph.Reference{Names: []string{"t:河道条例"}, Citing: "2001-01-01"}, []string{"v2010", "v2018"}, Ambiguous},
		{"undated among versions", graph.Reference{Names: []string{"t:河道条例"}}, []string{"v2010", "v2018"}, Ambiguous},
		{"undated, but date printed", graph.Reference{Names: []string{"t:河道条例"}, Date: "2010-01-01"}, []string{"v2010", "v2018"}, "v2010"},
		{"two of one day", graph.Reference{Names: []string{"t:河道条例"}, Citing: "2022-01-01"}, []string{"v2018", "same"}, Ambiguous},
		{"a copy without date", graph.Reference{Names: []string{"t:关于防汛的通知"}, Citing: "2022-01-01"}, []string{"n2020", "undate"}, "n2020"},
		{"a copy without date, the other later", graph.Reference{Names: []string{"t:关于防汛的通知"}, Citing: "2019-01-01"}, []string{"n2020", "undate"}, Ambiguous},
		{"a copy without date, citing undated", graph.Reference{Names: []string{"t:关于防汛的通知"}}, []string{"n2020", "undate"}, Ambiguous},

		{"two provinces", graph.Reference{Names: []string{"t:河道条例"}, Citing: "2022-01-01"}, []string{"v2010", "xi"}, Ambiguous},
		{"two provinces, issuer printed", graph.Reference{Names: []string{"t:河道条例"}, Issuer: "河西省人大", Citing: "2022-01-01"}, []string{"v2010", "xi"}, "xi"},
		{"issuer that fits none", graph.Reference{Names: []string{"t:河道条例"}, Issuer: "国务院"}, []string{"v2010"}, "v2010"},

		{"number before title", graph.Reference{Names: []string{"n:临政发〔2020〕5号", "t:关于防汛的通知"}, Citing: "2022-01-01"}, []string{"n2020", "n2021"}, "n2020"},
		{"number not read, title of another number", graph.Reference{Names: []string{"n:临政发〔2019〕1号", "t:关于防汛的通知"}}, []string{"n2020"}, Stub},
		{"number not read, title without number", graph.Reference{Names: []string{"n:临政发〔2019〕1号", "t:关于防汛的通知"}}, []string{"undate"}, "undate"},
		{"law by the number of another version", graph.Reference{Names: []string{"n:公告第30号", "t:河道条例"}}, []string{"v2010"}, "v2010"},
		{"clash of numbers, title printed", graph.Reference{Names: []string{"n:临政发〔2020〕5号", "t:教育督导规定"}, Citing: "2022-01-01"}, []string{"n2020", "clash"}, "clash"},
		{"clash of numbers, number alone", graph.Reference{Names: []string{"n:临政发〔2020〕5号"}, Citing: "2022-01-01"}, []string{"n2020", "clash"}, Ambiguous},
		{"number with another title", graph.Reference{Names: []string{"n:临政发〔2020〕5号", "t:防汛通知"}}, []string{"n2020"}, "n2020"},

		{"older than itself", graph.Reference{Names: []string{"t:河道条例"}, Citing: "2018-01-01", Older: true}, []string{"v2010", "v2018"}, "v2010"},
		{"not older, but its day is printed", graph.Reference{Names: []string{"t:河道条例"}, Citing: "2010-01-01", Date: "2018-01-01", Older: true}, []string{"v2010", "v2018"}, "v2018"},
		{"nothing older", graph.Reference{Names: []string{"t:河道条例"}, Citing: "2010-01-01", Older: true}, []string{"v2010", "v2018"}, Stub},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var docs []Candidate
			for _, d := range test.docs {
				docs = append(docs, stock[d])
			}
			b := Bind(&test.ref, docs)
			got := b.State
			if got == "" {
				got = b.Key
			}
			if got != test.want {
				t.Errorf("got %+v, want %s", b, test.want)
			}
			if (b.State == Ambiguous) != (len(b.Candidates) > 1) {
				t.Errorf("state %q with candidates %v", b.State, b.Candidates)
			}
		})
	}
}

// TestBindIgnoresOrder: what a citation means does not hang on the order in which documents are looked at.
func TestBindIgnoresOrder(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	var all []Candidate
	for _, c := range stock {
		all = append(all, c)
	}
	names := []string{"n:公告第3号", "n:临政发〔2020〕5号", "t:河道条例", "t:关于防汛的通知", "t:教育督导规定"}
	for range 2000 {
		ref := graph.Reference{Names: []string{names[rnd.IntN(2)], names[2+rnd.IntN(3)]}[rnd.IntN(2):], Older: rnd.IntN(4) == 0}
		ref.Citing = []string{"", "2015-01-01", "2020-06-01", "2023-01-01"}[rnd.IntN(4)]
		docs := all[:2+rnd.IntN(len(all)-1)]
		want := Bind(&ref, docs)
		rnd.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
		if got := Bind(&ref, docs); !reflect.DeepEqual(got, want) {
			t.Fatalf("%+v binds to %+v or %+v, by the order of %v", ref, want, got, docs)
		}
	}
}
