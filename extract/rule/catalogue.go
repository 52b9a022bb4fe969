package rule

import (
	"strings"

	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/mention"
	"github.com/policygraph/policygraph/extract/text"
)

// catalogue reads what a title states: 关于废止《…》等5件规章的决定 repeals, 关于修改《…》的决定 amends, 关于贯彻落实《…》的
// 实施意见 implements, 转发…的通知 forwards. For documents that are only listed in a catalogue it is all there is; for
// printed ones it adds what the body did not say.
var _ = register(Rule{
	Name:     "catalogue",
	Kind:     fact.KindRelation,
	Scope:    Document,
	Triggers: []string{"废止《", "失效", "修改《", "修订《", "修正案", "贯彻", "落实", "实施《", "实施〈", "执行《", "转发", "批转", "延长《", "》继续", "》延", "》有效期", "暂停", "更正《"},
	Find:     findCatalogue,
})

func findCatalogue(c *Context) []Finding {
	x := indexOf(c)
	titled := x.titleRelations(c)
	if len(titled) == 0 {
		return nil
	}
	said := map[string]bool{}
	key := func(r *fact.Relation) string { return r.Type + titleKey(r.Target.Title) }
	for _, r := range x.sentences(c) {
		said[key(r.found)] = true
		if r.found.Type == "forwards" {
			said["forwards"] = true
		}
	}
	for _, r := range x.listed(c) {
		said[key(r.found)] = true
	}
	var out []Finding
	for _, r := range titled {
		if !said[key(r.found)] && !(r.found.Type == "forwards" && said["forwards"]) {
			out = append(out, Finding{r.span, r.found})
		}
	}
	return out
}

// titleCue is a word before the titles named in a title, and what it states.
type titleCue struct {
	word, relation, manner, mode string
}

var titleCues = []titleCue{
	{"废止", "repeals", "", "repeal"}, {"宣布失效", "repeals", "", "lapse"},
	{"修改", "amends", "", "in_place"}, {"修订", "amends", "", "in_place"}, {"修正", "amends", "", "in_place"},
	{"贯彻落实", "implements", "carry_out", ""}, {"贯彻实施", "implements", "carry_out", ""}, {"贯彻执行", "implements", "carry_out", ""},
	{"贯彻", "implements", "carry_out", ""}, {"落实", "implements", "carry_out", ""}, {"实施", "implements", "carry_out", ""}, {"执行", "implements", "carry_out", ""},
	{"转发", "forwards", "", "转发"}, {"批转", "forwards", "", "批转"},
	{"延长", "extends", "", ""}, {"暂停实施", "suspends", "", ""}, {"暂停执行", "suspends", "", ""}, {"更正", "corrects", "", ""},
}

// titleRelations reads the relations that the title states.
func (x *index) titleRelations(c *Context) []related {
	return c.State.Get("title relations", func() any { return x.readTitle() }).([]related)
}

func (x *index) readTitle() []related {
	if x.comments {
		return nil
	}
	s := x.file.Text(x.doc.Title)
	if !hasAny(s, "《", "转发", "批转", "修正案") {
		return nil
	}
	var out []related
	cites := mention.Citations(s, x.place)
	for i := 0; i < len(cites); i++ {
		before := s[:cites[i].Lead]
		cue, ok := cueAt(before)
		if !ok {
			if cue, ok = extendedTitle(s[cites[i].Span.End:]); ok {
				out = append(out, x.titleRelation(s, cites[i], cue))
			}
			continue
		}
		for ; i < len(cites); i++ {
			out = append(out, x.titleRelation(s, cites[i], cue))
			if i+1 == len(cites) || !isJoint(s[cites[i].Span.End:cites[i+1].Lead]) {
				break
			}
		}
	}
	if len(out) == 0 {
		if r, ok := x.plainForward(s); ok {
			out = append(out, r)
		} else if r, ok := x.amendmentTitle(s); ok {
			out = append(out, r)
		}
	}
	return out
}

func cueAt(before string) (titleCue, bool) {
	for _, t := range titleCues {
		if strings.HasSuffix(before, t.word) {
			return t, true
		}
	}
	return titleCue{}, false
}

// extendedTitle reads what a title says behind the name of another document: 关于《…》继续有效的公告.
func extendedTitle(after string) (titleCue, bool) {
	for _, w := range [...]string{"继续有效", "继续施行", "继续实施", "继续执行", "延长有效期", "有效期延长", "有效期延期", "延期"} {
		if strings.HasPrefix(after, w) {
			return titleCue{w, "extends", "", ""}, true
		}
	}
	return titleCue{}, false
}

func (x *index) titleRelation(s string, c mention.Citation, cue titleCue) related {
	ref, _ := x.resolve(c)
	r := &fact.Relation{Type: cue.relation, Level: "doc", Target: ref, Articles: c.Articles, Cue: cue.word, Manner: cue.manner, Mode: cue.mode}
	switch cue.relation {
	case "repeals":
		r.Scope, r.Effective, r.Level = "full", x.ownDate(), ""
	case "amends":
		r.Scope, r.Effective, r.Level = "partial", x.ownDate(), ""
	case "implements":
	default:
		r.Level = ""
	}
	start, end := strings.LastIndex(s[:c.Lead], cue.word), c.Span.End
	if start < 0 {
		start, end = c.Lead, end+len(cue.word)
	}
	return related{"catalogue", text.Span{Start: x.doc.Title.Start + start, End: x.doc.Title.Start + end}, -1, r}
}

// plainForward reads a forwarded document whose title is printed without 《》: 转发省发展改革委关于…的意见的通知.
func (x *index) plainForward(s string) (related, bool) {
	at, word := firstOf(s, []string{"转发", "批转"})
	if at < 0 || strings.Contains(s, "《") {
		return related{}, false
	}
	title := strings.TrimSpace(strings.TrimPrefix(s[at+len(word):], "了"))
	if rest, ok := strings.CutSuffix(title, "的通知"); ok && (endsWith(rest, genres...) || endsWith(rest, "报告", "请示", "汇报")) {
		title = rest
	}
	about := strings.Index(title, "关于")
	if about < 0 || strings.ContainsAny(title, "\n。") {
		return related{}, false
	}
	ref := fact.Ref{Title: title}
	if about > 0 && mention.IsBody(title[:about]) {
		ref.Issuer = title[:about]
	}
	span := text.Span{Start: x.doc.Title.Start + at, End: x.doc.Title.End}
	return related{"catalogue", span, -1, &fact.Relation{Type: "forwards", Target: ref, Cue: word, Mode: word}}, true
}

// amendmentTitle reads an amendment that carries the name of what it amends: 中华人民共和国刑法修正案（十一）.
func (x *index) amendmentTitle(s string) (related, bool) {
	at := strings.Index(s, "修正案")
	if at <= 0 || strings.Contains(s, "关于") {
		return related{}, false
	}
	name := s[:at]
	if titles := mention.Titles(name); len(titles) == 1 && len(titles[0].Title)+len("《》") == len(name) {
		name = titles[0].Title // 《江东省取水许可办法》修正案
	} else if strings.Contains(s, "《") {
		return related{}, false
	}
	if tail := s[at+len("修正案"):]; tail != "" && !strings.HasPrefix(tail, "（") {
		return related{}, false
	}
	r := &fact.Relation{Type: "amends", Target: fact.Ref{Title: name}, Cue: "修正案", Mode: "in_place", Scope: "partial", Effective: x.ownDate()}
	r.Articles = x.changed(x.doc.Title.End, 0)
	return related{"catalogue", text.Span{Start: x.doc.Title.Start, End: x.doc.Title.Start + at + len("修正案")}, -1, r}, true
}
