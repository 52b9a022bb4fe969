package rule

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/mention"
	"github.com/policygraph/policygraph/extract/text"
)

// related is a relation found in a sentence, the rule that reports it, and the citation it was read from.
type related struct {
	rule  string
	span  text.Span
	cite  int // place in index.cites, -1 for none
	found *fact.Relation
}

// view is a sentence with its citations in groups: titles that are listed together (《甲》、《乙》和《丙》) share what
// is said of them.
type view struct {
	*index
	c      *Context
	s      string // the sentence
	base   int    // its place in the file
	first  int    // number of its first citation in the index
	cites  []cited
	groups []group
	claim  []bool // citations that a relation was found for
	out    []related
}

// group is a run of listed citations with the text before it (from the group before) and after it.
type group struct {
	from, to      int // citations [from, to) of the view
	before, after string
}

// relate reads the relations of the sentence the context shows. All relation rules see the same reading: each
// citation gets the first relation that fits, in this order, and cites what is left.
func relate(c *Context) []related {
	x := indexOf(c)
	if _, cites := x.within(c.Span); len(cites) == 0 || x.comments {
		return nil
	}
	if out, ok := x.made[c.Span.Start]; ok {
		return out
	}
	v := x.view(c)
	for _, read := range [...]func(*view){(*view).corrects, (*view).extends, (*view).suspends, (*view).repeals, (*view).prevails, (*view).amends, (*view).forwards, (*view).implements} {
		read(v)
	}
	x.made[c.Span.Start] = v.out
	return v.out
}

// pick gives the findings of one rule in the sentence.
func pick(c *Context, rule string) []Finding {
	var out []Finding
	for _, r := range relate(c) {
		if r.rule == rule && !indexOf(c).inListed(c, r.span) {
			out = append(out, Finding{r.span, r.found})
		}
	}
	return out
}

// inListed tells whether a place lies within the title of a document that is listed to be ended or amended: in
// 3.关于落实国发〔1999〕3号文件精神的通知 nothing is carried out.
func (x *index) inListed(c *Context, s text.Span) bool {
	for _, l := range x.listed(c) {
		if l.span.Contains(s) {
			return true
		}
	}
	return false
}

func (x *index) view(c *Context) *view {
	v := &view{index: x, c: c, s: c.Text, base: c.Span.Start}
	v.first, v.cites = x.within(c.Span)
	v.claim = make([]bool, len(v.cites))
	v.group()
	return v
}

// group joins citations that only listing words part.
func (v *view) group() {
	end := v.base
	for i := range v.cites {
		gap := v.file.Text(text.Span{Start: end, End: max(end, v.cites[i].Lead)})
		if k := len(v.groups); k > 0 && isJoint(gap) {
			v.groups[k-1].to = i + 1
		} else {
			if k > 0 {
				v.groups[k-1].after = gap
			}
			v.groups = append(v.groups, group{from: i, to: i + 1, before: gap})
		}
		end = v.cites[i].Span.End
	}
	if k := len(v.groups); k > 0 {
		v.groups[k-1].after = v.s[end-v.base:]
	}
}

// isJoint tells whether only listing words stand between two titles: 、 和 以及 精神和 及其实施条例、 和省委、.
func isJoint(gap string) bool {
	if gap == "" {
		return true
	}
	if len(gap) > 120 || strings.ContainsAny(gap, "。；：《》\n") {
		return false
	}
	gap = dropBrackets(gap)
	for again := true; again; {
		again = false
		for _, w := range afterTitle {
			if rest, ok := strings.CutPrefix(gap, w); ok {
				gap, again = rest, true
				break
			}
		}
	}
	if gap == "" {
		return false
	}
	for _, part := range strings.FieldsFunc(jointWords.Replace(gap), func(r rune) bool { return r == '、' || r == '，' }) {
		if !mention.IsBody(part) && !strings.HasPrefix(part, "其实施") && !strings.HasPrefix(part, "其相关") {
			return false
		}
	}
	return true
}

// afterTitle are words that may follow a title in a list.
var afterTitle = []string{"的有关要求", "的有关规定", "的相关规定", "的相关要求", "的规定", "的要求", "的精神", "的部署", "有关规定", "有关要求", "有关精神", "相关规定", "相关要求", "文件精神", "精神", "规定", "要求", "文件", "部署要求", "部署", "等", "（试行）", "（修订）", "（暂行）"}

var jointWords = strings.NewReplacer("以及", "、", "及", "、", "和", "、", "与", "、", "或者", "、", "或", "、", "暨", "、", "并", "、", " ", "", "同时", "")

// dropBrackets cuts what stands in round brackets.
func dropBrackets(s string) string {
	for {
		i := strings.Index(s, "（")
		if i < 0 {
			return s
		}
		j := strings.Index(s[i:], "）")
		if j < 0 {
			return s
		}
		s = s[:i] + s[i+j+len("）"):]
	}
}

// add reports a relation of citation i under the rule of its type; the evidence runs from the cue to the citation, or back.
func (v *view) add(rule string, i int, from, to int, r fact.Relation) {
	c := &v.cites[i]
	r.Type = rule
	r.Target, r.Articles = c.Ref, c.Articles
	v.claim[i] = true
	v.out = append(v.out, related{rule, text.Span{Start: min(from, c.Lead), End: max(to, c.Span.End)}, v.first + i, &r})
}

// cueStart is the place of the cue before a group, or of its first citation where the cue follows it.
func (v *view) cueStart(g group, cue string) int {
	from := v.cites[g.from].Lead
	if k := strings.LastIndex(g.before, cue); k >= 0 {
		return from - len(g.before) + k
	}
	return from
}

// effectiveDate is the day a relation takes effect: the one printed in s, else the document's.
func (v *view) effectiveDate(s string) string {
	if d := text.FindDates(s); len(d) > 0 && hasAny(s, "起", "于") {
		return d[len(d)-1].ISO
	}
	return v.ownDate()
}

func (x *index) ownDate() string {
	if x.doc.Head.Effective != "" {
		return x.doc.Head.Effective
	}
	return x.doc.Head.Signed
}

// quoted tells whether citation i stands inside “…”: the new wording that an amendment gives, which says nothing
// of the amending document.
func (v *view) quoted(i int) bool {
	at := v.cites[i].Name.Start
	s := v.file.Text(text.Span{Start: v.cites[i].Block.Span.Start, End: at})
	return strings.LastIndex(s, "“") > strings.LastIndex(s, "”")
}

// lastOf finds the last occurrence of any of the words in s; overlapping ones give the longest.
func lastOf(s string, words []string) (at int, word string) {
	at = -1
	for _, w := range words {
		i := text.LastIndex(s, w)
		if i < 0 {
			continue
		}
		end, best := i+len(w), at+len(word)
		if at < 0 || end > best || end == best && i < at {
			at, word = i, w
		}
	}
	return at, word
}

func firstOf(s string, words []string) (at int, word string) {
	at = -1
	for _, w := range words {
		if i := text.Index(s, w); i >= 0 && (at < 0 || i < at || i == at && len(w) > len(word)) {
			at, word = i, w
		}
	}
	return at, word
}

func hasAny(s string, words ...string) bool {
	return text.HasAny(s, words...)
}

func endsWith(s string, words ...string) bool {
	return text.EndsAny(s, words...)
}

func startsWith(s string, words ...string) bool {
	return text.StartsAny(s, words...)
}

// lastClause is what follows the last comma or stop of s.
func lastClause(s string) string {
	if i := strings.LastIndexAny(s, "，。；：\n"); i >= 0 {
		_, k := utf8.DecodeRuneInString(s[i:])
		return s[i+k:]
	}
	return s
}

// history tells whether citation i is part of a history line that lost its place in the head: …《关于修改…的决定》第二次修正.
func (v *view) history(g group) bool {
	if v.historic(&v.cites[g.to-1]) {
		return true
	}
	if !startsWith(g.after, "第", "修正", "修订") || !hasAny(v.cites[g.to-1].Title, "修改", "修正", "废止", "决定") {
		return false
	}
	at, _ := firstOf(g.after, []string{"修正", "修订"})
	return at >= 0 && at <= len("第十二次")
}
