package policy

import (
	"strings"
	"unicode/utf8"
)

// gluer finds where the paragraphs of a glued line begin. It remembers the ordinals met so far, because only
// the next ordinal of a series is a heading; others are mentions.
type gluer struct {
	last   [levelUnmarked + 1]int
	titles []string // titles in 《…》 of the notice, to find where a plan's title ends
}

const glued = 1500 // bytes; a paragraph this long holds more than one

// breaks lists the places in line l where a new line should begin, in order. head tells that the line is one
// of the first, where title, number and addressee may be glued.
func (g *gluer) breaks(s string, l line, head bool) []int {
	t := s[l.start:l.end]
	var out []int
	if head && !knownField(t) {
		out = headBreaks(t)
	}
	if len(t) > 240 {
		out = g.scan(t, out)
	} else {
		if m := markAt(t); m.level > 0 {
			g.accept(m, true)
		}
		if i := strings.Index(t, "年"); i > 0 && len(out) == 0 {
			if a, b := g.signature(t, 0, i); b > 0 && (a > 0 || b < len(t)) {
				out = append(out, a, b)
			}
		}
	}
	if head && strings.HasPrefix(t, "【") {
		// 【法规正文】各省…: a portal's label before the text itself.
		if i := strings.Index(t, "】"); i > 0 && i < 40 && !knownField(t) {
			out = insert(out, i+len("】"))
			out = dedupe(out)
		}
	}
	for i := range out {
		out[i] += l.start
	}
	return out
}

// headBreaks parts title, number and addressee at the start of a document.
func headBreaks(t string) []int {
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
	if i < 0 || i > 300 {
		return nil
	}
	j := matching(t[i:])
	if j < 0 || !historyLine(t[i:i+j]) && !historyLine2(t[i:i+j]) {
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

// historyLine2 reads a history without a day: （河北省人民政府令〔2019〕第12号公布，…）.
func historyLine2(s string) bool {
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
	if n.order && startsAny(window[n.end:], "公布", "发布", "修", "）", "，", "第") {
		return n, false
	}
	return n, true
}

// addressees tells whether s names those that a letter is sent to (主送机关).
func addressees(s string) bool {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 700 || hasAny(s, "。", "《", "；第") || markAt(s).level > 0 {
		return false
	}
	return startsAny(s, "各", "省", "市", "县", "区", "全", "有关", "国务院", "中共", "中央", "机关", "本", "你", "驻", "教育部", "人力资源", "中国") && !hasAny(s, "如下", "通知", "决定", "目标", "要求", "意见", "以下") ||
		endsAny(s, "人民政府", "各部门", "委员会", "厅", "局", "单位", "部门", "机构", "中心", "分行", "公司", "高校", "学校", "院校", "法院", "检察院", "学院", "大学", "委", "办", "机关", "企业")
}

// scan walks t once and collects the breaks.
func (g *gluer) scan(t string, out []int) []int {
	seg, stop := 0, 0 // start of the segment; place behind the last 。
	var open brackets
	for len(out) > 0 && seg < len(out) && out[seg] <= 0 {
		seg++
	}
	seg = 0
	known := out
	long := len(t) > glued
	var prev rune
	for i := 0; i < len(t); {
		for len(known) > 0 && i >= known[0] {
			seg, known, prev = known[0], known[1:], '。'
			open = open[:0]
		}
		r, k := rune(t[i]), 1
		if r >= utf8.RuneSelf {
			r, k = utf8.DecodeRuneInString(t[i:])
		}
		outside := len(open) == 0
		if outside && startsMark(r) && (i == seg || ends(prev) || i-seg < 150) {
			if at := g.cut(t, seg, i, prev, long); at {
				if i > seg {
					out = append(out, i)
					seg = i
				}
				if r == '（' {
					_, k = utf8.DecodeRuneInString(t[i:])
				}
			}
		}
		if r == '年' && outside {
			if a, b := g.signature(t, seg, i); b > 0 {
				out = insert(out, a, b)
				seg, prev, i = b, '。', b
				if n := g.planTitle(t[b:]); n > 0 {
					out = insert(out, b+n)
					seg, i = b+n, b+n
				}
				continue
			}
		}
		switch r {
		case '（', '《', '“':
			if outside && r == '（' && ends(prev) && tailAt(t[i:]) {
				out = insert(out, i)
				seg = i
			}
			if n := republished(t, stop, i); outside && r == '（' && n > 0 {
				out = insert(out, stop, i, i+n)
				seg, prev, i, stop = i+n, '。', i+n, i+n
				g.last = [levelUnmarked + 1]int{}
				continue
			}
			if n := len(open); r != '“' || n == 0 || open[n-1].open != '“' {
				open = append(open, bracket{r, i}) // each paragraph of a long quotation opens it anew
			}
		case '）', '》', '”':
			open = open.shut(r)
			if r == '》' {
				g.note(t, i)
			}
		case '。':
			stop = i + k
			if n := len(open); n > 0 && i-open[0].at > 1500 {
				open = open[:0] // a bracket that never closed
			}
		case '更', '公', '责', '相', '附':
			if outside && ends(prev) && tailAt(t[i:]) {
				out = insert(out, i)
				seg = i
			}
		}
		prev = r
		i += k
	}
	return dedupe(out)
}

// brackets are the brackets and quotes that are open at a place, outermost first.
type brackets []bracket

type bracket struct {
	open rune
	at   int
}

// shut closes the bracket that r closes, with those inside it that never closed; none if r closes nothing.
func (b brackets) shut(r rune) brackets {
	want := '（'
	switch r {
	case '》':
		want = '《'
	case '”':
		want = '“'
	}
	for k := len(b) - 1; k >= 0; k-- {
		if b[k].open == want {
			return b[:k]
		}
	}
	return b
}

// republished tells whether a text begins anew in a glued line: t[stop:i] is its title and the bracket at t[i] its
// history. It gives the length of the history.
func republished(t string, stop, i int) int {
	if i-stop < 12 || i-stop > 200 || i+40 > len(t) {
		return 0
	}
	if _, n := dateAt(t[i+len("（"):]); n == 0 || !titleLike(t[stop:i]) || hasAny(t[stop:i], "，", "《") {
		return 0
	}
	n := matching(t[i:])
	if n < 0 || !historyLine(t[i:i+n]) {
		return 0
	}
	return n
}

// startsMark tells whether a mark can begin with r.
func startsMark(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= '0' && r <= '9'
	}
	switch r {
	case '第', '（', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十':
		return true
	}
	return false
}

// ends tells whether a paragraph can end in r.
func ends(r rune) bool {
	switch r {
	case '。', '；', '：', '！', '）', '”', '\n', 0:
		return true
	}
	return false
}

// cut decides whether the mark at t[i] begins a paragraph, t[seg:i] being the segment so far.
func (g *gluer) cut(t string, seg, i int, prev rune, long bool) bool {
	m := markAt(t[i:])
	if m.level == 0 {
		return false
	}
	if i == seg {
		g.accept(m, true)
		return true
	}
	segment := t[seg:i]
	if !ends(prev) {
		// Only a heading (一、总体要求（一）…; 第一章总则第一条…) or a title can end without a stop.
		if hasAny(segment, "。", "；", "，") || runes(segment) > 45 {
			return false
		}
		sm := markAt(segment)
		if sm.level == 0 && !(m.ordinal == 1 && m.level <= levelFirst && g.last[m.level] == 0) {
			return false
		}
		contents := sm.level == m.level && m.level <= levelPassage // 目录第一章总则第二章…
		if sm.level > 0 && sm.level >= m.level && !contents && m.level > levelPassage || sm.level > levelSecond {
			return false
		}
		if m.level <= levelPassage && sm.level > 0 && m.ordinal == 1 {
			g.last[m.level] = 0
		}
		if m.level == levelThird && m.ordinal != 1 {
			return false
		}
	}
	switch m.level {
	case levelFourth:
		if !long || prev != '。' {
			return false
		}
	case levelThird:
		if !long && prev != '。' && prev != '）' && ends(prev) {
			return false
		}
	case levelSecond:
		if (prev == '；' || prev == '：') && !long {
			return false
		}
	}
	if prev == '”' && m.level > levelArticle && !long {
		return false
	}
	return g.accept(m, false)
}

// accept notes the ordinal of a mark if it is the next of its series; sure skips the test.
func (g *gluer) accept(m mark, sure bool) bool {
	last := g.last[m.level]
	if !sure && m.ordinal != 1 && m.ordinal != last+1 && !(m.ordinal == last && m.level == levelArticle) {
		return false
	}
	if !sure && m.level <= levelChapter && m.ordinal == 1 && last > 1 {
		return false
	}
	g.last[m.level] = m.ordinal
	if m.level != levelArticle {
		for k := m.level + 1; k < len(g.last); k++ {
			if k != levelArticle {
				g.last[k] = 0
			}
		}
	}
	return true
}

// note remembers the title in 《…》 that closes at t[i]: a plan's title recurs, glued to its text.
func (g *gluer) note(t string, i int) {
	if len(g.titles) >= 4 {
		return
	}
	o := strings.LastIndex(t[max(0, i-300):i], "《")
	if o < 0 {
		return
	}
	g.titles = append(g.titles, t[max(0, i-300)+o+len("《"):i])
}

// planTitle gives the length of a title noted before at the start of t, 0 if there is none.
func (g *gluer) planTitle(t string) int {
	for _, title := range g.titles {
		if n := prefixLen(t, title); n > 0 {
			return n
		}
	}
	return 0
}

// prefixLen gives the bytes of t that print title, blanks and quotes aside, 0 if t does not start with it.
func prefixLen(t, title string) int {
	i := 0
	for j := 0; j < len(title); {
		r, k := utf8.DecodeRuneInString(title[j:])
		j += k
		if loose(r) {
			continue
		}
		for {
			if i >= len(t) {
				return 0
			}
			q, n := utf8.DecodeRuneInString(t[i:])
			i += n
			if loose(q) {
				continue
			}
			if q != r {
				return 0
			}
			break
		}
	}
	return i
}

func loose(r rune) bool {
	switch r {
	case ' ', '\n', '《', '》', '〈', '〉', '“', '”', '"', '<', '>':
		return true
	}
	return false
}

// signature reads a glued signature around the 年 at t[i]: from where the name begins to where the day ends.
// It must follow a sentence or an address, be a name and not go on (…2019年4月23日起施行).
func (g *gluer) signature(t string, seg, i int) (int, int) {
	b := yearStart(t, i)
	if b < seg {
		return 0, 0
	}
	_, n := dateAt(t[b:])
	if n == 0 {
		return 0, 0
	}
	e := b + n
	if e < len(t) && startsAny(t[e:], goesOn...) && !startsAny(t[e:], "第一条", "第一章") {
		return 0, 0
	}
	a := b
	for a > seg && b-a < 300 {
		r, k := utf8.DecodeLastRuneInString(t[:a])
		if !isName(r) && r != ' ' && r != '、' || r < utf8.RuneSelf && r != ' ' {
			break
		}
		a -= k
	}
	stop, _ := utf8.DecodeLastRuneInString(t[:a])
	if a == b {
		// A day alone signs only right behind a sentence, where the text or a trailer ends or the plan begins.
		if ends(stop) && stop != '：' && stop != '；' && (e == len(t) || startsAny(t[e:], "（", " ", "为", "根据", "附件") || tailAt(t[e:])) {
			return a, e
		}
		return 0, 0
	}
	if !ends(stop) || stop == '：' || stop == '；' {
		if stop == '，' || stop == '《' || stop == '》' || stop == '“' {
			return 0, 0
		}
		a = nameStart(t, a, b)
		if a == b || e < len(t) && !startsAny(t[e:], "（", " ", "附件", "“", "《") && !tailAt(t[e:]) && g.planTitle(t[e:]) == 0 {
			return 0, 0
		}
	}
	if !signer(t[a:b]) {
		return 0, 0
	}
	return a, e
}

// nameStart finds where the name of a body begins in t[a:b], which an address or a telephone number may
// stand before; b if nowhere.
func nameStart(t string, a, b int) int {
	for i := a; i < b; {
		if startsAny(t[i:b], startsBody...) || regionPrefix(t[i:b]) != "" && signer(t[i:b]) && !hasAny(t[i:b], "电话", "地址", "路", "街") {
			return i
		}
		_, k := utf8.DecodeRuneInString(t[i:])
		i += k
	}
	return b
}

// goesOn are the words behind a day that show it is no signature.
var goesOn = []string{"起", "前", "后", "以", "印", "发", "通过", "公布", "，", "、", "至", "-", "—", "的", "召开", "在", "之", "）", "止", "施", "》", "开", "颁", "修", "由", "到", "经", "上午", "下午", "；", "。", "成", "举", "出", "第"}

// tailAt tells whether a trailer begins at t.
func tailAt(t string) bool {
	return startsAny(t, "更多信息请关注", "公开程序：", "责任部门：", "相关链接：", "（此件", "（联系单位", "（信息公开", "附件：", "附件1")
}

func insert(out []int, places ...int) []int {
	return append(out, places...)
}

// dedupe sorts the places (they are nearly sorted) and drops doubles.
func dedupe(out []int) []int {
	for i := 1; i < len(out); i++ {
		for k := i; k > 0 && out[k] < out[k-1]; k-- {
			out[k], out[k-1] = out[k-1], out[k]
		}
	}
	n := 0
	for i, v := range out {
		if i == 0 || v != out[n-1] {
			out[n] = v
			n++
		}
	}
	return out[:n]
}
