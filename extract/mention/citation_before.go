package mention

import (
	"strings"
	"unicode/utf8"

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
	for _, a := range acts {
		if !strings.HasSuffix(a, "批准") && endsInAct(a) {
			act = a
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

// leadWords gives the length of the words that belong to the sentence and not to the issuer: 自本办法施行之日起, 根据.
func leadWords(s string) int {
	n := 0
	for _, w := range leads {
		if i := strings.LastIndex(s, w); i >= 0 {
			n = max(n, i+len(w))
		}
	}
	return n
}

var leads = []string{
	"根据", "依据", "按照", "依照", "贯彻落实", "贯彻", "落实", "执行", "施行之日起", "实施之日起", "之日起", "废止", "对", "将", "以及", "由", "经", "遵照", "参照", "关于修改", "修改", "实施", "为", "了", "现", "原",
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
		s = strings.TrimPrefix(s, w)
	}
	s = trimSession(s)
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

// readIssuer reads a body named right before the title: 财政部《…》, 国务院办公厅《…》.
func (c *Citation) readIssuer(before string) {
	s := before[leadWords(before):]
	for _, joint := range [...]string{"和", "与", "及", "、"} {
		s = strings.TrimPrefix(s, joint) // 《…》和财政部《…》
	}
	if s == "" || !endsInBody(s) || utf8.RuneCountInString(s) > 45 || utf8.RuneCountInString(s) < 2 {
		return
	}
	for _, r := range s {
		if !isHan(r) {
			return
		}
	}
	c.Issuer = s
	c.Lead = c.Name.Start - len(s)
}

// IsBody tells whether a name ends like a body that issues documents: 省委, 财政部, 市人民政府.
func IsBody(s string) bool { return endsInBody(s) && utf8.RuneCountInString(s) <= 30 }
