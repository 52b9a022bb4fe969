package mention

import (
	"strings"
	"testing"
)

func TestParks(t *testing.T) {
	cases := []struct{ in, want string }{
		{"支持保定高新区扩区", "保定高新区"},
		{"推动沧州、衡水、张家口高新区率先升级", "沧州高新区 衡水高新区 张家口高新区"},
		{"以固安国家高新区为主体", "固安国家高新区"},
		{"建设中国（河北）自由贸易试验区", "中国（河北）自由贸易试验区"},
		{"推进中国（河北）自由贸易试验区正定片区建设", "中国（河北）自由贸易试验区正定片区"},
		{"支持北戴河生命健康产业创新示范区建设", "北戴河生命健康产业创新示范区"},
		{"打造机器人小镇（余姚市）和宁波软件园", "机器人小镇 宁波软件园"},
		{"加强与中关村合作", "中关村"},
		{"湛江高新区和深圳高新区", "湛江高新区 深圳高新区"},
		{"支持燕沙高新区、固安高新区、白溪科技城建设", "燕沙高新区 固安高新区 白溪科技城"},
		{"支持固安高新区、玻璃产业园、特色工业园区建设", "固安高新区"},
		{"推动江宁、昆山经济技术开发区升级", "江宁经济技术开发区 昆山经济技术开发区"},
		{"支持张家港保税区和中韩（盐城）产业园发展", "张家港保税区 中韩（盐城）产业园"},
		{"推动中国（江苏）自由贸易试验区南京片区、苏州片区联动", "中国（江苏）自由贸易试验区南京片区 中国（江苏）自由贸易试验区苏州片区"},
		{"建设苏南国家自主创新示范区", "苏南国家自主创新示范区"},
		// kinds and bodies
		{"支持国家高新区和省级高新区建设各类产业园区", ""},
		{"石家庄高新区管委会负责", ""},
		{"全省高新区达到35家，支持新兴产业园区", ""},
		{"公办学校合理划定招生片区", ""},
	}
	for _, c := range cases {
		var got []string
		for _, p := range Parks(c.in) {
			got = append(got, p.Name)
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%s: %q, want %q", c.in, g, c.want)
		}
	}
}

// A park lies in its string and ends after it begins.
func FuzzParks(f *testing.F) {
	f.Add("推动沧州、衡水高新区升级，打造机器人小镇（余姚市），建设中国（河北）自由贸易试验区正定片区")
	f.Fuzz(func(t *testing.T, s string) {
		for _, p := range Parks(s) {
			if p.Span.Start < 0 || p.Span.Start >= p.Span.End || p.Span.End > len(s) || p.Name == "" {
				t.Fatalf("%q: %+v", s, p)
			}
		}
	})
}
