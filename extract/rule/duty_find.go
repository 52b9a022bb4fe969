package rule

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/authority"
	"github.com/policygraph/policygraph/extract/policy"
	"github.com/policygraph/policygraph/extract/text"
)

// clause is a duty clause in its place.
type dutyClause struct {
	duty
	span     text.Span
	block    *policy.Block
	tail     *policy.Block // the block it ends in
	own      bool          // it is all of its block
	bracket  bool
	sentence bool            // a sentence of its own without label
	task     *policy.Section // the section whose task it closes
	ordinal  int
	text     string
}

// dutyClauses reads all duty clauses of a document, in order, with their conventions applied and their tasks found.
// It is built once a document.
func dutyClauses(c *Context) []dutyClause {
	return c.State.Get("duty clauses", func() any {
		var found, bare []dutyClause
		if c.Doc.Head.Explanatory { // 解读 repeats the duties of the text it explains
			return found
		}
		for i := 0; i < len(c.Doc.Blocks); i++ {
			b := c.Doc.Blocks[i]
			if b.Kind == policy.Table || b.Part == policy.PartSignature {
				continue
			}
			span := b.Span
			for i+1 < len(c.Doc.Blocks) && c.Doc.Blocks[i+1].Kind == policy.Paragraph && goesOn(c.File.Text(span)) && span.Len() < 6000 {
				i++
				span.End = c.Doc.Blocks[i].Span.End
			}
			lateDeadline(c, found, b)
			for _, k := range clausesIn(c.File.Text(span), b) {
				k.tail = c.Doc.Blocks[i]
				if k.labelled || k.verbs {
					found = append(found, k)
				} else {
					bare = append(bare, k)
				}
			}
		}
		if len(found) > 0 || len(bare) > 2 { // a list in brackets alone means a duty only in a text that has the habit
			found = mergeClauses(found, bare)
		}
		applyLegends(found, saidLegends(c, found))
		placeTasks(c, found)
		return found
	}).([]dutyClause)
}

// lateDeadline reads a time on a line of its own below the clauses of its task: 完成时限：2022年6月.
func lateDeadline(c *Context, found []dutyClause, b *policy.Block) {
	n := len(found)
	if n == 0 || !found[n-1].own {
		return
	}
	label, when, ok := strings.Cut(c.File.Text(b.Span), dutyColon)
	if role, size := labelBefore(label); !ok || role != roleDeadline || size != len(strings.TrimSpace(label)) {
		return
	}
	for i := n - 1; i >= 0 && found[i].own && found[i].deadline == "" && found[i].block.Section == b.Section; i-- {
		found[i].deadline = cleanDeadline(when)
	}
}

// goesOn tells whether a clause was cut in two by a line end: behind its label, or inside its bracket.
func goesOn(t string) bool {
	if s, ok := strings.CutSuffix(t, dutyColon); ok {
		_, n := labelBefore(s)
		return n > 0
	}
	if !endsWithAny(t, "、", "，", "；") {
		return false
	}
	i := text.LastIndex(t, "（")
	if i < 0 || strings.Contains(t[i:], "）") {
		return false
	}
	_, n := labelBefore(cutAt(t[i:], dutyColon))
	return n > 0
}

func mergeClauses(a, b []dutyClause) []dutyClause {
	if len(a) == 0 {
		return b
	}
	if len(b) == 0 {
		return a
	}
	out := make([]dutyClause, 0, len(a)+len(b))
	for len(a) > 0 || len(b) > 0 {
		if len(b) == 0 || len(a) > 0 && a[0].span.Start < b[0].span.Start {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return out
}

// clauseSigns are what a block with a clause holds; dutyOpeners the brackets it may stand in; dutyWords what a bracket that
// holds one says, unless it is a list alone.
var (
	clauseSigns = text.NewWords("（", dutyColon, "责。", "合。", "实。", "参加。", "参与。", "【", "[", "［", "〔")
	dutyOpeners = text.NewWords("（", "【", "[", "〔", "［")
	dutyWords   = text.NewWords("负责", "牵头", "配合", "责任", "单位：", "部门：", "落实", "实施", "参与", "协助", "主办", "协办", "职责", "会同", "推进", "承办", "督办", "指导", "参加")
)

// clausesIn finds the clauses of a block: in brackets, then those that a label begins outside of brackets.
func clausesIn(t string, b *policy.Block) []dutyClause {
	if !clauseSigns.In(t) {
		return nil
	}
	var out []dutyClause
	masked := []byte(nil) // t with the brackets blanked, made when one is met
	for at := 0; at < len(t); {
		open, shut, size := nextBracket(t, at)
		if open < 0 {
			break
		}
		at = shut
		inner := t[open+size : shut]
		if _, n := utf8.DecodeLastRuneInString(inner); n > 0 && strings.Contains("）】]〕］", inner[len(inner)-n:]) {
			inner = inner[:len(inner)-n]
		}
		if k, ok := bracketClause(t, open, shut, inner); ok {
			k.block = b
			k.span = text.Span{Start: b.Span.Start + open, End: b.Span.Start + shut}
			k.own = strings.Trim(t[:open]+t[shut:], " \n。") == ""
			out = append(out, k)
		}
		if masked == nil {
			masked = []byte(t)
		}
		for i := open; i < shut; i++ {
			masked[i] = ' '
		}
	}
	plain := t
	if masked != nil {
		plain = string(masked)
	}
	return mergeClauses(mergeClauses(out, tagClauses(t, b)), mergeClauses(lineClauses(t, plain, b), sentenceClauses(plain, b)))
}

// nextBracket gives the place of the next outermost bracket; one that is never closed reaches to the end of
// its line's sentence.
func nextBracket(t string, from int) (open, shut, size int) {
	open, opener := dutyOpeners.First(t[from:])
	if open < 0 {
		return -1, 0, 0
	}
	open, size = from+open, len(opener)
	close := closerOf(opener)
	depth := 1
	for i := open + size; i < len(t); i++ {
		switch {
		case strings.HasPrefix(t[i:], opener):
			depth++
		case strings.HasPrefix(t[i:], close):
			depth--
			if depth == 0 {
				return open, i + len(close), size
			}
		}
	}
	if depth > 1 { // one bracket inside was not closed: 各县（市政府）
		if i := strings.LastIndex(t[open:], close); i > 0 {
			return open, open + i + len(close), size
		}
	}
	rest := t[open+size:]
	if _, n := labelBefore(cutAt(rest, dutyColon)); n > 0 && strings.HasPrefix(rest, cutAt(rest, dutyColon)) {
		return open, len(t), size
	}
	if line := firstLine(rest); opener == "（" && len(line) < 600 && endsWithAny(strings.TrimRight(line, "。 ；"), "负责", "配合", "落实", "参与") {
		return open, open + size + len(line), size // the bracket behind the verb was lost
	}
	return open, open + size, size
}

func closerOf(opener string) string {
	switch opener {
	case "（":
		return "）"
	case "【":
		return "】"
	case "[":
		return "]"
	case "〔":
		return "〕"
	}
	return "］"
}

func firstLine(s string) string {
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		return s[:i]
	}
	return s
}

func cutAt(s, sep string) string {
	if i := strings.Index(s, sep); i >= 0 {
		return s[:i]
	}
	return ""
}

// bracketClause decides whether a bracket is a duty clause: by a label, by a verb behind units, or, for a list
// alone, by its place after a full stop.
func bracketClause(t string, open, shut int, inner string) (dutyClause, bool) {
	var k dutyClause
	n := len(inner)
	if isTag(inner) { // the units stand behind it
		return k, false
	}
	if n < 6 || n > 3000 || holdsAny(inner, "《", "http", "“一", "☑") && !strings.Contains(inner, "单位：") {
		return k, false
	}
	worth := dutyWords.In(inner)
	if !worth && !endsSentence(t, open, shut) && !endsItem(t, open, shut) {
		return k, false
	}
	k.duty, k.bracket = readDuty(inner), true
	switch {
	case len(k.shares) == 0:
		return k, false
	case k.labelled:
		return k, true
	case k.verbs:
		return k, k.understood() && !strings.Contains(inner, "或者") && !k.limits()
	}
	return k, k.understood() && (mostlyKnown(k.shares) || k.whole && halfKnown(k.shares)) && (endsSentence(t, open, shut) || endsItem(t, open, shut) && allKnown(k.shares))
}

// endsItem tells whether a bracket closes an item that is no sentence: 3.新建公园20个（市城管局、市财政局）.
func endsItem(t string, open, shut int) bool {
	return strings.Trim(t[shut:], " \n；。") == "" && markSize(t) > 0 && open > 2*len("任务") && !strings.Contains(t[:open], "\n")
}

// endsSentence tells whether a bracket stands behind a sentence and ends its paragraph.
func endsSentence(t string, open, shut int) bool {
	before, after := strings.TrimRight(t[:open], " \n"), strings.TrimLeft(t[shut:], " \n。")
	if before != "" && !strings.HasSuffix(before, "。") && !strings.HasSuffix(before, "；") && !strings.HasSuffix(before, "”") && !(after == "" && strings.HasSuffix(t, "）。")) {
		return false
	}
	return after == "" || strings.HasSuffix(before, "。")
}

// mostlyKnown tells whether at least three of five units are in the tables or begin with the word for their region.
func mostlyKnown(shares []dutyShare) bool {
	return 5*countKnown(shares) >= 3*len(shares)
}

// halfKnown tells the same of every second unit.
func halfKnown(shares []dutyShare) bool { return 2*countKnown(shares) >= len(shares) }

func countKnown(shares []dutyShare) int {
	known := 0
	for _, s := range shares {
		if s.role == roleOversee || authority.Known(s.unit) || authority.Collective(s.unit) || hasPrefixAny(s.unit, "省", "自治区", "市", "州", "县", "区") {
			known++
		}
	}
	return known
}

// limits tells a bracket that limits its sentence (技工院校内由教育部门负责): what stands before 由 is no unit.
func (d *duty) limits() bool {
	for _, s := range d.shares {
		if i := strings.Index(s.unit, "由"); i > 0 && !strings.HasPrefix(s.unit[i:], "由贸易") && !authority.Known(s.unit) {
			return true
		}
	}
	return false
}

// understood tells whether the pieces of a clause are units, one odd piece among many apart (东部战区某旅).
func (d *duty) understood() bool {
	return d.whole || d.strange == 1 && len(d.shares) >= 3 && mostlyKnown(d.shares)
}

// lineClauses finds clauses that a label begins at the start of a line or after a stop: 牵头部门：A 配合部门：B.
// plain is t with its brackets blanked, so that labels inside them are not met again.
func lineClauses(t, plain string, b *policy.Block) []dutyClause {
	var out []dutyClause
	for at := 0; at < len(plain); {
		i := strings.Index(plain[at:], dutyColon)
		if i < 0 {
			break
		}
		i += at
		at = i + len(dutyColon)
		role, size := labelBefore(plain[:i])
		from := len(strings.TrimRight(plain[:i], " ")) - size
		if size == 0 || role == roleIgnored || role == roleDeadline || eventLabel(plain[from:i]) {
			continue
		}
		starts := startsLine(plain[:from])
		if !starts && !afterHeading(plain[:from], plain[from:i]) {
			continue
		}
		to := lineEnd(plain, at)
		d := readDuty(trimClose(t[from:to]))
		if !d.labelled || !d.understood() && !(starts && d.strange == 1 && len(d.shares) > 0 && allKnown(d.shares)) || len(d.shares) == 0 || !starts && !(d.whole && allKnown(d.shares)) {
			continue
		}
		to = from + len(strings.TrimRight(t[from:to], " \n"))
		out = append(out, dutyClause{duty: d, block: b, span: text.Span{Start: b.Span.Start + from, End: b.Span.Start + to},
			own: strings.Trim(t[:from]+t[to:], " \n。") == ""})
		at = to
	}
	return out
}

// trimClose takes stops and a bracket that was never opened off the end of a clause.
func trimClose(s string) string {
	s = strings.TrimRight(s, "。 \n")
	for strings.HasSuffix(s, "）") && strings.Count(s, "）") > strings.Count(s, "（") {
		s = strings.TrimRight(strings.TrimSuffix(s, "）"), "。 \n")
	}
	return s
}

// startsLine tells whether a label may begin behind before: at the start, after a stop or a blank.
func startsLine(before string) bool {
	b := strings.TrimRight(before, " ")
	return b == "" || len(b) < len(before) || endsWithAny(b, "。", "；", "\n", "！", "－", "-", "—", "”", "）", "】", "◆", "●", "■", "★", "▲", "※", "·")
}

// afterHeading tells whether a label may stand right behind what a crawl glued it to: a heading or the end of a task whose
// line end was lost (五、组织领导牵头部门：…). Words that take the label into their sentence (注明责任单位：) let it begin none.
func afterHeading(before, label string) bool {
	if !holdsAny(label, "牵头单位", "牵头部门", "责任单位", "责任部门", "负责省长", "负责市长", "负责县长", "负责区长", "牵头领导", "责任领导", "分管领导") {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(before)
	return r >= 0x2E80 && !strings.ContainsRune("，、：；“《（的和与及或各由为是明确定列填送报其主要第", r)
}

// allKnown tells whether the tables hold all bodies of a clause.
func allKnown(shares []dutyShare) bool {
	for _, s := range shares {
		if s.role != roleOversee && !authority.Known(s.unit) && !authority.Collective(s.unit) {
			return false
		}
	}
	return true
}

func endsWithAny(s string, tails ...string) bool {
	return text.EndsAny(s, tails...)
}

// eventLabel tells the organisers of a contest or meeting (主办单位：) from duties.
func eventLabel(label string) bool {
	return holdsAny(label, "主办", "承办", "协办", "支持", "指导", "参与", "参加", "配合：", "组成", "成员") && !holdsAny(label, "牵头", "责任") || label == "责任" || label == "参与" || label == "配合"
}

// lineEnd is the end of a clause outside brackets: the stop that no label follows, or the mark of a heading that a
// crawl glued to it (…配合部门：省财政厅（二）加强…).
func lineEnd(s string, from int) int {
	for i := from; i < len(s); i++ {
		switch {
		case strings.HasPrefix(s[i:], "。"):
			next := i + len("。")
			if _, n := labelBefore(cutAt(s[next:], dutyColon)); n == 0 || n < len(strings.TrimSpace(cutAt(s[next:], dutyColon))) {
				return next
			}
		case s[i] == '\n':
			if strings.HasSuffix(s[:i], dutyColon) {
				continue
			}
			if _, n := labelBefore(cutAt(s[i+1:], dutyColon)); n == 0 || n < len(strings.TrimSpace(cutAt(s[i+1:], dutyColon))) {
				return i
			}
		case gluedMark(s, i):
			return i
		}
	}
	return len(s)
}

// gluedMark tells whether a heading's mark (一、 or 3.) begins at i right behind a unit.
func gluedMark(s string, i int) bool {
	if s[i] >= '1' && s[i] <= '9' && i > 2 && s[i-1] >= 0x80 {
		j := i
		for j < len(s) && s[j] >= '0' && s[j] <= '9' {
			j++
		}
		return j < len(s) && j-i <= 2 && s[j] == '.'
	}
	for _, n := range []string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"} {
		if strings.HasPrefix(s[i:], n+"、") {
			return true
		}
	}
	return false
}

func instrumentOf(b *policy.Block) string {
	if b.Section == nil {
		return ""
	}
	return b.Section.Instrument
}
