package mention

import (
	"strings"
	"testing"
)

func TestUnits(t *testing.T) {
	cases := []struct{ list, want string }{
		{"市教育局、市财政局，市水利局", "市教育局 市财政局 市水利局"},
		{"省发展改革委、科技厅、财政厅，省税务局", "省发展改革委 省科技厅 省财政厅 省税务局"},
		{"省委组织部、宣传部、人力资源社会保障厅", "省委组织部 省委宣传部 省人力资源社会保障厅"},
		{"各市教育局、财政局", "各市教育局 各市财政局"},
		{"雄安新区改革发展局、公共服务局", "雄安新区改革发展局 雄安新区公共服务局"},
		{"广州市教育局、民政局", "广州市教育局 广州市民政局"},
		// one unit with 和 or 、 in its name
		{"市规划和自然资源局和市住房和城乡建设局", "市规划和自然资源局 市住房和城乡建设局"},
		{"省发展和改革委以及省工业和信息化厅", "省发展和改革委 省工业和信息化厅"},
		{"市科委、中关村管委会、市财政局", "市科委、中关村管委会 市财政局"},
		{"省市场监管局和各地级以上市人民政府", "省市场监管局 各地级以上市人民政府"},
		{"各有关部门和单位", "各有关部门和单位"},
		// shared tails, groups by level
		{"张家口、廊坊市政府", "张家口市政府 廊坊市政府"},
		{"黄埔区、天河区人民政府", "黄埔区人民政府 天河区人民政府"},
		{"珠海、佛山市及其他地级以上市人民政府", "珠海市人民政府 佛山市人民政府 其他地级以上市人民政府"},
		{"各市、县政府，省民政厅", "各市、县政府 省民政厅"},
		{"各市（含甲州、乙集市，下同）、县（市、区）政府", "各市（含甲州、乙集市，下同）、县（市、区）政府"},
		{"各省、自治区、直辖市人民政府，有关部门", "各省、自治区、直辖市人民政府 有关部门"},
		{"各区县（市）党委、政府", "各区县（市）党委、政府"},
		// open lists, remarks, second plates, lost blanks
		{"省财政厅、省审计厅等部门", "省财政厅 省审计厅…"},
		{"农业部、民政部等部门和有关地方人民政府", "农业部 民政部… 有关地方人民政府"},
		{"省交通运输厅（其他项目）、省发展改革委（轨道交通、铁路）", "省交通运输厅 省发展改革委"},
		{"省农业农村厅（省乡村振兴局）、省政府办公厅（室）", "省农业农村厅（省乡村振兴局） 省政府办公厅（室）"},
		{"市教育局市财政局", "市教育局 市财政局"},
		{"市市场监管局、市城市管理局", "市市场监管局 市城市管理局"},
		{"高等学校、科研院所", "高等学校 科研院所"},
	}
	for _, c := range cases {
		units, ok := Units(c.list)
		var got []string
		for _, u := range units {
			text := u.Text
			if u.Open {
				text += "…"
			}
			got = append(got, text)
		}
		if s := strings.Join(got, " "); s != c.want || !ok {
			t.Errorf("Units(%s)\n got %s (all units: %v)\nwant %s", c.list, s, ok, c.want)
		}
	}
}

func TestUnitsRefuseOtherText(t *testing.T) {
	for _, list := range []string{"轨道交通、铁路项目", "2022年底前", "含负责人", "", "见附件1", "以下简称《办法》"} {
		if units, ok := Units(list); ok {
			t.Errorf("Units(%s) = %v, want a refusal", list, units)
		}
	}
}

func FuzzUnits(f *testing.F) {
	for _, s := range []string{"省发展改革委、科技厅等部门和各市、县政府", "各市（含甲、乙市政府", "市局市局", "、，和及"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		units, _ := Units(s)
		for _, u := range units {
			if u.Start < 0 || u.End > len(s) || u.Start >= u.End {
				t.Fatalf("%q: place %d-%d", s, u.Start, u.End)
			}
		}
	})
}
