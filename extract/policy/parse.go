package policy

import (
	"path/filepath"
	"strings"

	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/text"
)

// Parse reads the structure of a source: one document or a whole gazette issue. It is total: what it does not
// understand stays body text, and a text without any head is a document named by its file.
func Parse(path string, src *text.Source) *File {
	src, ls := heal(src)
	f := &File{Path: path, Src: src}
	p := &scanner{s: src.Norm, ls: ls}
	r := &reader{scanner: p, file: f, kinds: make([]PartKind, len(p.ls)), owner: make([]int, len(p.ls))}
	for i := range r.owner {
		r.owner[i] = -1
		r.kinds[i] = PartFurniture
	}
	if is := p.readIssue(); is != nil && r.readGazette(is) {
		f.Gazette = is.gazette
	} else {
		r.readSingle(path)
	}
	f.Parts = r.tile()
	return f
}

// reader fills a File.
type reader struct {
	*scanner
	file  *File
	kinds []PartKind // of each line
	owner []int      // document of each line, -1 for none
	is    *issue
}

// readGazette reads an issue; false when it holds no document, so that it is read as a single text.
func (r *reader) readGazette(is *issue) bool {
	r.is = is
	from := is.contents[1]
	var all []begin
	for _, s := range append(is.skip, [2]int{len(r.ls), len(r.ls)}) {
		if s[0] > from {
			all = append(all, r.ownBegins(from, s[0])...)
		}
		from = max(from, s[1])
	}
	if len(all) == 0 && len(is.listed) == 0 {
		return false
	}
	var last *Document
	top := 0 // the beginning of last
	for i, b := range all {
		end := r.endOf(b, all, i)
		b := b
		d := r.document(&b, r.withRegistration(b.at, from), end, "")
		if i > 0 && (r.revises(all[top], b) || r.forwards(all[top], b)) {
			d.Carrier, d.Head.CarriedBy, d.Head.CarriedIndex = last, last.Name(), last.Index+1
		} else {
			last, top = d, i
		}
		d.Head.Page = is.page(d.Head.Title, d.Head.Number)
	}
	for _, d := range r.file.Documents {
		d.Head.Gazette = is.gazette
	}
	r.addListed(is)
	return true
}

// ownBegins lists the beginnings in lines [from,to) without those of texts that an announcement carries.
func (r *reader) ownBegins(from, to int) []begin {
	var out []begin
	for _, b := range r.begins(from, to) {
		if len(out) > 0 && r.belongs(out[len(out)-1], b) {
			continue
		}
		out = append(out, b)
	}
	return out
}

// belongs tells whether the head b is that of the text which the document of a announces or transmits.
func (r *reader) belongs(a, b begin) bool {
	if b.name == "" {
		return false
	}
	if sameTitle(a.name, b.name) && (b.number == nil || a.number != nil && a.number.norm == b.number.norm || a.number == nil) {
		return true
	}
	if r.revises(a, b) {
		return false
	}
	if b.number != nil && !b.number.order && b.how != byHistory || b.how == byListed && a.how != byOrder {
		return false
	}
	for i := a.at; i < b.at && i < a.body+30; i++ {
		t := r.text(i)
		if !strings.Contains(t, "《") {
			continue
		}
		for _, q := range quotedTitles(t) {
			if sameTitle(q, b.name) {
				return b.how == byHistory || b.how == byAddress || a.how == byOrder
			}
		}
	}
	return sameTitle(attachedIn(a.name), b.name)
}

// revises tells whether the document of a is a decision to amend the text whose head is b: that text is printed
// anew behind it, with its history.
func (r *reader) revises(a, b begin) bool {
	if b.how != byHistory || b.name == "" || strings.HasSuffix(b.name, "的决定") {
		return false
	}
	name := bare(b.name)
	for i := a.at; i < b.at && i < a.body+80; i++ {
		t := r.text(i)
		if len(t) < 1500 && hasAny(t, "修改", "重新公布") && strings.Contains(bare(t), name) {
			return true
		}
	}
	return false
}

// forwards tells whether the document of a forwards that of b, which an issue prints whole behind it.
func (r *reader) forwards(a, b begin) bool {
	if b.name == "" || !hasAny(a.name, "转发", "批转") {
		return false
	}
	name := bare(b.name)
	for i := a.at; i < b.at && i < a.body+6; i++ {
		if t := r.text(i); r.ls[i].any(hasTitle) && strings.Contains(bare(t), name) {
			return true
		}
	}
	return false
}

// endOf gives the line behind document i: the next beginning (or the registration above it), or a part that
// is no document.
func (r *reader) endOf(b begin, all []begin, i int) int {
	end := len(r.ls)
	if i+1 < len(all) {
		end = r.withRegistration(all[i+1].at, b.body)
	}
	for _, s := range r.is.skip {
		// The name of a group parts two documents only right above the next one.
		if s[0] > b.at && s[0] < end && (s[1] > s[0]+1 || end-s[1] <= 2) {
			end = s[0]
		}
	}
	return end
}

// withRegistration moves up from line at over a registration or a letterhead (某市人民政府文件) above a title.
func (r *reader) withRegistration(at, floor int) int {
	for k := at - 1; k >= floor && k >= at-2; k-- {
		if t := r.text(k); registrationOf(t) != "" || letterhead(t) {
			at = k
		}
	}
	return at
}

// letterhead tells whether t is the red head of a document: the name of a body and 文件.
func letterhead(t string) bool {
	t = tight(t)
	return len(t) < 120 && strings.HasSuffix(t, "文件") && signer(strings.TrimSuffix(t, "文件"))
}

// addListed adds the documents that only the catalogue names.
func (r *reader) addListed(is *issue) {
	region := regionPrefix(is.gazette.Title)
	for _, e := range is.listed {
		num := e.number
		if strings.HasPrefix(num, "政府令") || strings.HasPrefix(num, "市政府令") || strings.HasPrefix(num, "省政府令") {
			num = region + "人民政府令" + num[strings.Index(num, "令")+len("令"):]
		}
		if r.printed(num, e.title) {
			continue
		}
		d := &Document{Index: len(r.file.Documents), Stated: map[string]text.Span{}}
		sp := text.Span{Start: r.ls[e.first].start, End: r.ls[e.last].end}
		d.Span, d.Title = sp, sp
		d.Head = fact.Document{Number: num, NumberPrinted: e.print, Title: e.title, Gazette: is.gazette, Basis: map[string]string{"title": "stated"}}
		if i := strings.Index(r.s[sp.Start:sp.End], e.print); i >= 0 {
			d.Stated["number"] = text.Span{Start: sp.Start + i, End: sp.Start + i + len(e.print)}
		}
		if e.date != "" {
			d.Head.Signed, d.Head.Basis["signed"], d.Stated["signed"] = e.date, "stated", sp
		}
		for _, l := range is.skip {
			if l[0] <= e.first && e.last < l[1] {
				for k := e.first; k <= e.last; k++ {
					r.owner[k] = d.Index
				}
			}
		}
		finishHead(d, region)
		r.file.Documents = append(r.file.Documents, d)
	}
}

// printed tells whether the issue prints the document in full.
func (r *reader) printed(num, title string) bool {
	for _, d := range r.file.Documents {
		if num != "" && d.Head.Number == num && (sameTitle(d.Head.Title, title) || d.Head.Title == "") || sameTitle(d.Head.Title, title) {
			return true
		}
	}
	return false
}

// readSingle reads a text that is one document, maybe with others inside.
func (r *reader) readSingle(path string) {
	name := titleOfPath(path)
	n := len(r.ls)
	if n == 0 {
		d := &Document{Stated: map[string]text.Span{}, Span: text.Span{End: len(r.s)}}
		d.Head = fact.Document{Title: name, Printed: true, Basis: map[string]string{"title": "filename"}, Issuers: []string{}}
		r.file.Documents = append(r.file.Documents, d)
		return
	}
	all := r.ownBegins(0, n)
	var main *begin
	rest := all
	if len(all) > 0 && r.nearTop(all[0]) {
		main = &all[0]
		rest = all[1:]
	}
	if len(all) > 0 && r.fragment(all[0], name) {
		// The page begins with the end of another document, whose head it does not print.
		first := r.withRegistration(all[0].at, 1)
		r.collect(first, n, &all[0], r.inner(&all[0], all[1:], name), name)
		return
	}
	r.collect(0, n, main, r.inner(main, rest, name), name)
}

// fragment tells whether what stands above b is the end of a document without its head: no title, but a signature.
func (r *reader) fragment(b begin, name string) bool {
	if !r.follows(b) || name != "" && !sameTitle(name, b.name) {
		return false
	}
	sentences := false
	for i := 0; i < b.at; i++ {
		if _, ok := r.titleBelow(i, min(b.at, i+5)); ok && i < 12 || r.kinds[i] == PartTail {
			return false
		}
		sentences = sentences || r.ls[i].any(hasStop) && !knownField(r.text(i))
	}
	return sentences
}

// collect reads lines [from,n) as the document of main and those of rest behind or inside it.
func (r *reader) collect(from, n int, main *begin, rest []begin, name string) {
	end := n
	if len(rest) > 0 {
		end = r.withRegistration(rest[0].at, from+1)
	}
	outer := r.document(main, from, end, name)
	last := main
	for i := range rest {
		stop := n
		if i+1 < len(rest) {
			stop = r.withRegistration(rest[i+1].at, rest[i].body)
		}
		d := r.document(&rest[i], r.withRegistration(rest[i].at, end), stop, "")
		forwards := hasAny(outer.Head.Title, "转发", "批转")
		if !forwards && r.follows(rest[i]) && (last == nil || !r.revises(*last, rest[i])) {
			outer, last = d, &rest[i]
			continue
		}
		d.Carrier = outer
		d.Head.CarriedBy, d.Head.CarriedIndex = outer.Name(), outer.Index+1
	}
}

// follows tells whether b begins a document of its own behind a complete one, in a file that collects several: it
// has a title and a number, and a signature or trailer stands right above.
func (r *reader) follows(b begin) bool {
	if b.number == nil || b.number.order || !noticeTitle(b.name) {
		return false
	}
	k := r.withRegistration(b.at, 0) - 1
	if k < 1 {
		return false
	}
	for i := 0; i < b.at && i < 15; i++ {
		if strings.Contains(bare(r.text(i)), bare(b.name)) {
			return false // the text that an announcement prints has the title of the announcement
		}
	}
	t := r.text(k)
	_, at := endDate(t)
	return wholeDate(t) != "" || at > 0 && signer(t[:at]) || tailLine(t)
}

// nearTop tells whether b is the head of the file: no paragraph stands above it.
func (r *reader) nearTop(b begin) bool {
	if b.at > 12 {
		return false
	}
	for i := 0; i < b.at; i++ {
		if t := r.text(i); len(t) > 400 || strings.Contains(t, "。") && len(t) > 90 {
			return false
		}
	}
	return true
}

// inner keeps the beginnings of texts that the main document carries: forwarded whole, or republished by an
// amending decision. Others are mentions in lists and annexes.
func (r *reader) inner(main *begin, rest []begin, name string) []begin {
	title := name
	if main != nil && main.name != "" {
		title = main.name
	}
	var out []begin
	for _, b := range rest {
		switch {
		case b.name == "" || main != nil && sameTitle(b.name, main.name):
		case r.follows(b) && !hasAny(title, "转发", "批转"):
			out = append(out, b)
		case hasAny(title, "转发", "批转") && b.number != nil && !b.number.order:
			out = append(out, b)
		case strings.Contains(title, "修改") && b.how == byHistory && strings.Contains(bare(title), bare(b.name)), main != nil && r.revises(*main, b):
			out = append(out, b)
		}
	}
	return out
}

// titleOfPath reads a title from a file name: 0013_…的通知.txt, …条例(2019-04-23).md.
func titleOfPath(path string) string {
	if path == "" || path == "-" {
		return ""
	}
	name := filepath.Base(path)
	for _, ext := range []string{".txt", ".md", ".html", ".htm", ".docx", ".pdf", ".doc"} {
		name = strings.TrimSuffix(name, ext)
	}
	if i := strings.IndexByte(name, '_'); i > 0 && allDigits(name[:i]) {
		name = name[i+1:]
	}
	for _, b := range [][2]string{{"(", ")"}, {"（", "）"}} {
		if i := strings.LastIndex(name, b[0]); i > 0 && strings.HasSuffix(name, b[1]) {
			if _, n := dateAt(name[i+len(b[0]):]); n > 0 && n == len(name)-i-len(b[0])-len(b[1]) {
				name = name[:i]
			}
		}
	}
	name = tight(text.Normalize(strings.ReplaceAll(name, "_", " ")).Norm)
	if n, ok := findNumber(name, 0); ok && n.order && n.start == 0 && !strings.HasPrefix(name[n.end:], "（") {
		// 某部令第11号_《…办法》
		if rest := cleanTitle(name[n.end:]); rest != "" {
			name = rest
		}
	}
	if !strings.ContainsFunc(name, func(r rune) bool { return r >= 0x4e00 && r <= 0x9fff }) {
		return ""
	}
	return name
}

// tile makes the parts of the file from the kinds of its lines: no gap, no overlap.
func (r *reader) tile() []Part {
	if len(r.s) == 0 {
		return nil
	}
	var parts []Part
	at := 0
	for i := range r.ls {
		end := len(r.s)
		if i+1 < len(r.ls) {
			end = r.ls[i+1].start
		}
		if n := len(parts); n > 0 && parts[n-1].Kind == r.kinds[i] && parts[n-1].Doc == r.owner[i] {
			parts[n-1].Span.End = end
		} else {
			parts = append(parts, Part{Kind: r.kinds[i], Doc: r.owner[i], Span: text.Span{Start: at, End: end}})
		}
		at = end
	}
	if len(parts) == 0 {
		parts = []Part{{Kind: PartFurniture, Doc: -1, Span: text.Span{End: len(r.s)}}}
	}
	return parts
}
