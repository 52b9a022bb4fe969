package policy

import "strings"

// headBreaks parts title, number and addressee at the start of a document. Items and rows of a table are no head,
// whatever numbers and days they hold.
func headBreaks(t string) []int {
	if m := markAt(t); m.level >= levelArticle && m.level != levelFourth || strings.IndexByte(t, '\t') >= 0 {
		return nil
	}
	var out []int
	stop := len(t)
	if i := strings.Index(t, "。"); i >= 0 {
		stop = i
	}
	window := t[:min(stop, 700)]
	if n, ok := headNumber(window); ok {
		out = append(out, n.start, n.end)
	}
	out = append(out, headHistory(t)...)
	out = append(out, bareHistory(t)...)
	out = append(out, headDate(t, out)...)
	at := 0
	if len(out) > 0 {
		out = dedupe(out)
		at = out[len(out)-1]
	}
	if at >= len(window) {
		return out
	}
	colon := strings.Index(window[at:], "：")
	if colon < 0 {
		return out
	}
	colon += at
	from := at
	for _, w := range glueWords {
		if !strings.HasPrefix(w, "的") {
			continue
		}
		if i := strings.LastIndex(window[at:colon], w); i >= 0 {
			from = max(from, at+i+len(w))
		}
	}
	if addressees(window[from:colon]) && (len(t)-colon > 30 || from > 0 && colon+len("：") == len(t)) {
		out = append(out, from, colon+len("："))
	}
	return out
}

// headHistory parts the history in brackets from the title before it and the text behind it.
func headHistory(t string) []int {
	i := strings.Index(t, "（")
	if i < 0 || i > 300 || strings.HasSuffix(t[:i], "》") {
		return nil // behind 》 stands the history of a cited text
	}
	j := matching(t[i:])
	if j < 0 || !historyLine(t[i:i+j]) && !numberedHistory(t[i:i+j]) {
		return nil
	}
	return []int{i, i + j}
}

// bareHistory parts a history without brackets at the start of a glued text from the text behind it.
func bareHistory(t string) []int {
	if _, n := dateAt(t); n == 0 {
		return nil
	}
	window := t[:min(len(t), 1500)]
	for _, w := range []string{"目录", "第一章", "第一条"} {
		if i := strings.Index(window, w); i > 0 && i < len(t) && historyLine(t[:i]) {
			return []int{i}
		}
	}
	return nil
}

// matching gives the length of the bracket at the start of s, -1 if it does not close soon.
func matching(s string) int {
	depth := 0
	for i, r := range s {
		switch r {
		case '（':
			depth++
		case '）':
			depth--
			if depth == 0 {
				return i + len("）")
			}
		}
		if i > 2000 {
			break
		}
	}
	return -1
}

// numberedHistory reads a history without a day: （河北省人民政府令〔2019〕第12号公布，…）.
func numberedHistory(s string) bool {
	n, ok := findNumber(s, 0)
	return ok && n.start == len("（") && n.order
}

// headDate parts a day from the title right before it and the text behind (…管理办法1999年12月26日第一条…).
func headDate(t string, before []int) []int {
	from := 0
	if len(before) > 0 {
		from = before[len(before)-1]
	}
	if from >= len(t) {
		return nil
	}
	a, b, _ := nextDate(t[from:min(len(t), from+400)], 0)
	if a <= 0 || !titleLike(t[from:from+a]) || strings.Contains(t[from:from+a], "，") || from+b < len(t) && startsAny(t[from+b:], goesOn...) && !strings.HasPrefix(t[from+b:], "第一") {
		return nil
	}
	return []int{from + a, from + b}
}

// headNumber finds a number that stands on its own in the head: not inside 《…》, and in brackets only at the
// start (（人社厅发〔2022〕41号）为…).
func headNumber(window string) (number, bool) {
	n, ok := findNumber(window, 0)
	if !ok {
		return n, false
	}
	before := window[:n.start]
	if strings.HasSuffix(before, "（") {
		if n.start != len("（") || !strings.HasPrefix(window[n.end:], "）") {
			return n, false
		}
		n.start, n.end = 0, n.end+len("）")
		return n, true
	}
	if openBrackets(before) || hasAny(before, "根据", "按照", "，") && !strings.Contains(before, "关于") {
		return n, false
	}
	if n.order && startsAny(window[n.end:], "公布", "发布", "修", "）", "，", "第") || startsAny(window[n.end:], "的", "、", "和", "及", "通知印发", "印发", "发布") ||
		strings.HasPrefix(window[n.end:], "文") && !startsAny(window[n.end:], "文化", "文旅", "文物", "文明", "文体", "文联") {
		return n, false
	}
	return n, true
}

// addressees tells whether s names those that a letter is sent to (主送机关).
func addressees(s string) bool {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 700 || hasAny(s, "。", "《", "；第") || startsAny(s, "（", "主办", "承办", "协办", "责任", "牵头", "配合") || markAt(s).level > 0 {
		return false
	}
	return startsAny(s, "各", "省", "市", "县", "区", "全", "有关", "国务院", "中共", "中央", "机关", "本", "你", "驻", "教育部", "人力资源", "中国") && !hasAny(s, "如下", "通知", "决定", "目标", "要求", "意见", "以下") ||
		endsAny(s, "人民政府", "各部门", "委员会", "厅", "局", "单位", "部门", "机构", "中心", "分行", "公司", "高校", "学校", "院校", "法院", "检察院", "学院", "大学", "委", "办", "机关", "企业")
}
