package rule

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/authority"
	"github.com/policygraph/policygraph/extract/mention"
	"github.com/policygraph/policygraph/extract/text"
)

// share is one unit's (or person's) part in a task, before its name is looked up.
type dutyShare struct {
	unit    string
	role    string
	order   int // place in its list, from 1
	divided bool
	open    bool
	later   bool // a comma or more stood before it
	starred bool // a star stood at it, which marks those who lead
}

// duty is a duty clause, read: who has which part, until when, and the convention it declares, if any.
type duty struct {
	shares   []dutyShare
	deadline string
	legend   dutyLegend
	labelled bool // 责任单位： and the like stood in it
	verbs    bool // 牵头, 负责 … stood behind its units
	whole    bool // every piece of it was understood
	strange  int  // lists that hold a piece that is no unit
}

// Roles of the contract.
const (
	roleLead        = "lead"
	roleCooperate   = "cooperate"
	roleResponsible = "responsible"
	roleOversee     = "oversee"
	roleGuide       = "guide"
	roleSupervise   = "supervise"
	roleDeadline    = "deadline" // no role: what follows is a time
	roleIgnored     = "ignored"  // no role: what follows is no part of the duty
)

const dutyColon = "："

// segment is a stretch of a clause under one label (role "" for none).
type dutySegment struct{ role, text string }

// segments cuts a clause at its labels.
func dutySegments(s string) []dutySegment {
	var out []dutySegment
	role, from := "", 0
	for at := 0; ; {
		i := strings.Index(s[at:], dutyColon)
		if i < 0 {
			break
		}
		i += at
		at = i + len(dutyColon)
		next, size := labelBefore(s[from:i])
		if size == 0 {
			continue
		}
		end := len(strings.TrimRight(s[:i], " ")) - size
		out = append(out, dutySegment{role, s[from:end]})
		role, from = next, at
	}
	out = append(out, dutySegment{role, s[from:]})
	kept := out[:0]
	for _, g := range out {
		if g.text = strings.Trim(g.text, " \n\t；;，,。、　"); g.text != "" {
			kept = append(kept, g)
		}
	}
	return kept
}

// readDuty reads the text of a duty clause without its outer brackets.
func readDuty(s string) duty {
	var d duty
	s, remark := withoutRemarks(s)
	if d.legend, s = cutLegend(s); remark.stated {
		d.legend = remark
	}
	d.whole = true
	for _, g := range dutySegments(s) {
		switch g.role {
		case roleIgnored:
		case roleDeadline:
			d.deadline = cleanDeadline(g.text)
		case roleOversee:
			d.labelled = true
			d.persons(g.text)
		default:
			d.labelled = d.labelled || g.role != ""
			d.list(g)
		}
	}
	return d
}

// list reads the units of a segment: chunks between commas and semicolons, each perhaps with a verb behind.
func (d *duty) list(g dutySegment) {
	role := g.role
	var waiting []dutyShare // units whose verb has not come yet
	led := false
	give := func(role string, divided bool) {
		for _, w := range waiting {
			if w.role == "" {
				w.role = role
			}
			w.divided = w.divided || divided
			led = led || w.role == roleLead
			d.shares = append(d.shares, w)
		}
		waiting = nil
	}
	for i, chunk := range dutyChunks(g.text) {
		if i == 0 && role == "" && leads(chunk) {
			d.persons(withoutLeading(chunk))
			continue
		}
		if isDeadline(chunk) {
			d.deadline = cleanDeadline(chunk)
			continue
		}
		from := len(waiting)
		v := cutVerb(chunk)
		host, guests := cutWith(v.rest)
		d.add(&waiting, host)
		for j := from; j < len(waiting); j++ {
			waiting[j].later = i > 0
		}
		if guests != "" {
			give(roleLead, v.divided)
			d.add(&waiting, guests)
			give(roleCooperate, false)
			d.verbs = true
			continue
		}
		if v.role != "" {
			d.verbs = true
			give(v.role, v.divided)
		}
	}
	led = led || marked(waiting)
	switch {
	case role != "" && !(role == roleLead && led):
		give(role, false)
	case led:
		give(roleCooperate, false)
	default:
		give(roleResponsible, false)
	}
}

// add reads a list of units and lines them up.
func (d *duty) add(waiting *[]dutyShare, list string) {
	if strings.Trim(list, " 。；，、") == "" {
		return
	}
	list = roundRemarks(list)
	units, ok := mention.Units(list)
	if !ok {
		d.whole = false
		d.strange++
	}
	everyLevel(units)
	for _, u := range units {
		printed := list[u.Start:u.End]
		s := dutyShare{unit: u.Text, order: len(*waiting) + 1, open: u.Open, role: remarkRole(printed), starred: strings.ContainsAny(printed, "*★☆▲△")}
		d.verbs = d.verbs || s.role != ""
		*waiting = append(*waiting, s)
	}
}

// everyLevel gives the bare bodies behind 各级某部门 their elided 各级: 各级民政部门、工会 are no provincial trade union.
func everyLevel(units []mention.Unit) {
	levels := false
	for i := range units {
		switch u := &units[i]; {
		case strings.HasPrefix(u.Text, "各级"):
			levels = levels || strings.HasSuffix(u.Text, "部门")
		case levels && authority.Local(u.Text):
			u.Text = "各级" + u.Text
		default:
			levels = false
		}
	}
}

// chunks cuts at commas, semicolons and stops outside brackets.
func dutyChunks(s string) []string {
	var out []string
	depth, from := 0, 0
	for i, r := range s {
		switch r {
		case '（', '<', '〈':
			depth++
		case '）', '>', '〉':
			depth = max(0, depth-1)
		case '、', ' ': // 市住建局负责、各区政府配合
			if depth == 0 && endsWithAny(s[:i], "负责", "牵头", "配合", "落实", "协助", "参与") {
				out = append(out, s[from:i])
				from = i + utf8.RuneLen(r)
			}
		case '，', '；', '。', ',', ';', '\n', '　', '\t':
			if depth == 0 {
				out = append(out, s[from:i])
				from = i + utf8.RuneLen(r)
			}
		}
	}
	out = append(out, s[from:])
	kept := out[:0]
	for _, c := range out {
		if c = strings.Trim(c, " 、"); c != "" {
			kept = append(kept, c)
		}
	}
	return kept
}

// verb is what stands behind the units of a chunk.
type dutyVerb struct {
	rest    string
	role    string
	divided bool
}

// The words between the units and the verb, and the verbs. 按职责分工 alone is a duty too.
var verbTail = regexp.MustCompile(`(?:（)?((?:按照|按|根据|依据|依照|依|结合|在)?(?:各自)?(?:部门|工作|法定)?(?:职责|职能|权限|任务|管辖|属地|分工)(?:权限|分工|职责|范围|要求|原则|管理|责任)*(?:内)?)?` +
	`(分工|分别|分头|各自)?(?:共同|联合|具体|积极|密切|统筹|组织|依法|认真|做好|抓好|予以|进行)*` +
	`((?:牵头|主办|主责|配合|协助|参与|参加|协办|会办|支持|协同|负责|落实|实施|承办|推进|推动|执行|贯彻|组织|指导|督办|督导|监督|协调|统筹|抓总|研究|制定|支持)+)?$`)

// cutVerb takes 牵头, 配合, 按职责分工负责 … off the end of a chunk.
func cutVerb(chunk string) dutyVerb {
	chunk = strings.TrimPrefix(strings.TrimPrefix(chunk, "由"), "请")
	if hasPrefixAny(chunk, "以上", "上述", "此项", "该项", "本项", "其中") { // 以上三项由市财政局负责
		if i := strings.Index(chunk, "由"); i > 0 && i <= len("以上各项工作任务均") {
			chunk = chunk[i+len("由"):]
		}
	}
	r, _ := utf8.DecodeLastRuneInString(chunk)
	if !strings.ContainsRune("头办责合助与加持同实施行进动导督调筹总究定织工能限围求别自责务辖任则理内地", r) {
		return dutyVerb{rest: chunk} // spares the expression for units
	}
	m := verbTail.FindStringSubmatchIndex(chunk)
	if m == nil {
		return dutyVerb{rest: chunk}
	}
	group := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return chunk[m[2*i]:m[2*i+1]]
	}
	v := dutyVerb{rest: chunk[:m[0]], divided: group(1) != "" || group(2) != "", role: verbRole(group(3))}
	if v.role == "" && v.divided {
		v.role = roleResponsible
	}
	if group(3) == "组织" { // 社会组织
		return dutyVerb{rest: chunk}
	}
	if v.role == "" && !mention.LooksLikeUnit(v.rest) { // 制定, 统筹 say no role but end the name
		return dutyVerb{rest: chunk}
	}
	v.rest = strings.TrimSuffix(v.rest, "共同")
	return v
}

func verbRole(s string) string {
	switch {
	case s == "":
		return ""
	case strings.Contains(s, "牵头"), strings.HasPrefix(s, "主办"), strings.HasPrefix(s, "主责"), strings.HasPrefix(s, "抓总"):
		return roleLead
	case holdsAny(s, "配合", "协助", "参与", "参加", "协办", "会办", "协同", "支持"):
		return roleCooperate
	case holdsAny(s, "负责", "落实", "实施", "承办", "推进", "执行", "推动", "组织", "贯彻"):
		return roleResponsible
	case strings.HasPrefix(s, "督") || strings.HasPrefix(s, "监督"):
		return roleSupervise
	case strings.HasPrefix(s, "指导"):
		return roleGuide
	}
	return ""
}

func holdsAny(s string, words ...string) bool {
	return text.HasAny(s, words...)
}

// cutWith parts A会同B into the one that leads and those that join in.
func cutWith(s string) (host, guests string) {
	for _, w := range []string{"牵头会同", "会同", "牵头，会同", "商"} {
		i := strings.Index(s, w)
		if i < 0 || w == "商" && !strings.HasPrefix(s[i+len(w):], "省") {
			continue
		}
		rest := s[i+len(w):]
		if mention.LooksLikeUnit(strings.TrimSuffix(s[:i], "牵头")) && rest != "" {
			return strings.TrimSuffix(s[:i], "牵头"), rest
		}
		if i == 0 {
			return "", rest
		}
	}
	return s, ""
}
