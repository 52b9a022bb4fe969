package rule

import "github.com/policygraph/policygraph/extract/fact"

// assignment_line reads duty clauses without brackets, on a line of their own or behind a stop: 牵头部门：市教育局 配合部门：
// 市财政局; or that are a sentence of their own. Labels of the organisers of an event (主办单位：) are none.
var _ = register(Rule{
	Name: "assignment_line", Kind: fact.KindAssignment, Scope: Document,
	Triggers: []string{"责任单位", "责任部门", "责任处室", "责任科室", "责任股室", "责任司局", "责任主体", "牵头单位", "牵头部门", "牵头处室", "牵头科室", "牵头股室", "牵头领导", "配合单位", "配合部门", "负责单位", "负责部门", "实施单位", "落实单位", "牵头：", "负责省长", "负责市长", "负责县长", "负责区长", "主责单位", "负责。", "配合。", "落实。", "参加。", "参与。"},
	Find: func(c *Context) []Finding {
		var out []Finding
		for _, k := range dutyClauses(c) {
			if !k.bracket {
				out = append(out, k.assignments(c)...)
			}
		}
		return out
	},
})
