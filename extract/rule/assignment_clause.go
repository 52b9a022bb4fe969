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

var dutyTriggers = []string{"负责）", "负责，", "负责。", "牵头", "责任单位", "责任部门", "责任处室", "配合单位", "配合部门", "配合）", "主办单位：", "协办单位：", "落实）", "实施）", "参与）", "承办单位：",
	// lists alone, behind a sentence
	"。（省", "。（市", "。（县", "。（区", "。（自治区", "。（各", "。（国家", "。（中央", "。（发展改革委", "。（工业和信息化部", "。（教育部", "。（科技部", "。（公安部", "。（财政部", "。（人力资源", "。（住房城乡", "。（交通运输", "。（农业", "。（商务部", "。（文化", "。（卫生", "。（人民银行", "。（民政部", "。（生态环境部"}
