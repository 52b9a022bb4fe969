package rule

import (
	"strconv"
	"strings"
)

// horizon is the year that governs a place in a sentence.
type horizon struct {
	year int  // 0: none stated
	past bool // the year or the wording lies before the document
}

// yearIn reads the last year that a clause sets for what it and the following clauses say: 到2025年, 2025年底前,
// 到“十四五”末. Years that are only compared with (比2020年, 较2015年, 以2005年为基期) set none.
func yearIn(c string) (year int, found bool) {
	for i := 0; i < len(c); {
		j := strings.Index(c[i:], "年")
		if j < 0 {
			break
		}
		at := i + j
		i = at + len("年")
		y := yearBefore(c, at)
		if y == 0 || compared(c, at-4) && !termIn(c, at-4, i) || named(c, i) || isDay(c, at-4, i) || strings.Count(c[:at], "（") > strings.Count(c[:at], "）") {
			continue
		}
		year, found = y, true
	}
	if found {
		return year, true
	}
	return planEnd(c)
}

// yearBefore is the four-digit year that ends at i, 0 if there is none.
func yearBefore(c string, i int) int {
	if i < 4 || i > 4 && isDigitByte(c[i-5]) {
		return 0
	}
	y, err := strconv.Atoi(c[i-4 : i])
	if err != nil || y < 1950 || y > 2099 {
		return 0
	}
	return y
}

func isDigitByte(b byte) bool { return b >= '0' && b <= '9' }

// compared tells whether the year that begins at i is what a change is measured against.
func compared(c string, i int) bool {
	for _, w := range [...]string{"比", "较", "与", "由", "以", "自", "从", "相比", "在", "按", "于", "即", "是"} {
		if strings.HasSuffix(c[:i], w) {
			return true
		}
	}
	return false
}

// termIn tells whether 在 before a year opens a term: 在2022年6月底前.
func termIn(c string, start, i int) bool {
	if !strings.HasSuffix(c[:start], "在") {
		return false
	}
	rest := strings.TrimLeft(c[i:], "0123456789")
	return prefixOf(rest, []string{"底前", "底之前", "末前", "前", "月底前", "月末前", "月前"}) != ""
}

// named tells whether the year that ends at i is part of a name or of a day: 2025年版, 2021年1月1日起.
func named(c string, i int) bool {
	for _, w := range [...]string{"版", "修", "以来", "起", "以前的", "》", "〕", "）》", "本）"} {
		if strings.HasPrefix(c[i:], w) {
			return true
		}
	}
	return false
}

// isDay tells whether a year that ends at i goes on to a month that is no term: 2020年6月至12月 is a time something
// happened in, 2025年6月底前 and 到2025年6月 are terms.
func isDay(c string, start, i int) bool {
	if i >= len(c) || !isDigitByte(c[i]) || strings.HasSuffix(c[:start], "到") || strings.HasSuffix(c[:start], "至") {
		return false
	}
	rest := c[i:]
	if len(rest) > 24 {
		rest = rest[:24]
	}
	return !strings.Contains(rest, "底") && !strings.Contains(rest, "前") && !strings.Contains(rest, "末")
}

// fiveYearPlans and the years they end in.
var fiveYearPlans = []struct {
	name, formal string
	year         int
}{{"十一五", "第十一个五年", 2010}, {"十二五", "第十二个五年", 2015}, {"十三五", "第十三个五年", 2020}, {"十四五", "第十四个五年", 2025}, {"十五五", "第十五个五年", 2030}}

// isTerm tells whether a clause sets its year as a term even where the age of the text is not known.
func isTerm(c string) bool {
	return containsAny(c, []string{"到", "至", "底", "末", "前", "力争", "争取", "期间", "目标"})
}

// termYear is the first year that a text sets as a term (到2025年), 0 if there is none.
func termYear(s string) int {
	first := 0
	for i := 0; ; {
		j := strings.Index(s[i:], "到2")
		if j < 0 {
			return first
		}
		i += j + len("到")
		if i+4 < len(s) && strings.HasPrefix(s[i+4:], "年") {
			if y := yearBefore(s, i+4); y > 0 && (first == 0 || y < first) {
				first = y
			}
		}
	}
}

// yearsIn lists the years of a clause that sets several: 到2025年、2030年.
func yearsIn(c string) []int {
	var out []int
	for i := 0; ; {
		j := strings.Index(c[i:], "年")
		if j < 0 {
			return out
		}
		i += j
		if y := yearBefore(c, i); y > 0 && !compared(c, i-4) {
			out = append(out, y)
		}
		i += len("年")
	}
}

// planEnd reads the end of a five-year plan: 到“十四五”末, “十四五”期间.
func planEnd(c string) (int, bool) {
	for _, p := range fiveYearPlans {
		i := strings.Index(c, p.name)
		if i < 0 {
			continue
		}
		rest := strings.TrimPrefix(c[i+len(p.name):], "”")
		for _, w := range [...]string{"末", "期末", "时期末", "规划期末", "结束", "期间", "时期"} {
			if strings.HasPrefix(rest, w) {
				return p.year, true
			}
		}
	}
	return 0, false
}

// pastOpenings begin a clause that reports, and the clauses after it up to the next year.
var pastOpenings = []string{"截至", "截止", "目前", "当前", "去年", "上年", "近年来", "上半年", "前三季度", "一季度", "历年", "五年来", "过去五年", "一年来", "过去一年", "近几年"}

// pastWords say that the numbers of their clause report what is or was.
var pastWords = []string{"已", "现有", "原有", "同比", "环比", "以来", "达到了", "建成了", "完成了", "实现了", "培育了", "形成了", "取得了", "新增了", "开展了", "进行了", "组织了", "举办了", "评选了", "认定了", "引进了", "推出了", "出台了", "新建了", "发展了", "打造了", "获得了", "培养了", "曾", "先后", "去年"}

// presentWords hold words of the past and tell of none: what there is is to be changed.
var presentWords = strings.NewReplacer("将现有", "", "现有林", "", "现有基础上", "", "现有审批", "", "现有水平", "")

// reportsMonths tells whether a clause reports what happened since the year began: 2018年1—10月.
func reportsMonths(c string) bool {
	i := strings.Index(c, "年1")
	if i < 0 {
		return false
	}
	rest := c[i+len("年1"):]
	for _, sep := range [...]string{"-", "—", "－", "–", "至", "～", "~", "月-", "月—", "月至", "月份至"} {
		if end, ok := strings.CutPrefix(rest, sep); ok {
			end = strings.TrimLeft(end, "0123456789")
			return strings.HasPrefix(end, "月") && !strings.HasPrefix(end, "月底前")
		}
	}
	return false
}

// rateTails end the names of rates.
var rateTails = []string{"率", "比例", "占比", "比重"}

// noGain takes out the words in which 增加 adds nothing up: 增加值, 由1200家增加到2000家.
var noGain = strings.NewReplacer("增加值", "", "增加到", "", "增加至", "")

// periodOf reads annual (每年) and cumulative (累计, 新增) from a clause.
func periodOf(c, name string) string {
	switch {
	case strings.Contains(name, "新增") && suffixOf(name, rateTails) != "": // 新增固废综合利用率: a rate does not add up
		return ""
	case strings.Contains(c, "每年"), strings.Contains(c, "年均"), strings.Contains(c, "年度"), strings.Contains(c, "逐年"):
		return "annual"
	case strings.Contains(c, "累计"), strings.Contains(c, "新增"), strings.Contains(noGain.Replace(c), "增加"):
		return "cumulative"
	}
	return ""
}
