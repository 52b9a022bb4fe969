package rule

import "strings"

// labels stand before a colon. Longer ones first: 牵头责任单位 ends in 责任单位.
var dutyLabels = []struct{ word, role string }{
	{"牵头责任单位", roleLead}, {"牵头责任部门", roleLead}, {"主要责任单位", roleLead}, {"第一责任单位", roleLead}, {"配合责任单位", roleCooperate}, {"协办责任单位", roleCooperate}, {"共同责任单位", roleResponsible},
	{"责任领导", roleOversee}, {"牵头领导", roleOversee}, {"分管领导", roleOversee}, {"牵头市领导", roleOversee}, {"牵头省领导", roleOversee}, {"责任市领导", roleOversee}, {"包联领导", roleOversee}, {"挂帅领导", roleOversee},
	{"负责省长", roleOversee}, {"负责副省长", roleOversee}, {"负责市长", roleOversee}, {"负责副市长", roleOversee}, {"负责县长", roleOversee}, {"负责副县长", roleOversee}, {"负责区长", roleOversee}, {"负责副区长", roleOversee}, {"负责领导", roleOversee},
	{"牵头单位", roleLead}, {"牵头部门", roleLead}, {"牵头处室", roleLead}, {"牵头科室", roleLead}, {"牵头股室", roleLead}, {"牵头司局", roleLead}, {"召集单位", roleLead}, {"牵头机构", roleLead}, {"主办单位", roleLead}, {"主办部门", roleLead}, {"主责单位", roleLead}, {"主责部门", roleLead}, {"牵头", roleLead}, {"主办", roleLead},
	{"配合单位", roleCooperate}, {"配合部门", roleCooperate}, {"配合处室", roleCooperate}, {"配合科室", roleCooperate}, {"配合股室", roleCooperate}, {"配合司局", roleCooperate}, {"协办单位", roleCooperate}, {"协办部门", roleCooperate}, {"参与单位", roleCooperate}, {"参与部门", roleCooperate}, {"参加单位", roleCooperate}, {"参加部门", roleCooperate},
	{"协助单位", roleCooperate}, {"协助部门", roleCooperate}, {"协同单位", roleCooperate}, {"协同部门", roleCooperate}, {"会办单位", roleCooperate}, {"支持单位", roleCooperate}, {"组成部门", roleCooperate}, {"组成单位", roleCooperate}, {"成员单位", roleCooperate}, {"协作单位", roleCooperate}, {"配合", roleCooperate}, {"协办", roleCooperate}, {"参与", roleCooperate},
	{"指导单位", roleGuide}, {"指导部门", roleGuide}, {"督办单位", roleSupervise}, {"督办部门", roleSupervise}, {"督导单位", roleSupervise}, {"督导部门", roleSupervise}, {"监督单位", roleSupervise}, {"督查单位", roleSupervise},
	{"责任人", roleIgnored}, {"联系人", roleIgnored}, {"联系电话", roleIgnored}, {"联系方式", roleIgnored}, {"电话", roleIgnored}, {"责任领域", roleIgnored}, {"说明", roleIgnored}, {"备注", roleIgnored},
	{"责任单位", roleResponsible}, {"责任部门", roleResponsible}, {"责任处室", roleResponsible}, {"责任科室", roleResponsible}, {"责任股室", roleResponsible}, {"责任司局", roleResponsible}, {"责任主体", roleResponsible}, {"责任机构", roleResponsible}, {"负责单位", roleResponsible}, {"负责部门", roleResponsible},
	{"承办单位", roleResponsible}, {"承办部门", roleResponsible}, {"实施单位", roleResponsible}, {"实施主体", roleResponsible}, {"落实单位", roleResponsible}, {"落实部门", roleResponsible}, {"落实责任单位", roleResponsible}, {"责任", roleResponsible},
	{"完成时限", roleDeadline}, {"完成时间", roleDeadline}, {"完成期限", roleDeadline}, {"时限要求", roleDeadline}, {"时间要求", roleDeadline}, {"时间节点", roleDeadline}, {"办理时限", roleDeadline}, {"进度安排", roleDeadline}, {"时间安排", roleDeadline}, {"时限", roleDeadline}, {"时间", roleDeadline}, {"完成日期", roleDeadline}, {"实施时间", roleDeadline}, {"时间进度", roleDeadline}, {"推进时限", roleDeadline}, {"计划完成时间", roleDeadline}, {"整改时限", roleDeadline}, {"整改期限", roleDeadline}, {"办结时限", roleDeadline}, {"推进时间", roleDeadline}, {"进度要求", roleDeadline}, {"工作进度", roleDeadline},
}

// labelScopes may stand before a label and tell at which level its units work: 市级责任单位.
var labelScopes = [...]string{"国家", "省级", "市级", "州级", "区级", "县级", "镇级", "省直", "市直", "区直", "县直", "主要", "共同", "具体", "工作", "任务", "总"}

// labelBefore finds the label that ends at the colon, and its length in bytes. What a bracket says of it belongs to it:
// 责任部门（单位）, 责任单位（列首位的牵头）.
func labelBefore(s string) (role string, size int) {
	s = strings.TrimRight(s, " ")
	whole := len(s)
	if bare, ok := beforeRemark(s); ok {
		s = bare
	}
	best := 0
	for _, l := range dutyLabels {
		if len(l.word) > best && strings.HasSuffix(s, l.word) {
			role, best = l.role, len(l.word)
		}
	}
	if best == 0 {
		return "", 0
	}
	for _, w := range labelScopes {
		if strings.HasSuffix(s[:len(s)-best], w) {
			best += len(w)
			break
		}
	}
	return role, best + whole - len(s)
}

// beforeRemark cuts the bracket at the end of a label off.
func beforeRemark(s string) (string, bool) {
	if !strings.HasSuffix(s, "）") {
		return s, false
	}
	i := strings.LastIndex(s, "（")
	if i <= 0 || len(s)-i > 3*len("列在第一位的单位为牵头单位，下同") {
		return s, false
	}
	return strings.TrimRight(s[:i], " "), true
}

// withoutRemarks takes the brackets behind labels out of a clause and reads the convention that one of them may state:
// 责任单位（列第一位的为牵头单位，下同）：….
func withoutRemarks(s string) (string, dutyLegend) {
	var l dutyLegend
	for at := 0; ; {
		i := strings.Index(s[at:], "）"+dutyColon)
		if i < 0 {
			return s, l
		}
		i += at
		at = i + len("）")
		bare, ok := beforeRemark(s[:at])
		if _, n := labelBefore(bare); !ok || n == 0 {
			continue
		}
		if said, _ := cutLegend(strings.Trim(s[len(bare):at], " （）")); said.stated || said.firstLeads {
			said.stated = true
			l = said
		}
		s = bare + s[at:]
		at = len(bare)
	}
}
