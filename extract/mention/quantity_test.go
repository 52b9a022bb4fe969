package mention

import (
	"fmt"
	"strings"
	"testing"
)

func TestQuantities(t *testing.T) {
	cases := []struct{ in, want string }{
		// value, unit, comparator
		{"高新技术企业达到8,000家", "8000 家 ="},
		{"引进外资不少于55亿美元", "55 亿美元 >="},
		{"参保人数达到620万", "620 万 ="},
		{"科技型企业3万家以上", "3 万家 >="},
		{"覆盖率超过95.5%", "95.5 % >"},
		{"近视率控制在8.5%以下", "8.5 % <"},
		{"能耗控制在20万吨标准煤以内", "20 万吨标准煤 <="},
		{"失业率控制在5%", "5 % <="},
		{"年均增长8%左右", "8 % ~"},
		{"约2.8万户", "2.8 万户 ~"},
		{"租赁住房13万套（间）", "13 万套（间） ="},
		{"最低标准14000元/年", "14000 元/年 ="},
		{"3个及以上硕士点", "3 个 >="},
		{"提高2个百分点", "2 个百分点 ="},
		{"接待游客5000余万人次", "5000 万人次 = open"},
		// ranges
		{"储备60至100人左右", "60..100 人 ~"},
		{"培育10—15个园区", "10..15 个 ="},
		{"增长8%—10%", "8..10 % ="},
		{"打造1~2个品牌", "1..2 个 ="},
		// words
		{"不低于三分之一", "1/3  >="},
		{"提高百分之二十以上", "20 % >="},
		{"降低百分之三点五", "3.5 % ="},
		{"千分之五", "5 ‰ ="},
		{"15家超10亿级企业", "15 家 ="},
		{"降到12/10万以下，每10万人5例", "12 /10万 <; 5 例 ="},
		{"师生比1∶18，创新指数达到85，9:30开会", "1:18  =; 85  ="},
		{"260瓦时/公斤", "260 瓦时/公斤 ="},
		{"三次产业比例调整到25 : 48 : 27", "25:48:27  ="},
		{"31 人均预期寿命", ""},
		{"20万人口以上城市", "20 万 ="},
		{"参保人数3万人", "3 万人 ="},
		// names, dates, ordinals
		{"5G基站、4A级景区和PM2.5浓度", ""},
		{"2025年12月31日前", ""},
		{"临政发〔2021〕56号第3条", ""},
		{"进入全国前10位，世界500强企业", ""},
		{"依托“3+17”平台、“10分钟健身圈”", ""},
		{"2021—2025年实施5项目", ""},
	}
	for _, c := range cases {
		var got []string
		for _, q := range Quantities(c.in) {
			v := q.Value
			if q.Value2 != "" {
				v += ".." + q.Value2
			}
			g := fmt.Sprintf("%s %s %s", v, q.Unit, q.Comparator)
			if q.Open {
				g += " open"
			}
			got = append(got, g)
		}
		if g := strings.Join(got, "; "); g != c.want {
			t.Errorf("%s: %q, want %q", c.in, g, c.want)
		}
	}
}

// A quantity lies in its string, after the one before it, and holds its number.
func FuzzQuantities(f *testing.F) {
	f.Add("到2025年，新增10个国家级中心、50—60个省级中心，占比超过三分之一，约2.8万户")
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, q := range Quantities(s) {
			if !q.Span.Contains(q.Number) || q.Number.Start < last || q.Span.End > len(s) || q.Value == "" {
				t.Fatalf("%q: %+v after %d", s, q, last)
			}
			last = q.Number.End
		}
	})
}
