package mention

import "strings"

// postWords end the name of an office.
var postWords = []string{
	"主任委员", "主任", "委员", "局长", "厅长", "部长", "处长", "科长", "司长", "署长", "市长", "县长", "区长", "省长", "州长", "盟长", "旗长", "镇长", "乡长", "主席", "理事长", "董事长", "会长", "院长", "校长", "行长", "所长", "馆长", "台长", "社长", "站长", "园长", "场长", "库长", "团长", "庭长", "关长", "组长", "班长", "队长", "支队长", "总队长", "大队长", "检察长", "审判长", "督察长", "监事长", "秘书长", "警长",
	"董事", "监事", "理事", "经理", "总裁", "总监", "总经理", "经济师", "工程师", "会计师", "农艺师", "规划师", "畜牧师", "统计师", "审计师", "兽医师", "建筑师", "飞行师", "政委", "政治委员", "书记", "总编辑", "编辑", "主编", "督学", "督察", "专员", "参事", "馆员", "巡视员", "调研员", "科员", "检察员", "审判员", "陪审员", "仲裁员", "大使", "参赞", "总领事", "代表", "总法律顾问", "法律顾问", "顾问", "秘书", "助理", "特派员", "干事", "指挥长", "指挥", "关员", "校监", "教务长", "总检察师", "主管", "负责人", "会计主管", "股长", "行长助理", "总指挥", "理事会主任", "高级主管", "学监", "法官", "检察官", "主任科员", "警务专员", "高级警长", "首席信息官", "信息官", "督导", "督导员", "督导长", "专家", "总飞行师", "教育长", "副职", "正职", "党组成员", "党委成员", "领导小组成员", "主席团成员", "办事员", "联络员", "协调员", "院务委员", "检查员", "稽查专员", "首席专家", "公证员", "调解员", "监察专员", "领事", "武官", "常驻代表",
}

// postModifiers stand before them and belong to the office.
var postModifiers = []string{"副", "常务", "第一", "代理", "代", "名誉", "专职", "兼职", "一级", "二级", "三级", "四级", "总", "首席", "执行", "党组", "党委", "党工委", "资深", "高级", "正", "独立", "外部", "职工", "纪委", "纪检组", "局长", "市长", "省长", "县长", "区长", "主任", "厅长", "校长", "院长", "行长", "总裁", "总经理", "董事长", "执行董事兼", "兼", "副局级", "正局级", "副处级", "正处级", "助理", "轮值"}

// SplitPost cuts “临江市公安局副局长” into the organisation and the post. post is "" if no office ends s.
func SplitPost(s string) (organisation, post string) {
	best := ""
	for _, w := range postWords {
		if len(w) > len(best) && strings.HasSuffix(s, w) {
			best = w
		}
	}
	if best == "" {
		return s, ""
	}
	at := len(s) - len(best)
	for again := true; again; {
		again = false
		for _, m := range postModifiers {
			if strings.HasSuffix(s[:at], m) && !endsOrganisation(s[:at], m) {
				at -= len(m)
				again = true
				break
			}
		}
	}
	return s[:at], s[at:]
}

// endsOrganisation keeps 人民政府 and 总局长 whole: 政府, 总, 正 and the like may end the organisation's own name.
func endsOrganisation(s, modifier string) bool {
	switch modifier {
	case "正":
		return strings.HasSuffix(s, "公正") || strings.HasSuffix(s, "修正")
	case "代":
		return strings.HasSuffix(s, "现代") || strings.HasSuffix(s, "时代") || strings.HasSuffix(s, "当代")
	case "职工", "执行":
		return strings.HasSuffix(s, "局执行")
	}
	return false
}
