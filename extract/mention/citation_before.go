package mention

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/authority"
	"github.com/policygraph/policygraph/extract/text"
)

// acts are the words between an issuer and the title of what it issued: 市人民政府发布的《…》.
var acts = []string{
	"发布", "公布", "颁布", "颁发", "印发", "下发", "通过", "批准", "制定", "制订", "修正", "修订", "修改", "发出", "施行", "实施", "下达", "转发", "批转", "联合印发", "联合发布", "出台",
}

// readBefore reads issuer and date before a title: 2012年4月7日市人民政府发布的《…》, 财政部《…》. A number there
// (国发〔2020〕7号《…》, 以省政府令第68号发布的《…》) was read as a citation of its own, and is taken back.
func (c *Citation) readBefore(s string, floor int, out []Citation) []Citation {
	head := s[floor:c.Name.Start]
	start := floor + clauseStart(head)
	before := s[start:c.Name.Start]
	if before == "" {
		return out
	}
	acted := false
	if said, ok := strings.CutSuffix(before, "的"); ok {
		said = strings.TrimSuffix(said, "）") // （省人民政府第90号令发布）的《…》
		for _, a := range acts {
			// In 《…的决定》修正的《…》 the act is that of the title before.
			if strings.HasSuffix(said, a) && len(said) > len(a) && !strings.Contains(said, "次修") {
				acted = true
				c.readAct(s, start, said)
				break
			}
		}
	}
	c.acted = acted
	if !acted {
		c.readIssuer(before)
		c.readAmended(s, before, out)
	}
	return c.takeBack(s, out, acted)
}

// readAmended reads the date before amendments: 1996年3月18日…通过，根据…的《关于修改〈甲〉的决定》修正的《甲》. The titles
// of the amending decisions are passed over, back to what was said of the text's own issue.
func (c *Citation) readAmended(s, before string, out []Citation) {
	if !strings.HasSuffix(before, "修正的") && !strings.HasSuffix(before, "修订的") && !strings.HasSuffix(before, "修改的") || len(out) == 0 {
		return
	}
	from, to := 0, -1
	for k := len(out) - 1; k >= 0; k-- {
		if !strings.Contains(out[k].Title, "修") {
			from = out[k].Span.End
			break
		}
		to = out[k].Name.Start
	}
	if to < from {
		return
	}
	for _, mark := range [...]string{"。", "；", "\n"} {
		if i := strings.LastIndex(s[from:to], mark); i >= 0 {
			from += i + len(mark)
		}
	}
	if dates := text.FindDates(s[from:to]); len(dates) > 0 {
		c.Date = dates[0].ISO
	}
}

// shareAct gives the issue told of one title to those listed behind it: 1993年6月28日国务院发布的《甲》和《乙》. Numbers of their
// own tell of other days.
func (c *Citation) shareAct(s string, out []Citation) {
	if len(out) == 0 || c.Issuer != "" || c.Date != "" {
		return
	}
	last := &out[len(out)-1]
	if !last.acted || last.Span.End > c.Name.Start || namesIssuer(c.Title) {
		return
	}
	switch s[last.Span.End:c.Name.Start] {
	case "、", "和", "及", "以及", "与":
		c.acted, c.Issuer = true, last.Issuer
		if last.Number == "" && c.Number == "" {
			c.Date = last.Date
		}
	}
}

// namesIssuer tells whether a title begins with the body that issued it.
func namesIssuer(title string) bool {
	i := strings.Index(title, "关于")
	return i > 0 && endsInBody(title[:i])
}

// takeBack joins a number printed right before the title, or within what was said of its issue.
func (c *Citation) takeBack(s string, out []Citation, acted bool) []Citation {
	if len(out) == 0 || c.Number != "" {
		return out
	}
	last := out[len(out)-1]
	near := last.Span.End == c.Name.Start || acted && last.Span.Start >= c.Lead
	if !last.Bare || !near || last.Title != "" {
		return out
	}
	c.Number = last.Number
	c.Lead = min(c.Lead, last.Span.Start)
	return out[:len(out)-1]
}

// clauseStart gives where the clause that ends with s begins: after the last mark that parts clauses. Commas and 、
// inside a list of acts (1996年3月18日…通过、10月31日…批准的) do not part it.
func clauseStart(s string) int {
	start := 0
	for _, mark := range [...]string{"。", "；", "\n", "：", "”", "》"} {
		if i := strings.LastIndex(s, mark); i >= 0 {
			start = max(start, i+len(mark))
		}
	}
	// Only a bracket that is still open parts the clause: （根据…通过的《…》修正）.
	if i := strings.LastIndex(s, "（"); i >= start && !strings.Contains(s[i:], "）") {
		start = i + len("（")
	}
	for rest := s[start:]; ; {
		i := strings.LastIndexAny(rest, "，、")
		if i < 0 {
			return start
		}
		part, after := rest[:i], rest[i+len("，"):]
		if _, whole := lastBody(cutCount(issuerOf(after))); whole && strings.HasPrefix(rest[i:], "、") && endsInBody(part) {
			rest = part // 财政部、教育部联合发布的
			continue
		}
		if !endsInAct(part) || strings.HasPrefix(after, "根据") || strings.HasPrefix(after, "依据") {
			return start + i + len("，")
		}
		// The act before belongs to the same title.
		j := strings.LastIndexAny(part, "，、")
		if j < 0 {
			return start
		}
		if !endsInAct(part[:j]) {
			return start + j + len("，")
		}
		rest = part
	}
}

// issuerOf cuts the act from the words before a title: 教育部联合发布的 → 教育部.
func issuerOf(said string) string {
	if said, ok := strings.CutSuffix(said, "的"); ok {
		return strings.TrimSuffix(trimAct(said), "联合")
	}
	return said
}

func endsInAct(s string) bool {
	for _, a := range acts {
		if strings.HasSuffix(s, a) {
			return true
		}
	}
	return false
}

// readAct reads 2012年4月7日市人民政府发布. Of several acts the first counts, since it is the promulgation that names a
// text, but a mere approval gives way to the issue itself (国务院批准、财政部发布).
func (c *Citation) readAct(s string, start int, said string) {
	dates := text.FindDates(said)
	lead := 0
	if len(dates) > 0 {
		lead = dates[0].Span.Start
	} else {
		lead = leadWords(trimAct(said))
	}
	c.Lead = start + lead
	acts := strings.FieldsFunc(said[lead:], func(r rune) bool { return r == '，' || r == '、' || r == '（' })
	if len(acts) == 0 {
		return
	}
	act := acts[0]
	for i, a := range acts {
		if !strings.HasSuffix(a, "批准") && endsInAct(a) {
			act = firstActor(acts, i)
			break
		}
	}
	if d := text.FindDates(act); len(d) > 0 {
		c.Date = d[0].ISO
		act = act[d[0].Span.End:]
	} else if len(dates) > 0 {
		c.Date = dates[0].ISO
	}
	if c.Issuer == "" {
		c.Issuer = actor(act)
	}
}

// firstActor gives the act acts[i], or the body that leads the list whose last one is named with it: 财政部、教育部发布.
func firstActor(acts []string, i int) string {
	act := acts[i]
	for whole := true; i > 0 && whole; i-- {
		name := ""
		if name, whole = lastBody(acts[i-1]); name == "" {
			break
		}
		if act = name; len(text.FindDates(acts[i-1])) > 0 {
			act = acts[i-1]
		}
	}
	return act
}

// leadWords gives the length of the words that belong to the sentence and not to the issuer: 自本办法施行之日起, 根据.
func leadWords(s string) int {
	n := 0
	for _, w := range leads {
		if i := text.LastIndex(s, w); i >= 0 && !partOfName(w, s[i+len(w):]) {
			n = max(n, i+len(w))
		}
	}
	return n
}

// partOfName keeps 对外贸易部, 国家经济委员会 and 经贸部 whole.
func partOfName(lead, rest string) bool {
	return lead == "对" && strings.HasPrefix(rest, "外") || lead == "经" && hasAnyPrefix(rest, "济", "贸", "信")
}

var leads = []string{
	"根据", "依据", "按照", "依照", "贯彻落实", "贯彻", "落实", "执行", "施行之日起", "实施之日起", "之日起", "废止", "对", "将", "以及", "由", "经", "同意", "遵照", "参照", "关于修改", "修改", "实施", "为", "了", "现", "原",
}

// actor reads the issuer that s starts with, up to its act: 市人民政府发布 → 市人民政府.
func actor(s string) string {
	for _, sep := range [...]string{"以", "第"} {
		// 市人民政府以第5号令发布; 北京市第十二届人民代表大会… keeps its 第
		if i := strings.Index(s, sep); i > 0 && endsInBody(s[:i]) {
			s = s[:i]
		}
	}
	s = trimAct(s)
	for _, w := range [...]string{"联合", "首次", "重新", "批准", "令"} {
		s = strings.TrimSuffix(s, w)
	}
	for _, w := range [...]string{"由", "经", "原"} {
		if rest, ok := strings.CutPrefix(s, w); ok && !partOfName(w, rest) {
			s = rest
		}
	}
	if s = trimSession(s); !strings.ContainsAny(s, "0123456789") {
		s = issuerAlone(s)
	}
	if endsInBody(s) && utf8.RuneCountInString(s) <= 40 && !strings.ContainsAny(s, "0123456789") && !strings.Contains(s, "通过") {
		return s
	}
	return ""
}

func trimAct(s string) string {
	for _, a := range acts {
		s = strings.TrimSuffix(s, a)
	}
	return s
}

// trimSession cuts term and session of an assembly: 江东省第十届人民代表大会常务委员会第二十七次会议 →
// 江东省人民代表大会常务委员会.
func trimSession(s string) string {
	if i := strings.LastIndex(s, "第"); i > 0 && strings.HasSuffix(s, "会议") {
		s = s[:i]
	}
	if i := strings.Index(s, "第"); i >= 0 {
		if j := strings.Index(s[i:], "届"); j > 0 && j < len("第二十二届") {
			s = s[:i] + s[i+j+len("届"):]
		}
	}
	return s
}

// readIssuer reads the bodies named right before the title, of which the first stands for all: 财政部《…》, 财政部、教育部《…》.
func (c *Citation) readIssuer(before string) {
	s := before[leadWords(before):]
	for _, joint := range [...]string{"和", "与", "及", "、"} {
		s = strings.TrimPrefix(s, joint) // 《…》和财政部《…》
	}
	name, at := firstBody(s)
	if n := utf8.RuneCountInString(name); n < 2 || n > 45 || hasAnyPrefix(name, "贵", "你") {
		return
	}
	for _, r := range name {
		if !isHan(r) {
			return
		}
	}
	c.Issuer = name
	c.Lead = c.Name.Start - len(s) + at
}

// firstBody gives the first of the bodies that are listed at the end of s, and where it begins. name is "" where s ends
// in none.
func firstBody(s string) (name string, at int) {
	for end := len(s); end > 0; {
		start := 0
		for _, sep := range [...]string{"、", " "} {
			if i := strings.LastIndex(s[:end], sep); i >= 0 {
				start = max(start, i+len(sep))
			}
		}
		body, whole := lastBody(cutCount(s[start:end]))
		if body == "" || name != "" && !issueTogether(body, name) {
			break
		}
		name, at = body, start+strings.LastIndex(s[start:end], body)
		if whole {
			at = start
		}
		if !whole || start == 0 {
			break
		}
		end = start - 1 // 、 and the blank are read from their last byte
		for end > 0 && s[end]&0xC0 == 0x80 {
			end--
		}
	}
	return name, at
}

// issueTogether tells whether two bodies named side by side can have issued one text: in 党中央、国务院和省委、省政府《…》 the
// highest bodies did not.
func issueTogether(a, b string) bool {
	switch a {
	case "国务院", "党中央", "中共中央":
		return hasAnyPrefix(b, "国务院", "中央军")
	}
	return local(a) == local(b)
}

func local(s string) bool { return hasAnyPrefix(s, "省", "市", "县", "区", "州", "自治") }

// lastBody reads the body that s ends in; whole tells that nothing else stands before it. Of two joined by 和 the first is
// given; a name may hold 和 itself (工业和信息化部).
func lastBody(s string) (body string, whole bool) {
	body = issuerAlone(s)
	for _, joint := range [...]string{"和", "与", "及"} {
		i := strings.LastIndex(body, joint)
		if i <= 0 || !authority.Known(body[i+len(joint):]) || authority.Known(body) {
			continue
		}
		if a := issuerAlone(body[:i]); utf8.RuneCountInString(a) >= 3 && issueTogether(a, body[i+len(joint):]) {
			return a, a == s[:len(a)]
		}
		return body[i+len(joint):], false
	}
	return body, body == s
}

// cutCount takes 等五部委, 等四部门 off a body that signs for others too.
func cutCount(s string) string {
	if i := strings.LastIndex(s, "等"); i > 0 && len(s)-i <= len("等二十五个部门") && endsInAny(s, []string{"部委", "部门", "单位"}) {
		return s[:i]
	}
	return s
}

// issuerAlone takes the words of the sentence off the body that s ends in: 同时结合财政部, 1998年国务院办公厅转发科技部. It is "" where
// s ends in none.
func issuerAlone(s string) string {
	s = cutCount(s)
	if !endsInBody(s) && !strings.HasSuffix(s, "中央") || endsInAny(s, []string{"部署", "全部", "部委"}) {
		return ""
	}
	if i := strings.LastIndexFunc(s, func(r rune) bool { return !isHan(r) }); i >= 0 {
		_, k := utf8.DecodeRuneInString(s[i:])
		s = strings.TrimLeft(s[i+k:], "年月日")
	}
	for _, w := range [...]string{"收到", "印发", "转发", "批转", "报送", "结合", "已被", "适用", "属于", "符合", "含有"} {
		if i := text.LastIndex(s, w); i >= 0 {
			s = s[i+len(w):]
		}
	}
	for again := true; again; {
		again = false
		for _, w := range [...]string{"同时", "以及", "是", "和", "与", "及", "按", "照", "并", "由", "以", "据", "在", "将", "现", "又"} {
			if rest, ok := strings.CutPrefix(s, w); ok && (w != "和" && w != "将" || !hasAnyPrefix(rest, "乐", "县", "政", "龙", "田", "平", "静", "顺", "林", "布")) {
				s, again = rest, true // 和龙市, 将乐县 keep it
			}
		}
	}
	if utf8.RuneCountInString(s) < 2 || !endsInBody(s) && !strings.HasSuffix(s, "中央") {
		return ""
	}
	return s
}

// IsBody tells whether a name ends like a body that issues documents: 省委, 财政部, 市人民政府.
func IsBody(s string) bool { return endsInBody(cutCount(s)) && utf8.RuneCountInString(s) <= 30 }
