package text

import (
	"strings"
	"testing"
)

func TestColumns(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a table", "序号    工作任务      牵头单位\n 1    编制规划    市财政局\n\n 2      建立台账  市水利局\n", "序号\t工作任务\t牵头单位\n1\t编制规划\t市财政局\n\n2\t建立台账\t市水利局\n"},
		{"no head", "临江市    东川市      西岭市\n甲县    乙县    丙县\n丁县    戊县    己县\n", "临江市\n东川市\n西岭市\n甲县\n乙县\n丙县\n丁县\n戊县\n己县\n"},
		{"two rows", "序号    工作任务      牵头单位\n 1    编制规划    市财政局\n一、总体要求\n", "序号\n工作任务\n牵头单位\n1\n编制规划\n市财政局\n一、总体要求\n"},
		{"a signature", "财    政    部\n2021年6月6日", "财政部\n2021年6月6日"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := Normalize(c.in)
			if s.Norm != c.want {
				t.Errorf("got  %q\nwant %q", s.Norm, c.want)
			}
			if at := strings.Index(s.Norm, "市财政局"); at >= 0 {
				a, b := s.RawSpan(Span{at, at + len("市财政局")})
				if c.in[a:b] != "市财政局" {
					t.Errorf("the cell maps to %q", c.in[a:b])
				}
			}
		})
	}
}
