package rule

import (
	"strings"

	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/mention"
	"github.com/policygraph/policygraph/extract/policy"
	"github.com/policygraph/policygraph/extract/text"
)

// sentenceReader reads the targets of one sentence, clause by clause; the year carries over.
type sentenceReader struct {
	t         *targetReader
	block     *policy.Block
	at        int // place of the sentence in the text
	h         horizon
	blockPast bool
	annual    bool
	norm      bool           // the sentence turned to conditions or awards
	listing   bool           // the clause before held a target: a bare number may continue its list
	names     []string       // the indicators of the clause read or, while none is found there, of the one before
	before    []string       // the indicators of the clause before
	said      []string       // all indicators of the sentence so far
	units     []string       // and their units
	subject   string         // the clause before, if it holds no number: its members may be what 分别达到 speaks of
	years     []int          // several years that one clause sets: 到2025年、2030年
	served    bool           // the sentence turned to what each of some persons gets: 对有求学愿望的
	foretold  bool           // the sentence tells what others forecast
	rest      []targetClause // the clauses to come
	whole     string         // of what the share read last is the part
	part      string         // and the name of that share
	attribute bool           // the quantity read is followed by one that says what the thing counted is like
	told      bool           // the clause before was refused: what goes on with it (占…, 其中…) tells of the past, too
	near      bool           // a sentence shortly before set a year to come
	anchored  bool           // a year to come was said in this sentence
}

// longClause is more than a clause of prose is long: what has no comma for so long is a list or a table run together.
const longClause = 1500

func (r *sentenceReader) read(s string) {
	list := targetClauses(s)
	for k, c := range list {
		r.rest = list[k+1:]
		if strings.HasPrefix(c.text, "（") && dutyBracket(c.text) {
			r.t.duties++
			continue
		}
		r.clause(c)
	}
}

// listMark is the length of the mark of a list item that s begins with: 十、 （三） 2. 一是
func listMark(s string) int {
	if rest, ok := strings.CutPrefix(s, "（"); ok {
		if i := strings.Index(rest, "）"); i > 0 && i <= 12 && strings.Trim(rest[:i], "一二三四五六七八九十0123456789") == "" {
			return len("（") + i + len("）")
		}
		return 0
	}
	rest := strings.TrimLeft(s, "一二三四五六七八九十")
	if n := len(s) - len(rest); n > 0 && n <= 9 {
		for _, w := range [...]string{"、", "是", "．", "."} {
			if strings.HasPrefix(rest, w) {
				return n + len(w)
			}
		}
	}
	rest = strings.TrimLeft(s, "0123456789")
	if n := len(s) - len(rest); n > 0 && n <= 2 {
		for _, w := range [...]string{"、", ".", "．"} {
			if after, ok := strings.CutPrefix(rest, w); ok && after != "" && !isDigitByte(after[0]) {
				return n + len(w)
			}
		}
	}
	return 0
}

// leadingDuty is the length of the bracketed duty clause that s begins with, 0 if there is none.
func leadingDuty(s string) int {
	if !strings.HasPrefix(s, "（") {
		return 0
	}
	depth := 0
	for i, r := range s {
		switch r {
		case '（':
			depth++
		case '）':
			if depth--; depth == 0 && dutyBracket(s[:i]) {
				return i + len("）")
			} else if depth == 0 {
				return 0
			}
		}
	}
	return 0
}

func dutyBracket(s string) bool {
	return containsAny(s, []string{"牵头", "责任", "配合", "负责", "完成时限", "主办"})
}

func (r *sentenceReader) clause(c targetClause) {
	if len(c.text) > longClause {
		return
	}
	r.horizon(c.text)
	if !hasDigit(c.text) && !strings.Contains(c.text, "分之") {
		r.listing = r.listing && !strings.HasSuffix(c.text, "的")
		if len(c.text) > 60 {
			r.listing = false
		}
		r.names, r.subject = nil, c.text
		r.served = r.served || strings.HasPrefix(c.text, "对") && strings.HasSuffix(c.text, "的")
		return
	}
	qs := r.outside(c.text, mention.Quantities(c.text))
	if len(qs) == 0 {
		if stripLead(c.text) != "" { // 到2025年 alone changes nothing
			r.names, r.subject = nil, c.text
		}
		return
	}
	if r.told = r.told && !r.ahead() && prefixOf(c.text, []string{"占", "其中"}) != "" || r.refuses(c.text); r.told {
		r.listing, r.names = false, nil
		return
	}
	if r.respectively(c, qs) {
		return
	}
	r.before, r.names = r.names, nil
	hit, first := false, len(r.t.found)
	list := pieces(c.text, qs)
	for k := 0; k < len(list); k++ {
		p := list[k]
		if k+1 < len(list) {
			if name, ok := r.sized(c, p, list[k+1]); ok {
				p.end = list[k+1].end
				hit = r.addSized(c, p, name) || hit
				k++
				continue
			}
		}
		if k+1 < len(list) && list[k+1].start == p.start && list[k+1].after == "" && measuresThing(p.q.Unit) {
			continue // 打造2公里街区1条: how long it is
		}
		r.attribute = k+1 < len(list) && list[k+1].start == p.start
		if !r.piece(c, p) {
			continue
		}
		hit = true
		if k+1 < len(list) && list[k+1].start == p.start { // 培育15个上云率提升20%以上的集群
			n := &list[k+1]
			n.start, n.before = p.q.Span.End, c.text[p.q.Span.End:n.q.Span.Start]
		}
	}
	r.listing = hit
	completeNames(r.t.found[first:])
}

// outside leaves out the quantities in brackets and quotation marks: names, explanations, duty clauses.
func (r *sentenceReader) outside(s string, qs []mention.Quantity) []mention.Quantity {
	out := qs[:0]
	for k, q := range qs {
		head := s[:q.Number.Start]
		if strings.Count(head, "（") > strings.Count(head, "）") || strings.Count(head, "“") > strings.Count(head, "”") || strings.Count(head, "《") > strings.Count(head, "》") {
			continue
		}
		// An age or a time is never the target and parts no list: 7岁以下儿童管理率和巩固率.
		if timeUnits[baseUnit(q.Unit)] && !strings.Contains(head, "寿命") && !strings.Contains(head, "年限") && !r.timeGoal(s, q) {
			continue
		}
		if k+1 < len(qs) && startsChange(s, q, qs[k+1]) {
			continue
		}
		out = append(out, q)
	}
	return out
}

// toVerbs lead from where a change begins to where it is to end.
var toVerbs = []string{"达到", "发展到", "增长到", "增加到", "提高到", "提升到", "上升到", "扩大到", "下降到", "降低到", "减少到", "增长至", "增加至", "提高至", "提升至", "上升至", "扩大至", "下降至", "降低至", "减少至", "压减到", "压减至", "缩短到", "缩短至", "降到", "降至", "增至", "提高为", "调整到", "调整至", "压缩到", "压缩至", "拓展到", "拓展至", "扩展到", "扩展至", "发展至", "升至", "缩小到", "缩小至", "缩减到", "缩减至"}

// horizon takes up the year that a clause sets, or its turn to the past.
func (r *sentenceReader) horizon(c string) {
	if y, ok := yearIn(c); ok {
		r.h = horizon{year: y, past: y < r.t.ref || r.t.ref == 0 && y < r.t.term && !isTerm(c)}
		r.anchored, r.norm = !r.h.past && (r.t.ref > 0 || isTerm(c)), false
		if r.years = yearsIn(c); len(r.years) < 2 {
			r.years = nil
		}
	} else if r.h.year == 0 && r.t.ref > 0 && strings.Contains(c, "今年") && !strings.Contains(c, "今年以来") {
		r.h, r.anchored = horizon{year: r.t.ref}, true
	}
	r.foretold = r.foretold || containsAny(c, []string{"据预测", "据测算", "据估计", "机构预测"})
	if (prefixOf(c, pastOpenings) != "" || reportsMonths(c)) && !r.ahead() {
		r.h.past, r.anchored = true, false
	}
	if strings.Contains(c, "每年") {
		r.annual = true
	}
}

// ahead tells whether the year said lies after the document.
func (r *sentenceReader) ahead() bool {
	return r.anchored && r.t.ref > 0 && r.h.year > r.t.ref
}

// goals tells whether a sentence stands where a text sets its goals: under such a heading, or right behind a sentence that
// set a year to come, for 到2025年 opens a paragraph whose next sentences go on with it.
func (r *sentenceReader) goals() bool {
	return r.t.kind == kindGoal || r.near && r.t.kind == kindPlan
}

// strong tells whether the sentence itself says that its numbers are to be reached.
func (r *sentenceReader) strong(c string) bool {
	return r.anchored || r.h.year > 0 && !r.h.past || containsAny(c, []string{"每年", "全年", "年内", "年底", "今年", "力争", "确保", "争取", "至少", "不少于", "不低于", "目标"}) || r.goals()
}

// refuses tells whether a clause holds no target whatever its numbers are.
func (r *sentenceReader) refuses(c string) bool {
	switch {
	case r.foretold, strings.Contains(c, "全球") && strings.Contains(c, "市场规模"):
		return true
	case !r.anchored && containsAny(c, oughtWords):
		r.norm = true
		return true
	case !r.anchored && containsAny(c, []string{"等项目", "等重点项目", "等工程", "等一批"}): // capacities in the names of projects
		return true
	case r.h.past, r.blockPast && !r.strong(c), containsAny(presentWords.Replace(c), pastWords) && !r.ahead() && !(r.t.ref == 0 && r.anchored):
		return true
	case strings.HasSuffix(c, "的"), strings.HasPrefix(c, "对") && strings.Contains(c, "的"):
		r.norm = true
		return true
	case containsAny(c, normWords) && containsAny(plainWords.Replace(c), normWords) && !rateReached(c) && !timeReached(c):
		r.norm = true
		return true
	case r.norm && !strings.Contains(c, "每年") && !rateReached(c):
		return true
	case r.t.kind == kindNorm && (!r.anchored || r.t.ref > 0 && r.h.year <= r.t.ref):
		return true
	}
	return false
}

// piece judges one quantity of a clause and adds it.
func (r *sentenceReader) piece(c targetClause, p piece) bool {
	p = breaksThrough(c.text, ofWhole(p))
	name, ok := r.indicator(c, p)
	if !ok || !r.unitFits(c.text, p) || r.served && !r.anchored && p.q.Unit != "%" {
		return false
	}
	r.names = append(r.names, name...)
	if y, ok := yearIn(p.before); ok && len(r.years) > 1 {
		r.h.year = y // 其中2022年完成80户、2023年完成100户
	}
	for _, n := range name {
		r.add(c, p.start, p.end, n, p.q)
	}
	return len(name) > 0
}

// addSized adds so many things of a size, unless what they are is not said.
func (r *sentenceReader) addSized(c targetClause, p piece, name string) bool {
	before := strings.TrimSpace(p.before)
	if name == "" || !strings.HasPrefix(c.text, "其中") && !r.introduced(c, p, before) {
		return false
	}
	r.names = append(r.names, name)
	r.add(c, p.start, p.end, name, p.q)
	return true
}

func (r *sentenceReader) add(c targetClause, start, end int, name string, q mention.Quantity) {
	r.said, r.units, r.subject = append(r.said, name), append(r.units, q.Unit), ""
	for start < end && strings.HasPrefix(c.text[start:], " ") {
		start++
	}
	t := &fact.Target{Indicator: name, Value: q.Value, Value2: q.Value2, Unit: q.Unit, Comparator: q.Comparator, Period: periodOf(c.text, name), Raw: c.text[q.Span.Start:q.Span.End]}
	if q.Comparator == "=" && strings.Contains(c.text[:q.Span.Start], "至少") {
		t.Comparator = ">="
	}
	if !r.h.past {
		t.Year = r.h.year
	}
	if t.Task = targetTask(r.block.Section); t.Task != nil {
		t.Task.Ordinal = r.t.duties + 1
	}
	at := r.at + c.at
	r.t.found = append(r.t.found, Finding{Span: text.Span{Start: at + start, End: at + end}, Body: t})
}
