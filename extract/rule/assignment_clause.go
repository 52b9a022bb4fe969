package rule

import "github.com/policygraph/policygraph/extract/fact"

// assignment_clause reads duty clauses in brackets: （牵头单位：市经信局；配合单位：市发改委）, （省科技厅负责）, and
// lists alone where the text has the habit.
var _ = register(Rule{
	Name: "assignment_clause", Kind: fact.KindAssignment, Scope: Document,
	Triggers: dutyTriggers,
	Find: func(c *Context) []Finding {
		var out []Finding
		for _, k := range dutyClauses(c) {
			if k.bracket {
				out = append(out, k.assignments(c)...)
			}
		}
		return out
	},
})

var dutyTriggers = []string{"负责）", "负责，", "负责。", "牵头", "责任单位", "责任部门", "责任处室", "配合单位", "配合部门", "配合）", "主办单位：", "协办单位：", "落实）", "实施）", "参与）", "承办单位："}
