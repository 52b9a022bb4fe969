package rule

import (
	"strings"

	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/policy"
	"github.com/policygraph/policygraph/extract/text"
)

// target_qualitative reads targets that are reached without a number: 实现工业设备联网全覆盖, 产值翻一番, 国家级实验室
// 零突破. The words stand in Raw and Value stays empty: what they mean in figures is not said.
var _ = register(Rule{
	Name:     "target_qualitative",
	Kind:     fact.KindTarget,
	Scope:    Block,
	Triggers: totalWords,
	Find:     findQualitativeTargets,
})

var totalWords = []string{"全覆盖", "零突破", "零的突破", "翻一番", "翻两番", "翻番", "动态清零", "应保尽保", "全达标"}

func findQualitativeTargets(c *Context) []Finding {
	kind := kindOf(c, c.Block.Section)
	if tellsOnly(c.Doc) || c.Block.Kind != policy.Paragraph || c.Block.Part == policy.PartSignature || kind == kindNone {
		return nil
	}
	t := &targetReader{ctx: c, ref: referenceYear(c.Doc), section: c.Block.Section, kind: kind}
	for _, s := range t.fullSentences(c.Block) {
		str := c.File.Text(s)
		if !containsAny(str, totalWords) || isHeadingOf(str, c.Block.Section) {
			continue
		}
		r := sentenceReader{t: t, block: c.Block, at: s.Start}
		for _, cl := range targetClauses(str) {
			r.horizon(cl.text)
			if !r.h.past && !containsAny(cl.text, pastWords) && (kind != kindNorm || r.ahead()) {
				r.totals(cl)
			}
		}
	}
	return t.found
}

// isHeadingOf tells whether a sentence is the printed heading of its section: a slogan, its goals follow.
func isHeadingOf(s string, section *policy.Section) bool {
	return section != nil && section.Heading != "" && strings.Contains(s, section.Heading) && runes(s) <= runes(section.Heading)+8
}

// totals adds a target for each word that ends a member of the clause: A全覆盖、B应保尽保.
func (r *sentenceReader) totals(c targetClause) {
	start := 0
	for i := 0; i < len(c.text); {
		word := prefixOf(c.text[i:], totalWords)
		if word == "" {
			i++
			continue
		}
		end := i + len(word)
		rest := strings.TrimRight(c.text[end:], "。；， ")
		if rest == "" || prefixOf(rest, []string{"、", "和", "目标", "的目标"}) != "" {
			r.total(c, start, i, end)
		}
		start = end
		if j := prefixOf(c.text[end:], joints[:]); j != "" {
			start = end + len(j)
		}
		i = max(start, end)
	}
}

func (r *sentenceReader) total(c targetClause, start, at, end int) {
	head := c.text[start:at]
	if strings.Count(head, "（") > strings.Count(head, "）") || strings.Count(head, "“") > strings.Count(head, "”") || strings.Count(head, "《") > strings.Count(head, "》") {
		return
	}
	core, _ := stripReach(strings.TrimSuffix(head, "实施"))
	name := plainTotal(stripTail(stripMaking(core)))
	if runes(name) < 3 && (runes(name) < 2 || !strings.HasPrefix(c.text[at:], "翻") || suffixOf(name, sizeNouns) != name) || containsAny(name, []string{"是否", "不得", "应当"}) || prefixOf(name, []string{"坚持", "遵循", "按照", "本着", "体现"}) != "" {
		return
	}
	t := &fact.Target{Indicator: name, Raw: c.text[at:end], Task: targetTask(r.block.Section)}
	if !r.h.past {
		t.Year = r.h.year
	}
	from := r.at + c.at
	r.t.found = append(r.t.found, Finding{Span: text.Span{Start: from + start, End: from + end}, Body: t})
}

// plainTotal is a name without what only joins it to its verb: 各地要在2025年底前实现A, 对A实行B, 对A的, 使其A.
func plainTotal(name string) string {
	for _, w := range [...]string{"年底前实现", "月底前实现", "年底前完成", "月底前完成"} {
		if i := strings.Index(name, w); i > 0 {
			name = name[i+len(w):]
		}
	}
	if s, ok := strings.CutPrefix(name, "对"); ok {
		for _, w := range [...]string{"实现", "实行", "开展", "进行"} {
			if i := text.Index(s, w); i > 0 {
				s = s[:i] + s[i+len(w):]
				break
			}
		}
		name = s
	}
	if s, ok := strings.CutPrefix(name, "在"); ok && prefixOf(s, []string{"规上", "规模以上", "全", "各", "所有", "重点"}) != "" {
		name = strings.Replace(s, "实现", "", 1)
	}
	if prefixOf(name, []string{"其他", "其余", "其中"}) == "" {
		name = strings.TrimPrefix(name, "其")
	}
	if s, ok := strings.CutSuffix(name, "年"); ok { // 增加值五年翻一番
		if rest := strings.TrimRight(s, "两三五十0123456789"); len(rest) < len(s) && runes(rest) >= 3 {
			name = rest
		}
	}
	return strings.TrimSuffix(strings.TrimPrefix(name, "达到"), "的")
}
