package rule

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/authority"
	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/mention"
	"github.com/policygraph/policygraph/extract/policy"
	"github.com/policygraph/policygraph/extract/text"
)

// assignment_prose reads duties in running sentences: 由省财政厅牵头，会同省税务局制定…, 省科技厅会同省教育厅组织…. Only named
// bodies (or groups of governments) lead; 教育行政部门会同有关部门 in a statute names none. What was done already
// (制定了, 印发了) is no duty.
var _ = register(Rule{
	Name: "assignment_prose", Kind: fact.KindAssignment, Scope: Sentence,
	Triggers: []string{"牵头", "会同", "牵总", "负责", "配合", "协助"},
	Find:     findProse,
})

// done are words of what was done already.
var done = text.NewWords("近日", "负责解释", "印发《", "确定了", "制定了", "印发了", "进行了", "开展了", "组织了", "修订了", "研究起草", "现印发", "形成了", "编制了", "联合印发", "出台了", "起草了", "已会同", "清理整顿", "日前")

func findProse(c *Context) []Finding {
	if c.Doc.Head.Explanatory || done.In(c.Text) {
		return nil
	}
	names := setting(c)
	out := append(givenTo(c), charged(c)...)
	var before prose // the duty read last: what it names first may do more, 会同 others
	for at := 0; ; {
		i, word := nextCue(c.Text, at)
		if i < 0 {
			return out
		}
		at = i + len(word)
		if statedWhole(c, c.Span.Start+i) || c.Block.Preamble && word == "会同" && strings.HasPrefix(strings.TrimLeft(c.Text, " \n"), "为") {
			continue // 为贯彻…，省科技厅会同省财政厅制定本办法 tells how the text came about
		}
		p, ok := readProse(c.Text, i, word, names)
		if !ok {
			p, ok = before.again(c.Text, i, word)
		}
		if !ok || past(c.Text[p.end:]) {
			continue
		}
		at, before = max(at, p.end), p
		out = append(out, p.findings(c)...)
	}
}

// past tells whether what follows a duty was done already: …会同省财政厅遴选建设了.
func past(rest string) bool {
	if j := strings.IndexAny(rest, "，。；"); j >= 0 {
		rest = rest[:j]
	}
	for _, w := range [...]string{"为了", "除了", "了解", "明了"} {
		rest = strings.ReplaceAll(rest, w, "")
	}
	return strings.Contains(rest, "了")
}

// again reads a second 会同 of the same subject: 省教育厅会同…提出方案，会同省财政厅下达资金.
func (p prose) again(s string, i int, word string) (prose, bool) {
	if word != "会同" || p.end == 0 || i < p.end || !joinsIn(s[:i]) || strings.ContainsAny(s[p.end:i], "。；") {
		return p, false
	}
	next := prose{role: roleCooperate, start: p.start, end: i + len(word), named: true}
	if next.hosts = p.hosts; len(next.hosts) == 0 {
		return p, false
	}
	next.take(s, next.end)
	return next, len(next.guests) > 0
}

// joinsIn tells whether what stands before 会同 leaves its subject to an earlier clause.
func joinsIn(before string) bool { return endsWithAny(before, "，", "，并", "，并要", "，再") }

func nextCue(s string, from int) (int, string) {
	best, word := -1, ""
	for _, w := range []string{"牵头", "会同", "作为牵总", "作为牵头", "为牵头单位", "为牵头部门"} {
		if i := strings.Index(s[from:], w); i >= 0 && (best < 0 || from+i < best) {
			best, word = from+i, w
		}
	}
	return best, word
}

// prose is a duty in a sentence: who leads, who joins in, and its place in it.
type prose struct {
	hosts, guests []mention.Unit
	role          string // of the guests
	start, end    int
	named         bool // its hosts are written down already
	given         bool // 由A负责: its hosts are responsible
	charged       bool // A负责…, A配合…: its hosts have the role
}

// readProse reads the units around a cue at i.
func readProse(s string, i int, word string, names authority.Setting) (p prose, ok bool) {
	rest := s[i+len(word):]
	if inOpenBracket(s, i) || !strings.Contains(word, "为牵") && hasPrefixAny(rest, "单位", "部门", "处室", "领导", "人", "组织单位", "机构", "的", "和", "作用", "及", "：", "承担", "申报", "申请", "组建", "抓总作用", "高校") {
		return p, false
	}
	p.role = roleCooperate
	p.start, p.hosts = hostsBefore(s, i)
	if len(p.hosts) == 0 && word == "会同" {
		p.start, p.hosts = subjectOf(s, i)
	}
	if len(p.hosts) == 0 || !allNamed(p.hosts, names) {
		return p, false
	}
	p.end = i + len(word)
	switch {
	case word == "会同":
		p.take(s, p.end)
	case word == "牵头":
		p.afterLead(s)
	}
	return p, word != "会同" || len(p.guests) > 0
}

// afterLead reads what follows 牵头: 会同B, or ，B、C配合.
func (p *prose) afterLead(s string) {
	rest := s[p.end:]
	skip := len(rest) - len(strings.TrimPrefix(strings.TrimPrefix(rest, "，"), "并"))
	if strings.HasPrefix(rest[skip:], "会同") {
		p.take(s, p.end+skip+len("会同"))
		return
	}
	if skip == 0 {
		p.later(s)
		return
	}
	chunk := rest[skip:]
	if j := strings.IndexAny(chunk, "，。；"); j >= 0 {
		chunk = chunk[:j]
	}
	for _, w := range [...]string{"参加的", "参与的", "配合的"} { // 由甲部牵头，乙部、丙部参加的联席会议
		if j := strings.Index(chunk, w); j > 0 {
			chunk = chunk[:j+len(w)-len("的")]
		}
	}
	v := cutVerb(chunk)
	if v.role != roleCooperate && v.role != roleResponsible {
		return
	}
	units, whole := mention.Units(v.rest)
	for _, u := range units {
		whole = whole && (authority.Known(u.Text) || authority.Collective(u.Text))
	}
	if whole {
		p.guests, p.role, p.end = units, v.role, p.end+skip+len(chunk)
	}
}

// later reads 会同B behind what A leads: A牵头指导…，会同B、C….
func (p *prose) later(s string) {
	j := strings.IndexAny(s[p.end:], "，。；")
	if j < 0 {
		return
	}
	j += p.end
	for _, w := range [...]string{"，会同", "，并会同"} {
		if strings.HasPrefix(s[j:], w) {
			p.take(s, j+len(w))
		}
	}
}

// take reads the list of units that starts at from: the longest one whose pieces are all known. What the
// last one is to do follows without a mark (会同省财政厅制定…).
func (p *prose) take(s string, from int) {
	at := from
	for {
		n := knownPrefix(s[at:])
		if n == 0 {
			break
		}
		p.end = at + n
		at += n
		if n = separator(s[at:]); n == 0 {
			break
		}
		at += n
	}
	if p.end > from {
		p.guests, _ = mention.Units(s[from:p.end])
		if n := len(p.guests); n > 0 && strings.HasPrefix(s[p.end:], "等") {
			p.guests[n-1].Open = true
		}
		return
	}
	if n := groupAt(s[from:]); n > 0 {
		p.guests, p.end = []mention.Unit{{Text: s[from : from+n]}}, from+n
	}
}

// groups end the names of groups of bodies that no table holds: 交通运输等有关部门, 相关中央级业务主管部门, 专业机构.
var groups = []string{"主管部门", "有关部门", "相关部门", "等部门", "有关单位", "相关单位", "等单位", "专业机构", "有关机构", "相关机构", "有关方面"}

// groupAt is the length of the name of a group at the front of s, 0 if none.
func groupAt(s string) int {
	if j := strings.IndexAny(s, "，。；：（《“"); j >= 0 {
		s = s[:j]
	}
	best := 0
	for _, w := range groups {
		if j := strings.Index(s, w); j >= 0 && (best == 0 || j+len(w) < best) {
			best = j + len(w)
		}
	}
	if best == 0 || runes(s[:best]) > 24 || holdsAny(s[:best], "的", "对", "将", "按", "在", "向") {
		return 0
	}
	return best
}

func separator(s string) int {
	for _, w := range []string{"、", "和", "及", "以及", "，"} {
		if strings.HasPrefix(s, w) {
			return len(w)
		}
	}
	return 0
}

var someBodies = []string{"有关部门和单位", "有关部门", "相关部门", "有关单位", "相关单位", "省有关部门", "市有关部门", "省直有关部门", "省级有关部门", "市级有关部门", "国务院有关部门", "本级政府有关部门", "各有关部门", "各相关部门", "有关方面", "属地政府"}

// knownPrefix is the length of the longest name at the front of s that the tables know.
func knownPrefix(s string) int {
	best := 0
	for _, w := range someBodies {
		if strings.HasPrefix(s, w) {
			best = max(best, len(w))
		}
	}
	n := 0
	for i := range s {
		if n++; n > 20 {
			break
		}
		if i > best && i >= len("某局") && !strings.HasPrefix(s[i:], "门") && authority.Known(s[:i]) {
			best = i
		}
	}
	if n <= 20 && authority.Known(s) {
		best = len(s)
	}
	return best
}

// hostsBefore reads the list of units that ends at i: 由A、B before 牵头.
func hostsBefore(s string, i int) (int, []mention.Unit) {
	start := 0
	if j := strings.LastIndexAny(s[:i], "，。；：（）”\n "); j >= 0 {
		_, n := utf8.DecodeRuneInString(s[j:])
		start = j + n
	}
	start += len(s[start:i]) - len(strings.TrimLeft(s[start:i], "—－-")) // ——政策司会同…
	part := s[start:i]
	for _, w := range []string{"由", "请", "明确由", "明确", "第"} {
		if j := strings.Index(part, w); j >= 0 && j <= 30 && w != "第" {
			start += j + len(w)
			part = part[j+len(w):]
			break
		}
	}
	if j := strings.Index(part, "条"); strings.HasPrefix(part, "第") && j > 0 {
		start += j + len("条")
		part = part[j+len("条"):]
	}
	for _, w := range []string{"共同", "要", "应当", "应", "负责", "将", "须", "联合", "可", "可以", "具体"} {
		part = strings.TrimSuffix(part, w)
	}
	units, whole := mention.Units(part)
	if !whole {
		return 0, nil
	}
	return start, units
}

// subjectOf reads A要…，会同B…: the unit that begins the sentence and does what stands between.
func subjectOf(s string, i int) (int, []mention.Unit) {
	if !joinsIn(s[:i]) {
		return 0, nil
	}
	for _, w := range []string{"要", "应当", "应", "负责", "组织"} {
		j := strings.Index(s[:i], w)
		if j <= 0 || j > 90 {
			continue
		}
		start := 0
		if k := strings.LastIndexAny(s[:j], "。；：\n"); k >= 0 {
			_, n := utf8.DecodeRuneInString(s[k:])
			start = k + n
		}
		if k := strings.LastIndex(s[start:j], "，由"); k >= 0 { // 有异议的，由省科技厅组织核查后，会同…
			start += k + len("，由")
		} else if strings.HasPrefix(s[start:j], "由") {
			start += len("由")
		}
		part := s[start:j]
		if units, whole := mention.Units(part); whole {
			return start, units
		}
	}
	return 0, nil
}

func allNamed(units []mention.Unit, names authority.Setting) bool {
	for _, u := range units {
		if names.Region != "中华人民共和国" && authority.Local(u.Text) {
			return false // 工会 in a statute is any trade union, not the issuer's
		}
		name, collective := names.Canonical(u.Text)
		if name == "" && !(collective && endsWithAny(u.Text, "政府", "管委会", "（室）")) {
			return false
		}
	}
	return true
}

func inOpenBracket(s string, at int) bool {
	return strings.Count(s[:at], "（") > strings.Count(s[:at], "）")
}

func hasPrefixAny(s string, heads ...string) bool {
	return text.StartsAny(s, heads...)
}

// proseOrdinal numbers the tasks that sentences state behind those that the clauses of the same item close.
func proseOrdinal(c *Context) int {
	count := c.State.Get("prose duties", func() any {
		m := map[*policy.Section]int{}
		for _, k := range dutyClauses(c) {
			m[k.task] = max(m[k.task], k.ordinal)
		}
		return m
	}).(map[*policy.Section]int)
	count[c.Block.Section]++
	return count[c.Block.Section]
}

func (p *prose) findings(c *Context) []Finding {
	span := text.Span{Start: c.Span.Start + p.start, End: c.Span.Start + p.end}
	task := dutyTask(c.Block.Section, strings.Trim(c.Text, " \n"), proseOrdinal(c))
	var out []Finding
	add := func(units []mention.Unit, role string) {
		for i, u := range units {
			s := dutyShare{unit: u.Text, role: role, order: i + 1, open: u.Open}
			out = append(out, Finding{span, &fact.Assignment{Role: role, Unit: unitOf(c, s), Task: task, Order: s.order, Open: s.open, Prose: true}})
		}
	}
	switch {
	case p.given:
		add(p.hosts, roleResponsible)
	case p.charged:
		add(p.hosts, p.role)
		return out
	case !p.named:
		add(p.hosts, roleLead)
	}
	add(p.guests, p.role)
	return out
}
