package rule

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/mention"
	"github.com/policygraph/policygraph/extract/text"
)

// unquoted reads a basis printed without 《》, where it is safe: the constitution and well-known laws right after
// 根据 in a preamble (根据宪法，制定本法), and plans of one name at several levels (根据国家、省养老服务“十四五”规划).
func unquoted(c *Context) []Finding {
	if c.Block == nil || !c.Block.Preamble {
		return nil
	}
	at, cue := firstOf(c.Text, basisCues[:4])
	if at < 0 || !hasAny(c.Text, "制定", "制订", "编制", "如下", "修订", "提出") {
		return nil
	}
	rest := c.Text[at+len(cue):]
	if i := strings.IndexAny(rest, "《，。；：\n"); i >= 0 {
		rest = rest[:i]
	}
	names := namedLaws(rest)
	x := indexOf(c)
	if x.comments {
		return nil
	}
	if len(names) == 0 {
		names = x.namedPlans(rest)
	}
	var out []Finding
	for _, n := range names {
		if x.isOwn(mention.Citation{Title: n.title}) {
			continue
		}
		start, end := c.Span.Start+at, c.Span.Start+at+len(cue)+n.end
		out = append(out, Finding{text.Span{Start: start, End: end}, &fact.Relation{Type: "implements", Level: "doc", Target: fact.Ref{Title: n.title}, Cue: cue, Manner: "basis"}})
	}
	return out
}

// plainName is a document named without 《》, and where its name ends in the list.
type plainName struct {
	title string
	end   int
}

// plainLaw tells whether a name is that of a law of the nation, which drafters name in short and without 《》: 宪法, 刑法,
// 药品管理法. 有关法律 and 管理办法 are not.
func plainLaw(name string) bool {
	n := utf8.RuneCountInString(name)
	switch {
	case name == "宪法" || name == "刑法" || name == "民法典" || name == "民法通则":
		return true
	case n < 3 || n > 20 || !strings.HasSuffix(name, "法"):
		return false
	case endsWith(name, "办法", "方法", "立法", "执法", "司法", "依法", "守法", "做法", "用法", "合法", "宪法"):
		return false
	}
	return !hasAny(name, "有关", "相关", "法律", "其他", "上述", "地方") && !startsWith(name, "本", "该", "各", "国家有")
}

// namedLaws takes well-known laws off the front of a list: 宪法和…, 刑法、刑事诉讼法等法律.
func namedLaws(list string) []plainName {
	var out []plainName
	for at := 0; at < len(list); {
		end, sep := len(list)-at, ""
		for _, s := range [...]string{"、", "和", "以及", "及", "与", "等", "的", "有关", "第", "规定", "关于", "制定", "制订"} {
			if i := strings.Index(list[at:], s); i > 0 && i < end {
				end, sep = i, s
			}
		}
		name := list[at : at+end]
		for _, w := range [...]string{"修订后的", "新修订的", "修订", "国家", "中华人民共和国"} {
			if rest := strings.TrimPrefix(name, w); rest != "安全法" && rest != "赔偿法" && rest != "情报法" && rest != "公园法" {
				name = rest // but 国家安全法
			}
		}
		if !plainLaw(name) {
			break
		}
		out = append(out, plainName{"中华人民共和国" + name, at + end})
		if sep != "、" && sep != "和" && sep != "及" && sep != "以及" && sep != "与" {
			break
		}
		at += end + len(sep)
	}
	return out
}

// namedPlans reads 国家、省养老服务发展“十四五”规划: one name, a title for each level. The name has to say which five
// years it is for, else it is no title.
func (x *index) namedPlans(list string) []plainName {
	end := strings.Index(list, "规划")
	if end < 0 || !hasAny(list[:end], "一五", "二五", "三五", "四五", "五五") {
		return nil
	}
	end += len("规划")
	if strings.HasPrefix(list[end:], "纲要") {
		end += len("纲要")
	}
	levels, at := x.levels(list[:end])
	name := list[at:end]
	if len(levels) == 0 || utf8.RuneCountInString(name) < 6 || strings.ContainsAny(name, "、（") {
		return nil
	}
	var out []plainName
	for _, l := range levels {
		if l == "国家" && strings.HasPrefix(name, "国民经济") {
			l = "中华人民共和国"
		}
		if l != "" {
			out = append(out, plainName{l + name, end})
		}
	}
	return out
}

// levels reads the levels at the front of a shared name: 国家、省, 国家和江东省.
func (x *index) levels(s string) (levels []string, at int) {
	for {
		level, n := x.levelAt(s[at:])
		if n == 0 {
			return levels, at
		}
		levels = append(levels, level)
		at += n
		for _, j := range [...]string{"、", "和", "及", "与"} {
			if _, n := x.levelAt(strings.TrimPrefix(s[at:], j)); n > 0 && strings.HasPrefix(s[at:], j) {
				at += len(j)
				break
			}
		}
	}
}

// levelAt reads the level a plan belongs to: 国家, 省, 江东省, 我市.
func (x *index) levelAt(s string) (level string, n int) {
	region, province := x.place.Region, x.place.Province
	if province == "" {
		province = region
	}
	for _, l := range [...]struct{ word, level string }{
		{"国家", "国家"}, {province, province}, {region, region}, {"全省", province}, {"我省", province}, {"本省", province},
		{"全市", region}, {"我市", region}, {"本市", region}, {"省", province}, {"市", region},
	} {
		if l.word != "" && strings.HasPrefix(s, l.word) {
			return l.level, len(l.word)
		}
	}
	return "", 0
}
