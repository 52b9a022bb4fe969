package register

import (
	"context"
	"errors"
	"testing"

	"github.com/policygraph/policygraph/graph"
)

// by is a document of a rank by issuers, each name with the code of its place.
func by(rank string, issuers ...string) power {
	p := power{height: heights[rank], known: true}
	for i := 0; i < len(issuers); i += 2 {
		name := governing(issuers[i])
		p.issuers = append(p.issuers, issuer{name, authority{significant(issuers[i+1]), bureau(name)}})
	}
	return p
}

func TestAbove(t *testing.T) {
	const nation, province, city, county = "000000", "990000", "990100", "990122"
	for _, test := range []struct {
		what        string
		target, act power
		want        bool
	}{
		{"a bureau ends a rule of its government", by("地方政府规章", "临江市人民政府", city), by("行政规范性文件", "临江市水利局", city), true},
		{"a city ends a rule of a ministry", by("部门规章", "水利部", nation), by("行政规范性文件", "临江市人民政府", city), true},
		{"a ministry ends a law", by("法律", "全国人民代表大会常务委员会", nation), by("部门规章", "水利部", nation), true},
		{"a county ends what the city issued", by("行政规范性文件", "临江市人民政府", city), by("行政规范性文件", "青屿县人民政府", county), true},
		{"a ministry ends what the State Council issued", by("行政规范性文件", "国务院办公厅", nation), by("行政规范性文件", "水利部", nation), true},
		{"the State Council ends a rule of a ministry", by("部门规章", "水利部", nation), by("行政规范性文件", "国务院", nation), false},
		{"the office of the State Council ends what that issued", by("行政法规", "国务院", nation), by("行政规范性文件", "国务院办公厅", nation), false},
		{"a bureau ends its own, in whatever form", by("部门规章", "水利部", nation), by("行政规范性文件", "水利部", nation), false},
		{"joint issuers, one of them its own", by("部门规章", "水利部", nation, "财政部", nation), by("行政规范性文件", "财政部", nation), false},
		{"joint issuers, one of them above", by("地方政府规章", "临江市人民政府", city), by("行政规范性文件", "临江市水利局", city, "江东省人民政府", province), false},
		{"the province ends a rule of a city", by("地方政府规章", "临江市人民政府", city), by("行政规范性文件", "江东省人民政府", province), false},
		{"a standing committee ends what its congress passed", by("法律", "全国人民代表大会", nation), by("法律", "全国人民代表大会常务委员会", nation), false},
		{"party and government of a city", by("行政规范性文件", "临江市人民政府", city), by("行政规范性文件", "中共临江市委", city), false},
		{"cities side by side", by("行政规范性文件", "临江市人民政府", city), by("行政规范性文件", "临海市人民政府", "990200"), false},
		{"a higher rank", by("部门规章", "水利部", nation), by("行政法规", "国务院", nation), false},
		{"a rank that stands nowhere", by("司法解释", "最高人民法院", nation), by("行政规范性文件", "临江市人民政府", city), false},
		{"nobody knows who issued it", by("部门规章"), by("行政规范性文件", "临江市人民政府", city), false},
	} {
		if got := above(test.target, test.act); got != test.want {
			t.Errorf("%s: %v", test.what, got)
		}
	}
}

func TestRestarts(t *testing.T) {
	for number, want := range map[string]bool{"中华人民共和国国务院令第713号": true, "江东省人民政府令〔2007〕第5号": false, "水利部令2018年第1号": false,
		"临政发〔2021〕7号": false} {
		if restarts(number) != want {
			t.Errorf("%s: %v", number, !want)
		}
	}
}

// A question that names nothing is refused before anything is read.
func TestBadQueries(t *testing.T) {
	for _, q := range []Query{{Name: "all", Day: "2022-01-01"}, {Name: Missing}, {Name: Missing, Day: "tomorrow"}, {Name: Due, Day: "2022-01-01", Days: -1},
		{Name: Lint, Day: "2022-01-01", Checks: []Check{"spelling"}}, {Name: Clashes, Day: "2022-01-01", After: "x"}} {
		err := Read(context.Background(), nil, q, func(*Row) error { return nil })
		if !errors.Is(err, graph.ErrBadQuery) {
			t.Errorf("%+v: %v", q, err)
		}
	}
}
