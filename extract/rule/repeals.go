package rule

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/text"
)

// repeals reads what the document itself ends: 《…》（…）同时废止, 废止《…》, 对《…》予以废止, 《…》停止执行. General
// clauses (被废止的, 修改或者废止), proposals (拟废止) and what others ended (已废止) are none; neither is the end of an
// activity or a certificate, whose names stand between the title and the verb.
var _ = register(Rule{
	Name:     "repeals",
	Kind:     fact.KindRelation,
	Scope:    Sentence,
	Triggers: []string{"废止", "失效", "停止执行", "停止施行", "停止使用", "不再执行", "不再施行", "终止执行", "终止施行", "作废", "不再适用"},
	Find:     findRepeals,
})

func findRepeals(c *Context) []Finding {
	out := pick(c, "repeals")
	if len(out) == 0 {
		x := indexOf(c)
		if out = x.repealBack(c); len(out) == 0 {
			if _, cites := x.within(c.Span); len(cites) == 0 {
				out = x.repealOlder(c)
			}
		}
	}
	return out
}

// repealVerbs and the mode of ending that each states.
var repealVerbs = []string{"废止", "失效", "停止执行", "停止施行", "停止使用", "不再执行", "不再施行", "终止执行", "终止施行", "作废", "不再适用"}

func repealMode(verb string) string {
	switch verb {
	case "废止", "作废":
		return "repeal"
	case "失效":
		return "lapse"
	}
	return "stop"
}

func (v *view) repeals() {
	if !hasAny(v.s, repealVerbs...) {
		return
	}
	for k, g := range v.groups {
		if !v.repealAfter(k, g) {
			v.repealBefore(g)
		}
	}
}

// repealAfter reads a verb that follows the titles: 《甲》、《乙》自本办法施行之日起同时废止.
func (v *view) repealAfter(k int, g group) bool {
	at, verb := firstOf(g.after, repealVerbs)
	if at < 0 || strings.ContainsAny(g.after[:at], "。；\n") {
		return false
	}
	middle, tail := g.after[:at], g.after[at+len(verb):]
	scope, ok := repealScope(middle)
	if !ok || !endsHere(tail) || !intends(lastClause(g.before)) || strings.HasSuffix(g.before, "与") {
		return false
	}
	cue := verb
	for _, w := range [...]string{"同时", "即行", "自行", "予以", "一并", "宣布", "相应", "自动", "即", "一律", "全部"} {
		if strings.HasSuffix(middle, w) {
			cue = w + verb
			break
		}
	}
	end := v.cites[g.to-1].Span.End + at + len(verb)
	r := fact.Relation{Cue: cue, Mode: repealMode(verb), Scope: scope, Effective: v.effectiveDate(middle)}
	v.repealGroup(g, v.cites[g.from].Lead, end, r)
	return true
}

// repealGroup reports every document of a group. The evidence of each runs to the verb.
func (v *view) repealGroup(g group, from, to int, r fact.Relation) {
	for i := g.from; i < g.to; i++ {
		c := &v.cites[i]
		if v.claim[i] || v.quoted(i) || c.Annex {
			continue
		}
		one := r
		if len(c.Articles) > 0 {
			one.Scope = "partial"
		}
		v.add("repeals", i, max(from, c.Lead), to, one)
	}
}

// repealScope reads what stands between title and verb. Times and adverbs leave the document whole; 的有关规定 and the
// like make it partial; anything else means that something other than the document ends.
func repealScope(middle string) (scope string, ok bool) {
	m := dropGeneral(dropQuotes(dropBrackets(middle)))
	if i := strings.Index(m, "执行到"); i >= 0 {
		m = m[:i] // 文件执行到2014年6月30日，自2014年7月1日停止执行
	}
	if utf8.RuneCountInString(m) > 60 || hasAny(m, "《", "抵触", "不一致", "不符") {
		return "", false // 与《…》相抵触的规定一律废止 ends others
	}
	m = stripAdverbs(m)
	if m == "" {
		return "full", true
	}
	if rest, listed := strings.CutPrefix(m, "等"); listed {
		if isCount(rest) {
			return "full", true
		}
		m = rest
	}
	if m == "文" || m == "文件" || m == "一文" || m == "的通知" || m == "通知" {
		return "full", true
	}
	if endsWith(m, backWords...) {
		return "full", true // …不再适应需要，该规定同时废止
	}
	if endsWith(m, "规定", "条款", "内容", "部分", "条文", "有关政策", "相关政策", "表述") && utf8.RuneCountInString(m) <= 24 {
		return "partial", true
	}
	return "", false
}

// dropQuotes cuts what is quoted: 第二条中“…”的规定.
func dropQuotes(s string) string {
	i := strings.Index(s, "“")
	j := strings.LastIndex(s, "”")
	if i < 0 || j < i {
		return s
	}
	return s[:i] + s[j+len("”"):]
}

// dropGeneral cuts what a list of titles ends with that has no name: 《…》以及与本办法不一致的规定同时废止.
func dropGeneral(s string) string {
	if !startsWith(s, "以及", "及", "和") {
		return s
	}
	at, word := firstOf(s, []string{"不一致的", "抵触的", "不符的", "冲突的"})
	if at < 0 || !strings.Contains(s[:at], "与本") {
		return s
	}
	rest := s[at+len(word):]
	for _, w := range [...]string{"其他", "有关", "相关", "政策", "规定", "文件", "内容"} {
		rest = strings.TrimPrefix(rest, w)
	}
	return rest
}

// stripAdverbs cuts times and adverbs before a verb: 自本办法施行之日起同时 → "", 从2020年1月1日起.
func stripAdverbs(m string) string {
	for {
		before := m
		m = strings.TrimRight(m, "，、 ")
		m = strings.TrimLeft(m, "，、 ")
		for _, w := range repealAdverbs {
			m = strings.TrimSuffix(m, w)
		}
		if strings.HasSuffix(m, "起") || strings.HasSuffix(m, "后") || strings.HasSuffix(m, "之日") || strings.HasSuffix(m, "时") || strings.HasSuffix(m, "日") {
			if i := lastTime(m); i >= 0 {
				m = m[:i]
			}
		}
		if m == before {
			return m
		}
	}
}

var repealAdverbs = []string{"同时", "即行", "自行", "予以", "一并", "宣布", "相应", "自动", "随即", "随之", "一律", "全部", "均", "也", "即", "则", "现", "届时", "应", "将", "同时予以", "正式", "依法", "在本市", "在本省", "在我市", "在我省", "整体", "分别", "废止并", "失效并", "都", "全文", "到期", "同日", "同步", "执行到期后"}

// lastTime finds where the time that ends m begins: 自…起, 从…起, 于2020年1月1日.
func lastTime(m string) int {
	best := -1
	for _, w := range [...]string{"自", "从", "于", "在", "本", "新"} {
		if i := strings.LastIndex(m, w); i > best && utf8.RuneCountInString(m[i:]) <= 30 {
			best = i
			if w == "本" || w == "新" {
				// 自本办法施行之日起 begins at 自
				if j := strings.LastIndex(m[:i], "自"); j >= 0 && j+len("自") == i {
					best = j
				}
			}
		}
	}
	if d := text.FindDates(m); len(d) > 0 && (best < 0 || d[0].Span.Start < best) {
		best = d[0].Span.Start
	}
	return best
}

// isCount reads 5件规章, 十三个文件, 规范性文件, which close a list.
func isCount(s string) bool {
	s = strings.TrimLeft(s, "0123456789一二三四五六七八九十百两余多")
	for _, w := range [...]string{"件", "部", "个", "项", "份", "条"} {
		s = strings.TrimPrefix(s, w)
	}
	return s == "" || utf8.RuneCountInString(s) <= 14 && endsWith(s, "规章", "文件", "法规", "办法", "规定", "条例", "决定", "通知", "解释", "制度", "标准", "意见", "政策", "决议")
}

// endsHere tells whether the verb ends what is said; 废止的, 废止前, 废止或者修改 speak of ending in general.
func endsHere(tail string) bool {
	return !startsWith(tail, "的", "于", "前", "后", "或", "和", "之日", "时", "期间", "以后", "以前", "情况", "、修改", "工作", "日期", "等", "与")
}

// intends tells whether a clause before the title states an act of this document.
func intends(clause string) bool {
	return !hasAny(clause, "拟", "建议", "提请", "应当", "应在", "应于", "底前", "可以", "被", "如果", "未", "研究", "及时", "依照", "违反", "不得", "不能")
}

// repealBefore reads a verb before the titles: 废止《甲》, 宣布失效《甲》, 决定废止下列规章：《甲》.
func (v *view) repealBefore(g group) {
	at, verb := lastOf(g.before, repealVerbs)
	if at < 0 || verb == "不再适用" {
		return // 新订立的合同不再适用《…》 ends nothing
	}
	rest := g.before[at+len(verb):]
	if strings.ContainsAny(rest, "。；，") || strings.Trim(dropBrackets(rest), "：了 ") != "" && !(strings.HasSuffix(rest, "：") && hasAny(rest, "下列", "以下", "如下")) {
		return
	}
	lead := lastClause(g.before[:at])
	if day, ok := strings.CutSuffix(g.before[:at], "起，"); ok {
		lead = lastClause(day) + "起" // 自2018年10月1日起，停止执行《…》
	}
	if isMark(lead) {
		lead = "" // 一、废止《…》
	}
	if !intends(lead) || endsWith(lead, "或者", "或", "和", "、", "修改") || strings.Contains(lead, "关于") {
		return
	}
	if startsWith(g.after, "的决定", "的通知", "的公告", "的规定，", "的") && !startsWith(g.after, "的规定。") {
		return
	}
	if behind, ok := strings.CutPrefix(g.after, "，自"); ok && !strings.Contains(lead, "起") {
		lead, _, _ = strings.Cut(behind, "起") // 决定废止《…》，自2020年5月1日起执行
		lead += "起"
	}
	r := fact.Relation{Cue: verb, Mode: repealMode(verb), Scope: "full", Effective: v.effectiveDate(lead)}
	if strings.Contains(g.after, "中") && endsWith(strings.TrimRight(g.after, "。；"), "规定", "内容", "条款") {
		r.Scope = "partial"
	}
	start := v.cites[g.from].Lead - len(g.before) + at
	for i := g.from; i < g.to; i++ {
		if v.claim[i] || v.quoted(i) || v.cites[i].Annex {
			continue
		}
		one := r
		if len(v.cites[i].Articles) > 0 {
			one.Scope = "partial"
		}
		v.add("repeals", i, start, v.cites[i].Span.End, one)
	}
}

// backWords refer to what was cited last; those with 上述 to all of it.
var backWords = []string{"该办法", "该规定", "该条例", "该通知", "该意见", "该文件", "该决定", "该细则", "该方案", "上述文件", "上述规定", "上述通知", "上述办法", "上述意见", "上述规章", "以上文件"}

// repealBack reads 该办法同时废止, 上述文件停止执行: what was cited before it, in the sentence or the one before.
func (x *index) repealBack(c *Context) []Finding {
	i, word := firstOf(c.Text, backWords)
	if i < 0 || c.Block == nil || x.comments {
		return nil
	}
	at, verb := firstOf(c.Text[i:], repealVerbs)
	if at < 0 {
		return nil
	}
	scope, ok := repealScope(c.Text[i+len(word) : i+at])
	if !ok || !endsHere(c.Text[i+at+len(verb):]) || !intends(lastClause(c.Text[:i])) {
		return nil
	}
	_, before := x.within(text.Span{Start: c.Block.Span.Start, End: c.Span.Start + i})
	v := view{index: x}
	var out []Finding
	for k := len(before) - 1; k >= 0; k-- {
		if before[k].Own {
			continue
		}
		r := &fact.Relation{Type: "repeals", Target: before[k].Ref, Cue: verb, Mode: repealMode(verb), Scope: scope, Effective: v.effectiveDate(c.Text[i : i+at])}
		out = append(out, Finding{text.Span{Start: before[k].Lead, End: c.Span.Start + i + at + len(verb)}, r})
		gap := ""
		if k > 0 {
			gap = x.file.Text(text.Span{Start: before[k-1].Span.End, End: max(before[k-1].Span.End, before[k].Lead)})
		}
		if !startsWith(word, "上述", "以上") || k == 0 || !isJoint(gap) {
			break
		}
	}
	return out
}

// repealOlder reads 原办法同时废止, which ends the text that this one replaces under the same title.
func (x *index) repealOlder(c *Context) []Finding {
	i, word := firstOf(c.Text, []string{"原办法", "原规定", "原细则", "原条例", "原《办法》", "原《规定》"})
	if i < 0 || x.comments || len(x.doc.Head.Attached) != 1 && x.doc.Head.Title == "" {
		return nil
	}
	at, verb := firstOf(c.Text[i:], repealVerbs)
	if at < 0 {
		return nil
	}
	if scope, ok := repealScope(c.Text[i+len(word) : i+at]); !ok || scope != "full" || !endsHere(c.Text[i+at+len(verb):]) {
		return nil
	}
	title := x.doc.Head.Title
	if len(x.doc.Head.Attached) == 1 {
		title = x.doc.Head.Attached[0]
	}
	if !strings.HasSuffix(trimVersion(title), strings.Trim(strings.TrimPrefix(word, "原"), "《》")) {
		return nil
	}
	v := view{index: x}
	r := &fact.Relation{Type: "repeals", Target: fact.Ref{Title: title}, Cue: verb, Mode: repealMode(verb), Scope: "full", Effective: v.effectiveDate(c.Text[i : i+at])}
	return []Finding{{text.Span{Start: c.Span.Start + i, End: c.Span.Start + i + at + len(verb)}, r}}
}
