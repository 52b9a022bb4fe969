package mention

import (
	"strings"

	"github.com/policygraph/policygraph/extract/text"
)

// Citation is another document named in a text: a title in 《》, a number, or both, with what stands around
// them. Places are byte offsets into the string that was read.
type Citation struct {
	Span     text.Span // from the first printed part (title or number) to the last (number, bracket, articles)
	Name     text.Span // the title with its 《》, or the number
	Title    string    // without the outer 《》, inner ones as 〈〉; "" for a number alone
	Number   string    // normal form, "" if none is printed
	Issuer   string    // as printed before the title: 财政部《…》, 市人民政府发布的《…》
	Date     string    // YYYY-MM-DD of the text cited, as printed beside it
	Articles []string  // 第三条第二款, 第五条至第八条 after the title
	Short    []string  // names that this place gives it for the rest of the text (以下简称《条例》)
	Lead     int       // start of what belongs to it before the title (2012年4月7日市人民政府发布的), else Span.Start
	Bare     bool      // no 《》 are printed
	Annex    bool      // printed as an annex of the citing text: 《…》（见附件3）

	acted bool // issuer or date were read from an act before the title
}

// Citations finds the documents that s names, in order. Titles of what is no policy document (forms, books,
// newspapers) are left out.
func Citations(s string, p Place) []Citation {
	titles := Titles(s)
	numbers := Numbers(s, p)
	if len(titles) == 0 && len(numbers) == 0 {
		return nil
	}
	out := make([]Citation, 0, len(titles)+len(numbers))
	k, floor, titleFloor := 0, 0, 0
	for i, t := range titles {
		for ; k < len(numbers) && numbers[k].Span.Start < t.Span.Start; k++ {
			if numbers[k].Span.Start < floor {
				continue
			}
			if c, ok := numberCitation(s, numbers[k], floor); ok {
				out = append(out, c)
				floor = c.Span.End
			}
		}
		if t.Span.Start < floor {
			continue // 《条例》 of 以下简称《条例》, read with the title it stands for
		}
		t = aroundTitle(s, titleFloor, t)
		c := Citation{Span: t.Span, Name: t.Span, Title: t.Title, Lead: t.Span.Start}
		next := len(s)
		if i+1 < len(titles) {
			next = titles[i+1].Span.Start
		}
		k = c.readAfter(s, next, numbers, k)
		if n, ok := ParseNumber(c.Title, p); ok && c.Number == "" && strings.HasSuffix(c.Title, "号") {
			c.Number, c.Title = n, "" // 《某局公告2019年第4号》
		}
		out = c.readBefore(s, titleFloor, out)
		c.announcedBy(s)
		c.shareAct(s, out)
		floor, titleFloor = c.Span.End, c.Span.End
		if c.Title == "" || IsPolicyTitle(c.Title) || c.Number != "" && !endsInAny(trimLastBracket(c.Title), otherEnds) || passedOn(s, c) {
			out = append(out, c)
		}
	}
	for ; k < len(numbers); k++ {
		if numbers[k].Span.Start < floor {
			continue
		}
		if c, ok := numberCitation(s, numbers[k], floor); ok {
			out = append(out, c)
			floor = c.Span.End
		}
	}
	return out
}

// passedOn tells whether a report is one that is forwarded as an order: 国务院同意国家计委《关于…的报告》，现转发给你们.
func passedOn(s string, c Citation) bool {
	if !strings.HasSuffix(c.Title, "报告") || !strings.HasPrefix(c.Title, "关于") && !strings.Contains(c.Title, "部关于") {
		return false
	}
	after := s[c.Span.End:]
	if i := strings.Index(after, "。"); i >= 0 {
		after = after[:i]
	}
	return len(after) < 150 && (strings.Contains(after, "转发") || strings.Contains(after, "批转"))
}

// numberCitation cites by number: 根据国办发〔2019〕34号文件, 国务院关于…的意见（国发〔2016〕5号） without 《》.
func numberCitation(s string, n Number, floor int) (Citation, bool) {
	if n.Partial {
		return Citation{}, false
	}
	c := Citation{Span: n.Span, Name: n.Span, Number: n.Text, Lead: n.Span.Start, Bare: true}
	end := n.Span.End
	if head, ok := strings.CutSuffix(s[floor:n.Span.Start], "（"); ok {
		if title, size := plainTitle(head); size > 0 {
			c.Title = title
			c.Name.Start = n.Span.Start - len("（") - size
			c.Span.Start, c.Lead = c.Name.Start, c.Name.Start
			if strings.HasPrefix(s[end:], "）") {
				c.Span.End = end + len("）")
			}
			c.readArticles(s)
			return c, true
		}
	}
	if strings.HasSuffix(s[floor:n.Span.Start], "（") && strings.HasPrefix(s[end:], "）") {
		c.Span = text.Span{Start: n.Span.Start - len("（"), End: end + len("）")} // 原办法（江政发〔2001〕3号）
		c.Lead = c.Span.Start
		return c, true
	}
	for _, w := range [...]string{"文件", "文"} {
		if strings.HasPrefix(s[end:], w) {
			c.Span.End = end + len(w)
			break
		}
	}
	c.readArticles(s)
	return c, true
}

// TitleMatch is a title in 《》.
type TitleMatch struct {
	Span  text.Span // with the 《》
	Title string
}

const (
	openTitle  = "《"
	closeTitle = "》"
	maxTitle   = 600 // bytes; a longer stretch is an unclosed bracket
)

// Titles finds what stands in 《》, nested ones within their outer one. An unclosed bracket is passed over.
func Titles(s string) []TitleMatch {
	var out []TitleMatch
	for from := 0; from < len(s); {
		i := text.Index(s[from:], openTitle)
		if i < 0 {
			break
		}
		i += from
		end, nested := titleEnd(s, i)
		if end < 0 {
			from = i + len(openTitle)
			continue
		}
		title := s[i+len(openTitle) : end-len(closeTitle)]
		if nested {
			title = innerBrackets.Replace(title)
		}
		if title = strings.TrimRight(strings.TrimSpace(title), ">＞"); title != "" {
			out = append(out, TitleMatch{text.Span{Start: i, End: end}, title})
		}
		from = end
	}
	return out
}

var innerBrackets = strings.NewReplacer("《", "〈", "》", "〉", "<", "〈", ">", "〉", "＜", "〈", "＞", "〉")

// titleEnd finds the end of the title that opens at s[i], -1 if it does not close. Inner titles may be printed in
// any of 《》 〈〉 <>, and with the wrong closing bracket (《…〈…》的通知》).
func titleEnd(s string, i int) (end int, nested bool) {
	depth, inner := 0, false // inner: the last one opened is 《 again
	limit := min(len(s), i+maxTitle)
	for j := i; j < limit; {
		switch kind, size := bracketAt(s, j); kind {
		case 1:
			depth++
			nested, inner = nested || depth > 1, strings.HasPrefix(s[j:], openTitle)
			j += size
		case -1:
			if j += size; depth == 1 && strings.ContainsAny(s[j-size:j], ">＞") {
				continue // a lone > in a title closes nothing
			}
			depth--
			if depth == 0 {
				return j, nested
			}
			if depth == 1 && strings.HasPrefix(s[j-size:], closeTitle) && !closesLater(s[j:limit]) {
				if inner {
					return -1, nested // 《甲办法和《乙办法》: the first one was never closed
				}
				return j, nested
			}
		case 2:
			return -1, nested
		default:
			j += size
		}
	}
	return -1, nested
}

// bracketAt classes what stands at s[j]: 1 opens a title, -1 closes one, 2 cannot stand in a title.
func bracketAt(s string, j int) (kind, size int) {
	switch c := s[j]; {
	case c == '\n':
		return 2, 1
	case c == '<':
		return 1, 1
	case c == '>':
		return -1, 1
	case c < 0x80:
		return 0, 1
	case c == 0xE3 && j+2 < len(s) && s[j+1] == 0x80:
		switch s[j+2] {
		case 0x8A, 0x88: // 《 〈
			return 1, 3
		case 0x8B, 0x89: // 》 〉
			return -1, 3
		case 0x82: // 。
			return 2, 3
		}
		return 0, 3
	case c == 0xEF && j+2 < len(s) && s[j+1] == 0xBC && (s[j+2] == 0x9C || s[j+2] == 0x9E): // ＜ ＞
		return 1 - int(s[j+2]-0x9C), 3
	case c >= 0xF0:
		return 0, 4
	case c >= 0xE0:
		return 0, 3
	case c >= 0xC0:
		return 0, 2
	}
	return 0, 1
}

// closesLater tells whether another closing bracket comes in the rest of a title, before a new one opens and
// before a clause ends.
func closesLater(rest string) bool {
	c := strings.Index(rest, closeTitle)
	if c < 0 {
		return false
	}
	o := strings.Index(rest, openTitle)
	if o >= 0 && o < c {
		// A title nested beside the first (关于修改〈A〉和〈B〉的决定) opens and closes before the outer one ends.
		inner := strings.Index(rest[c+len(closeTitle):], closeTitle)
		next := strings.Index(rest[c+len(closeTitle):], openTitle)
		return inner >= 0 && (next < 0 || inner < next) && !strings.ContainsAny(rest[:o], "，；。（")
	}
	return !strings.ContainsAny(rest[:c], "，；。\n")
}
