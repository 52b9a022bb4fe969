package policy

import (
	"strings"

	"github.com/policygraph/policygraph/extract/text"
)

// findSignature finds the first signature in the lines from i on: names of bodies or a post with a name, then a
// day; or a day alone behind a closed paragraph.
func (o *outliner) findSignature(from int) [2]int {
	for i := from; i < o.end; i++ {
		t := o.text(i)
		if len(t) > 2000 || len(t) > 40 && !o.ls[i].any(hasYear) || o.ls[i].any(hasStop|hasTab) {
			continue
		}
		if wholeDate(t) != "" {
			if a := o.namesAbove(i, from); a < i {
				return [2]int{a, i + 1}
			}
			if i > from && closing(o.text(i-1)) && !strings.HasSuffix(o.text(i-1), "：") || i == from {
				return [2]int{i, i + 1}
			}
			continue
		}
		if _, at := endDate(t); at > 0 && signer(t[:at]) {
			return [2]int{o.namesAbove(i, from), i + 1}
		}
	}
	return [2]int{-1, -1}
}

// forwarded gives the line where the text begins that a document forwards (转发, 批转) behind its signature; 0 if it
// forwards none in full.
func (o *outliner) forwarded() int {
	if i := o.signedInside(); i > 0 {
		o.sign = [2]int{-1, -1}
		return i
	}
	if o.sign[1] <= 0 || !hasAny(o.d.Head.Title, "转发", "批转") {
		return 0
	}
	i := o.sign[1]
	for i < o.end && (tailLine(o.text(i)) || annexLine(o.text(i)) && len(o.text(i)) < 30) {
		i++
	}
	if i+2 >= o.end {
		return 0
	}
	if _, ok := o.titleBelow(i, min(o.end, i+5)); !ok {
		if o.given = o.forwardedTitle(); o.given.name == "" || !o.bodyAt(i, o.end) {
			return 0
		}
	}
	return i
}

// forwardedTitle reads the title of a forwarded text out of the sentence above the signature (某厅《…意见》已经省政府同意，现转发
// 给你们), as old notices print none above the text itself.
func (o *outliner) forwardedTitle() titleCandidate {
	for k := o.sign[0] - 1; k >= 0 && k > o.sign[0]-4; k-- {
		t := o.text(k)
		a := strings.Index(t, "《")
		end := strings.Index(t, "转发给")
		if a < 0 || end < a {
			continue
		}
		e := closeQuote(t[a:])
		if e < 0 || len(quotedTitles(t[:end])) != 1 {
			return titleCandidate{}
		}
		at := o.ls[k].start + a
		return titleCandidate{tight(t[a+len("《") : a+e]), text.Span{Start: at + len("《"), End: at + e}}
	}
	return titleCandidate{}
}

// signedInside gives the line of the title of the forwarded text where the signature found is that of its authors, who
// stand under it: old letters print their own day in the head.
func (o *outliner) signedInside() int {
	if o.sign[1] <= 0 || o.d.Head.Signed == "" || !hasAny(o.d.Head.Title, "转发", "批转") {
		return 0
	}
	a, ok := o.titleAbove(o.sign[0], max(o.sign[0]-5, 0))
	if !ok {
		return 0
	}
	name := o.join(a, o.sign[0])
	for k := a - 1; k >= 0 && k > a-12; k-- {
		if o.ls[k].any(hasTitle) && strings.Contains(bare(o.text(k)), bare(name)) {
			return a
		}
	}
	return 0
}

// namesAbove walks up from line i over the names of a signature.
func (o *outliner) namesAbove(i, from int) int {
	a := i
	for a > from && i-a < 40 && len(o.text(a-1)) < 300 && (signer(o.text(a-1)) || a < i && cutName(o.text(a-1), o.text(a))) {
		a--
	}
	return a
}

// cutName tells whether a name is cut between the lines a and b of a signature (…银行保险监督管理 / 委员会某省监管局).
func cutName(a, b string) bool {
	return startsAny(b, "委员会", "管理局", "管理委员会", "监督管理") && allNames(a) && endsAny(a, "管理", "监督", "监督管理", "改革", "健康", "化")
}

// signature adds the lines of the signature and begins the text that the document transmits behind it.
func (o *outliner) signature() int {
	for i := o.sign[0]; i < o.sign[1]; i++ {
		o.kinds[i] = PartSignature
		b := &Block{Kind: Paragraph, Part: PartSignature, Span: o.ls[i].span(), Section: o.stack[0]}
		b.Sentences = text.Sentences(o.s, b.Span)
		o.d.Blocks = append(o.d.Blocks, b)
	}
	i := o.sign[1]
	for i < o.end && tailLine(o.text(i)) {
		o.kinds[i] = PartTail
		i++
	}
	if i >= o.end || annexLine(o.text(i)) {
		o.part = PartAttached
		return i
	}
	o.part = PartAttached
	e := o.plan(i)
	title := o.planTitle(i, e)
	o.root(title, i)
	for k := i; k < e; k++ {
		if t := o.text(k); historyLine(t) || wholeDate(t) != "" {
			o.kinds[k] = PartHistory
			if o.announces(title) && wholeDate(t) == "" {
				o.history = append(o.history, k)
			}
			continue
		}
		o.titleBlock(k)
	}
	return e
}

// announces tells whether the document is an order and the text of that title, printed behind its signature, what it
// announces: then the history under that title is the document's own.
func (o *outliner) announces(title string) bool {
	n := o.d.Head.Number
	if !hasAny(n, "令", "公告") {
		return false
	}
	return title == "" && !strings.Contains(o.d.Head.Title, "修改") || sameTitle(title, o.d.Head.Title)
}

// plan gives the line behind the title lines of an attached text that begins at line i.
func (o *outliner) plan(i int) int {
	e := i
	if n, ok := o.titleBelow(i, min(o.end, i+5)); ok {
		e = n
	}
	for e < o.end && e < i+6 {
		t := o.text(e)
		if historyLine(t) || editionLine(t) || e == i && len(t) < 120 && !hasAny(t, "。", "，", "：", "\t", "<") && markAt(t).level == 0 {
			e++
			continue
		}
		break
	}
	return e
}

// editionLine tells whether t belongs to a title above it: （2021-2025年）, （试行）.
func editionLine(t string) bool {
	return len(t) < 60 && strings.HasPrefix(t, "（") && strings.HasSuffix(t, "）") && markAt(t).level == 0
}

func (o *outliner) planTitle(i, e int) string {
	var parts []string
	for k := i; k < e; k++ {
		if t := o.text(k); !historyLine(t) && wholeDate(t) == "" {
			parts = append(parts, t)
		}
	}
	return tight(strings.Join(parts, "\n"))
}
