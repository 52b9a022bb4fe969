package rule

import (
	"strings"
	"testing"

	"github.com/policygraph/policygraph/extract/policy"
)

// Roles are written L C R O G S; ÷ means divided, … open.
func TestReadDuty(t *testing.T) {
	cases := []struct{ clause, want string }{
		{"责任单位：市教育局、市财政局", "R市教育局 R市财政局"},
		{"市教育局牵头，市财政局、市民政局配合", "L市教育局 C市财政局 C市民政局"},
		{"市教育局、市财政局按职责分工负责", "R市教育局÷ R市财政局÷"},
		{"市教育局牵头，市财政局、市民政局等部门按职责分工负责", "L市教育局 R市财政局÷ R市民政局÷…"},
		{"责任单位：市教育局牵头，市财政局、市民政局", "L市教育局 R市财政局 R市民政局"},
		{"牵头单位：市教育局；责任单位：市财政局", "L市教育局 R市财政局"},
		{"牵头部门：市教育局，完成时限：2022年", "L市教育局 @2022年"},
		{"牵头部门：市教育局配合部门：市财政局", "L市教育局 C市财政局"},
		{"由市教育局牵头，会同市财政局、市民政局制定", "L市教育局 C市财政局 C市民政局"},
		{"市教育局会同市财政局负责", "L市教育局 C市财政局"},
		{"主办：市教育局；协办：市财政局", "L市教育局 C市财政局"},
		{"市教育局负责，市财政局参与，2023年年底完成", "R市教育局 C市财政局 @2023年年底完成"},
		{"市教育局负责，持续推进", "R市教育局 @持续推进"},
		{"牵头领导：副市长张三；牵头单位：市教育局", "O张三 L市教育局"},
		{"市教育局负责，省教育厅指导，市政府督查室督办", "R市教育局 G省教育厅 S市政府督查室"},
		{"责任人：李四；责任单位：市教育局", "R市教育局"},
		{"市教育局。市财政局；市民政局负责", "R市教育局 R市财政局 R市民政局"},
		{"各社会组织、市民政局负责", "R各社会组织 R市民政局"},
		{"市教育局按职责负责、各区县政府配合", "R市教育局÷ C各区县政府"},
		{"市教育局牵头 市财政局 市民政局配合", "L市教育局 C市财政局 C市民政局"},
		{"以上三项由市财政局、市教育局按职责分工负责", "R市财政局÷ R市教育局÷"},
		{"王大林，市教育局、市财政局", "O王大林 R市教育局 R市财政局"},
		{"李长河；市教育局牵头，市财政局配合", "O李长河 L市教育局 C市财政局"},
		{"牵头领导：张立军副市长；牵头单位：市教育局", "O张立军 L市教育局"},
		{"牵头领导：分管副市长；牵头单位：市教育局", "L市教育局"}, // nobody is named
		{"市教育局牵头；各镇街按属地落实", "L市教育局 R各镇街÷"},
		{"市教育局、各区县政府在各自职责范围内落实", "R市教育局÷ R各区县政府÷"},
		{"责任部门：实验室与设备管理处、教务处", "R实验室与设备管理处 R教务处"},
		{"责任单位：各盟行政公署、市人民政府，各街道（镇）", "R各盟行政公署、市人民政府 R各街道（镇）"},
	}
	for _, c := range cases {
		d := readDuty(c.clause)
		var got []string
		for _, s := range d.shares {
			w := strings.ToUpper(s.role[:1]) + s.unit
			if s.divided {
				w += "÷"
			}
			if s.open {
				w += "…"
			}
			got = append(got, w)
		}
		if d.deadline != "" {
			got = append(got, "@"+d.deadline)
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("readDuty(%s)\n got %s\nwant %s", c.clause, g, c.want)
		}
	}
}

func TestLegends(t *testing.T) {
	cases := []struct {
		legend, clause, want string
	}{
		{"列第一位者为牵头单位，下同", "市教育局、市财政局负责", "L市教育局 R市财政局"},
		{"排在第一位的为牵头单位，其他为配合单位，下同", "责任单位：市教育局、市财政局", "L市教育局 C市财政局"},
		{"排名第1为牵头单位，下同", "市教育局", "L市教育局"},
		{"分工负责为分别牵头，下同", "市教育局、市财政局分工负责，市民政局配合", "L市教育局 L市财政局 C市民政局"},
		{"列首位的为牵头部门，下同", "市民政局牵头，市教育局负责", "L市民政局 R市教育局"}, // its own words count
		{"逗号前为牵头单位，下同", "责任单位：市教育局、市财政局，各县政府", "L市教育局 L市财政局 R各县政府"},
		{"以下均需各县政府负责，不再列出", "市教育局、市财政局负责", "R市教育局 R市财政局"},
	}
	for _, c := range cases {
		l, rest := cutLegend(c.legend)
		if rest != "" {
			t.Errorf("%s: %q is left", c.legend, rest)
		}
		d := readDuty(c.clause)
		l.apply(&d)
		var got []string
		for _, s := range d.shares {
			got = append(got, strings.ToUpper(s.role[:1])+s.unit)
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%s with %s\n got %s\nwant %s", c.clause, c.legend, g, c.want)
		}
	}
}

func TestDueDate(t *testing.T) {
	for printed, want := range map[string]string{"2022年6月底前": "2022-06-30", "2023年年底完成": "2023-12-31", "2022年": "2022-12-31", "2022年2月": "2022-02-28", "2024年2月底前": "2024-02-29",
		"2022年6月15日前": "2022-06-15", "2022年上半年": "2022-06-30", "2022年第三季度": "2022-09-30", "持续推进": "", "6月底前": "", "每年12月": "", "2022年3月启动，2023年完成": "2023-12-31", "自2022年起": "", "": ""} {
		if got := dueDate(printed); got != want {
			t.Errorf("dueDate(%s) = %q, want %q", printed, got, want)
		}
	}
}

var fuzzBlock policy.Block

func FuzzReadDuty(f *testing.F) {
	for _, s := range []string{"牵头单位：市教育局；配合单位：市财政局", "市教育局会同市财政局负责，2022年", "列第一位者为牵头单位，下同", "（：）、，"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 3000 {
			return
		}
		for _, p := range readDuty(s).shares {
			if p.unit == "" || p.role == "" {
				t.Errorf("%q: %+v", s, p)
			}
		}
		for _, k := range clausesIn(s, &fuzzBlock) {
			if k.span.Start < 0 || k.span.End > len(s) || k.span.Len() <= 0 {
				t.Errorf("%q: place %v", s, k.span)
			}
		}
	})
}
