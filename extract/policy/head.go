package policy

import (
	"strings"

	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/text"
)

// document reads lines [a,b) as one document, whose head was found at bg (nil: none was).
func (r *reader) document(bg *begin, a, b int, fallback string) *Document {
	d := &Document{Index: len(r.file.Documents), Stated: map[string]text.Span{}}
	d.Head = fact.Document{Printed: true, Basis: map[string]string{}}
	d.Span = text.Span{Start: r.ls[a].start, End: r.ls[b-1].end}
	h := &headReader{reader: r, d: d, a: a, b: b}
	for i := a; i < b; i++ {
		r.owner[i] = d.Index
		r.kinds[i] = PartBody
	}
	if bg != nil {
		h.take(bg)
	}
	h.registration()
	body := h.head(bg)
	h.titleOf(fallback)
	h.passedBy(body)
	r.file.Documents = append(r.file.Documents, d)
	end := h.tail(body)
	o := &outliner{reader: r, d: d, end: end}
	o.sign = o.findSignature(body)
	inner := o.forwarded()
	if inner > 0 {
		o.end = inner
		d.Span.End = r.ls[inner-1].end
	}
	o.run(body)
	for _, i := range o.history {
		h.history(i, i+1)
	}
	h.signatures(o)
	h.fields()
	d.readEffect(r.file, o)
	d.Head.Damage = strings.Count(r.s[d.Span.Start:d.Span.End], "\uFFFD")
	finishHead(d, r.region(d))
	if inner > 0 {
		r.carried(d, inner, b, o.given)
	}
	return d
}

// carried reads lines [a,b) as the text that the document d forwards; given is its title where none stands above it.
func (r *reader) carried(d *Document, a, b int, given titleCandidate) {
	bg := &begin{at: a, body: a, given: given}
	if e, ok := r.titleBelow(a, min(b, a+5)); ok {
		bg.title, bg.name, bg.body = [2]int{a, e}, r.join(a, e), e
	}
	c := r.document(bg, a, b, "")
	c.Carrier = d
	c.Head.CarriedBy, c.Head.CarriedIndex = d.Name(), d.Index+1
	if len(c.Head.Issuers) == 0 {
		c.Head.Issuers = forwardedIssuers(d.Head.Title, d.Region)
	}
	for i, n := range c.Head.Issuers {
		c.Head.Issuers[i] = canonical(n, d.Region, d.Head.Signed)
	}
	if len(c.Head.Issuers) > 0 && c.Head.Rank == "" && ruleGenre(c.Head.Genre) {
		c.Head.Rank = d.Head.Rank // what a notice forwards is no rule (规章)
	}
}

// region is the jurisdiction to presume where a document names none: that of the gazette, but not for a letter of ministries
// that a local gazette prints, whose short names mean those of the state.
func (r *reader) region(d *Document) string {
	if r.is == nil {
		return ""
	}
	for _, n := range titleIssuers(d.Head.Title) {
		if central(n) {
			return ""
		}
	}
	return regionPrefix(r.is.gazette.Title)
}

// central tells whether n can only be the name of a body of the central government.
func central(n string) bool {
	if hasAny(n, "省", "市", "自治区") {
		return false
	}
	name := canonical(n, "", "")
	return name != n && jurisdiction(name) == "中华人民共和国" && strings.HasSuffix(name, "部") || startsAny(n, "国务院", "国家", "财政部", "教育部", "公安部", "商务部", "中华人民共和国")
}

// headReader reads what stands above the body.
type headReader struct {
	*reader
	d        *Document
	a, b     int
	titles   []titleCandidate
	order    bool
	trailers map[string]trailer
}

type titleCandidate struct {
	name string
	span text.Span
}

type trailer struct {
	value string
	span  text.Span
}

// take notes the title and number that the scanner found.
func (h *headReader) take(bg *begin) {
	if bg.title[1] > bg.title[0] {
		h.addTitle(bg.name, bg.title[0], bg.title[1])
	}
	if bg.given.name != "" {
		h.titles = append(h.titles, bg.given)
	}
	if bg.number != nil {
		h.setNumber(*bg.number, bg.numberLine[0], max(bg.numberLine[1], bg.numberLine[0]+1))
		h.order = bg.how == byOrder
	}
}

func (h *headReader) addTitle(name string, from, to int) {
	sp := text.Span{Start: h.ls[from].start, End: h.ls[to-1].end}
	h.titles = append(h.titles, titleCandidate{name, sp})
	for i := from; i < to; i++ {
		h.kinds[i] = PartTitle
	}
}

// setNumber notes the number printed in lines [from,to).
func (h *headReader) setNumber(n number, from, to int) {
	if h.d.Head.Number != "" {
		return
	}
	sp := text.Span{Start: h.ls[from].start + n.start, End: h.ls[from].start + n.end}
	if to > from+1 {
		sp = text.Span{Start: h.ls[from].start, End: h.ls[to-1].end}
	}
	h.d.Head.Number, h.d.Head.NumberPrinted = n.norm, n.printed
	h.d.Stated["number"] = sp
	h.order = h.order || n.order
	for i := from; i < to; i++ {
		if h.kinds[i] != PartTitle {
			h.kinds[i] = PartNumber
		}
	}
}

// registration looks for the registration line in the head.
func (h *headReader) registration() {
	for i := max(h.a-2, 0); i < h.b && i < h.a+10; i++ {
		if h.owner[i] >= 0 && h.owner[i] != h.d.Index {
			continue
		}
		if g := registrationOf(h.text(i)); g != "" {
			h.d.Head.Registration = g
			h.d.Stated["registration"] = h.ls[i].span()
			h.kinds[i] = PartFurniture
			h.owner[i] = h.d.Index
			return
		}
	}
}

// head walks the lines above the body and gives the first line of the body.
func (h *headReader) head(bg *begin) int {
	i := h.a
	for ; i < h.b && i < h.a+40; i++ {
		t := h.text(i)
		if h.kinds[i] == PartTitle || h.kinds[i] == PartNumber || h.kinds[i] == PartFurniture {
			continue
		}
		if n := h.headLine(i, t); n > 0 {
			i += n - 1
			if h.kinds[i] == PartAddressee {
				return i + 1
			}
			continue
		}
		break
	}
	return min(i, h.b)
}

// headLine reads line i as part of the head and gives the number of lines read, 0 if it is body.
func (h *headReader) headLine(i int, t string) int {
	switch {
	case h.field(i, t):
		return 1
	case label(t), copyMark(t):
		h.kinds[i] = PartTail
		return 1
	case historyLine(t):
		h.history(i, i+1)
		return 1
	case wholeDate(t) != "":
		h.kinds[i] = PartHistory
		if h.d.Head.Signed == "" {
			h.d.Head.Signed = wholeDate(t)
			h.d.Stated["signed"] = h.ls[i].span()
		}
		return 1
	case strings.HasSuffix(t, "：") && addressees(strings.TrimSuffix(t, "：")):
		h.kinds[i] = PartAddressee
		h.d.Stated["addressees"] = h.ls[i].span()
		h.d.addressees = t
		return 1
	case contentsHead(t) && i+1 < h.b:
		return h.contents(i)
	}
	if n, ok := wholeNumber(t); ok {
		h.setNumber(n, i, i+1)
		h.kinds[i] = PartNumber
		return 1
	}
	if n, ok := h.numberAndDate(i, t); ok {
		return n
	}
	if k := h.splitHistory(i); k > 0 {
		return k
	}
	if len(h.titles) > 0 && i < h.a+8 && h.authors(i, t) {
		return 1
	}
	if e, ok := h.titleBelow(i, min(h.b, i+5)); ok && (len(h.titles) < 4) && !hasAny(h.join(i, e), "，现") {
		h.addTitle(h.join(i, e), i, e)
		return e - i
	}
	if letterhead(t) || h.letterhead(i, t) {
		h.kinds[i] = PartTitle
		return 1
	}
	return 0
}

// authors reads the authors that stand under the title of a text that others forward: （某省物价局 2004年7月22日）.
func (h *headReader) authors(i int, t string) bool {
	day := ""
	if strings.HasPrefix(t, "（") && authorsAt(t) == len(t) {
		t = strings.TrimSuffix(strings.TrimPrefix(t, "（"), "）")
		if iso, at := endDate(t); at > 0 {
			t, day = strings.TrimSpace(t[:at]), iso
		}
	}
	if !signer(t) || postAndName(t) || titleIssuers(h.titles[0].name) != nil {
		return false
	}
	h.kinds[i] = PartSignature
	h.d.Head.Issuers = append(h.d.Head.Issuers, splitSigners(t)...)
	h.d.Stated["issuers"] = h.ls[i].span()
	if day != "" && h.d.Head.Signed == "" {
		h.d.Head.Signed, h.d.Stated["signed"] = day, h.ls[i].span()
	}
	return true
}

// copyMark tells whether t is what stands in the corners above a red head (版头): the number of the copy, the secrecy,
// the urgency, who signed it off.
func copyMark(t string) bool {
	if len(t) > 60 {
		return false
	}
	if startsAny(t, "签发人", "签发：") {
		return true
	}
	if len(t) == 6 && allDigits(t) {
		return true
	}
	for _, w := range []string{"绝密", "机密", "秘密", "内部", "特急", "加急", "平急", "特提", "急件", "公开"} {
		if rest, ok := strings.CutPrefix(t, w); ok && (rest == "" || strings.HasPrefix(rest, "★") && len(rest) < 20) {
			return true
		}
	}
	return false
}

// label tells whether t is a portal's label alone (【法规正文】).
func label(t string) bool {
	return strings.HasPrefix(t, "【") && strings.Index(t, "】") == len(t)-len("】") && len(t) < 50
}

// numberAndDate reads a line with the number and the day: 法〔2004〕96号 2004-05-18.
func (h *headReader) numberAndDate(i int, t string) (int, bool) {
	n, iso, at := numberDate(t)
	if iso == "" {
		return 0, false
	}
	h.setNumber(n, i, i+1)
	h.d.Head.Signed = iso
	h.d.Stated["signed"] = text.Span{Start: h.ls[i].start + at, End: h.ls[i].start + len(strings.TrimSuffix(t, "）"))}
	return 1, true
}

// splitHistory reads a history entry that is broken over lines (1984年4月4日 国务院 / 中央军委发布).
func (h *headReader) splitHistory(i int) int {
	t := h.text(i)
	if _, n := dateAt(t); n == 0 || len(t) > 200 {
		return 0
	}
	for k := i + 1; k < h.b && k < i+4; k++ {
		u := h.text(k)
		if len(u) > 200 || strings.Contains(u, "。") {
			return 0
		}
		if endsAny(u, "通过", "批准", "公布", "发布", "修正", "修订", "颁布") {
			h.history(i, k+1)
			return k + 1 - i
		}
	}
	return 0
}

// letterhead tells whether line i is the name of the issuer alone above a title.
func (h *headReader) letterhead(i int, t string) bool {
	return i < h.a+6 && len(h.titles) == 0 && len(t) < 120 && (signer(t) || strings.HasSuffix(t, "文件")) && !postAndName(t)
}

// contents skips the table of contents of a law or plan that stands under its title.
func (h *headReader) contents(i int) int {
	end := h.contentsEnd(i, h.b)
	for k := i; k < end; k++ {
		h.kinds[k] = PartFurniture
	}
	return end - i
}

// history reads lines [from,to) as history.
func (h *headReader) history(from, to int) {
	sp := text.Span{Start: h.ls[from].start, End: h.ls[to-1].end}
	for i := from; i < to; i++ {
		h.kinds[i] = PartHistory
	}
	entries, effective, at := readHistory(h.s, sp)
	h.d.History = append(h.d.History, entries...)
	if effective != "" && h.d.Head.Effective == "" {
		h.d.Head.Effective = effective
		h.d.Stated["effective"] = at
		h.d.Head.Basis["effective"] = "stated"
	}
	if t := h.s[sp.Start:sp.End]; effective == "" && hasAny(t, "之日施行", "之日起施行", "公布施行", "发布施行") {
		h.d.Head.Basis["effective"] = "derived"
		h.d.Stated["effective"] = sp
	}
}

// clip cuts s to at most n characters.
func clip(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
