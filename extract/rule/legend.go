package rule

import "strings"

// legend is a convention that one clause declares for the rest of the text (…下同): what the order or the words of
// later lists mean.
type dutyLegend struct {
	firstLeads bool   // 列第一位者为牵头单位
	rest       string // role of the others; responsible unless 其他为配合单位
	commaLeads bool   // 逗号前为牵头单位: the units before the first comma lead
	starLeads  bool   // 加*的为牵头单位
	dividedAll bool   // 分工负责为分别牵头: all units of such a clause lead
	stated     bool
}

// cutLegend takes the chunks that declare a convention out of a clause: they name no units of its task. 以下均需…负责，
// 不再列出 names standing parties that are not listed again and therefore are no part of any later clause.
func cutLegend(s string) (dutyLegend, string) {
	var l dutyLegend
	if !holdsAny(s, "下同", "为牵头", "为主办", "为主责", "牵头单位", "牵头部门", "以下", "不再", "分别牵头", "简称") {
		return l, s
	}
	var kept []string
	for _, c := range keepStops(s) {
		switch t := strings.Trim(c, "，；。 \n"); {
		case t == "下同" || t == "以下同" || t == "以此类推" || t == "后同":
			// Alone it repeats the chunk before it, which is read as a convention or stays a unit (各市，下同).
			l.stated = l.stated || l.firstLeads || l.dividedAll || l.commaLeads || l.starLeads
		case holdsAny(t, "逗号前", "分号前") && strings.Contains(t, "牵头"):
			l.commaLeads, l.stated = true, true
		case starLeads(t):
			l.starLeads, l.stated, l.rest = true, true, roleResponsible
		case firstLeads(t):
			l.firstLeads, l.stated, l.rest = true, true, roleResponsible
		case (l.firstLeads || l.starLeads) && holdsAny(t, "其他为", "其余为", "其它为", "其他单位为", "其余单位为", "其他部门为", "其余部门为", "其他均为", "其余均为"):
			if holdsAny(t, "配合", "协助", "参与", "参加", "协办") {
				l.rest = roleCooperate
			}
		case holdsAny(t, "分别牵头", "均为牵头", "都为牵头") && strings.Contains(t, "为"):
			l.dividedAll, l.stated = true, true
		case strings.HasPrefix(t, "以下") || strings.HasPrefix(t, "下列") && strings.Contains(t, "均") || strings.HasPrefix(t, "不再") || strings.HasPrefix(t, "简称"):
		default:
			kept = append(kept, c)
		}
	}
	return l, strings.Join(kept, "")
}

// keepStops cuts after commas and stops outside brackets, keeping them.
func keepStops(s string) []string {
	var out []string
	depth, from := 0, 0
	for i, r := range s {
		switch r {
		case '（':
			depth++
		case '）':
			depth = max(0, depth-1)
		case '，', '；', '。':
			if depth == 0 {
				out = append(out, s[from:i+len("，")])
				from = i + len("，")
			}
		}
	}
	return append(out, s[from:])
}

// starLeads reads 加*的为牵头单位, 标注★的单位为牵头部门.
func starLeads(t string) bool {
	return strings.ContainsAny(t, "*★☆▲△") && holdsAny(t, "为牵头", "是牵头", "为主办", "为主责")
}

// firstLeads reads 列第一位者为牵头单位, 排在第一位的部门为牵头部门, 排名第1为牵头单位, 第一个单位为牵头单位, 列首位的牵头.
func firstLeads(t string) bool {
	if !strings.Contains(t, "牵头") && !strings.Contains(t, "主办") && !strings.Contains(t, "主责") {
		return false
	}
	return holdsAny(t, "第一位", "第1位", "排名第一", "排名第1", "首位", "第一个", "第一家", "排第一", "列第一", "排序第一", "第一单位", "第一的", "排在第一", "排在最前", "排名首", "排首", "列首", "位居第一", "在前的")
}

// apply gives the roles that the convention means to a clause of plain lists. A clause that names its lead in
// words keeps its own. A star needs no convention: it marks those who lead wherever some have one and others none.
func (l dutyLegend) apply(d *duty) {
	starred := mixedStars(d.shares)
	if !l.firstLeads && !l.dividedAll && !l.commaLeads && !starred {
		return
	}
	for _, s := range d.shares {
		if s.role == roleLead {
			return
		}
	}
	first, comma := true, false
	for _, s := range d.shares {
		comma = comma || s.later
	}
	for i := range d.shares {
		s := &d.shares[i]
		if s.role != roleResponsible {
			continue
		}
		switch {
		case starred:
			if s.starred {
				s.role = roleLead
			} else if l.starLeads {
				s.role = l.rest
			}
		case l.dividedAll && s.divided, l.commaLeads && comma && !s.later && !s.divided:
			s.role = roleLead
		case l.firstLeads && first:
			s.role = roleLead
		case l.firstLeads:
			s.role = l.rest
		}
		first = false
	}
}

// mixedStars tells whether some units of a clause carry a star and others none.
func mixedStars(shares []dutyShare) bool {
	with := 0
	for _, s := range shares {
		if s.starred {
			with++
		}
	}
	return with > 0 && with < len(shares)
}
