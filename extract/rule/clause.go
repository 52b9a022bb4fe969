package rule

import (
	"strings"

	"github.com/policygraph/policygraph/extract/fact"
)

// clause reads sentences about other documents that name none: 此前规定与本办法不一致的，以本办法为准 (conflict), 与本条例
// 相抵触的规定同时废止 (general_repeal).
var _ = register(Rule{
	Name:     "clause",
	Kind:     fact.KindClause,
	Scope:    Sentence,
	Triggers: []string{"不一致", "相抵触", "不符的", "废止", "停止执行"},
	Find:     findClause,
})

func findClause(c *Context) []Finding {
	kind := ""
	switch {
	case hasAny(c.Text, "同时废止", "即行废止", "一律废止", "停止执行", "自行废止", "予以废止") && hasAny(c.Text, "此前", "以前", "原有", "过去", "以往", "原来", "相抵触的", "不一致的", "有关规定同时", "相关规定同时", "不符的") && !hasAny(c.Text, "废止的", "应当"):
		kind = "general_repeal"
	case hasAny(c.Text, "不一致的", "不一致，", "相抵触的", "相抵触，", "有抵触的", "不符的") && yieldsToThis(c.Text):
		kind = "conflict"
	}
	if kind == "" {
		return nil
	}
	if _, cites := indexOf(c).within(c.Span); len(cites) > 0 {
		return nil
	}
	return []Finding{{c.Span, &fact.Clause{Clause: kind, Count: 1}}}
}

// yieldsToThis tells whether a sentence gives precedence to the document: 以本办法为准, 按本规定执行.
func yieldsToThis(s string) bool {
	for _, w := range [...]string{"以本", "按本", "按照本", "依照本", "执行本", "适用本"} {
		if i := strings.Index(s, w); i >= 0 && startsWith(s[i+len(w):], "办法", "规定", "条例", "法", "通知", "解释", "意见", "细则", "决定", "公告", "规则", "方案", "通告", "规程", "标准", "批复", "措施", "指引", "制度") {
			return true
		}
	}
	return false
}
