package rule

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/mention"
	"github.com/policygraph/policygraph/extract/policy"
	"github.com/policygraph/policygraph/extract/text"
)

// target_prose reads quantitative targets in running text: 到2025年，高新技术企业达到8000家，新增10个国家级中心和
// 50个省级中心. The number alone says little: what makes it a target is a year to come, a verb of making or
// reaching, and the kind of text; conditions, awards, ceilings and reports of the past look the same otherwise.
var _ = register(Rule{
	Name:  "target_prose",
	Kind:  fact.KindTarget,
	Scope: Document,
	Find:  findProseTargets,
})

func findProseTargets(c *Context) []Finding {
	if c.Doc.Head.Explanatory {
		return nil
	}
	t := &targetReader{ctx: c, ref: referenceYear(c.Doc)}
	for _, b := range c.Doc.Blocks {
		if b.Kind == policy.Paragraph && b.Part != policy.PartSignature {
			t.block(b)
		}
	}
	return t.found
}

// targetReader walks the paragraphs of a document.
type targetReader struct {
	ctx     *Context
	ref     int // year of the document, 0 if open
	found   []Finding
	section *policy.Section
	kind    textKind
	lead    horizon // what the paragraph before a bullet list set
	leadOf  *policy.Section
	joined  []text.Span // room of fullSentences
	duties  int         // bracketed duty clauses passed in the section: each closes a task of it
}

func (t *targetReader) block(b *policy.Block) {
	body := t.ctx.File.Text(b.Span)
	if b.Section != t.section || t.kind == kindUnset {
		t.section, t.kind, t.duties = b.Section, kindOf(t.ctx.Doc, b.Section), 0
	}
	if t.kind == kindNone {
		return
	}
	bullet := isBullet(body) || t.underGoal(b.Section)
	if !bullet {
		t.lead, t.leadOf = horizon{}, b.Section
	}
	if !hasDigit(body) && !strings.Contains(body, "分之") {
		t.duties += strings.Count(body, "（牵头") + strings.Count(body, "（责任")
		return
	}
	past := false
	for _, s := range t.fullSentences(b) {
		str := t.ctx.File.Text(s)
		if end := leadingDuty(str); end > 0 { // （牵头单位：…）鼓励…: the sentence goes on behind the clause
			t.duties++
			str, s.Start = str[end:], s.Start+end
		}
		if end := listMark(str); end > 0 {
			str, s.Start = str[end:], s.Start+end
		}
		if !hasDigit(str) && !strings.Contains(str, "分之") && !strings.Contains(str, "十") {
			continue
		}
		h := horizon{}
		if bullet {
			h = t.lead
		}
		r := sentenceReader{t: t, block: b, at: s.Start, h: h, blockPast: past}
		r.read(str)
		past = r.h.past || past && !containsAny(str, urgingWords)
		if !bullet && r.h.year > 0 && !r.h.past {
			t.lead = r.h
		}
	}
}

// urgingWords show that a paragraph which told of the past goes on to what is to be done.
var urgingWords = []string{"推进", "推动", "建设", "实施", "建立", "完善", "加强", "加快", "落实", "开展", "鼓励", "支持", "健全", "强化", "力争", "确保"}

// underGoal tells whether a section is an item of the goals whose lead-in was read: 发展目标 over 1. 2. 3.
func (t *targetReader) underGoal(s *policy.Section) bool {
	if t.leadOf == nil || t.lead.year == 0 || !containsAny(t.leadOf.Heading, goalHeads) || s == nil {
		return false
	}
	for p := s.Parent; p != nil; p = p.Parent {
		if p == t.leadOf {
			return true
		}
	}
	return false
}

// fullSentences joins the sentences of a paragraph that a ； cut, for a year holds up to the full stop.
func (t *targetReader) fullSentences(b *policy.Block) []text.Span {
	if len(b.Sentences) == 0 {
		return []text.Span{b.Span}
	}
	out := t.joined[:0]
	open := false
	for _, s := range b.Sentences {
		if open {
			out[len(out)-1].End = s.End
		} else {
			out = append(out, s)
		}
		open = strings.HasSuffix(strings.TrimRight(t.ctx.File.Text(s), " "), "；")
	}
	t.joined = out
	return out
}

func hasDigit(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= '0' && s[i] <= '9' {
			return true
		}
	}
	return false
}

// isBullet tells whether a paragraph is an item of the list that the paragraph before it leads in.
func isBullet(s string) bool {
	for _, w := range [...]string{"——", "—", "－－", "--", "- ", "·", "●", "■", "◆", "★", "※", "一是", "二是", "三是", "四是", "五是", "六是", "七是"} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// referenceYear is the year the document was made: signed, else that of its number, else of its title or of the
// five-year plan in it.
func referenceYear(d *policy.Document) int {
	for _, s := range [...]string{d.Head.Signed, d.Head.Number, d.Head.Title} {
		for i := 0; i+4 <= len(s); i++ {
			if s[i] >= '0' && s[i] <= '9' {
				if y := yearBefore(s, i+4); y > 0 {
					return y
				}
			}
		}
	}
	for _, p := range fiveYearPlans {
		if strings.Contains(d.Head.Title, p.name) {
			return p.year - 4
		}
	}
	return 0
}

// sentenceReader reads the targets of one sentence, clause by clause; the year carries over.
type sentenceReader struct {
	t         *targetReader
	block     *policy.Block
	at        int // place of the sentence in the text
	h         horizon
	blockPast bool
	annual    bool
	norm      bool     // the sentence turned to conditions or awards
	listing   bool     // the clause before held a target: a bare number may continue its list
	names     []string // the indicators of the clause read or, while none is found there, of the one before
	before    []string // the indicators of the clause before
	anchored  bool     // a year to come was said in this sentence
}

// longClause is more than a clause of prose is long: what has no comma for so long is a list or a table run together.
const longClause = 1500

func (r *sentenceReader) read(s string) {
	for _, c := range targetClauses(s) {
		if strings.HasPrefix(c.text, "（") && dutyBracket(c.text) {
			r.t.duties++
			continue
		}
		r.clause(c)
	}
}

// listMark is the length of the mark of a list item that s begins with: 十、 （三） 2. 一是
func listMark(s string) int {
	if rest, ok := strings.CutPrefix(s, "（"); ok {
		if i := strings.Index(rest, "）"); i > 0 && i <= 12 && strings.Trim(rest[:i], "一二三四五六七八九十0123456789") == "" {
			return len("（") + i + len("）")
		}
		return 0
	}
	rest := strings.TrimLeft(s, "一二三四五六七八九十")
	if n := len(s) - len(rest); n > 0 && n <= 9 {
		for _, w := range [...]string{"、", "是", "．", "."} {
			if strings.HasPrefix(rest, w) {
				return n + len(w)
			}
		}
	}
	rest = strings.TrimLeft(s, "0123456789")
	if n := len(s) - len(rest); n > 0 && n <= 2 {
		for _, w := range [...]string{"、", ".", "．"} {
			if after, ok := strings.CutPrefix(rest, w); ok && after != "" && !isDigitByte(after[0]) {
				return n + len(w)
			}
		}
	}
	return 0
}

// leadingDuty is the length of the bracketed duty clause that s begins with, 0 if there is none.
func leadingDuty(s string) int {
	if !strings.HasPrefix(s, "（") {
		return 0
	}
	depth := 0
	for i, r := range s {
		switch r {
		case '（':
			depth++
		case '）':
			if depth--; depth == 0 && dutyBracket(s[:i]) {
				return i + len("）")
			} else if depth == 0 {
				return 0
			}
		}
	}
	return 0
}

func dutyBracket(s string) bool {
	return containsAny(s, []string{"牵头", "责任", "配合", "负责", "完成时限", "主办"})
}

func (r *sentenceReader) clause(c targetClause) {
	if len(c.text) > longClause {
		return
	}
	r.horizon(c.text)
	if !hasDigit(c.text) && !strings.Contains(c.text, "分之") {
		r.listing = r.listing && !strings.HasSuffix(c.text, "的")
		if len(c.text) > 60 {
			r.listing = false
		}
		r.names = nil
		return
	}
	qs := r.outside(c.text, mention.Quantities(c.text))
	if len(qs) == 0 {
		return
	}
	if r.refuses(c.text) {
		r.listing, r.names = false, nil
		return
	}
	if r.respectively(c, qs) {
		return
	}
	r.before, r.names = r.names, nil
	hit, first := false, len(r.t.found)
	list := pieces(c.text, qs)
	for k, p := range list {
		if !r.piece(c, p) {
			continue
		}
		hit = true
		if k+1 < len(list) && list[k+1].start == p.start { // 培育15个上云率提升20%以上的集群
			n := &list[k+1]
			n.start, n.before = p.q.Span.End, c.text[p.q.Span.End:n.q.Span.Start]
		}
	}
	r.listing = hit
	completeNames(r.t.found[first:])
}

// completeNames gives the short members of a list the noun of the last: 5个国家级、10个省级培训基地.
func completeNames(list []Finding) {
	if len(list) < 2 {
		return
	}
	last := list[len(list)-1].Body.(*fact.Target).Indicator
	for _, f := range list[:len(list)-1] {
		t := f.Body.(*fact.Target)
		for _, end := range [...]string{"级", "亿", "亿元", "型", "类"} {
			if i := strings.Index(last, end); i > 0 && runes(t.Indicator) <= 5 && strings.HasSuffix(t.Indicator, end) && runes(last[i:]) > 2 {
				t.Indicator += last[i+len(end):]
				break
			}
		}
	}
}

// outside leaves out the quantities in brackets and quotation marks: names, explanations, duty clauses.
func (r *sentenceReader) outside(s string, qs []mention.Quantity) []mention.Quantity {
	out := qs[:0]
	for _, q := range qs {
		head := s[:q.Number.Start]
		if strings.Count(head, "（") > strings.Count(head, "）") || strings.Count(head, "“") > strings.Count(head, "”") || strings.Count(head, "《") > strings.Count(head, "》") {
			continue
		}
		// An age or a time is never the target and parts no list: 7岁以下儿童管理率和巩固率.
		if timeUnits[baseUnit(q.Unit)] && !strings.Contains(head, "寿命") && !strings.Contains(head, "年限") {
			continue
		}
		out = append(out, q)
	}
	return out
}

var timeUnits = map[string]bool{"周岁": true, "岁": true, "年": true, "天": true, "个月": true, "小时": true, "个小时": true, "个工作日": true, "工作日": true, "秒": true}

// baseUnit is a unit without its scale and without what it is counted by: 万元/年 → 元.
func baseUnit(unit string) string {
	base, _, _ := strings.Cut(strings.TrimLeft(unit, "万亿千百十"), "/")
	return base
}

// horizon takes up the year that a clause sets, or its turn to the past.
func (r *sentenceReader) horizon(c string) {
	if y, ok := yearIn(c); ok {
		r.h = horizon{year: y, past: r.t.ref > 0 && y < r.t.ref}
		r.anchored, r.norm = !r.h.past && (r.t.ref > 0 || isTerm(c)), false
	}
	if prefixOf(c, pastOpenings) != "" && !r.ahead() {
		r.h.past, r.anchored = true, false
	}
	if strings.Contains(c, "每年") {
		r.annual = true
	}
}

// ahead tells whether the year said lies after the document.
func (r *sentenceReader) ahead() bool {
	return r.anchored && r.t.ref > 0 && r.h.year > r.t.ref
}

// strong tells whether the sentence itself says that its numbers are to be reached.
func (r *sentenceReader) strong(c string) bool {
	return r.anchored || r.h.year > 0 && !r.h.past || containsAny(c, []string{"每年", "力争", "确保", "争取", "至少", "不少于", "不低于", "目标"}) || r.t.kind == kindGoal
}

// refuses tells whether a clause holds no target whatever its numbers are.
func (r *sentenceReader) refuses(c string) bool {
	switch {
	case r.h.past, r.blockPast && !r.strong(c), containsAny(c, pastWords) && !r.ahead() && !(r.t.ref == 0 && r.anchored):
		return true
	case strings.HasSuffix(c, "的"), strings.HasPrefix(c, "对") && strings.Contains(c, "的"):
		r.norm = true
		return true
	case containsAny(c, normWords):
		r.norm = true
		return true
	case r.norm && !strings.Contains(c, "每年"):
		return true
	case r.t.kind == kindNorm && (!r.anchored || r.t.ref > 0 && r.h.year <= r.t.ref):
		return true
	}
	return false
}

// piece judges one quantity of a clause and adds it.
func (r *sentenceReader) piece(c targetClause, p piece) bool {
	name, ok := r.indicator(c, p)
	if !ok || !r.unitFits(c.text, p) {
		return false
	}
	r.names = append(r.names, name...)
	for _, n := range name {
		r.add(c, p.start, p.end, n, p.q)
	}
	return len(name) > 0
}

func (r *sentenceReader) add(c targetClause, start, end int, name string, q mention.Quantity) {
	for start < end && strings.HasPrefix(c.text[start:], " ") {
		start++
	}
	t := &fact.Target{Indicator: name, Value: q.Value, Value2: q.Value2, Unit: q.Unit, Comparator: q.Comparator, Period: periodOf(c.text), Raw: c.text[q.Span.Start:q.Span.End]}
	if q.Comparator == "=" && strings.Contains(c.text[:q.Span.Start], "至少") {
		t.Comparator = ">="
	}
	if !r.h.past {
		t.Year = r.h.year
	}
	if t.Task = targetTask(r.block.Section); t.Task != nil {
		t.Task.Ordinal = r.t.duties + 1
	}
	at := r.at + c.at
	r.t.found = append(r.t.found, Finding{Span: text.Span{Start: at + start, End: at + end}, Body: t})
}

// targetTask is the item a target stands in.
func targetTask(s *policy.Section) *fact.Task {
	if s == nil || s.Level == 0 {
		return nil
	}
	heading := s.Heading
	if heading == "" {
		heading = s.Lead
	}
	path := s.Path()
	if path == nil {
		path = []string{}
	}
	return &fact.Task{Instrument: s.Instrument, Heading: heading, Path: path}
}

// runes counts characters.
func runes(s string) int { return utf8.RuneCountInString(s) }
