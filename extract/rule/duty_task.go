package rule

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/authority"
	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/policy"
	"github.com/policygraph/policygraph/extract/text"
)

// placeTasks finds the section whose task each clause closes, the ordinal of the task in it and its text.
func placeTasks(c *Context, cs []dutyClause) {
	if len(cs) == 0 {
		return
	}
	own := map[*policy.Section]int{} // sections with a clause of their own
	for i := range cs {
		own[cs[i].block.Section]++
	}
	last, children := outlineOf(c.Doc)
	count, end := map[*policy.Section]int{}, map[*policy.Section]int{}
	for i := range cs {
		k := &cs[i]
		k.task = k.block.Section
		if bareItem(c, k) {
			k.task = k.task.Parent
		}
		if k.own && coversParent(k, last, children, own) {
			k.task = k.task.Parent
		}
		if i > 0 && cs[i-1].task == k.task && adjacent(c, cs[i-1].span.End, k.span.Start) {
			k.ordinal, k.text = cs[i-1].ordinal, cs[i-1].text
			continue
		}
		count[k.task]++
		k.ordinal = count[k.task]
		k.text = taskText(c, k, end[k.task])
		end[k.task] = k.span.End
	}
}

// bareItem tells whether a clause is all that its item says: （1）牵头部门：市工信局. Its task is the heading above.
func bareItem(c *Context, k *dutyClause) bool {
	s := k.task
	if s == nil || s.Level == 0 || s.Parent == nil || s.Parent.Level == 0 || k.bracket || k.span.Start <= s.Span.Start {
		return false
	}
	mark := c.File.Text(text.Span{Start: s.Span.Start, End: k.span.Start})
	return len(mark) <= 4*len("（") && strings.Trim(mark, "（）0123456789.、 一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩") == ""
}

// adjacent tells whether nothing but blanks stands between two clauses: （牵头单位：A）（配合单位：B） are one.
func adjacent(c *Context, from, to int) bool {
	return to-from >= 0 && to-from < 10 && strings.Trim(c.File.Text(text.Span{Start: from, End: to}), " \n。；") == ""
}

// outlineOf gives the last block of each section and the sections under each.
func outlineOf(d *policy.Document) (last map[*policy.Section]*policy.Block, children map[*policy.Section][]*policy.Section) {
	last, children = map[*policy.Section]*policy.Block{}, map[*policy.Section][]*policy.Section{}
	seen := map[*policy.Section]bool{}
	for _, b := range d.Blocks {
		for s := b.Section; s != nil; s = s.Parent {
			last[s] = b
			if !seen[s] {
				seen[s] = true
				if s.Parent != nil {
					children[s.Parent] = append(children[s.Parent], s)
				}
			}
		}
	}
	return last, children
}

// coversParent tells whether a clause on a line of its own behind the last of several items, none of which has
// a clause of its own, speaks for all of them: then the task is that of the heading above.
func coversParent(k *dutyClause, last map[*policy.Section]*policy.Block, children map[*policy.Section][]*policy.Section, own map[*policy.Section]int) bool {
	s := k.block.Section
	if s == nil || s.Parent == nil || s.Parent.Level == 0 || k.block.Span.Start == s.Span.Start || last[s.Parent] != k.tail {
		return false
	}
	siblings := children[s.Parent]
	if len(siblings) < 2 || own[s] != 1 {
		return false
	}
	for _, o := range siblings {
		if o != s && own[o] > 0 {
			return false
		}
	}
	return true
}

// taskText is what the clause closes: from the clause before it in the same item, or from the start of the item.
func taskText(c *Context, k *dutyClause, from int) string {
	if from == 0 {
		from = k.block.Span.Start
		if k.task != nil && k.task.Level > 0 {
			from = k.task.Span.Start
		} else if k.own {
			from = blockBefore(c.Doc, k.block).Start
		}
	}
	if from > k.span.Start {
		from = k.block.Span.Start
	}
	return strings.Trim(c.File.Text(text.Span{Start: from, End: max(from, k.span.Start)}), " \n；")
}

// blockBefore is the place of the paragraph that a clause on a line of its own closes.
func blockBefore(d *policy.Document, b *policy.Block) text.Span {
	for i, o := range d.Blocks {
		if o == b && i > 0 {
			return d.Blocks[i-1].Span
		}
	}
	return b.Span
}

// taskOf writes the task of a section down; heading falls back on the first words of its text.
func dutyTask(s *policy.Section, body string, ordinal int) fact.Task {
	t := fact.Task{Path: []string{}, Text: body, Ordinal: ordinal}
	if s != nil {
		t.Instrument = s.Instrument
		if s.Level > 0 {
			t.Heading = s.Heading
			if t.Heading == "" {
				t.Heading = s.Lead
			}
			if p := s.Path(); p != nil {
				t.Path = p
			}
			unglue(&t, s.Mark)
		}
	}
	if t.Heading == "" {
		t.Heading = firstWords(body, 30)
	}
	return t
}

// firstWords are the first n characters of s, cut at a full stop.
func firstWords(s string, n int) string {
	if i := strings.Index(s, "。"); i > 0 {
		s = s[:i]
	}
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// assignments writes a clause down as findings.
func (k *dutyClause) assignments(c *Context) []Finding {
	task := dutyTask(k.task, k.text, k.ordinal)
	narrow(&task)
	task.Heading = beforeDuties(withoutClause(task.Heading, c.File.Text(k.span)))
	for i := range task.Path {
		task.Path[i] = beforeDuties(task.Path[i])
	}
	var out []Finding
	for _, s := range k.shares {
		a := &fact.Assignment{Role: s.role, Unit: unitOf(c, s), Task: task, Order: s.order, Deadline: k.deadline, Due: dueDate(k.deadline), Divided: s.divided, Open: s.open}
		out = append(out, Finding{k.span, a})
	}
	return out
}

// withoutClause takes a clause, or the start of one that the heading's length cut off, out of the heading that it
// stands in: 推进管网改造（责任单位：市住建局）.
func withoutClause(heading, clause string) string {
	least := 2 * len("（")
	if r, _ := utf8.DecodeRuneInString(clause); !strings.ContainsRune("（【[〔［", r) {
		least = len("责任单位") // 落实责任 keeps its 责任 before 责任单位：
	}
	for i := len(heading) - 1; i > 0; i-- {
		rest := heading[i:]
		if len(rest) < least || rest[0] != clause[0] {
			continue
		}
		if strings.HasPrefix(clause, rest) {
			return strings.TrimRight(heading[:i], "。 ")
		}
		if tail, ok := strings.CutPrefix(rest, clause); ok {
			return strings.TrimRight(heading[:i], "。 ") + tail
		}
	}
	return heading
}

// beforeDuties cuts a heading at the clause of another task in its line: 加强用工保障（市人社局牵头）；落实用地政策（…. The heading's
// length may have cut that clause (…（市人社局、市住建).
func beforeDuties(heading string) string {
	for at := 0; ; {
		i := strings.Index(heading[at:], "（")
		if i < 0 {
			return heading
		}
		i += at
		at = i + len("（")
		inner := heading[at:]
		j := strings.Index(inner, "）")
		if j >= 0 {
			inner = inner[:j]
		}
		first := inner
		if k := strings.IndexAny(inner, "、，；："); k > 0 {
			first = inner[:k]
		}
		if i > 0 && (holdsAny(first, "责任单位", "责任部门", "牵头单位", "牵头部门") || holdsAny(inner, "牵头", "负责", "配合", "参与", "落实") && authority.Known(cutVerb(first).rest) || j < 0 && first != inner && authority.Known(first)) {
			return strings.TrimRight(heading[:i], "。；， ")
		}
	}
}

func unitOf(c *Context, s dutyShare) fact.Unit {
	if s.role == roleOversee {
		return fact.Unit{Text: s.unit, Name: s.unit}
	}
	seen := c.State.Get("unit names", func() any { return map[string]fact.Unit{} }).(map[string]fact.Unit)
	u, ok := seen[s.unit]
	if !ok {
		u.Text = s.unit
		u.Name, u.Collective = setting(c).Canonical(s.unit)
		seen[s.unit] = u
	}
	return u
}
