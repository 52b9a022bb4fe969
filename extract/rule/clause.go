package rule

import (
	"strings"

	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/text"
)

// clause reads sentences about other documents that name none: 此前规定与本办法不一致的，以本办法为准 (conflict), 与本条例
// 相抵触的规定同时废止 (general_repeal).
var _ = register(Rule{
	Name:     "clause",
	Kind:     fact.KindClause,
	Scope:    Sentence,
	Triggers: []string{"不一致", "抵触", "不符的", "冲突的", "废止", "停止执行"},
	Find:     findClause,
})

func findClause(c *Context) []Finding {
	if f := clauseIn(c, c.Span, c.Text); f != nil || !strings.Contains(c.Text, "；") {
		return f
	}
	start := 0
	for _, part := range strings.SplitAfter(c.Text, "；") {
		end := start + len(part)
		if f := clauseIn(c, text.Span{Start: c.Span.Start + start, End: c.Span.Start + end}, part); f != nil {
			return f
		}
		start = end
	}
	return nil
}

// clauseIn reads a sentence, or the part of one that another part citing a document does not concern.
func clauseIn(c *Context, span text.Span, s string) []Finding {
	kind := clauseKind(s)
	if kind == "" {
		return nil
	}
	if _, cites := indexOf(c).within(span); len(cites) > 0 {
		return nil
	}
	return []Finding{{span, &fact.Clause{Clause: kind, Count: 1}}}
}

var (
	differs  = []string{"不一致的", "不一致，", "抵触的", "抵触，", "不符的", "有冲突的", "相冲突的"}
	endings  = []string{"同时废止", "即行废止", "一律废止", "停止执行", "自行废止", "予以废止", "自行失效", "同时失效", "不再适用", "不再执行"}
	earliers = []string{"此前", "以前", "原有", "过去", "以往", "原来", "抵触的", "不一致的", "有关规定同时", "相关规定同时", "不符的"}
)

// clauseKind classes a clause by its words. 不再适用 and its like are also said of other things than texts (支付令自行失效): they
// count only where texts differ from this one.
func clauseKind(s string) string {
	yields := hasAny(s, differs...) && yieldsToThis(s)
	switch _, end := firstOf(s, endings); {
	case yields && hasAny(end, "失效", "不再"):
		return "conflict"
	case end != "" && hasAny(s, earliers...) && !hasAny(s, "废止的", "应当") && (!hasAny(end, "失效", "不再") || hasAny(s, differs...) && strings.Contains(s, "与本")):
		return "general_repeal"
	case yields:
		return "conflict"
	}
	return ""
}

// yieldsToThis tells whether a sentence gives precedence to the document: 以本办法为准, 按本规定执行.
func yieldsToThis(s string) bool {
	for _, w := range [...]string{"以本", "按本", "按照本", "依照本", "执行本", "适用本"} {
		if i := text.Index(s, w); i >= 0 && startsWith(s[i+len(w):], "办法", "规定", "条例", "法", "通知", "解释", "意见", "细则", "决定", "公告", "规则", "方案", "通告", "规程", "标准", "批复", "措施", "指引", "制度") {
			return true
		}
	}
	return false
}
