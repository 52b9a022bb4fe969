package mention

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/text"
)

// readAfter reads what follows a title: brackets with number, date and short names, a number without brackets,
// articles. s[limit:] belongs to the next title. It gives the first number that is not used up.
func (c *Citation) readAfter(s string, limit int, numbers []Number, k int) int {
	for k < len(numbers) && numbers[k].Span.Start < c.Name.End {
		k++
	}
	for {
		open := c.Span.End
		if !strings.HasPrefix(s[open:], "（") {
			break
		}
		end := bracketEnd(s, open)
		if end < 0 {
			break
		}
		inside := text.Span{Start: open + len("（"), End: end - len("）")}
		if inside.End > limit && (inside.Start > limit || !declares(s[inside.Start:limit])) {
			// Another title in the bracket (第24号，根据《关于修改…的决定》修订): what stands before it is about this one.
			if k < len(numbers) && numbers[k].Span.Start == inside.Start && numbers[k].Span.End <= limit {
				c.Number, c.Span.End = numbers[k].Text, numbers[k].Span.End
				k++
			}
			return k
		}
		if k < len(numbers) && numbers[k].Span.Start < inside.Start && strings.HasPrefix(numbers[k].Text, "（") {
			break // （90）国科发市字092号 begins with a bracket of its own
		}
		if c.Number == "" {
			c.Number = announcementNumber(c.Title, s[inside.Start:inside.End])
		}
		k = c.readBracket(s, inside, numbers, k)
		c.Span.End = end
	}
	if c.Number == "" && k < len(numbers) && numbers[k].Span.Start == c.Span.End && !numbers[k].Partial {
		// 《…》国办发〔2021〕24号
		c.Number, c.Span.End = numbers[k].Text, numbers[k].Span.End
		k++
	}
	c.readArticles(s)
	return k
}

// bracketEnd gives the end of the bracket that opens at s[i], -1 if it does not close in its sentence.
func bracketEnd(s string, i int) int {
	depth := 0
	for j := i; j < len(s) && j < i+900; {
		r, k := utf8.DecodeRuneInString(s[j:])
		j += k
		switch r {
		case '（':
			depth++
		case '）':
			if depth--; depth == 0 {
				return j
			}
		case '\n':
			return -1
		}
	}
	return -1
}

// readBracket reads （国办发〔2021〕24号，以下简称《意见》） after a title.
func (c *Citation) readBracket(s string, inside text.Span, numbers []Number, k int) int {
	body := s[inside.Start:inside.End]
	c.Short = append(c.Short, shortNames(body)...)
	c.Annex = c.Annex || strings.HasPrefix(body, "附件") || strings.Contains(body, "见附件") || strings.HasPrefix(body, "附后")
	for ; k < len(numbers) && numbers[k].Span.Start < inside.End; k++ {
		if numbers[k].Span.Start >= inside.Start-len("（") && c.Number == "" {
			c.Number = numbers[k].Text
		}
	}
	if c.Date == "" {
		if dates := text.FindDates(body); len(dates) > 0 && !strings.Contains(body, "施行") {
			c.Date = dates[0].ISO
			if c.Issuer == "" {
				c.Issuer = actor(body[dates[0].Span.End:])
			}
		}
	}
	return k
}

// announcementNumber completes the number behind the name of an announcement, which gives its issuer: 《国家税务总局关于…的公告》
// （2019年第4号）.
func announcementNumber(title, bracket string) string {
	about := strings.Index(title, "关于")
	if about <= 0 || !strings.HasSuffix(title, "公告") {
		return ""
	}
	year, rest, _ := strings.Cut(bracket, "年第")
	digits, rest, ok := strings.Cut(rest, "号")
	if !ok || len(year) != 4 || !allASCIIDigits(year) || !allASCIIDigits(digits) || rest != "" && !strings.HasPrefix(rest, "，") {
		return ""
	}
	names := strings.FieldsFunc(title[:about], func(r rune) bool { return r == ' ' || r == '、' })
	for i, name := range names {
		if !endsInBody(name) || strings.Contains(name, "等") {
			return ""
		}
		names[i] = orderIssuer(name, "公告", Place{})
	}
	return strings.Join(names, "、") + "公告" + year + "年第" + digits + "号"
}

// announcedBy completes the number of an announcement whose issuer stands before its name: 某局《关于…的公告》（2014年第64号）.
func (c *Citation) announcedBy(s string) {
	inside, ok := strings.CutPrefix(s[c.Name.End:c.Span.End], "（")
	if ok && c.Number == "" && c.Issuer != "" && s[c.Lead:c.Name.Start] == c.Issuer {
		c.Number = announcementNumber(c.Issuer+c.Title, strings.TrimSuffix(inside, "）"))
	}
}

// declares tells whether what stands before a title in a bracket makes it a short name.
func declares(s string) bool {
	s = strings.TrimRight(s, "为：“ ")
	return strings.HasSuffix(s, "简称") || strings.HasSuffix(s, "下称") || strings.HasSuffix(s, "统称") || strings.HasSuffix(s, "以下称")
}

// shortNames reads the names that 以下简称 and the like give: 以下简称《条例》, 以下简称“规划”, 以下称本法.
func shortNames(body string) []string {
	var out []string
	for _, w := range [...]string{"以下简称", "以下统称", "下称", "以下称", "简称"} {
		i := strings.Index(body, w)
		if i < 0 {
			continue
		}
		rest := strings.TrimLeft(body[i+len(w):], "为：")
		if end := strings.IndexAny(rest, "，；。）\n"); end >= 0 {
			rest = rest[:end]
		}
		for _, part := range strings.FieldsFunc(rest, func(r rune) bool { return r == '或' || r == '、' }) {
			if name := strings.Trim(part, "《》“”\"'‘’〈〉 "); name != "" && utf8.RuneCountInString(name) <= 30 {
				out = append(out, name)
			}
		}
		break
	}
	return out
}
