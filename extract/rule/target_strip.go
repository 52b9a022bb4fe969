package rule

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/mention"
	"github.com/policygraph/policygraph/extract/text"
)

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// isTime tells whether a name is only a time: 年底前, 上半年, 6月底.
func isTime(name string) bool {
	s := name
	for _, w := range [...]string{"年底", "上半年", "下半年", "全年", "当年", "月底", "季度", "今年", "明年", "年", "月", "前", "底", "末", "一", "二", "三", "四", "到"} {
		s = strings.ReplaceAll(s, w, "")
	}
	return strings.Trim(s, "0123456789 ") == ""
}

// stripTail takes a year and the number of a list item off a name: 抽取比例2023年, 5转移农村劳动力.
func stripTail(name string) string {
	if i := strings.LastIndex(name, "年"); i == len(name)-len("年") && i > 4 && yearBefore(name, i) > 0 {
		name = name[:i-4]
		for _, w := range [...]string{"较", "比", "与", "到", "至", "在", "于"} {
			name = strings.TrimSuffix(name, w) // 产值较2020年翻番
		}
	}
	if i := strings.IndexFunc(name, func(r rune) bool { return r < '0' || r > '9' }); i > 0 && i <= 2 && name[i] >= utf8.RuneSelf && len(mention.Quantities(name[:min(len(name), i+12)])) == 0 && prefixOf(name[i:], []string{"年", "月", "大", "日", "级", "亿", "万", "千", "百"}) == "" {
		name = name[i:]
	}
	return strings.TrimSpace(name)
}

// stripReach takes the reaching verbs off the end of an indicator.
func stripReach(s string) (core string, reach bool) {
	for {
		w := suffixOf(s, reachVerbs)
		if w == "" || len(w) == len(s) {
			return s, reach
		}
		switch w {
		case "提高", "提升", "增长", "增加", "下降", "降低", "减少", "扩大", "上升", "缩短":
			return s, true // 单位能耗下降: the change is the indicator
		case "占", "为", "在", "至", "到", "不", "是", "有", "要", "增", "降", "翻", "共":
			if strings.HasSuffix(s, "行为") || strings.HasSuffix(s, "存在") || strings.HasSuffix(s, "乃至") {
				return s, reach
			}
		}
		s, reach = s[:len(s)-len(w)], true
	}
}

// stripLead takes the time, adverbs and openings off the front of a clause.
func stripLead(s string) string {
	for {
		s = strings.TrimLeft(s, " ，、—-")
		if i := max(timeEnd(s), goalHeadEnd(s), spanEnd(s)); i > 0 {
			s = s[i:]
			continue
		}
		w := prefixOf(s, leadWords)
		if rest, ok := strings.CutPrefix(s, "年度"); ok && prefixOf(rest, actVerbs) != "" {
			w = "年度"
		}
		if p := prefixOf(s, placeWords); p != "" && (prefixOf(s[len(p):], actVerbs) != "" || prefixOf(s[len(p):], leadWords) != "") {
			w = p
		}
		if w == "" || w == "推动" && strings.HasPrefix(s, "推动力") || w == "使" && strings.HasPrefix(s, "使用") {
			return s
		}
		s = s[len(w):]
	}
}

// timeEnd is the end of the time phrase that opens s: 到2025年底前, 2025年.
func timeEnd(s string) int {
	for _, p := range fiveYearPlans {
		if rest, ok := strings.CutPrefix(strings.TrimPrefix(s, "“"), p.name); ok && len(rest) < len(s) {
			rest = strings.TrimPrefix(rest, "”")
			if w := prefixOf(rest, []string{"时期末", "期末", "时期", "期间", "末"}); w != "" {
				return len(s) - len(rest) + len(w)
			}
		}
	}
	i := strings.Index(s, "年")
	if i < 4 || i > 12 || yearBefore(s, i) == 0 {
		return 0
	}
	i += len("年")
	if rest := strings.TrimLeft(s[i:], "0123456789"); len(s[i:])-len(rest) <= 2 && len(rest) < len(s[i:]) && strings.HasPrefix(rest, "月") {
		i = len(s) - len(rest) + len("月") // 2021年9月底前
	}
	for {
		w := prefixOf(s[i:], []string{"度", "底前", "底", "末", "以前", "前", "年底", "全市", "全省", "全县", "全区"})
		if w == "" {
			return i
		}
		i += len(w)
	}
}

// goalHeadEnd is the end of a stock heading that a crawl glued to the sentence under it: 工作目标2024年全省完成….
func goalHeadEnd(s string) int {
	w := prefixOf(s, []string{"工作目标", "主要目标", "总体目标", "发展目标", "目标任务", "年度目标", "行动目标", "建设目标", "任务目标", "具体目标"})
	if rest := s[len(w):]; w != "" && (timeEnd(rest) > 0 || prefixOf(rest, []string{"到20", "力争", "通过", "全省", "全市", "全县"}) != "") {
		return len(w)
	}
	return 0
}

// spanEnd is the end of a phrase that says how long is taken: 用3年左右时间, 再用两年时间.
func spanEnd(s string) int {
	rest := s
	for _, w := range [...]string{"计划", "争取", "力争", "再"} {
		rest = strings.TrimPrefix(rest, w)
	}
	if after := strings.TrimLeft(rest, "0123456789两三五"); len(after) < len(rest) && strings.HasPrefix(after, "年内") {
		return len(s) - len(after) + len("年内") // 5年内将开办时间压缩至…
	}
	if w := prefixOf(rest, []string{"用", "经过", "通过", "利用"}); w != "" {
		rest = strings.TrimLeft(rest[len(w):], " 0123456789—-至到两三四五")
		if after, ok := strings.CutPrefix(rest, "年"); ok {
			after = strings.TrimPrefix(strings.TrimPrefix(after, "左右"), "的")
			for _, w := range [...]string{"时间", "努力"} {
				if after, ok := strings.CutPrefix(after, w); ok {
					return len(s) - len(after)
				}
			}
		}
	}
	return 0
}

// stripMaking takes the verbs of making off the front of a name.
func stripMaking(s string) string {
	for {
		s = stripLead(s)
		w := prefixOf(s, []string{"新增", "新建", "建成", "建设", "培育", "打造", "创建", "实施", "增加", "落户", "开发", "举办", "免费", "完成", "开展", "形成", "累计", "获得", "引进", "组织", "培养", "认定", "办好", "攻克", "招引", "落地", "承担", "突破"})
		if w == "" {
			return s
		}
		rest := s[len(w):]
		if prefixOf(rest, []string{"区", "用地", "者", "商", "率", "权", "量", "性"}) != "" && !strings.HasPrefix(rest, "区域") {
			return s // 开发区, 建设用地, 开发商
		}
		if j := prefixOf(rest, []string{"和", "与", "或", "、", "及", "或者"}); j != "" {
			second := prefixOf(rest[len(j):], makingVerbs)
			if second == "" {
				return s
			}
			rest = rest[len(j)+len(second):] // 新建或改造, 建成和提升
		}
		s = rest
	}
}

// withoutSome takes a member without a number out of a list: 五千亿级和一批千亿级产业.
func withoutSome(s string) string {
	for _, w := range [...]string{"和一批", "、一批", "及一批", "以及一批"} {
		i := strings.Index(s, w)
		if i <= 0 {
			continue
		}
		head, rest := s[:i], s[i+len(w):]
		if end := suffixOf(head, []string{"级", "型", "类", "亿", "亿元"}); end != "" {
			if j := strings.Index(rest, end); j > 0 {
				return head + rest[j+len(end):]
			}
		}
		return head
	}
	return s
}

// thing is the name of what is counted, up to where the next predicate begins.
func thing(after string) string {
	s := strings.TrimLeft(after, " ")
	for _, w := range [...]string{"并", "，", "；", "。"} {
		if i := text.Index(s, w); i > 0 {
			s = s[:i]
		}
	}
	s = withoutSome(strings.TrimSuffix(s, "的基础上"))
	// A long or listed attribute only praises (服务能力强、影响大的企业); a short one says which (有资质的企业).
	if i := strings.LastIndex(s, "的"); i > 0 && runes(s[i:]) > 2 && (runes(s[:i]) > 12 || strings.ContainsAny(s[:i], "、“，")) {
		s = s[i+len("的"):]
	}
	return strings.TrimSpace(s)
}
