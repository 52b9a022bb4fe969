package mention

import (
	"strings"
	"unicode/utf8"
)

// measured is what stands after the digits of a number.
type measured struct {
	unit string // 万 and 亿 included
	end  int    // where it ends
	open bool   // 多 or 余 before or after 万
	date bool   // the number is a date or a time of day
	name bool   // the number is part of a name or a rank: 500强, 10大产业
}

// scales stand between the digits and the unit and stay in it.
var scales = []string{"万亿", "千万", "百万", "十万", "千亿", "百亿", "亿", "万", "千", "百"}

// units by their first character, longest first. Words that are no measure after digits (月, 号) are dates.
var units = byFirst(
	"%", "‰", "个百分点", "百分点", "倍", "番", "成",
	"个", "家", "项", "件", "户", "人次", "人天", "人年", "人月", "人", "名", "位", "场次", "家次", "项次", "场", "次", "届", "期", "所", "张", "条", "套",
	"间", "辆", "台", "座", "处", "支", "门", "种", "类", "批", "组", "册", "部", "篇", "本", "对", "株", "颗", "头", "只", "羽", "尾", "幅", "艘", "架",
	"枚", "片", "块", "盏", "口", "眼", "根", "段", "宗", "起", "笔", "例", "份", "集", "款", "门次", "班次", "标准班", "列", "列次", "班", "架次", "航次", "艘次", "头次",
	"名次", "件次", "例次", "批次", "户次", "辆次", "车次", "公里", "千米", "米", "平方公里", "平方千米", "平方米", "平米", "立方米", "公顷", "亩", "亩次", "立方",
	"吨标准煤", "吨标煤", "吨二氧化碳", "吨", "公斤", "千克", "克", "升", "千瓦时", "兆瓦时", "瓦时", "千克标准煤", "公斤标准煤", "克标准煤", "人·次", "千瓦", "兆瓦", "吉瓦", "瓦", "度", "标准箱", "标箱", "标台", "标准车", "标准煤",
	"元", "美元", "欧元", "港元", "人民币", "元人民币", "岁", "周岁", "年", "个月", "个学时", "个课时", "个小时", "天", "小时", "分钟", "学时", "课时", "个工作日", "工作日", "秒",
	"个点", "分", "级", "步", "床", "站", "机位", "泊位", "标段", "镇", "乡", "村", "县", "市", "省", "区", "国", "校", "院", "店", "企业", "梯次", "载体",
	"斤", "箱", "千升", "桶", "瓶", "袋", "盒", "棵", "粒", "匹", "峰", "℃", "分贝", "毫米", "厘米", "毫克", "微克", "克拉", "兆", "伏", "千伏", "马力", "标方", "工时", "席", "课", "曲", "折", "星",
	"GW", "MW", "kW", "KW", "GWh", "MWh", "kWh", "TWh", "kV", "KV", "km", "mm", "cm", "kg", "mg", "TB", "PB", "GB", "MB", "Gbps", "Mbps",
	"TEU", "tce", "gce", "μg", "ug", "m³", "PFLOPS", "TFLOPS", "Tbps", "EFLOPS", "EFlops", "PFlops", "Tflops", "P", "EB", "W", "V", "t", "m", "ha", "L", "h", "MPa", "dB",
)

// namesAfter follow the number of a name or rank: 500强, 12大产业, 4星级, 24节气.
var namesAfter = []string{"强", "大", "星", "级", "省", "国", "版", "型", "后", "号", "线", "层", "楼", "室", "条件", "维", "化", "产业", "工程", "行动", "计划"}

func byFirst(words ...string) map[rune][]string {
	m := map[rune][]string{}
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		list := append(m[r], w)
		for k := len(list) - 1; k > 0 && len(list[k]) > len(list[k-1]); k-- {
			list[k], list[k-1] = list[k-1], list[k]
		}
		m[r] = list
	}
	return m
}

// measure reads the scale and unit at s[i:], right after the digits.
func measure(s string, i int) measured {
	m := measured{end: i}
	if dateEnd(s, i) > i {
		m.date, m.end = true, dateEnd(s, i)
		return m
	}
	for _, per := range [...]string{"/10万", "/十万"} {
		if strings.HasPrefix(s[i:], per) { // 死亡率下降到12/10万
			m.unit, m.end = per, i+len(per)
			return m
		}
	}
	j := skipOpen(s, i, &m)
	scale, j2 := "", j
	for _, w := range scales {
		if strings.HasPrefix(s[j:], w) {
			scale, j2 = w, j+len(w)
			break
		}
	}
	j2 = skipOpen(s, j2, &m)
	if unit, end := unitAt(s, j2); unit != "" && !(scale == "千" && (unit == "瓦" || unit == "米" || unit == "克")) {
		m.unit, m.end = scale+unit, end
		m.name = unit == "级" || m.unit == "星" || m.unit == "分" && strings.HasPrefix(s[end:], "之")
		return m
	}
	if unit, end := unitAt(s, j); unit != "" {
		m.unit, m.end = unit, end
		return m
	}
	if scale != "" {
		m.unit, m.end = scale, j2
		return m
	}
	for _, w := range namesAfter {
		if strings.HasPrefix(s[j:], w) {
			m.name = true
		}
	}
	m.open = false
	return m
}

func skipOpen(s string, i int, m *measured) int {
	for _, w := range [...]string{"多", "余", "几"} {
		if strings.HasPrefix(s[i:], w) {
			m.open = true
			return i + len(w)
		}
	}
	return i
}

// unitAt reads the unit at s[i:] with what is bound to it: 元/年, 套（间）, 家（个）, 张/万人.
func unitAt(s string, i int) (unit string, end int) {
	r, _ := utf8.DecodeRuneInString(s[i:])
	for _, w := range units[r] {
		if strings.HasPrefix(s[i:], w) && !(latin(w[len(w)-1]) && i+len(w) < len(s) && latin(s[i+len(w)])) {
			end = i + len(w)
			break
		}
	}
	if end == 0 || splitWord(s, i, end) {
		return "", i
	}
	if rest, ok := strings.CutPrefix(s[end:], "（"); ok { // 13万套（间）
		if close := strings.Index(rest, "）"); close > 0 && close <= 12 {
			if _, e := unitAt(rest[:close], 0); e > 0 && (e == close || strings.HasPrefix(rest[e:], "、")) {
				end += len("（") + close + len("）")
			}
		}
	}
	if strings.HasPrefix(s[end:], "/") {
		per := end + 1
		for _, w := range scales {
			if strings.HasPrefix(s[per:], w) {
				per += len(w)
				break
			}
		}
		if _, e := unitAt(s, per); e > per {
			end = e
		}
	}
	return s[i:end], end
}

func latin(c byte) bool { return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' }

// splitWord tells whether the character read as a unit begins a longer word that is none: 5项目, 3部门, 8市场.
func splitWord(s string, i, end int) bool {
	for _, w := range [...]string{"项目", "部门", "人才", "人员", "市场", "区域", "区县", "地区", "级别", "成果", "成立", "分别", "分类", "分布", "本科", "本级", "条例", "处罚", "位于", "名录",
		"瓶颈", "峰会", "峰值", "粒子", "粒度", "箱式", "箱包", "桶装", "袋装", "盒饭", "起草", "起至", "起施行", "起实施", "份前", "集中", "期间", "期末", "期内", "组织", "克服", "部分", "国家", "院校", "区间", "市级", "县级", "省级", "村级", "镇级", "校级", "年度", "班子", "人均", "人口", "户均", "亩均", "地均"} {
		if strings.HasPrefix(s[i:], w) && i+len(w) > end {
			return true
		}
	}
	return false
}

// dateEnd gives the end of the date or time whose digits end at i, or i: 2025年底, 12月, 31日, 9:30.
func dateEnd(s string, i int) int {
	digits := 0
	for k := i - 1; k >= 0 && isDigit(s[k]); k-- {
		digits++
	}
	rest := s[i:]
	switch {
	case strings.HasPrefix(rest, "年"):
		if y := s[max(0, i-4):i]; digits == 4 && (y[0] == '1' || y[0] == '2') {
			return i + len("年")
		}
	case digits == 4 && (s[i-4:i-2] == "19" || s[i-4:i-2] == "20") && (strings.HasPrefix(rest, "届") || strings.HasPrefix(rest, "级") || strings.HasPrefix(rest, "版") || strings.HasPrefix(rest, "学年")):
		return i + len("届") // 2023届毕业生
	case digits <= 2 && (strings.HasPrefix(rest, "月") || strings.HasPrefix(rest, "时") || strings.HasPrefix(rest, "点")):
		return i + len("月")
	case digits <= 2 && (strings.HasPrefix(rest, "日") || strings.HasPrefix(rest, "号")):
		return i + len("日")
	case digits == 4 && (s[i-4] == '1' || s[i-4] == '2') && (strings.HasPrefix(rest, "—") || strings.HasPrefix(rest, "-") || strings.HasPrefix(rest, "－") || strings.HasPrefix(rest, "–") || strings.HasPrefix(rest, "至")):
		return yearRange(s, i)
	}
	return i
}

// yearRange reads the rest of 2021—2025年 from the end of its first year.
func yearRange(s string, i int) int {
	j := i
	for j < len(s) && !isDigit(s[j]) && j-i < 4 {
		j++
	}
	k := j
	for k < len(s) && isDigit(s[k]) {
		k++
	}
	if k-j == 4 && strings.HasPrefix(s[k:], "年") {
		return k + len("年")
	}
	return i
}

// IsUnit tells whether s is a unit of measurement and nothing else: %, 万元/亩, 张/万人, 亿元.
func IsUnit(s string) bool {
	switch strings.TrimPrefix(s, "1") { // 死亡率（1/10万）
	case "/10万", "/十万", "/100000", "/万":
		return true
	}
	for _, w := range scales {
		if strings.HasPrefix(s, w) {
			if s == w {
				return true
			}
			s = s[len(w):]
			break
		}
	}
	unit, end := unitAt(s, 0)
	if unit == "" {
		return false
	}
	rest := s[end:]
	return rest == "" || strings.HasPrefix(rest, "/") && len(rest) <= 24 || rest == "人民币" || rest == "（间）"
}
