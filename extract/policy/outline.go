package policy

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/text"
)

// outliner reads the body of a document: blocks, sections, the signature and the attached texts.
type outliner struct {
	*reader
	d       *Document
	end     int            // line behind the text
	sign    [2]int         // lines of the signature
	given   titleCandidate // title of the forwarded text, if only the sentence that forwards it prints it
	part    PartKind
	stack   []*Section
	ordinal int
	quoted  bool // inside the quotation of an amending decision, whose articles are not this text's
	caption string
	first   bool     // no heading of this text was met yet
	plans   []string // titles of the plans that the notice transmits
	tables  map[string]*Block
	history []int    // lines of the history of the text that an order announces, behind its signature
	timed   []*Block // blocks that may say from when the text is in force
	annexes bool     // in the list of annexes below the body (附件：1.… 2.…), whose items are no headings
	art1    bool     // inside 第一条 or the first article of 总则
}

func (o *outliner) run(from int) {
	o.part = PartBody
	o.root("", from)
	o.plans = o.planTitles(from)
	for i := from; i < o.end; {
		if i == o.sign[0] && o.sign[1] > i {
			i = o.signature()
			continue
		}
		i = o.line(i)
	}
	o.close(o.end)
}

// close ends the open sections at line i.
func (o *outliner) close(i int) {
	if i == 0 {
		return
	}
	at := o.ls[i-1].end
	for _, s := range o.stack {
		s.Span.End = max(s.Span.End, at)
	}
}

// root begins a text: the notice itself or an attached one.
func (o *outliner) root(instrument string, i int) {
	if i > 0 {
		o.close(i)
	}
	at := o.d.Span.End
	if i < len(o.ls) {
		at = o.ls[i].start
	}
	s := &Section{Heading: instrument, Instrument: instrument, Ordinal: o.ordinal, Span: text.Span{Start: at, End: at}}
	o.ordinal++
	o.stack = []*Section{s}
	o.first, o.art1, o.quoted = true, false, false
}

func (o *outliner) top() *Section { return o.stack[len(o.stack)-1] }

// line reads line i and gives the next.
func (o *outliner) line(i int) int {
	t := o.text(i)
	switch {
	case o.ls[i].any(hasTag) && strings.Contains(t, "<table"):
		return o.htmlTable(i)
	case o.ls[i].any(hasTab):
		if n := o.tabTable(i); n > i {
			return n
		}
	case strings.HasPrefix(t, "|") && strings.Count(t, "|") > 2:
		if n := o.pipeTable(i); n > i {
			return n
		}
	case t == "序号":
		if n := o.cellTable(i); n > i {
			return n
		}
	case tailLine(t) && !strings.HasPrefix(t, "【"):
		o.kinds[i] = PartTail
		return i + 1
	case annexLine(t) && o.annexStarts(i):
		return o.annex(i)
	case o.ls[i].end-o.ls[i].start <= 12 && contentsHead(t) && o.contentsEnd(i, o.end) > i+1:
		e := o.contentsEnd(i, o.end)
		for k := i; k < e; k++ {
			o.kinds[k] = PartFurniture
		}
		return e
	case len(t) < 300 && o.plans != nil && (o.part == PartAttached || o.sign[1] <= 0):
		if e := o.nextPlan(i, t); e > i {
			return e
		}
	}
	o.kinds[i] = o.part
	o.paragraph(i, t)
	return i + 1
}

// planTitles lists the titles that the first lines of a notice say it sends out.
func (o *outliner) planTitles(from int) []string {
	var out []string
	if a := attachedIn(o.d.Head.Title); a != "" {
		out = append(out, a)
	}
	for i := from; i < o.end && i < from+4; i++ {
		if t := o.text(i); o.ls[i].any(hasTitle) && hasAny(t, "印发", "公布", "发布", "下发") {
			out = append(out, quotedTitles(t)...)
		}
	}
	if n := severalPlans(attachedIn(o.d.Head.Title)); n > 1 && len(out) > n {
		out = out[len(out)-n:] // those in front are the basis
		o.d.Head.Attached = append([]string{}, out...)
		o.d.Stated["attached"] = o.ls[from].span()
	}
	return out
}

// severalPlans gives how many plans a notice sends out whose title names the first of them only (…规划等三个文件).
func severalPlans(attached string) int {
	i := strings.LastIndex(attached, "等")
	if i <= 0 {
		return 0
	}
	v, n := smallAt(attached[i+len("等"):])
	if rest := attached[i+len("等")+n:]; n == 0 || !startsAny(rest, "个", "件", "项", "部", "份") || runes(rest) > 8 {
		return 0
	}
	return v
}

// annexList tells whether t begins the list of annexes that stands below the body of a letter.
func annexList(t string) bool {
	rest, ok := strings.CutPrefix(t, "附件")
	return ok && len(t) < 300 && strings.HasPrefix(strings.TrimLeft(rest, " "), "：") && markAt(strings.TrimLeft(rest, " ：")).ordinal == 1
}

// nextPlan begins an attached text at line i if its title is one of those that the notice says it sends out: one
// behind a notice that no signature closes, or another plan behind the first. It gives the line behind the title, or i.
func (o *outliner) nextPlan(i int, t string) int {
	if !o.startsPlan(t) {
		return i
	}
	for e := i + 1; e <= o.end && e <= i+4 && o.titlePiece(e-1); e++ {
		name := o.join(i, e)
		for _, p := range o.plans {
			if !sameTitle(p, name) || sameTitle(name, o.top().Instrument) {
				continue
			}
			o.part = PartAttached
			o.root(name, i)
			for k := i; k < e; k++ {
				o.titleBlock(k)
			}
			return e
		}
	}
	return i
}

// startsPlan tells whether a plan's title begins as t does, to look at few lines only.
func (o *outliner) startsPlan(t string) bool {
	t = strings.TrimPrefix(t, "《")
	n := min(len(t), len("某市"))
	for _, p := range o.plans {
		if strings.HasPrefix(p, t[:n]) {
			return true
		}
	}
	return false
}

// paragraph adds line i as a block, opening a section where a mark begins it.
func (o *outliner) paragraph(i int, t string) {
	b := &Block{Kind: Paragraph, Part: o.part, Span: o.ls[i].span()}
	m := mark{}
	o.annexes = o.part == PartBody && (annexList(t) || o.annexes && markAt(t).level == levelThird && !o.ls[i].any(hasStop))
	if !o.quoted && !o.annexes && !strings.HasPrefix(t, "“") {
		off := 0
		if strings.HasPrefix(t, "- ") {
			off = len("- ")
		}
		m = markAt(t[off:])
		if m.level > 0 {
			m.size += off
		}
	}
	if m.level > 0 {
		o.section(i, t, m, b)
	}
	if o.ls[i].any(hasQuote) {
		o.quotes(t)
	}
	if o.ls[i].any(hasStart | hasTerm | hasForce) {
		o.timed = append(o.timed, b)
	}
	b.Section = o.top()
	b.Preamble = o.first && m.level == 0 || o.art1
	if b.Kind == Heading || captionLike(t) {
		o.caption = tight(t)
	} else if len(t) > 120 {
		o.caption = ""
	}
	b.Sentences = text.Sentences(o.s, b.Span)
	o.d.Blocks = append(o.d.Blocks, b)
}

// quotes follows the quotation marks over lines: the paragraphs of a quoted article each open one, the last closes.
func (o *outliner) quotes(t string) {
	open, shut := strings.Count(t, "“"), strings.Count(t, "”")
	switch {
	case open > shut:
		o.quoted = true
	case shut > open, o.quoted && endsAny(t, "”", "”。", "”；"):
		o.quoted = false
	}
}

// section opens the section of mark m.
func (o *outliner) section(i int, t string, m mark, b *Block) {
	for len(o.stack) > 1 && o.top().Level >= m.level {
		o.top().Span.End = o.ls[i-1].end
		o.stack = o.stack[:len(o.stack)-1]
	}
	p := o.top()
	s := &Section{Parent: p, Level: m.level, Mark: strings.TrimSpace(t[:m.size]), Ordinal: o.ordinal, Instrument: p.Instrument, Article: p.Article, Span: b.Span}
	s.Mark = strings.TrimPrefix(s.Mark, "- ")
	o.ordinal++
	rest := t[m.size:]
	if m.level == levelArticle {
		s.Article = tight(s.Mark)
		o.art1 = o.first || m.ordinal == 1
	} else if m.level <= levelPassage || m.level >= levelFirst && p.Article == "" {
		o.art1 = false
	}
	if m.level == levelArticle || m.level >= levelFirst {
		o.first = false
	}
	if p.Article != "" && m.level > levelArticle {
		s.Lead = leadOf(rest) // items of an article are a list, not headings
	} else {
		s.Heading, s.Lead = headingOf(rest, m.level)
	}
	if s.Heading == "" && m.level <= levelPassage && i+1 < o.end && captionLike(o.text(i+1)) && markAt(o.text(i+1)).level == 0 {
		s.Heading = tight(o.text(i + 1)) // 第十篇 stands above its title
	}
	if s.Heading != "" && len(strings.TrimRight(rest, "。：； ")) <= len(s.Heading) {
		b.Kind = Heading
	}
	o.stack = append(o.stack, s)
}

// headingOf parts an item into its heading (up to the first stop, when that is short and no sentence) and, if it
// has none, its first words.
func headingOf(rest string, level int) (heading, lead string) {
	if level <= levelPassage {
		return tight(rest), ""
	}
	if level == levelArticle {
		if strings.HasPrefix(rest, "【") || strings.HasPrefix(rest, "（") {
			if i := strings.IndexAny(rest, "】）"); i > 0 && i < 90 {
				return tight(strings.Trim(rest[:i], "【（")), ""
			}
		}
		return "", leadOf(rest)
	}
	stop := strings.Index(rest, "。")
	if h := spacedHeading(rest); h != "" {
		return h, ""
	}
	if stop < 0 {
		h := strings.TrimRight(rest, "：；， ")
		if i := openOf(h); i > 0 && strings.HasSuffix(h, "）") && hasAny(h[i:], "牵头", "负责", "责任单位", "责任部门", "配合") {
			h = strings.TrimRight(h[:i], " ") // the duty stands in the line of the heading
		}
		if i := strings.Index(h, "："); i > 0 && runes(h[:i]) <= 20 && !openBrackets(h[:i]) {
			return tight(h[:i]), ""
		}
		if runes(h) <= 45 && !endsAny(rest, "；", "，") && !strings.Contains(h, "；") && !strings.HasPrefix(h, "《") {
			return tight(h), ""
		}
		return "", leadOf(rest)
	}
	if h := stockHeading(rest, stop); h != "" {
		return h, ""
	}
	h := rest[:stop]
	if i := strings.Index(h, "："); i > 0 && runes(h[:i]) <= 20 && !hasAny(h[:i], "，", "《") {
		return tight(h[:i]), ""
	}
	if runes(h) <= 40 && !hasAny(h, "；", "（牵头", "（责任") && (stop+len("。") < len(rest) && !strings.HasPrefix(rest[stop+len("。"):], "（") || runes(h) <= 25 && !strings.Contains(h, "，")) {
		return tight(h), ""
	}
	return "", leadOf(rest)
}

// spacedHeading is a heading that only a blank parts from its text: （二）强化资金支持 积极争取中央资金，….
func spacedHeading(rest string) string {
	i := strings.IndexByte(rest, ' ')
	if i < 4*len("字") || i > 20*len("字") || hasAny(rest[:i], "，", "。", "、", "；", "：", "（", "《", "“") || rest[i-1] < utf8.RuneSelf {
		return ""
	}
	text := strings.TrimLeft(rest[i:], " ")
	if runes(text) < 20 || !hasAny(text, "，", "。") || text[0] < utf8.RuneSelf || runes(rest[:i]) < 4 {
		return ""
	}
	return tight(rest[:i])
}

// stockHeadings are headings that so many documents share that they show even where a crawl glued them to their text
// (一、总体要求全面贯彻…), longer ones first.
var stockHeadings = []string{
	"指导思想和基本原则", "指导思想和目标任务", "指导思想和总体目标", "总体要求和主要目标", "总体要求和工作目标", "总体要求和基本原则", "总体思路和目标", "总体思路和主要目标",
	"指导思想", "基本原则", "总体要求", "总体目标", "主要目标", "工作目标", "发展目标", "目标任务", "总体思路", "工作思路", "工作原则", "主要任务", "重点任务", "工作任务", "重点工作任务", "重点工作",
	"保障措施", "组织保障", "组织实施", "组织领导", "政策措施", "工作措施", "主要措施", "工作要求", "有关要求", "工作安排", "实施步骤", "工作步骤", "职责分工", "适用范围", "适用对象", "附则",
}

// stockHeading finds a stock heading that the text of an item follows without a stop.
func stockHeading(rest string, stop int) string {
	if stop < 60 {
		return ""
	}
	for _, h := range stockHeadings {
		if !strings.HasPrefix(rest, h) {
			continue
		}
		if startsAny(rest[len(h):], "的", "是", "和", "与", "及", "、", "，", "为", "：", "等", "中", "应", "。") {
			return ""
		}
		return h
	}
	return ""
}

// leadOf gives the first words of an item: at most 30 characters, cut at a clause where one ends.
func leadOf(rest string) string {
	lead := clip(rest, 30)
	if i := strings.Index(lead, "。"); i > 0 {
		return tight(lead[:i])
	}
	return tight(strings.TrimRight(lead, "，、；："))
}

// captionLike tells whether t can be the caption of a table: short, without a stop.
func captionLike(t string) bool {
	return len(t) < 150 && !hasAny(t, "。", "；") && !strings.HasSuffix(t, "：") || startsAny(t, "表", "专栏")
}

// annexLine tells whether t is the mark above an annex: 附件, 附件1, 附件1：…, 附：.
func annexLine(t string) bool {
	if !startsAny(t, "附件", "附录", "附表", "附：") || len(t) > 300 {
		return false
	}
	rest := strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(t, "附件"), "附录"), "附表")
	rest = strings.TrimLeft(rest, " 0123456789一二三四五六七八九十-")
	return rest == "" || startsAny(rest, "：", ":", " ") || t != rest && len(rest) < 150 && titleLike(rest)
}

// annexStarts tells whether the annex itself begins at line i, not the list of annexes that stands in the body.
func (o *outliner) annexStarts(i int) bool {
	t := o.text(i)
	if o.sign[1] > 0 && i < o.sign[0] || strings.Contains(t, "。") {
		return false
	}
	rest := strings.TrimLeft(strings.TrimPrefix(t, "附件"), " 0123456789一二三四五六七八九十-")
	if rest == "" || rest == "：" {
		return true
	}
	for k := i + 1; k < o.end && k < i+12; k++ {
		if annexLine(o.text(k)) {
			return false
		}
		if len(o.text(k)) > 200 {
			break
		}
	}
	return o.sign[1] > 0 || i+1 < o.end
}

// annex begins the text of an annex at line i and gives the line behind its title.
func (o *outliner) annex(i int) int {
	t := o.text(i)
	o.part = PartAttached
	o.kinds[i] = PartAttached
	name := strings.TrimLeft(strings.TrimPrefix(t, "附件"), " 0123456789一二三四五六七八九十-：")
	next := i + 1
	if name == "" && next < o.end {
		if e, ok := o.titleBelow(next, min(o.end, next+4)); ok {
			name, next = o.join(next, e), e
		} else if u := o.text(next); len(u) < 150 && !hasAny(u, "。", "\t", "：") && markAt(u).level == 0 && !strings.Contains(u, "<table") {
			name, next = tight(u), next+1
		}
	}
	o.root(tight(name), i)
	for k := i; k < next; k++ {
		o.titleBlock(k)
	}
	return next
}

// titleBlock adds line k as the heading of the text that begins.
func (o *outliner) titleBlock(k int) {
	o.kinds[k] = o.part
	b := &Block{Kind: Heading, Part: o.part, Span: o.ls[k].span(), Section: o.top()}
	b.Sentences = text.Sentences(o.s, b.Span)
	o.d.Blocks = append(o.d.Blocks, b)
	o.caption = tight(o.text(k))
}
