package rule

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/fact"
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
	if tellsOnly(c.Doc) {
		return nil
	}
	t := &targetReader{ctx: c, ref: referenceYear(c.Doc)}
	if t.ref == 0 {
		t.term = termYear(c.File.Text(c.Doc.Span))
	}
	for _, b := range c.Doc.Blocks {
		switch {
		case b.Kind == policy.Heading:
			t.past = false
			if isSentence(c.File.Text(b.Span)) {
				t.block(b) // the text goes on in the line of its heading
			}
		case b.Kind == policy.Paragraph && b.Part != policy.PartSignature && !t.divides(b):
			t.block(b)
		}
	}
	return t.found
}

// isSentence tells whether a heading is a whole sentence: an item of a list (3. 到2025年，建成10个中心。), or a heading that
// its text goes on with.
func isSentence(s string) bool {
	core := strings.TrimSuffix(s, "。")
	if !strings.ContainsAny(core, "，。") {
		return false
	}
	return runes(s) > 40 || len(core) < len(s) && hasDigit(s)
}

// tellsOnly tells whether a document explains or reports and sets nothing itself; a report on the work of a
// government sets the goals of its year.
func tellsOnly(d *policy.Document) bool {
	return d.Head.Explanatory && !strings.Contains(d.Head.Title, "政府工作报告")
}

// divides takes a line that opens a part of a plan (第一篇 “十三五”时期的成就) without being a heading of the outline:
// what stands under it reports or not.
func (t *targetReader) divides(b *policy.Block) bool {
	s := t.ctx.File.Text(b.Span)
	if !strings.HasPrefix(s, "第") || runes(s) > 50 || strings.HasSuffix(s, "。") {
		return false
	}
	i := strings.Index(s, "篇")
	if j := strings.Index(s, "部分"); i < 0 || j > 0 && j < i {
		i = j
	}
	if i < 0 || i > 15 {
		return false
	}
	t.past = containsAny(s, pastHeads) && !containsAny(s, improving)
	return true
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
	leadBy  string      // the paragraph that set lead
	joined  []text.Span // room of fullSentences
	term    int         // the first year that an undated text sets as a term; years before it are past
	past    bool        // under a part that reports
	duties  int         // bracketed duty clauses passed in the section: each closes a task of it
}

func (t *targetReader) block(b *policy.Block) {
	body := t.ctx.File.Text(b.Span)
	if b.Section != t.section || t.kind == kindUnset {
		t.section, t.kind, t.duties = b.Section, kindOf(t.ctx, b.Section), 0
	}
	if t.kind == kindNone || t.past || isLayout(t.ctx.File, b) {
		return
	}
	bullet := isBullet(body) || t.underGoal(b.Section) || t.announced(b, body)
	if !bullet {
		t.lead, t.leadOf, t.leadBy = horizon{}, b.Section, body
	}
	if !hasDigit(body) && !strings.Contains(body, "分之") {
		t.duties += strings.Count(body, "（牵头") + strings.Count(body, "（责任")
		return
	}
	past, near := false, 0
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
		r := sentenceReader{t: t, block: b, at: s.Start, h: h, blockPast: past, near: near > 0}
		r.read(str)
		if near--; r.anchored && r.h.year > r.t.ref {
			near = goalSentences
		}
		past = r.h.past || past && !containsAny(str, urgingWords)
		if !bullet && r.h.year > 0 && !r.h.past {
			t.lead = r.h
		}
	}
}

// goalSentences are as many sentences as a year to come holds the goals of a paragraph together.
const goalSentences = 2

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

// announced tells whether a paragraph opens with a name in quotation marks that the lead-in announced: 实现“三个提升”目标
// over “三个提升”：….
func (t *targetReader) announced(b *policy.Block, s string) bool {
	if t.lead.year == 0 || t.leadOf != b.Section || !strings.HasPrefix(s, "“") {
		return false
	}
	i := strings.Index(s, "”：")
	return i > 0 && i <= 60 && strings.Contains(t.leadBy, s[:i+len("”")])
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

// isLayout tells whether a block is a line of a table that only blanks lay out: its cells run together are no prose.
func isLayout(f *policy.File, b *policy.Block) bool {
	if b.Span.Len() > 400 {
		return false
	}
	start, end := f.Src.RawSpan(b.Span)
	for _, line := range strings.Split(f.Src.Raw[start:end], "\n") {
		gaps := 0
		for rest := strings.TrimSpace(line); ; gaps++ {
			i := strings.Index(rest, "   ")
			if i < 0 {
				break
			}
			rest = strings.TrimLeft(rest[i:], " ")
		}
		if gaps >= 2 {
			return true
		}
	}
	return false
}

// referenceYear is the year the document was made: signed, else that of its number, else of its title or of the
// five-year plan in it.
func referenceYear(d *policy.Document) int {
	if y := firstYear(d.Head.Signed + " " + d.Head.Number); y > 0 {
		return y
	}
	for _, p := range fiveYearPlans {
		if strings.Contains(d.Head.Title, p.name) || strings.Contains(d.Head.Title, p.formal) {
			return p.year - 4
		}
	}
	return firstYear(strings.ReplaceAll(d.Head.Title, "2035年远景", ""))
}

func firstYear(s string) int {
	for i := 0; i+4 <= len(s); i++ {
		if isDigitByte(s[i]) {
			if y := yearBefore(s, i+4); y > 0 {
				return y
			}
		}
	}
	return 0
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
