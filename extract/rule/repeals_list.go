package rule

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/authority"
	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/mention"
	"github.com/policygraph/policygraph/extract/policy"
	"github.com/policygraph/policygraph/extract/text"
)

// repeals_list reads the lists of a decision that ends many documents: 对下列文件予以废止：1.… 2.…, the annexes 废止的文件
// 目录 and their tables. Each item or row is a repeal with its title, number and date; reasons given beside it (已被
// 《…》代替) are mentions. Lists of what stays in force or is amended end a list of repeals.
var _ = register(Rule{
	Name:     "repeals_list",
	Kind:     fact.KindRelation,
	Scope:    Document,
	Triggers: []string{"废止", "失效", "停止执行"},
	Find:     func(c *Context) []Finding { return indexOf(c).pickListed(c, "repeals") },
})

// pickListed gives what the lists state of one type.
func (x *index) pickListed(c *Context, relation string) []Finding {
	var out []Finding
	for _, r := range x.listed(c) {
		if r.found.Type == relation {
			out = append(out, Finding{r.span, r.found})
		}
	}
	return out
}

// listed reads the lists of documents that a decision ends or amends.
func (x *index) listed(c *Context) []related {
	return c.State.Get("repeals listed", func() any {
		verbs := placesOf(c.File.Text(c.Doc.Span), c.Doc.Span.Start, "废止", "失效", "停止执行", "修改")
		if x.comments || len(verbs) == 0 {
			return []related(nil) // most documents
		}
		x.sentences(c) // an item that says itself what it does is not said again
		l := lister{index: x, c: c}
		for _, b := range x.doc.Blocks {
			i := sort.SearchInts(verbs, b.Span.Start)
			if l.mode != "" || l.last != nil || b.Kind == policy.Table || i < len(verbs) && verbs[i] < b.Span.End {
				l.block(b)
			}
		}
		return l.out
	}).([]related)
}

// lister walks the blocks; mode is what the list it is in states (repeal, lapse, stop, amend), "" outside lists.
type lister struct {
	*index
	c       *Context
	mode    string
	decides int // 0 not looked at yet, 1 the document ends something, -1 it does not
	out     []related
	last    *fact.Relation // the item that fields below it belong to
}

func (l *lister) block(b *policy.Block) {
	if b.Kind == policy.Table {
		l.table(b)
		return
	}
	t := l.file.Text(b.Span)
	t = strings.TrimRight(t, "\n ")
	if t == "" {
		return
	}
	if b.Part == policy.PartSignature {
		l.last = nil
		return
	}
	if l.last != nil && l.field(t) {
		return
	}
	l.last = nil
	lead := listLead(t)
	mark := markLength(t)
	if len(lead) == len(t) {
		lead = t[mark:]
	}
	if mode, header := l.header(lead); header {
		l.mode = mode
		return
	}
	if l.mode != "" {
		l.item(b, t, mark)
	}
}

// placesOf gives where any of the words stand in s, in order; base is added to each place.
func placesOf(s string, base int, words ...string) []int {
	var out []int
	for _, w := range words {
		for at := 0; ; {
			i := text.Index(s[at:], w)
			if i < 0 {
				break
			}
			at += i
			out = append(out, base+at)
			at += len(w)
		}
	}
	sort.Ints(out)
	return out
}

// listLead is the part of a paragraph that can begin a list: all of a short one, the end of a long one.
func listLead(t string) string {
	const most = 450
	if len(t) <= most {
		return t
	}
	cut := len(t) - most
	for cut < len(t) && !utf8.RuneStart(t[cut]) {
		cut++
	}
	return t[cut:]
}

// markLength gives the length of the ordinal that begins a line: 1., 12、, （三）, 一、.
func markLength(t string) int {
	n := 0
	if rest, ok := strings.CutPrefix(t, "（"); ok {
		if k := digitRun(rest); k > 0 && strings.HasPrefix(rest[k:], "）") {
			return len("（") + k + len("）")
		}
		return 0
	}
	if n = digitRun(t); n == 0 {
		return 0
	}
	for _, s := range [...]string{"、", ".", "．", "）", " "} {
		if strings.HasPrefix(t[n:], s) {
			n += len(s)
			return n + len(t[n:]) - len(strings.TrimLeft(t[n:], " "))
		}
	}
	return 0
}

// bareOrdinal gives the length of the ordinal of a row that lost its lines: 12关于…的通知. A year is none.
func bareOrdinal(t string) int {
	n := len(t) - len(strings.TrimLeft(t, "0123456789"))
	if n == 0 || n > 3 || startsWith(t[n:], "年", "月", "号", "个", "项", "件", "部") {
		return 0
	}
	return n
}

func digitRun(t string) int {
	n := 0
	for n < len(t) {
		r, k := utf8.DecodeRuneInString(t[n:])
		if (r < '0' || r > '9') && !strings.ContainsRune("一二三四五六七八九十百〇零", r) {
			break
		}
		n += k
	}
	return n
}

// header tells whether a line begins a list, and which: one of repeals, or one of other things (mode "").
func (l *lister) header(t string) (mode string, ok bool) {
	verb := ""
	if _, v := lastOf(t, repealVerbs); v != "" {
		verb = repealMode(v)
		if strings.Contains(t, "废止") {
			verb = "repeal"
		}
	}
	lines := utf8.RuneCountInString(t)
	if verb == "" && amendHeader(t, lines) && l.deciding() {
		return "amend", true
	}
	if verb == "" {
		off := lines <= 40 && hasAny(t, "目录", "清单", "一览表", "附件", "保留", "继续有效", "予以修改", "修改的") && !strings.HasPrefix(t, "《") && !hasAny(t, "通知", "意见", "办法", "规定", "〔")
		return "", off
	}
	if at, word := lastOf(t, []string{"下列", "以下", "如下"}); at >= 0 && !strings.Contains(t[at:], "《") && !strings.HasPrefix(t, "附件") {
		// 对下列文件予以废止, 决定废止以下规章
		_, after := firstOf(t[at+len(word):], repealVerbs)
		before, v := lastOf(lastClause(t[:at]), repealVerbs)
		if (after != "" || before >= 0 && v != "") && intends(lastClause(t[:at])) && !strings.Contains(t[at:], "修改") {
			return verb, true
		}
	}
	if strings.Contains(t, "《") || hasAny(t, "拟废止", "修改") || !intends(t) {
		return "", lines <= 40 && !strings.HasPrefix(t, "《")
	}
	listing := lines <= 60 && (hasAny(t, "目录", "清单", "一览表", "名单", "件）", "部）", "项）") || strings.HasSuffix(t, "：") || endsWith(t, "规章", "文件", "法规", "汇总表", "列表"))
	if listing && l.deciding() {
		return verb, true
	}
	return "", false
}

// deciding tells whether the document itself ends others, in its title or in a sentence.
func (l *lister) deciding() bool {
	if l.decides == 0 {
		l.decides = -1
		if hasAny(l.doc.Head.Title, "废止", "失效", "停止执行", "清理", "修改") {
			l.decides = 1
		}
		for _, b := range l.doc.Blocks {
			if l.decides == 1 {
				break
			}
			if b.Kind != policy.Table && hasAny(l.file.Text(b.Span), "予以废止", "决定废止", "宣布失效", "宣布废止", "一律停止执行", "决定对", "作如下修改", "予以修改") {
				l.decides = 1
			}
		}
	}
	return l.decides == 1
}

// fieldNames begin the lines below an item that tell more of it.
var fieldNames = []string{"发文单位", "发文机关", "发文时间", "发文字号", "发布时间", "发布机关", "发布日期", "发布单位", "制定机关", "制定单位", "公布日期", "印发时间", "成文日期", "文号", "文 号", "字号", "颁布单位", "颁布时间"}

// reasons begin what is said of an item beside its name.
var reasons = []string{"说明：", "说 明：", "备注：", "理由：", "原因：", "废止理由", "失效理由", "清理意见", "处理意见"}

// field reads 发文单位：…, 文号：… below an item.
func (l *lister) field(t string) bool {
	if startsWith(t, reasons...) {
		return true
	}
	if !startsWith(t, fieldNames...) && l.last.Target.Number != "" {
		return false
	}
	if !startsWith(t, fieldNames...) {
		numbers := mention.Numbers(t, l.place)
		if len(numbers) != 1 || strings.TrimPrefix(t[:numbers[0].Span.Start], "（") != "" {
			return false
		}
	}
	l.fill(l.last, t)
	return true
}

// fill completes an item by what stands beside its name: number, date, issuer.
func (l *lister) fill(r *fact.Relation, t string) {
	if at, _ := firstOf(t, reasons); at >= 0 {
		t = t[:at]
	}
	if r.Target.Number == "" {
		for _, n := range mention.Numbers(t, l.place) {
			if !n.Partial {
				r.Target.Number = n.Text
				break
			}
		}
	}
	if d := text.FindDates(t); len(d) > 0 && r.Target.Date == "" {
		r.Target.Date = d[0].ISO
	}
	if r.Target.Issuer == "" {
		for _, w := range [...]string{"发文单位：", "发文机关：", "发布机关：", "制定机关：", "制定单位：", "发布单位：", "颁布单位："} {
			if i := strings.Index(t, w); i >= 0 {
				name := t[i+len(w):]
				if k, _ := firstOf(name, append([]string{"、", "，", "\n", "。"}, fieldNames...)); k >= 0 {
					name = name[:k]
				}
				r.Target.Issuer = name
				if full, _ := authority.Canonical(name, l.doc.Region, r.Target.Date); full != "" {
					r.Target.Issuer = full
				}
			}
		}
	}
}

// item reads a line of a list: 1.《…》（…号）, 2.关于…的通知（…号）, 3.…办法发文单位：….
func (l *lister) item(b *policy.Block, t string, mark int) {
	for _, s := range b.Sentences {
		for _, r := range l.made[s.Start] {
			if r.rule == "repeals" || r.rule == "amends" {
				return
			}
		}
	}
	if l.mode == "amend" {
		l.amended(b, t, mark)
		return
	}
	if mark == 0 {
		mark = bareOrdinal(t)
	}
	title, end := itemTitle(t[mark:])
	if title == "" || mark == 0 && !strings.HasPrefix(t, "《") && !strings.HasSuffix(t, "号）") {
		if strings.HasPrefix(t, "第") || utf8.RuneCountInString(t) > 80 {
			l.mode = "" // running text: the list is over
		}
		return
	}
	r := l.repeal(title)
	rest := t[mark+end:]
	l.fill(r, rest)
	stop := mark + end
	if n := mention.Numbers(rest, l.place); len(n) > 0 && n[0].Span.Start == 0 {
		stop += n[0].Span.End // （90）江水字3号
	} else if strings.HasPrefix(rest, "（") {
		if i := strings.Index(rest, "）"); i > 0 && i < 300 {
			stop += i + len("）")
		}
	}
	l.last = r
	l.out = append(l.out, related{"repeals_list", text.Span{Start: b.Span.Start + mark, End: b.Span.Start + stop}, -1, r})
}

// repeal is an item of the list, with nothing but its title yet.
func (l *lister) repeal(title string) *fact.Relation {
	cue := map[string]string{"repeal": "废止", "lapse": "失效", "stop": "停止执行"}[l.mode]
	return &fact.Relation{Type: "repeals", Target: fact.Ref{Title: title}, Cue: cue, Mode: l.mode, Scope: "full", Effective: l.ownDate()}
}

// itemTitle reads the title that an item starts with, in 《》 or plain; end is where it ends.
func itemTitle(s string) (title string, end int) {
	if titles := mention.Titles(s); len(titles) > 0 && titles[0].Span.Start == 0 {
		rest := s[titles[0].Span.End:]
		if rest == "" || startsWith(rest, "（", "。", "；", "，", " ", "\t") || startsWith(rest, fieldNames...) {
			return titles[0].Title, titles[0].Span.End
		}
	}
	end = len(s)
	if at, _ := firstOf(s, append(append([]string{"。", "；", "\n", "\t"}, fieldNames...), reasons...)); at >= 0 {
		end = at
	}
	end = cutAtColumn(s, cutAtNumber(s, end))
	title = strings.Trim(s[:end], " ，")
	n := utf8.RuneCountInString(title)
	kind := strings.TrimRight(trimVersion(strings.TrimRight(title, "》〉")), "》〉")
	if n < 5 || n > 120 || startsWith(title, "修改", "废止", "删去", "删除", "宣布") || !endsWith(kind, genres...) && !endsWith(kind, "函", "答复", "制度", "令", "解释", "通报", "要点", "大纲", "决议", "准则", "工作安排", "的说明", "几点说明", "指引") {
		return "", 0
	}
	return innerTitle.Replace(title), end
}

var innerTitle = strings.NewReplacer("《", "〈", "》", "〉", "\n", "")

// cutAtColumn cuts a title before a number that stands beside it without a bracket, as in the columns of a table that lost
// its lines: 关于…的通知 江政发〔1999〕3号 1999年5月6日. A number within a title (关于落实国发〔1999〕3号文件的通知) does not end one.
func cutAtColumn(s string, end int) int {
	for _, n := range mention.Numbers(s[:end], mention.Place{}) {
		if title := strings.TrimRight(s[:n.Span.Start], " "); endsWith(title, genres...) {
			return len(title)
		}
	}
	return end
}

// cutAtNumber cuts a title before the bracket that holds number or date: 关于…的通知（江政发〔1999〕3号）.
func cutAtNumber(s string, end int) int {
	for at := 0; at < end; {
		i := strings.Index(s[at:end], "（")
		if i < 0 {
			return end
		}
		i += at
		j := strings.Index(s[i:], "）")
		if j < 0 {
			return end
		}
		inside := s[i : i+j]
		if strings.Contains(inside, "号") && strings.ContainsAny(inside, "0123456789") || len(text.FindDates(inside)) > 0 || hasAny(inside, "年发布", "年公布", "年印发") {
			return i
		}
		at = i + j
	}
	return end
}
