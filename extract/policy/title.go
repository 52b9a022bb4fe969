package policy

import (
	"strings"
	"unicode/utf8"
)

// noticeGenres are the kinds of official letters (文种) that a title of the form 关于…的… ends in.
var noticeGenres = []string{
	"通知", "意见", "决定", "批复", "函", "公告", "通报", "通告", "报告", "请示", "命令", "决议", "公报", "议案", "纪要", "复函",
	"答复", "解释", "倡议书", "办法", "规定", "方案", "措施", "政策", "规划", "计划", "说明", "令", "补充通知", "细则", "条例", "建议", "要点", "规则", "指南", "指引", "举措",
}

// textGenres are the kinds of texts that stand alone or are transmitted by a notice.
var textGenres = []string{
	"条例", "办法", "规定", "细则", "规则", "方案", "规划", "计划", "纲要", "要点", "措施", "指南", "指引", "标准", "目录", "名录", "名单", "清单", "章程", "预案",
	"制度", "规范", "准则", "法典", "法", "政策", "意见", "通知", "决定", "批复", "公告", "通报", "通告", "纪要", "解释", "答复", "复函", "决议", "命令", "令", "函",
	"安排", "工程", "行动", "机制", "体系", "要求", "若干问题", "条件", "流程", "协议", "公报", "举措", "路线图", "任务", "分工", "导则", "指标", "目标", "守则", "大纲", "公约", "宪法", "修正案", "报告", "解读", "解答", "规程", "职责", "倡议", "白皮书", "专栏", "书", "表", "模板", "范本", "意见稿", "编",
}

// stripEdition cuts the brackets that may follow the kind of text: （试行）, （2021-2025年）, （修订）.
func stripEdition(s string) string {
	for strings.HasSuffix(s, "）") {
		i := openOf(s)
		if i <= 0 {
			return s
		}
		s = strings.TrimRight(s[:i], " ")
	}
	return s
}

// openOf gives where the bracket that closes s opens, -1 if it does not.
func openOf(s string) int {
	depth := 0
	for i := len(s); i > 0; {
		r, k := utf8.DecodeLastRuneInString(s[:i])
		i -= k
		switch r {
		case '）':
			depth++
		case '（':
			depth--
			if depth == 0 {
				return i
			}
		}
	}
	return -1
}

// genreOf gives the kind of text that a title names, "" if it names none.
func genreOf(title string) string {
	t := strings.TrimRight(stripEdition(title), "》”\"")
	best := ""
	for _, g := range [][]string{noticeGenres, textGenres} {
		for _, w := range g {
			if len(w) > len(best) && strings.HasSuffix(t, w) {
				best = w
			}
		}
	}
	return best
}

// titleLike tells whether s can be a whole title: short, no sentence, ends in a kind of text.
func titleLike(s string) bool {
	n := len(s)
	if n < 12 || n > 420 || strings.ContainsAny(s, "\t|") || hasAny(s, "。", "；", "？", "！") || strings.HasSuffix(s, "：") {
		return false
	}
	if markAt(s).level > 0 || startsAny(s, "附件", "——", "- ", "抄送", "注：", "【", "…", "（", "按照", "根据", "依据", "为了", "经") || strings.Contains(s, "…") {
		return false
	}
	return genreOf(s) != ""
}

// noticeTitle tells whether s is a title of the form …关于…的通知, the surest sign of a document.
func noticeTitle(s string) bool {
	if !titleLike(s) || !strings.Contains(s, "关于") {
		return false
	}
	t := stripEdition(s)
	for _, g := range noticeGenres {
		if strings.HasSuffix(t, g) {
			return true
		}
	}
	return false
}

// quotedTitles lists the titles in 《…》 of s with their nesting kept, outermost only.
func quotedTitles(s string) []string {
	var out []string
	for {
		i := strings.Index(s, "《")
		if i < 0 {
			return out
		}
		j := closeQuote(s[i:])
		if j < 0 {
			return out
		}
		out = append(out, s[i+len("《"):i+j])
		s = s[i+j+len("》"):]
	}
}

// closeQuote gives the place of the 》 that closes the 《 at the start of s. 〈…〉 inside needs no counting,
// but 《…《…》…》 does.
func closeQuote(s string) int {
	depth := 0
	for i := 0; i < len(s); {
		a := strings.Index(s[i:], "》")
		if a < 0 {
			return -1
		}
		a += i
		depth += strings.Count(s[i:a], "《") - 1
		if depth == 0 {
			return a
		}
		i = a + len("》")
	}
	return -1
}

// sameTitle compares titles without blanks, quotes and brackets.
func sameTitle(a, b string) bool {
	if a == b {
		return a != ""
	}
	a, b = bare(a), bare(b)
	return a == b && a != ""
}

// bare drops what differs between two prints of one title.
func bare(s string) string {
	return bareReplacer.Replace(s)
}

var bareReplacer = strings.NewReplacer(" ", "", "\n", "", "\t", "", "《", "", "》", "", "〈", "", "〉", "", "<", "", ">", "", "“", "", "”", "", "\"", "",
	"—", "-", "－", "-", "–", "-", "~", "-", "～", "-", "（", "(", "）", ")", "、", ",", "，", ",")
