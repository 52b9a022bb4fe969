package policy

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/fact"
)

// masthead reads the title, year and number of an issue from its first lines; nil where no line names a gazette. The
// numbers are zero where none are printed. The line behind its name, or behind what tells the issue below it, is given too.
func (p *scanner) masthead() (*fact.Gazette, int) {
	g := &fact.Gazette{}
	end := 0
	top := min(len(p.ls), 140)
	for i := 0; i < top; i++ {
		t := tight(p.text(i))
		if len(t) > 200 {
			if i < 12 && g.Title == "" {
				return nil, 0
			}
			continue
		}
		rest := t
		if g.Title == "" && i < 40 {
			if g.Title, rest = p.gazetteTitle(i, t); g.Title == "" {
				rest = t
			} else {
				end = i + 1
			}
		} else if g.Title != "" {
			rest = strings.TrimPrefix(t, g.Title)
		}
		if contentsEntry(p.text(i)) {
			continue
		}
		if readIssueNumber(g, rest); end == i && end > 0 && issueWords(t) {
			end++
		}
		if _, n := dateAt(t); g.Date == "" && (n > 0 && strings.Contains(t, "期") || hasAny(t, "出刊", "出版日期", "日出版", "出版时间", "印刷日期")) {
			if a, _, iso := nextDate(t, 0); a >= 0 {
				g.Date = iso
			}
		}
	}
	if g.Title == "" {
		return nil, 0
	}
	if g.Year == 0 && len(g.Date) > 4 {
		g.Year, _ = strconv.Atoi(g.Date[:4])
	}
	return g, end
}

// gazetteTitle reads the name of a gazette in line i, whose text is t, with what follows it in the line: 临江市人民政府公报,
// 临江市人民政府公报2008.6, 《临江政报》（2019年第4期）. A name may be broken behind 中华人民共和国 or 人民政府.
func (p *scanner) gazetteTitle(i int, t string) (title, rest string) {
	t = strings.NewReplacer("《", "", "》", "").Replace(t)
	for _, w := range gazetteNames {
		k := strings.Index(t, w)
		if k < 0 || len(t) > 120 || hasAny(t, "关于", "刊登", "统计公报", "编辑", "，") {
			continue
		}
		title, rest = t[:k+len(w)], t[k+len(w):]
		if !issueWords(rest) {
			continue
		}
		if _, n := yearAt(title); n > 0 {
			rest += " " + title[:n]
			title = strings.TrimPrefix(title[n:], "年")
		}
		if i > 0 && (k == 0 || title == "国务院公报" || strings.HasSuffix(p.text(i-1), "中华人民共和国")) {
			if above := tight(p.text(i - 1)); len(above) < 60 && (above == "中华人民共和国" || signer(above)) {
				title = above + title
			}
		}
		return title, rest
	}
	return "", ""
}

// issueWords tells whether t says only which issue it is: 2008.6, （2019年第4期）, 第三期（总第48期）, 半月刊.
func issueWords(t string) bool {
	return strings.TrimFunc(t, func(r rune) bool {
		return r < utf8.RuneSelf || chineseDigit(r) >= 0 || strings.ContainsRune("·•年月日第期号总十百〇○零（）—－：、卷半旬周季双刊上下中合专增版出", r)
	}) == ""
}

// readIssueNumber reads 第1期（总第455期）, 2022年第12号, 2022·1, 2004/1, 总第1703号, 总号：1569.
func readIssueNumber(g *fact.Gazette, t string) {
	t = strings.Trim(t, "（）·•.—- ")
	if y, n := yearAt(t); n > 0 {
		if g.Year == 0 && (len(t) == n || startsAny(t[n:], "年", "·", "•", "第", "/", ".", "-", "—", "（", "总", "期")) {
			g.Year = y
		}
		if v, ok := dottedIssue(t[n:]); ok && g.Issue == 0 {
			g.Issue = v
		}
	}
	for _, w := range []string{"总号：", "总期号：", "总期数：", "总第", "总"} {
		i := strings.Index(t, w)
		if i < 0 || g.TotalIssue > 0 {
			continue
		}
		rest := strings.TrimLeft(t[i+len(w):], "第 ")
		if v, n := ordinal(rest); n > 0 && (w != "总" || startsAny(rest[n:], "期", "号")) {
			g.TotalIssue = v
		}
	}
	if g.Issue == 0 {
		readIssue(g, t)
	}
}

// dottedIssue reads the number behind the year in 2022·1, 2004/12, 2008.06, where nothing but the total follows.
func dottedIssue(t string) (int, bool) {
	rest := strings.TrimLeft(t, "·•/.-—")
	n := 0
	for n < len(rest) && n < 3 && isDigit(rest[n]) {
		n++
	}
	if rest == t || n == 0 || n > 2 {
		return 0, false
	}
	if after := rest[n:]; after != "" && !startsAny(after, "（", "期", "总", "号") {
		return 0, false
	}
	v, _ := strconv.Atoi(rest[:n])
	return v, true
}

// readIssue reads 第12期, 第十二号, 2012年4期, 第3-4期.
func readIssue(g *fact.Gazette, t string) {
	for i := 0; i < len(t); {
		k := strings.Index(t[i:], "第")
		if k < 0 {
			break
		}
		k += i
		i = k + len("第")
		v, n := ordinal(t[i:])
		rest := t[i+n:]
		if n == 0 || strings.HasSuffix(t[:k], "总") {
			continue
		}
		if _, m := ordinal(strings.TrimLeft(rest, "-—、第")); m > 0 {
			rest = strings.TrimLeft(rest, "-—、第")[m:] // 第3-4期
		}
		if strings.HasPrefix(rest, "期") || strings.HasPrefix(rest, "号") && issueAbove(t[:k]) {
			g.Issue = v
			if y := strings.LastIndex(t[:k], "年"); y > 0 && g.Year == 0 {
				if b := yearStart(t, y); b >= 0 {
					g.Year, _ = yearAt(t[b:])
				}
			}
			return
		}
	}
	if y, n := yearAt(t); n > 0 && strings.HasPrefix(t[n:], "年") {
		if v, k := ordinal(t[n+len("年"):]); k > 0 && strings.HasPrefix(t[n+len("年")+k:], "期") {
			g.Issue, g.Year = v, y
		}
	}
}

// issueAbove tells whether 第N号 behind t is the number of an issue, not that of an order or announcement.
func issueAbove(t string) bool {
	r, _ := utf8.DecodeLastRuneInString(t)
	return t == "" || !isName(r) || strings.HasSuffix(t, "年")
}
