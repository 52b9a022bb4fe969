package extract_test

import (
	"fmt"
	"os"
	"regexp"
	"sort"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/policygraph/policygraph/extract"
	"github.com/policygraph/policygraph/extract/fact"
)

// A text reaches us in many forms. Whatever it went through (crawler, pdftotext, typist, OCR, word processor), it states the
// same: TestNoise rewrites texts and wants the facts of the clean print.

// rewriting prints the paragraphs of a text in another form.
type rewriting struct {
	name, path string
	print      func(paragraphs []string) string
}

func lined(change func(string) string) func([]string) string {
	return func(ps []string) string { return change(strings.Join(ps, "\n") + "\n") }
}

// each rewrites every paragraph that is no row of a table; rows stay.
func each(change func(string) string) func([]string) string {
	return func(ps []string) string {
		out := make([]string, len(ps))
		for i, p := range ps {
			if out[i] = p; !strings.Contains(p, "\t") {
				out[i] = change(p)
			}
		}
		return strings.Join(out, "\n") + "\n"
	}
}

func replacing(pairs ...string) func(string) string { return strings.NewReplacer(pairs...).Replace }

var (
	yearBrackets = regexp.MustCompile(`〔(\d{4})〕`)
	besideDigits = regexp.MustCompile(`(\p{Han})(\d)`)
	behindDigits = regexp.MustCompile(`(\d%?)(\p{Han})`)
	headings     = regexp.MustCompile(`(?m)^((?:[一二三]、|（[一二三]）)[^。\n]+)`)
	items        = regexp.MustCompile(`(?m)^（([一二三])）`)
)

func brackets(form string) func([]string) string {
	return lined(func(s string) string { return yearBrackets.ReplaceAllString(s, form) })
}

func spacedDigits(s string) string {
	return behindDigits.ReplaceAllString(besideDigits.ReplaceAllString(s, "$1 $2"), "$1 $2")
}

var rewritings = []rewriting{
	{"CRLF", "a.txt", func(ps []string) string { return strings.Join(ps, "\r\n") }},
	{"BOM", "a.txt", lined(func(s string) string { return "\uFEFF" + s })},
	{"GB18030", "a.txt", lined(toGB18030)},
	{"empty lines", "a.txt", func(ps []string) string { return strings.Join(ps, "\n\n") }},
	{"ideographic indents", "a.txt", each(func(p string) string { return "　　" + p })},
	{"tab indents", "a.txt", each(func(p string) string { return "\t" + p })},
	{"tabs at line ends", "a.txt", each(func(p string) string { return p + "\t" })},
	{"one-line crawl", "a.txt", func(ps []string) string { return joinRows(ps, "　　") }},
	{"no-break blanks", "a.txt", func(ps []string) string { return joinRows(ps, "&nbsp;&nbsp;&nbsp;&nbsp;") }},
	{"Markdown", "a.md", func(ps []string) string {
		return "# " + headings.ReplaceAllString(strings.Join(ps, "\n\n"), "**$1**")
	}},
	{"wrapped at 30", "a.txt", func(ps []string) string { return pages(ps, 30, 4, 0, "") }},
	{"wrapped at 34, pages", "a.txt", func(ps []string) string { return pages(ps, 34, 4, 15, "") }},
	{"wrapped at 38, heads", "a.txt", func(ps []string) string { return pages(ps, 38, 4, 18, "江东省人民政府文件选编") }},
	{"half-width marks", "a.txt", lined(replacing("，", ",", "；", ";", "：", ":", "（", "(", "）", ")"))},
	{"marks printed twice", "a.txt", lined(replacing("，", "，，", "、", "、、", "。", "。。"))},
	{"full-width digits", "a.txt", lined(fullWidth)},
	{"blanks beside digits", "a.txt", each(spacedDigits)},
	{"square brackets", "a.txt", brackets("[$1]")},
	{"lenticular brackets", "a.txt", brackets("【 $1 】")},
	{"round brackets", "a.txt", brackets("（$1）")},
	{"guillemets", "a.txt", lined(replacing("《", "«", "》", "»"))},
	{"angles", "a.txt", lined(replacing("《", "<", "》", ">"))},
	{"ordinals in one character", "a.txt", lined(func(s string) string {
		return items.ReplaceAllStringFunc(s, replacing("（一）", "㈠", "（二）", "㈡", "（三）", "㈢"))
	})},
	{"radicals of PDF fonts", "a.txt", lined(replacing("一", "⼀", "工", "⼯", "水", "⽔", "人", "⼈", "目", "⽬", "高", "⾼"))},
	{"zero-width characters", "a.txt", lined(replacing("市", "市\u200b", "单位", "单\ufeff位", "2025", "20\u206025"))},
	{"HTML", "a.html", func(ps []string) string { return page(ps, "<p>%s</p>", "<td>%s</td>") }},
	{"HTML of Word", "a.html", func(ps []string) string {
		return page(ps, "<p class=MsoNormal style='text-indent:32.0pt;line-height:\n28.0pt'><span style='font-family:仿宋_GB2312'>%s<o:p></o:p></span></p>\n", "<td width=90 style='border:solid windowtext 1.0pt'><p class=MsoNormal><span>%s</span></p></td>")
	}},
	{"HTML of a portal", "a.html", func(ps []string) string {
		menu := "<div class=top><ul>" + strings.Repeat("<li><a href=#>政务公开</a></li>", 6) + "</ul></div><div>当前位置：<a>首页</a> &gt; <a>政策文件</a></div>"
		foot := "<div>【打印本页】 【关闭窗口】</div><div><p>主办：江东省人民政府办公厅</p><p>网站标识码：3300000001 江ICP备05000001号</p></div>"
		return menu + page(ps, "<div><div>&nbsp;&nbsp;&nbsp;&nbsp;<span><strong></strong>%s</span></div></div>", "<td><div>&nbsp;%s</div></td>") + foot
	}},
}

func toGB18030(s string) string {
	out, err := simplifiedchinese.GB18030.NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return out
}

func fullWidth(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '%' {
			return r + 0xFEE0
		}
		return r
	}, s)
}

// joinRows joins paragraphs into one line; the rows of a table keep their ends.
func joinRows(ps []string, by string) string {
	var b strings.Builder
	for i, p := range ps {
		switch {
		case i > 0 && (strings.Contains(p, "\t") || strings.Contains(ps[i-1], "\t")):
			b.WriteByte('\n')
		case i > 0:
			b.WriteString(by)
		}
		b.WriteString(p)
	}
	return b.String()
}

// wrap breaks a paragraph into lines of a width in Chinese characters; no line begins with a mark.
func wrap(p string, width, indent int) []string {
	var out []string
	line, used := strings.Repeat(" ", indent), indent
	for len(p) > 0 {
		word := p[:len(p)-len(strings.TrimLeft(p, "0123456789.%"))]
		if word == "" {
			_, n := utf8.DecodeRuneInString(p)
			word = p[:n]
		}
		n := len(word)
		if word[0] >= utf8.RuneSelf {
			n = 2
		}
		if used+n > 2*width && !strings.Contains("，。、；：）》”", word) {
			out = append(out, line)
			line, used = "", 0
		}
		line, used, p = line+word, used+n, p[len(word):]
	}
	return append(out, line)
}

// pages prints paragraphs as pdftotext does: so many lines a page, if any, with a number below and a head above.
func pages(ps []string, width, indent, perPage int, head string) string {
	var all []string
	for i, p := range ps {
		switch {
		case strings.Contains(p, "\t"):
			all = append(all, p)
		case i < 2 || strings.HasPrefix(p, "江东省人民政府办公厅") || strings.HasPrefix(p, "2024"):
			all = append(all, strings.Repeat(" ", 12)+p)
		default:
			all = append(all, wrap(p, width, indent)...)
		}
	}
	var b strings.Builder
	for i, l := range all {
		if perPage > 0 && i%perPage == 0 {
			if i > 0 {
				fmt.Fprintf(&b, "\n%s- %d -\n\f", strings.Repeat(" ", 30), i/perPage)
			}
			if head != "" {
				b.WriteString(head + "\n\n")
			}
		}
		b.WriteString(l + "\n")
	}
	return b.String()
}

// page prints paragraphs as HTML; lines with tabs are the rows of a table.
func page(ps []string, paragraph, cell string) string {
	var b strings.Builder
	inTable := false
	for _, p := range ps {
		row := strings.Contains(p, "\t")
		if row != inTable {
			b.WriteString(map[bool]string{true: "<table border=1>", false: "</table>"}[row])
			inTable = row
		}
		if !row {
			fmt.Fprintf(&b, paragraph, p)
			continue
		}
		b.WriteString("<tr>")
		for _, c := range strings.Split(p, "\t") {
			fmt.Fprintf(&b, cell, c)
		}
		b.WriteString("</tr>")
	}
	return "<html><body>" + b.String() + "</body></html>"
}

// stated lists what a text states, evidence aside.
func stated(t *testing.T, path, s string) []string {
	laws(t, path, []byte(s))
	r, err := extract.Read(path, []byte(s))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range r.Facts {
		switch b := f.Body.(type) {
		case *fact.Document:
			out = append(out, fmt.Sprintf("document %s %s %s %s %s %q %q %q", b.Number, b.Title, b.Signed, b.Effective, b.Expires, b.Issuers, b.Addressees, b.Attached))
		case *fact.Relation:
			out = append(out, fmt.Sprintf("%s %s %s %s %q", b.Type, b.Level, b.Target.Title, b.Target.Number, b.Articles))
		case *fact.Assignment:
			out = append(out, fmt.Sprintf("%s %s %s | %s | %s %s", b.Role, b.Unit.Text, b.Unit.Name, b.Task.Heading, b.Deadline, b.Due))
		case *fact.Target:
			out = append(out, fmt.Sprintf("target %s %s %s %s %s %d", b.Indicator, b.Comparator, b.Value, b.Value2, b.Unit, b.Year))
		default:
			out = append(out, fmt.Sprintf("%T %+v", b, b))
		}
	}
	sort.Strings(out)
	return out
}

func TestNoise(t *testing.T) {
	data, err := os.ReadFile("testdata/noise.txt")
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range strings.Split(strings.TrimSpace(string(data)), "\n=====\n") {
		ps := strings.Split(s, "\n")
		want := stated(t, "a.txt", s+"\n")
		if len(want) < 8 {
			t.Fatalf("text %d states only %q", i, want)
		}
		for _, w := range rewritings {
			t.Run(fmt.Sprintf("%d/%s", i, w.name), func(t *testing.T) {
				got := stated(t, w.path, w.print(ps))
				lost, gained := differences(want, got), differences(got, want)
				if len(lost)+len(gained) > 0 {
					t.Errorf("lost\n%s\ngained\n%s", strings.Join(lost, "\n"), strings.Join(gained, "\n"))
				}
			})
		}
	}
}

// differences lists what a has and b has not.
func differences(a, b []string) []string {
	count := map[string]int{}
	for _, s := range b {
		count[s]++
	}
	var out []string
	for _, s := range a {
		if count[s]--; count[s] < 0 {
			out = append(out, s)
		}
	}
	return out
}
