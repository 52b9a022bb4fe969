package policy

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/text"
)

// gluer finds where the paragraphs of a glued line begin. It remembers the ordinals met so far, because only
// the next ordinal of a series is a heading; others are mentions.
type gluer struct {
	last   [levelUnmarked + 1]int
	ran    [levelUnmarked + 1]int // where a series stood when an outer mark ended it
	titles []string               // titles in 《…》 of the notice, to find where a plan's title ends
	below  bool                   // the names of those who sign stand above this line, which begins with the day
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
		out = g.shortSignature(t, dedupe(out))
	}
	if head && strings.HasPrefix(t, "【") {
		// 【法规正文】各省…: a portal's label before the text itself.
		if i := strings.Index(t, "】"); i > 0 && i < 40 && !knownField(t) {
			out = append(out, i+len("】"))
			out = dedupe(out)
		}
	}
	for i := range out {
		out[i] += l.start
	}
	return out
}

// shortSignature adds the places of a signature that a line too short to hold several paragraphs ends in (自公布之日起施行。
// 部长 某某2019年5月6日), or of the day that it begins with.
func (g *gluer) shortSignature(t string, out []int) []int {
	seg := 0
	if len(out) > 0 {
		seg = out[len(out)-1]
	}
	for i := seg; i < len(t); i += len("年") {
		k := text.Index(t[i:], "年")
		if k < 0 {
			break
		}
		i += k
		if a, b := g.signature(t, seg, i); b > 0 && (a > 0 || b < len(t)) {
			if rest := t[b:]; hasAny(rest, "，", "。") && !startsAny(rest, "（", " ") && !g.closes(rest) {
				continue // 某部1997年3月17日批准，1997年7月1日发布的《…》同时废止。
			}
			out = append(out, a, b)
			if n := g.planTitle(t[b:]); n > 0 {
				out = append(out, b+n)
			}
			break
		}
	}
	return out
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
		sm := markAt(segment)
		if hasAny(segment, "。", "；") || runes(segment) > 45 || strings.Contains(segment, "，") && !heads(sm, m, t[i+m.size:]) {
			return false
		}
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
	if last := g.last[m.level]; m.level == levelSecond && last > 0 && m.ordinal == last+2 && (prev == '。' || prev == '）') {
		g.last[m.level]++ // one mark was lost or misprinted; behind a stop no mention begins
	}
	return g.accept(m, false)
}

// heads tells whether a heading with a comma in it (一、推进强网，提升服务（一）…) can end where m begins: one level above it, where
// 第（一）项 and the like do not follow.
func heads(sm, m mark, rest string) bool {
	return sm.level == levelFirst && m.level == levelSecond && !startsAny(rest, "项", "款", "目", "至", "、", "和", "或", "的", "中", "规定")
}

// accept notes the ordinal of a mark if it is the next of its series; sure skips the test. Many plans number their tasks
// on over the chapters: 一、（一）（二） 二、（三）（四）.
func (g *gluer) accept(m mark, sure bool) bool {
	last := g.last[m.level]
	onward := last == 0 && m.level >= levelSecond && m.ordinal == g.ran[m.level]+1
	if !sure && m.ordinal != 1 && m.ordinal != last+1 && !onward && !(m.ordinal == last && m.level == levelArticle) {
		return false
	}
	if !sure && m.level <= levelChapter && m.ordinal == 1 && last > 1 {
		return false
	}
	g.last[m.level] = m.ordinal
	if m.level != levelArticle {
		for k := m.level + 1; k < len(g.last); k++ {
			if k != levelArticle {
				if g.last[k] > 0 {
					g.ran[k] = g.last[k]
				}
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
	if runsOn(t[e:]) {
		return 0, 0
	}
	a := b
	for a > seg && b-a < 1800 {
		r, k := utf8.DecodeLastRuneInString(t[:a])
		if !isName(r) && r != ' ' && r != '、' || r < utf8.RuneSelf && r != ' ' {
			break
		}
		a -= k
	}
	stop, _ := utf8.DecodeLastRuneInString(t[:a])
	behind := ends(stop) && stop != '：' && stop != '；'
	if a == b {
		// A day alone signs only below the names, or right behind a sentence, where the text or a trailer ends or the plan begins.
		if a == 0 && g.below || behind && (startsAny(t[e:], "（", " ", "为", "根据", "附件") || g.closes(t[e:])) {
			return a, e
		}
		return 0, 0
	}
	if !behind {
		if stop == '，' || stop == '《' || stop == '》' && !strings.HasPrefix(t[seg:], "附件") || stop == '“' {
			return 0, 0
		}
		a = nameStart(t, a, b)
		if a == b || !startsAny(t[e:], "（", " ", "附件", "“", "《") && !g.closes(t[e:]) && !sameRegion(t[a:b], t[e:]) {
			return 0, 0
		}
	}
	if !signer(t[a:b]) {
		return 0, 0
	}
	return a, e
}

// closes tells whether what stands behind the day of a signature shows that the text has ended: nothing, a trailer, the
// title of the plan, or another year, with which no sentence goes on.
func (g *gluer) closes(rest string) bool {
	if rest == "" || tailAt(rest) || g.planTitle(rest) > 0 {
		return true
	}
	_, n := yearAt(rest)
	return n > 0 && strings.HasPrefix(rest[n:], "年")
}

// sameRegion tells whether an annex of the place that signs begins at rest (某省人民政府办公厅2015年3月4日某省…暂行规定).
func sameRegion(names, rest string) bool {
	r := regionPrefix(names)
	return r != "" && strings.HasPrefix(rest, r)
}

// runsOn tells whether the sentence goes on behind a day. A rule of dashes parts a letter from its plan.
func runsOn(rest string) bool {
	return startsAny(rest, goesOn...) && !startsAny(rest, "第一条", "第一章", "----", "————")
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
var goesOn = []string{"起", "前", "后", "以", "印", "发", "通过", "公布", "，", "、", "至", "-", "—", "的", "召开", "在", "之", "）", "止", "施", "》", "开", "颁", "修", "由", "到", "经", "上午", "下午", "；", "。", "成", "举", "出", "第", "批准"}

// tailAt tells whether a trailer begins at t.
func tailAt(t string) bool {
	return startsAny(t, "更多信息请关注", "公开程序：", "责任部门：", "相关链接：", "（此件", "（联系单位", "（信息公开", "附件：", "附件1", "附表", "政策解读：", "相关解读", "图解", "链接：") || explains(t) || fileName(t)
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
