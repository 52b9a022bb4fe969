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
	name := stripTail(stripMaking(core))
	if runes(name) < 3 || containsAny(name, []string{"是否", "不得", "应当"}) {
		return
	}
	t := &fact.Target{Indicator: name, Raw: c.text[at:end], Task: targetTask(r.block.Section)}
	if !r.h.past {
		t.Year = r.h.year
	}
	from := r.at + c.at
	r.t.found = append(r.t.found, Finding{Span: text.Span{Start: from + start, End: from + end}, Body: t})
}
