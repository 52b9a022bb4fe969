package rule

import (
	"strings"

	"github.com/policygraph/policygraph/extract/authority"
	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/mention"
	"github.com/policygraph/policygraph/extract/policy"
	"github.com/policygraph/policygraph/extract/text"
)

// appointment reads notices of appointment and removal: 张三任X局局长，免去其Y局副局长职务; 免去： then one line a
// person. Only documents whose title announces it are read: elsewhere 任 and 免去 tell rules about officials.
var _ = register(Rule{
	Name:     "appointment",
	Kind:     fact.KindAppointment,
	Scope:    Document,
	Triggers: []string{"辞去", "任职", "免职", "任免", "任命", "聘任", "免去", "职务", "挂职"},
	Find:     findAppointments,
})

var appointmentTitles = []string{"辞去", "任职", "免职", "任免", "任命", "聘任", "免去", "等职务", "同志职务", "同志挂职", "挂职的"}

func findAppointments(c *Context) []Finding {
	if !containsAny(c.Doc.Head.Title, appointmentTitles) || containsAny(c.Doc.Head.Title, []string{"办法", "条例", "规定", "细则", "意见", "方案", "条件", "资格", "公务员法", "公示"}) {
		return nil
	}
	r := appointmentReader{}
	for _, b := range c.Doc.Blocks {
		if b.Kind == policy.Table || b.Part == policy.PartSignature {
			continue
		}
		spans := b.Sentences
		if len(spans) == 0 {
			spans = []text.Span{b.Span}
		}
		for _, s := range spans {
			r.sentence(c.File.Text(s), s.Start)
		}
	}
	return r.found
}

// appointmentReader keeps what a lead-in (免去：) says of the lines after it.
type appointmentReader struct {
	found   []Finding
	remove  bool // under a lead-in 免去：
	name    bool // under a lead-in 任命：
	clause  int
	persons []string // of the sentence before: whom 免去其… at the head of one means
}

// sentence reads one sentence; at is its place.
func (r *appointmentReader) sentence(s string, at int) {
	body := strings.TrimRight(s, "。；，、 \n")
	at += leadIn(body)
	if i := leadIn(body); i > 0 {
		switch head := body[:i]; {
		case containsAny(head, []string{"免去", "免职"}):
			r.remove, r.name = true, false
		case containsAny(head, []string{"任命", "任职", "聘任", "决定", "同意", "批准"}):
			r.remove, r.name = false, true
		}
		body = body[i:]
	}
	trimmed := strings.TrimLeft(body[listMark(body):], " \n1234567890.、")
	at += len(body) - len(trimmed)
	if trimmed == "" || r.heading(trimmed) {
		return
	}
	p := personnel{remove: r.remove, name: r.name, persons: r.persons}
	for _, part := range splitOutside(trimmed, "，") {
		p.part(part)
	}
	if len(p.found) == 0 {
		return
	}
	r.clause++
	r.persons = p.persons
	for _, a := range p.found {
		a.Clause = r.clause
		r.found = append(r.found, Finding{Span: text.Span{Start: at, End: at + len(trimmed)}, Body: a})
	}
}

// heading takes a line that only says what the lines below it do: 一、任命, 免去名单.
func (r *appointmentReader) heading(s string) bool {
	s = strings.TrimSuffix(strings.TrimSuffix(s, "名单"), "人员")
	for _, w := range [...]string{"决定", "批准", "提请"} {
		s = strings.TrimPrefix(s, w)
	}
	switch s {
	case "任命", "任职", "聘任", "通过任命":
		r.remove, r.name = false, true
	case "免去", "免职", "免去职务", "辞去", "撤销":
		r.remove, r.name = true, false
	default:
		return false
	}
	return true
}

// leadIn is the length of what precedes the clause in its line: 经市政府研究同意：, 免去：.
func leadIn(s string) int {
	depth := 0
	last := 0
	for i, r := range s {
		switch r {
		case '（':
			depth++
		case '）':
			depth--
		case '：':
			if depth == 0 {
				last = i + len("：")
			}
		}
	}
	return last
}

// splitOutside cuts s at a separator outside round brackets.
func splitOutside(s, sep string) []string {
	var out []string
	depth, start := 0, 0
	for i := 0; i < len(s); i++ {
		switch {
		case strings.HasPrefix(s[i:], "（"):
			depth++
		case strings.HasPrefix(s[i:], "）"):
			depth--
		case depth <= 0 && strings.HasPrefix(s[i:], sep):
			out = append(out, s[start:i])
			start = i + len(sep)
			i = start - 1
		}
	}
	return append(out, s[start:])
}

// personnel reads the parts of one sentence; persons carry over to 免去其….
type personnel struct {
	persons      []string
	remove       bool
	name         bool // 张三为… without a verb of its own names him to the post
	found        []*fact.Appointment
	organisation string // of the office before
}

func (p *personnel) part(s string) {
	s = strings.Trim(s, " \n")
	for _, w := range [...]string{"并", "同时", "决定", "研究决定", "经研究", "提请", "现", "同意", "批准", "建议"} {
		s = strings.TrimPrefix(s, w)
	}
	if rest, ok := cutAny(s, "免去其", "免其", "不再担任", "不再兼任", "其不再担任", "免去以上同志的", "免去上述同志的", "辞去其"); ok {
		p.posts(rest, true)
		return
	}
	if rest, ok := cutAny(s, "提名为", "推荐为", "拟任"); ok && len(p.found) > 0 {
		p.posts(rest, false)
		return
	}
	if strings.Contains(s, "辞去") && p.resigns(strings.TrimPrefix(s, "接受")) {
		return
	}
	if rest, ok := cutAny(s, "兼任", "兼"); ok && len(p.found) > 0 {
		n := len(p.found)
		p.posts(rest, false)
		p.concurrent(n)
		return
	}
	if rest, ok := cutAny(s, "免去", "免除", "撤销", "解聘", "接受"); ok && (p.resigns(rest) || p.removal(rest) || p.removalPlain(rest)) {
		return
	}
	if p.remove && strings.HasSuffix(trimNote(s), "职务") && (p.removal(s) || p.removalPlain(s)) {
		return
	}
	if rest, ok := cutAny(s, "任命", "聘任", "续聘", "聘请", "任用", "提名", "推荐", "委任", "委派", "任"); ok && p.appointAs(rest) {
		p.name = true
		return
	}
	if p.name && p.appointAs(s) {
		return
	}
	if (p.name || p.remove) && p.listed(s) {
		return
	}
	if !p.takes(s) {
		p.remark(s)
	}
}

// listed reads the line of a list that only a blank parts: “张三 市水务局局长” under 任命： or 免去：.
func (p *personnel) listed(s string) bool {
	i := strings.LastIndex(s, " ")
	if i < 0 {
		return false
	}
	names := mention.Persons(s[:i])
	if _, post := mention.SplitPost(trimNote(s[i+1:])); names == nil || post == "" {
		return false
	}
	p.persons = names
	p.posts(s[i+1:], p.remove)
	return true
}

func (p *personnel) concurrent(from int) {
	for _, a := range p.found[from:] {
		a.Concurrent = true
	}
}

// resigns reads “张三辞去X局局长职务的请求”.
func (p *personnel) resigns(s string) bool {
	i := strings.Index(s, "辞去")
	if i < 0 {
		return false
	}
	names := mention.Persons(s[:i])
	if names == nil {
		return false
	}
	p.persons = names
	p.posts(strings.TrimSuffix(s[i+len("辞去"):], "的请求"), true)
	return true
}

// removalPlain reads “张三临江市财政局局长职务”, where no 的 tells the name from the office: the name ends where a
// region or the word for one begins.
func (p *personnel) removalPlain(s string) bool {
	i := strings.LastIndex(s, "、")
	if i < 0 || mention.Persons(s[:i]) == nil {
		i = 0
	} else {
		i += len("、")
	}
	if names, office, ok := strings.Cut(s, "同志"); ok && mention.Persons(names) != nil {
		p.persons = mention.Persons(names)
		p.posts(strings.TrimPrefix(office, "的"), true)
		return true
	}
	for _, n := range [...]int{3, 2, 4} {
		end := i + 3*n
		if end >= len(s) || mention.Persons(s[:end]) == nil || !beginsOffice(s[end:]) {
			continue
		}
		p.persons = mention.Persons(s[:end])
		p.posts(s[end:], true)
		return true
	}
	return false
}

// beginsOffice tells whether an organisation's name begins here.
func beginsOffice(s string) bool {
	for _, w := range [...]string{"市", "省", "县", "区", "国家", "中国", "自治区"} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	for n := 6; n <= 15 && n < len(s); n += 3 {
		if _, ok := authority.RegionOf(s[:n]); ok || n <= 12 && prefixOf(s[n:], []string{"省", "市", "县"}) != "" {
			return true
		}
	}
	return false
}

func cutAny(s string, prefixes ...string) (string, bool) {
	for _, w := range prefixes {
		if rest, ok := strings.CutPrefix(s, w); ok {
			return rest, true
		}
	}
	return s, false
}

// removal reads “张三、李四的X局局长职务”.
func (p *personnel) removal(s string) bool {
	for i := 0; i < len(s); {
		j := strings.Index(s[i:], "的")
		if j < 0 {
			return false
		}
		if names := mention.Persons(s[:i+j]); names != nil {
			p.persons = names
			rest := s[i+j+len("的"):]
			own, next := nextPerson(rest, "的")
			p.posts(rest[:own], true)
			return next == len(rest) || p.removal(rest[next:])
		}
		i += j + len("的")
	}
	return false
}

// nextPerson finds where a list goes on to the next person: X局局长、李四的Y局局长, by the word that parts a person from the
// offices. own is the end of the first one's offices, next the place of the name; both are len(s) if there is no other.
func nextPerson(s, by string) (own, next int) {
	for at := 0; ; {
		i := strings.Index(s[at:], "、")
		if i < 0 {
			return len(s), len(s)
		}
		own, next = at+i, at+i+len("、")
		head, _, of := strings.Cut(s[next:], by)
		_, post := mention.SplitPost(trimNote(strings.TrimSuffix(s[:own], "职务")))
		if of && post != "" && mention.Persons(head) != nil {
			return own, next
		}
		at = next
	}
}

// appointAs reads “张三为X局局长” and “张三为X局局长、李四为Y局局长”.
func (p *personnel) appointAs(s string) bool {
	i := strings.Index(s, "为")
	if i < 0 {
		return false
	}
	names := mention.Persons(s[:i])
	if names == nil {
		return false
	}
	p.persons = names
	rest := s[i+len("为"):]
	own, next := nextPerson(rest, "为")
	p.posts(rest[:own], false)
	return next == len(rest) || p.appointAs(rest[next:])
}

// takes reads “张三、李四任X局局长” and “张三同志不再担任…”. 任 is a surname too, so every 任 is tried.
func (p *personnel) takes(s string) bool {
	for i := 0; i < len(s); {
		j := strings.Index(s[i:], "任")
		if j < 0 {
			return false
		}
		end := i + j
		head, out := s[:end], false
		for _, w := range [...]string{"不再担", "不再兼", "担", "兼", "续", "连", "挂", "挂职", "挂职担"} {
			if h, ok := strings.CutSuffix(head, w); ok {
				head, out = h, strings.HasPrefix(w, "不再")
				break
			}
		}
		// 吴晓、任建国任…: what ends in a 、 is not the whole list.
		if names := mention.Persons(head); names != nil && !strings.HasSuffix(head, "、") {
			p.persons = names
			n := len(p.found)
			p.posts(s[end+len("任"):], out)
			if strings.HasSuffix(s[:end], "兼") && !out {
				p.concurrent(n)
			}
			return len(p.found) > n
		}
		i = end + len("任")
	}
	return false
}

// remark takes a trailing “试用期一年” as the note of what stands before it.
func (p *personnel) remark(s string) {
	if len(p.found) == 0 || !containsAny(s, []string{"试用期", "任期", "挂职", "级", "聘期", "期满"}) {
		return
	}
	for _, a := range p.found {
		if a.Action == "appoint" && a.Note == "" {
			a.Note = s
		}
	}
}

// posts reads one or more offices of the persons: X局局长（兼）、Y局党组书记.
func (p *personnel) posts(s string, remove bool) {
	if len(p.persons) == 0 {
		return
	}
	action := "appoint"
	if remove {
		action = "remove"
	}
	for _, office := range splitOffices(s) {
		office, note, concurrent := notes(office)
		office = strings.TrimSuffix(office, "人选")
		org, post := mention.SplitPost(office)
		if post == "" {
			continue
		}
		org = within(p.organisation, org, post)
		p.organisation = org
		for _, name := range p.persons {
			p.found = append(p.found, &fact.Appointment{Person: name, Action: action, Organisation: org, Post: post, Concurrent: concurrent, Note: note})
		}
	}
}

// within completes the organisation of a further office from the one before: …局局长、党组书记; a court's or a
// procuratorate's chambers and committees belong to it, and its judges to the court itself.
func within(before, org, post string) string {
	court := ""
	for _, w := range [...]string{"法院", "检察院"} {
		if i := strings.Index(before, w); i > 0 {
			court = before[:i+len(w)]
		}
	}
	switch {
	case court != "" && prefixOf(org, []string{"审判委员会", "检察委员会", "民事", "刑事", "行政审判", "立案", "执行", "审判监督"}) != "":
		return court + org
	case org != "":
		return org
	case court != "" && (strings.HasSuffix(post, "审判员") || strings.HasSuffix(post, "检察员")):
		return court
	}
	return before
}

// splitOffices cuts a list of offices at 、 and 兼 where an office ends; an organisation may hold a 、 itself.
func splitOffices(s string) []string {
	var out []string
	pending := ""
	for _, part := range splitOutside(s, "、") {
		if pending != "" {
			part = pending + "、" + part
		}
		bare, _, _ := notes(part)
		if _, post := mention.SplitPost(bare); post == "" {
			pending = part
			continue
		}
		out, pending = append(out, part), ""
	}
	if pending != "" {
		out = append(out, pending)
	}
	return out
}

// notes takes the brackets and 职务 off the end of an office: （兼） says that the post is held beside another.
func notes(s string) (office, note string, concurrent bool) {
	for {
		s = strings.TrimRight(s, " 。；，")
		s = strings.TrimSuffix(strings.TrimSuffix(s, "的职务"), "职务")
		if !strings.HasSuffix(s, "）") {
			return strings.TrimSuffix(s, "一职"), note, concurrent
		}
		i := lastOpen(s)
		if i <= 0 {
			return s, note, concurrent
		}
		switch inner := s[i+len("（") : len(s)-len("）")]; inner {
		case "兼", "兼任", "兼职":
			concurrent = true
		default:
			note = inner
		}
		s = s[:i]
	}
}

// lastOpen finds the bracket that the last one closes.
func lastOpen(s string) int {
	depth := 0
	for i := len(s) - len("）"); i >= 0; i-- {
		switch {
		case strings.HasPrefix(s[i:], "）"):
			depth++
		case strings.HasPrefix(s[i:], "（"):
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

func trimNote(s string) string {
	s = strings.TrimRight(s, " 。；，")
	if strings.HasSuffix(s, "）") {
		if i := lastOpen(s); i > 0 {
			return s[:i]
		}
	}
	return s
}
