package rule

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/fact"
)

// amends reads what changes the text of another document: 对《…》作如下修改, 将《…》第三条修改为, 删去《…》第五条, and the
// items of a decision 关于修改《…》等N件…的决定, one relation a document (mode in_place); 现将修订后的《…》印发 replaces the
// old text (mode reissue). A plan to revise something (修订完善《…》) is a mention.
var _ = register(Rule{
	Name:     "amends",
	Kind:     fact.KindRelation,
	Scope:    Sentence,
	Triggers: []string{"修改", "修正", "修订", "删去", "删除", "改为", "增加"},
	Find:     func(c *Context) []Finding { return pick(c, "amends") },
})

var amendVerbs = []string{"修改", "修正", "修订"}

// changeVerbs are what an amendment does to a provision.
var changeVerbs = []string{"修改为", "改为", "删去", "删除", "调整为", "修订为", "增加一", "增加为", "更改为", "替换为"}

func (v *view) amends() {
	if !hasAny(v.s, "修改", "修正", "修订", "删去", "删除", "改为", "增加", "调整为") {
		return
	}
	for _, g := range v.groups {
		cue := v.amendCue(g)
		mode := "in_place"
		if cue == "" {
			cue, mode = v.reissueCue(g), "reissue"
		}
		if cue == "" {
			continue
		}
		for i := g.from; i < g.to; i++ {
			if v.claim[i] || v.quoted(i) || v.cites[i].Own && mode == "in_place" {
				continue
			}
			end := v.cites[i].Span.End
			if k := strings.Index(g.after, cue); k >= 0 && k < 120 {
				end = v.cites[g.to-1].Span.End + k + len(cue)
			}
			r := fact.Relation{Cue: cue, Mode: mode, Scope: "partial", Effective: v.ownDate()}
			if mode == "reissue" {
				r.Scope = "full" // the new text stands in for the old one
			}
			v.add("amends", i, v.cueStart(g, cue), end, r)
			if mode == "in_place" && g.to == g.from+1 && !strings.HasPrefix(g.after, "等") {
				v.addChanged(i)
			}
		}
	}
}

// addChanged completes the provisions of the relation just added by those that the text below changes.
func (v *view) addChanged(i int) {
	r := v.out[len(v.out)-1].found
	all := append([]string{}, r.Articles...)
	for _, ref := range v.changed(v.cites[i].Span.End, v.first+i+1) {
		if !slices.Contains(all, ref) {
			all = append(all, ref)
		}
	}
	r.Articles = all
}

// amendingFormula are the words that announce an amendment behind a title.
var amendingFormula = []string{"作如下修改", "作出如下修改", "作以下修改", "作出以下修改", "做如下修改", "做出如下修改", "作如下修正", "作如下修订", "部分条款予以修改", "予以修改",
	"作部分修改", "作出修改", "进行如下修改", "修改如下", "作如下调整", "作如下补充", "进行修改"}

// amendCue gives the words that change a group's text, "" if they do not.
func (v *view) amendCue(g group) string {
	lead := lastClause(g.before)
	if !intends(lead) || endsWith(lead, "及时", "根据", "依据", "按照", "新修订", "新修改", "新修正") {
		return ""
	}
	amending := v.amending()
	if at := strings.Index(g.after, "进行修订"); amending && at >= 0 && endsWith(lead, "对") {
		if _, ok := repealScope(g.after[:at]); ok {
			return "进行修订"
		}
	}
	// 对《甲》等3件规章作如下修改, 《甲》作如下修改
	if at, word := firstOf(g.after, amendingFormula); at >= 0 {
		if _, ok := repealScope(strings.TrimSuffix(g.after[:at], "的")); ok && !strings.ContainsAny(g.after[:at], "，。；") {
			return word
		}
	}
	// 将《甲》第三条修改为：“…”; 《甲》第三条第二款删去
	last := &v.cites[g.to-1]
	if endsWith(lead, "将", "把", "对") || len(last.Articles) > 0 && (lead == "" || isMark(lead)) {
		if at, word := firstOf(g.after, changeVerbs); at >= 0 && changes(g.after[:at]) {
			return word
		}
	}
	// 删去《甲》第四条
	if at, word := lastOf(lead, []string{"删去", "删除"}); at >= 0 && at+len(word) == len(lead) {
		return word
	}
	if !amending {
		return ""
	}
	// 一、修改《甲》; 决定修改《甲》
	if at, word := lastOf(lead, amendVerbs); at >= 0 && at+len(word) == len(lead) && !endsWith(lead, "关于修改", "关于修订", "关于修正") {
		return word
	}
	return ""
}

// changes tells whether only provisions and their words stand before a change.
func changes(s string) bool {
	if i := strings.IndexAny(s, "。；\n"); i >= 0 && !strings.Contains(s, "“") {
		return false
	}
	return utf8.RuneCountInString(s) <= 300
}

// isMark tells whether a clause is only the mark of an item: 一、, （二）, 3..
func isMark(s string) bool {
	return strings.Trim(s, "0123456789一二三四五六七八九十百、.（） -") == ""
}

// amending tells whether the document says in its title that it amends.
func (x *index) amending() bool {
	t := x.doc.Head.Title
	return hasAny(t, "修改", "修正案") || strings.Contains(t, "修订") && strings.HasSuffix(t, "决定") || strings.Contains(t, "清理结果")
}

// reissueCue reads 现将修订后的《甲》印发给你们; 我厅对《甲》（…号）进行了修订.
func (v *view) reissueCue(g group) string {
	lead := lastClause(g.before)
	if endsWith(lead, "修订后的", "修改后的", "重新修订的", "新修订的", "修订的", "修改完善后的", "修订了", "修改了") && (hasAny(g.after, "印发", "公布", "发布", "颁布") || hasAny(lead, "现公布", "现印发", "现发布", "现予公布")) && v.cites[g.from].Own {
		_, word := lastOf(lead, []string{"修订后", "修改后", "修订", "修改"})
		return word
	}
	if endsWith(lead, "对") {
		if at, word := firstOf(g.after, []string{"进行了修订", "进行了修改", "作了修订", "作了修改", "进行修订", "进行了全面修订", "进行了修订完善", "进行了修改完善"}); at >= 0 && at < 60 && hasAny(v.s, "印发", "公布", "发布", "颁布", "形成") {
			return word
		}
	}
	return ""
}
