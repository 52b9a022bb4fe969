package rule

import "strings"

// A unit may carry its role in brackets of its own: 市商务局（牵头）、市财政局, 市商务局〔牵头单位〕, 市财政局（配合）.
var unitRemarks = [...]struct{ word, role string }{
	{"牵头", roleLead}, {"牵头单位", roleLead}, {"牵头部门", roleLead}, {"主办", roleLead}, {"主责", roleLead}, {"主责单位", roleLead},
	{"配合", roleCooperate}, {"配合单位", roleCooperate}, {"协办", roleCooperate}, {"协助", roleCooperate}, {"参与", roleCooperate},
}

// roundRemarks writes the brackets of other shapes around a role as round ones.
func roundRemarks(list string) string {
	if !strings.ContainsAny(list, "〔[【") {
		return list
	}
	for _, r := range unitRemarks {
		for _, b := range [...][2]string{{"〔", "〕"}, {"[", "]"}, {"【", "】"}} {
			list = strings.ReplaceAll(list, b[0]+r.word+b[1], "（"+r.word+"）")
		}
	}
	return list
}

// remarkRole is the role that a unit carries in its bracket, "" for none.
func remarkRole(printed string) string {
	s, ok := strings.CutSuffix(strings.TrimRight(printed, " *"), "）")
	if !ok {
		return ""
	}
	s = s[strings.LastIndex(s, "（")+1:]
	for _, r := range unitRemarks {
		if strings.HasSuffix(s, r.word) && len(s) <= len(r.word)+len("（") {
			return r.role
		}
	}
	return ""
}

// marked tells whether a unit that waits for its verb carries the lead in its bracket.
func marked(waiting []dutyShare) bool {
	for _, w := range waiting {
		if w.role == roleLead {
			return true
		}
	}
	return false
}
