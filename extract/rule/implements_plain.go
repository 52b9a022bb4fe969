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

// plainLaws are laws of the nation that drafters name in short and without 《》.
var plainLaws = map[string]bool{
	"宪法": true, "立法法": true, "民法典": true, "刑法": true, "民法通则": true, "刑事诉讼法": true, "民事诉讼法": true, "行政诉讼法": true, "公司法": true,
	"企业破产法": true, "合同法": true, "物权法": true, "担保法": true, "婚姻法": true, "继承法": true, "劳动法": true, "劳动合同法": true,
	"专利法": true, "商标法": true, "著作权法": true, "国家赔偿法": true, "行政处罚法": true, "行政许可法": true, "行政复议法": true,
	"行政强制法": true, "海商法": true, "仲裁法": true, "法官法": true, "检察官法": true, "侵权责任法": true, "食品安全法": true, "证券法": true,
	"全国人民代表大会组织法": true, "人民法院组织法": true, "人民检察院组织法": true, "海事诉讼特别程序法": true, "未成年人保护法": true,
	"预防未成年人犯罪法": true, "香港特别行政区基本法": true, "澳门特别行政区基本法": true, "监察法": true, "国家安全法": true, "反垄断法": true,
	"反不正当竞争法": true, "种子法": true, "消费者权益保护法": true, "突发事件应对法": true, "人民陪审员法": true, "税收征收管理法": true,
}

// namedLaws takes well-known laws off the front of a list: 宪法和…, 刑法、刑事诉讼法等法律.
func namedLaws(list string) []plainName {
	var out []plainName
	for at := 0; at < len(list); {
		end, sep := len(list)-at, ""
		for _, s := range [...]string{"、", "和", "以及", "及", "等", "的", "有关", "第", "规定", "关于"} {
			if i := strings.Index(list[at:], s); i > 0 && i < end {
				end, sep = i, s
			}
		}
		name := strings.TrimPrefix(list[at:at+end], "中华人民共和国")
		if !plainLaws[name] {
			break
		}
		out = append(out, plainName{"中华人民共和国" + name, at + end})
		if sep != "、" && sep != "和" && sep != "及" && sep != "以及" {
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
