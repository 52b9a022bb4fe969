package rule

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/authority"
	"github.com/policygraph/policygraph/extract/mention"
)

// givenTo reads the duties that a sentence gives away in passing: …，由省财政厅、省物价局负责，抓紧落实. Every body must be named:
// statutes speak of functions, and 由其负责 of nobody. 负责解释 and 负责人 are no tasks.
func givenTo(c *Context) []Finding {
	if c.Block.Section != nil && c.Block.Section.Article != "" || !strings.Contains(c.Text, "由") {
		return nil
	}
	var out []Finding
	for at := 0; ; {
		i := strings.Index(c.Text[at:], "负责")
		if i < 0 {
			return out
		}
		i += at
		at = i + len("负责")
		from := strings.LastIndex(c.Text[:i], "由")
		if from < 0 || utf8.RuneCountInString(c.Text[from:i]) > 60 || hasPrefixAny(c.Text[at:], "解释", "人", "同志", "的", "制", "任", "修订", "牵头") || inOpenBracket(c.Text, i) || statedWhole(c, c.Span.Start+i) {
			continue
		}
		from += len("由")
		units, whole := mention.Units(strings.TrimSuffix(strings.TrimSuffix(c.Text[from:i], "具体"), "共同"))
		if !whole || !allNamed(units, setting(c)) || anyGroup(units) || past(c.Text[at:]) {
			continue
		}
		p := prose{hosts: units, start: from, end: at, given: true}
		out = append(out, p.findings(c)...)
	}
}

// charged reads the duties of sentences that begin with named bodies: 省财政厅负责落实经费；省统计局配合做好监测, or, in lists of
// members, 省公安厅：负责…. Articles of statutes state functions, no tasks.
func charged(c *Context) []Finding {
	if c.Block.Section != nil && c.Block.Section.Article != "" || c.Block.Preamble {
		return nil
	}
	switch c.Doc.Head.Type {
	case "法律", "行政法规", "地方性法规", "规章":
		return nil
	}
	var out []Finding
	for _, w := range [...]struct{ word, role string }{{"负责", roleResponsible}, {"配合", roleCooperate}, {"协助", roleCooperate}} {
		for at := 0; ; {
			i := strings.Index(c.Text[at:], w.word)
			if i < 0 {
				break
			}
			i += at
			at = i + len(w.word)
			if p, ok := chargedAt(c, i, at); ok {
				p.role, p.charged = w.role, true
				out = append(out, p.findings(c)...)
			}
		}
	}
	return out
}

// chargedAt reads the bodies that stand between the start of a clause and the word at i; at is behind it.
func chargedAt(c *Context, i, at int) (p prose, ok bool) {
	if hasPrefixAny(c.Text[at:], "解释", "人", "同志", "的", "制", "任", "修订", "牵头", "，", "。", "；", "、", "）", "：", "下", "单位", "部门", "和", "与", "机制") || inOpenBracket(c.Text, i) {
		return p, false
	}
	from := 0
	if j := strings.LastIndexAny(strings.TrimSuffix(c.Text[:i], dutyColon), "。；：，）”\n "); j >= 0 {
		_, n := utf8.DecodeRuneInString(c.Text[j:])
		from = j + n
	}
	from += markSize(c.Text[from:i])
	list := strings.TrimSuffix(c.Text[from:i], dutyColon)
	for _, w := range [...]string{"具体", "共同", "分别", "主要", "统一", "要", "应", "积极", "密切"} {
		list = strings.TrimSuffix(list, w)
	}
	if utf8.RuneCountInString(list) > 80 || hasPrefixAny(list, "由") || strings.Contains(c.Text[:from], "牵头") || strings.Contains(c.Text[:from], "会同") {
		return p, false
	}
	if hasPrefixAny(list, "第", "并", "“", "组委会") || hasPrefixAny(c.Text[at:], "本办法", "本预案", "本规定", "本细则", "公开的") {
		return p, false
	}
	units, whole := mention.Units(list)
	if !whole || !allNamed(units, setting(c)) || anyGroup(units) || past(c.Text[at:]) || statedWhole(c, c.Span.Start+i) {
		return p, false
	}
	return prose{hosts: units, start: from, end: at}, true
}

// anyGroup tells whether one of the bodies stands for many.
func anyGroup(units []mention.Unit) bool {
	for _, u := range units {
		if authority.Collective(u.Text) {
			return true
		}
	}
	return false
}
