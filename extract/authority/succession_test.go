package authority

import (
	"strings"
	"testing"
)

func TestSuccessions(t *testing.T) {
	cases := map[string]string{
		"环境保护部":              "生态环境部 2018-03 merge",
		"四川省农业厅":             "四川省农业农村厅 2018-10 merge",
		"成都市工商行政管理局":         "成都市市场监督管理局 2018-10 merge",
		"四川省食品药品监督管理局":       "四川省市场监督管理局 2018-10 split,四川省药品监督管理局 2018-10 split",
		"四川省国家税务局":           "国家税务总局四川省税务局 2018-06 merge",
		"四川省机构编制委员会办公室":      "中共四川省委机构编制委员会办公室 2018-10 rename",
		"中国银行保险监督管理委员会四川监管局": "国家金融监督管理总局四川监管局 2023-07 rename",
		"宁波市鄞州区卫生和计划生育局":     "宁波市鄞州区卫生健康局 2019-01 merge",
		"四川省教育委员会":           "四川省教育厅 2000-06 rename",
		"四川省旅游局":             "四川省文化和旅游厅 2018-10 merge",
		"能源部":                "煤炭工业部 1993-03 split,电力工业部 1993-03 split",
		"广播电影电视部":            "国家广播电影电视总局 1998-03 rename",
		"四川省教育厅":             "",
		"某某局":                "",
	}
	for name, want := range cases {
		var got []string
		for _, s := range Successions(name) {
			got = append(got, s.To+" "+s.Date+" "+s.Mode)
		}
		if g := strings.Join(got, ","); g != want {
			t.Errorf("Successions(%s) = %s, want %s", name, g, want)
		}
	}
}

// A reform ends in bodies that the tables know, or follows on to another one; no chain goes round.
func TestReformsEndInKnownBodies(t *testing.T) {
	known := map[string]bool{}
	for _, table := range []string{"central.tsv", "local.tsv", "named.tsv"} {
		for _, f := range rows(table, 1) {
			known[f[0]] = true
		}
	}
	for from, rs := range reforms() {
		if !known[from] {
			t.Errorf("%s is in no table", from)
		}
		for _, r := range rs {
			if !known[r.to] {
				t.Errorf("%s became %s, which is in no table", from, r.to)
			}
			if !strings.Contains(" rename merge split transfer ", " "+r.mode+" ") || len(r.date) != 7 {
				t.Errorf("%s: mode %q, date %q", from, r.mode, r.date)
			}
			for to, steps := r.to, 0; ; steps++ {
				next := reforms()[to]
				if len(next) == 0 {
					break
				}
				if steps > 6 {
					t.Fatalf("%s goes round", from)
				}
				to = next[0].to
			}
		}
	}
}
