package text

import "testing"

func TestTabs(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"indented paragraphs", "\t一、目标。甲。\n\t \t（一）乙。\n\t\t临江市财政局\n\t\t2022年3月1日\n", "一、目标。甲。\n（一）乙。\n临江市财政局\n2022年3月1日\n"},
		{"line ends", "甲。\t\n乙。\t \n", "甲。\n乙。\n"},
		{"behind a mark", "一、\t总体要求\n（一）\t甲。\n第三条\t乙。\n附件：\t1.\t丙\n", "一、总体要求\n（一）甲。\n第三条 乙。\n附件：\t1.\t丙\n"},
		{"a table", "序号\t任务\n1.\t甲\n2.\t乙\n", "序号\t任务\n1.\t甲\n2.\t乙\n"},
		{"cells that span rows", "序号\t任务\t单位\n1\t甲\t市财政局\n\t乙\t\n\t\t市水利局\n3\t\t\n", "序号\t任务\t单位\n1\t甲\t市财政局\n\t乙\t\n\t\t市水利局\n3\t\t\n"},
		{"caption over a table", "主要指标\t\t\n名称\t单位\t2025年\n产值\t亿元\t10\n", "主要指标\t\t\n名称\t单位\t2025年\n产值\t亿元\t10\n"},
		{"a table in indented text", "\t主要指标如下：\n指标\t数值\n产值\t10\n\t二、任务。\n\t丙。\n", "主要指标如下：\n指标\t数值\n产值\t10\n二、任务。\n丙。\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := Normalize(c.in)
			if s.Norm != c.want {
				t.Errorf("got  %q\nwant %q", s.Norm, c.want)
			}
			checkMap(t, s)
		})
	}
}
