package rule

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/policy"
	"github.com/policygraph/policygraph/extract/text"
)

// implements reads what a document rests on and carries out. In the preamble or the first article a cited
// document is basis (根据《…》制定本办法) or purpose (为贯彻落实《…》) of this one: level doc. Elsewhere only an order to
// carry it out counts (level body); 按照《…》执行 in the body is a mention like any other.
var _ = register(Rule{
	Name:     "implements",
	Kind:     fact.KindRelation,
	Scope:    Sentence,
	Triggers: []string{"根据", "依据", "依照", "按照", "遵照", "贯彻", "落实", "执行", "实施", "按《"},
	Find:     func(c *Context) []Finding { return append(pick(c, "implements"), unquoted(c)...) },
})

var basisCues = []string{"根据", "依据", "依照", "按照", "遵照", "遵循", "按"}
var carryCues = []string{"贯彻落实", "贯彻执行", "贯彻实施", "贯彻", "落实", "执行", "实施", "学习贯彻"}

// enacting are the words by which a preamble says what it does; with them a basis is that of the document. Statutes say
// it with the stronger ones only, since those that lost their 第X条 are all preamble.
var (
	enacting = []string{"制定", "制订", "修订", "编制", "作出", "提出", "决定", "通知", "公告", "公布", "印发", "发布", "下发", "批准", "任命", "如下", "解释", "现就", "现将",
		"特制", "出台", "同意", "研究", "定于", "组织开展", "启动", "公示", "表彰", "我局", "我厅", "我部", "现对", "部署", "批复", "认定"}
	enactingStatute = []string{"制定", "制订", "修订", "如下", "以下规定", "以下解释", "决定", "现公布", "编制", "现就", "作出", "现对", "提出以下"}
)

// enacts tells whether a sentence says what the document does. In a notice a sentence that begins with its basis does.
func (v *view) enacts(lead string) bool {
	if !endsWith(strings.TrimRight(v.s, " \n"), "。", "；", "：") && hasAny(v.rest(), enactingStatute...) {
		return true // the sentence was cut in two by a page or a line
	}
	if isStatute(v.doc.Head.Title) || v.c.Block.Section != nil && v.c.Block.Section.Article != "" {
		return hasAny(v.s, enactingStatute...)
	}
	return hasAny(v.s, enacting...) || lead == "" || strings.HasPrefix(lead, "为") && strings.HasSuffix(lead, "，")
}

// rest is the text right behind the sentence, as far as the next one may reach.
func (v *view) rest() string {
	end := v.base + len(v.s)
	s := v.file.Text(text.Span{Start: end, End: min(v.doc.Span.End, end+300)})
	if i := strings.Index(s, "。"); i >= 0 {
		s = s[:i]
	}
	return s
}

// isStatute tells whether a title is that of a statute, not of a notice.
func isStatute(t string) bool {
	return endsWith(trimVersion(t), "条例", "办法", "规定", "细则", "规则", "法", "规范", "标准", "准则", "规程", "法典")
}

func (v *view) implements() {
	if v.listRow() {
		return
	}
	cue, manner, from := "", "", 0
	for _, g := range v.groups {
		at, word, how := governing(g.before)
		if word == "" {
			cue = ""
			if !v.trailing(g) {
				continue
			}
			continue
		}
		cue, manner = word, how
		from = v.cites[g.from].Lead - len(g.before) + at
		level := v.level(g, g.before[:at], manner, cue)
		if level == "" {
			continue
		}
		for i := g.from; i < g.to; i++ {
			if v.claim[i] || v.cites[i].Own || v.quoted(i) || v.history(g) {
				continue
			}
			v.add("implements", i, from, v.cites[i].Span.End, fact.Relation{Level: level, Cue: cue, Manner: manner})
		}
	}
}

// listRow tells whether the sentence is a row of a list of what is ended, where reasons stand beside title and number: 1关于…的
// 通知 江工商〔1998〕3号 所依据的《…》已废止.
func (v *view) listRow() bool {
	if v.c.Block == nil || !hasAny(v.doc.Head.Title, "废止", "失效", "清理") {
		return false
	}
	c := v.cites[0]
	ordinal := markLength(v.s) > 0 || bareOrdinal(v.s) > 0
	return v.c.Block.Kind == policy.Table || ordinal && c.Bare && c.Title == "" && !hasAny(v.s[:c.Lead-v.base], "，", "。", "：")
}

// governing finds the cue that a group depends on: the last one before it with no comma between, for
// 根据《甲》，参照《乙》制定 rests on 甲 only.
func governing(before string) (at int, word, manner string) {
	b, basis := lastOf(before, basisCues)
	c, carry := lastOf(before, carryCues)
	if b < 0 && c < 0 {
		return 0, "", ""
	}
	at, word, manner = b, basis, "basis"
	if c+len(carry) > b+len(basis) || b < 0 {
		at, word, manner = c, carry, "carry_out"
	}
	rest := before[at+len(word):]
	if utf8.RuneCountInString(rest) > 60 || strings.ContainsAny(rest, "。；") || strings.Contains(rest, "，") && !listingComma(rest) {
		return 0, "", ""
	}
	if word == "按" && rest != "" {
		return 0, "", ""
	}
	if hasAny(rest, "参照", "适用", "制定", "违反", "出台") {
		return 0, "", ""
	}
	lead := before[:at]
	if endsWith(lead, "未", "不", "不按", "没有", "未能", "是否", "违反", "不得", "可", "可以", "或者", "拒不") {
		return 0, "", ""
	}
	return at, word, manner
}

// listingComma tells whether the commas in a stretch before a title only list further documents or times:
// 根据国家、省有关规划，以及《…》.
func listingComma(rest string) bool {
	i := strings.LastIndex(rest, "，")
	tail := rest[i+len("，"):]
	return startsWith(tail, "以及", "及", "和", "并") && utf8.RuneCountInString(tail) <= 6
}

// level decides what a cue says of a group, "" for nothing.
func (v *view) level(g group, lead, manner, cue string) string {
	block := v.c.Block
	if block != nil && block.Preamble {
		if manner == "basis" {
			if startsWith(g.after, "规定的", "有关规定的") || endsWith(lead, "请", "要", "应", "应当", "须", "严格", "必须") {
				return ""
			}
			if v.enacts(lead) {
				return "doc"
			}
			return ""
		}
		if !v.enacts(lead) && !hasAny(lead, "为", "以") && !carries(lead, cue, g.after) {
			return ""
		}
		return "doc"
	}
	if manner == "carry_out" && carries(lead, cue, g.after) {
		return "body"
	}
	return ""
}

// carries tells whether a cue orders that something be carried out. 执行 and 实施 alone do not: 依照…执行, 自《…》实施以来.
func carries(lead, cue, after string) bool {
	if startsWith(after, "情况", "的情况", "以来", "过程中", "中的问题", "前", "后") {
		return false
	}
	if cue == "执行" || cue == "实施" {
		return endsWith(lead, "严格", "认真", "深入", "全面", "组织", "推进", "加快", "抓好", "切实", "继续", "要", "扎实", "大力")
	}
	return true
}

// trailing reads cues that follow the title: 推进《…》贯彻实施, 抓好《…》的落实, 为保障《…》贯彻实施.
func (v *view) trailing(g group) bool {
	lead, _ := lastOf(g.before, []string{"推进", "推动", "抓好", "做好", "加强", "促进", "确保", "保障", "保证", "加快", "强化", "组织"})
	if lead < 0 || strings.ContainsAny(g.before[lead:], "，。；") || utf8.RuneCountInString(g.before[lead:]) > 12 {
		return false
	}
	after := strings.TrimPrefix(g.after, "的")
	for _, w := range [...]string{"深入", "全面", "有效", "顺利", "正确", "宣传", "学习"} {
		after = strings.TrimPrefix(after, w)
	}
	for _, w := range append([]string{"落地"}, carryCues...) {
		if !strings.HasPrefix(after, w) || w == "执行" && strings.HasPrefix(after, "执行情况") {
			continue
		}
		level := "body"
		if v.c.Block != nil && v.c.Block.Preamble {
			level = "doc"
		}
		end := v.cites[g.to-1].Span.End + len(g.after) - len(after) + len(w)
		for i := g.from; i < g.to; i++ {
			if !v.claim[i] && !v.cites[i].Own && !v.quoted(i) {
				v.add("implements", i, v.cites[g.from].Lead-len(g.before)+lead, end, fact.Relation{Level: level, Cue: w, Manner: "carry_out"})
			}
		}
		return true
	}
	return false
}
