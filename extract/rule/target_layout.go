package rule

import (
	"regexp"
	"strings"

	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/mention"
	"github.com/policygraph/policygraph/extract/policy"
	"github.com/policygraph/policygraph/extract/text"
)

// target_layout reads indicator tables that a PDF left as lines with blanks between the columns. The normal form has
// no columns any more, so the lines are read as printed. A row whose name runs over several lines is left alone:
// nothing tells which line it goes on with.
var _ = register(Rule{
	Name:     "target_layout",
	Kind:     fact.KindTarget,
	Scope:    Document,
	Triggers: []string{"预期性", "约束性"},
	Find:     findLayoutTargets,
})

func findLayoutTargets(c *Context) []Finding {
	if tellsOnly(c.Doc) {
		return nil
	}
	r := layoutReader{ctx: c, ref: referenceYear(c.Doc)}
	for _, b := range c.Doc.Blocks {
		if b.Kind == policy.Table {
			r.flush()
			continue
		}
		start, _ := c.File.Src.RawSpan(b.Span)
		if start >= r.end {
			r.flush()
			r.start, r.end = lineAround(c.File.Src.Raw, start)
			r.span, r.section = b.Span, b.Section
		}
		r.span.End = b.Span.End
	}
	r.flush()
	return r.found
}

// lineAround is the line of raw that holds a place.
func lineAround(raw string, at int) (start, end int) {
	start = strings.LastIndexByte(raw[:at], '\n') + 1
	end = strings.IndexByte(raw[at:], '\n')
	if end < 0 {
		return start, len(raw)
	}
	return start, at + end
}

// layoutReader reads the printed lines of a document one by one.
type layoutReader struct {
	ctx        *Context
	ref        int
	start, end int       // the line, in raw
	span       text.Span // what the blocks of the line cover
	section    *policy.Section
	years      []int // of the value columns; nil outside a table
	nameOnly   bool  // the line before holds the first part of a name and nothing else
	found      []Finding
}

var (
	wideBlank  = regexp.MustCompile(`\s{2,}`)
	oneValue   = regexp.MustCompile(`(每年 ?)?[\[〔]?[≥≤><]?\d[\d.,]*[\]〕]?%? ?(左右|以上|以内|以下)?|—|－`)
	onlyValues = regexp.MustCompile(`^((每年 ?)?[\[〔]?[≥≤><]?\d[\d.,]*[\]〕]?%? ?(左右|以上|以内|以下)?|—|－)( ((每年 ?)?[\[〔]?[≥≤><]?\d[\d.,]*[\]〕]?%? ?(左右|以上|以内|以下)?|—|－))*$`)
	rowHead    = regexp.MustCompile(`^(\S{1,4} +)?\d{1,2}[ .、]+`)
)

// flush reads the line gathered.
func (r *layoutReader) flush() {
	line := r.ctx.File.Src.Raw[r.start:r.end]
	r.start = r.end
	if len(line) == 0 || len(line) > 600 {
		return
	}
	if !strings.Contains(line, "  ") {
		r.narrow(strings.Fields(line))
		return
	}
	columns := wideBlank.Split(strings.TrimSpace(line), -1)
	if years := headerYears(columns); len(years) >= 2 {
		r.years = years
		return
	}
	if r.years != nil {
		r.row(columns)
		r.nameOnly = len(columns) == 1 && runes(columns[0]) >= 3 && !hasDigit(columns[0]) && !strings.HasPrefix(columns[0], "（")
	}
}

// narrow reads a line whose columns one blank parts: 3 森林覆盖率（%） 33.5 34.2 约束性. Only a row that ends in its attribute is
// taken, for a line of prose may hold blanks too.
func (r *layoutReader) narrow(fields []string) {
	n := len(fields)
	if n < 3 || n > 16 {
		return
	}
	if years := headerYears(fields); len(years) >= 2 && containsAny(fields[0]+fields[1], []string{"指标", "序号", "类别", "名称"}) {
		r.years = years
		return
	}
	if last := fields[n-1]; r.years == nil || last != "预期性" && last != "约束性" {
		return
	}
	k := n - 1
	for k > 0 && (onlyValues.MatchString(fields[k-1]) || suffixOf(fields[k-1], valueTails) == fields[k-1]) {
		k--
	}
	if k == 0 {
		return
	}
	columns := []string{strings.Join(fields[:k], " ")}
	if mention.IsUnit(fields[k-1]) && k > 1 {
		columns = []string{strings.Join(fields[:k-1], " "), fields[k-1]}
	}
	values := strings.Join(fields[k:n-1], " ")
	r.nameOnly = false
	r.row(append(columns, values, fields[n-1]))
}

// valueTails are the words of a value that a blank may part from its number.
var valueTails = []string{"以上", "以下", "左右", "以内"}

// headerYears lists the years that columns are headed with.
func headerYears(columns []string) []int {
	var out []int
	for _, c := range columns {
		c = strings.ReplaceAll(c, " ", "")
		if y := headerYear(c); y > 0 && runes(c) <= 12 {
			out = append(out, y)
		}
	}
	return out
}

// row reads “12 研发投入增长   %   10 以上   —   12 以上 预期性”.
func (r *layoutReader) row(columns []string) {
	attribute := ""
	last := columns[len(columns)-1]
	for _, a := range [...]string{"预期性", "约束性"} {
		if rest, ok := strings.CutSuffix(last, a); ok {
			attribute = a
			if columns[len(columns)-1] = strings.TrimSpace(rest); rest == "" {
				columns = columns[:len(columns)-1]
			}
		}
	}
	var values []string
	k := len(columns)
	for k > 0 && onlyValues.MatchString(columns[k-1]) {
		k--
		values = append(oneValue.FindAllString(columns[k], -1), values...)
	}
	if k < 1 || len(values) < len(r.years) || len(values) > len(r.years)+1 {
		return
	}
	name, unit := columns[k-1], ""
	if k >= 2 && mention.IsUnit(strings.ReplaceAll(columns[k-1], " ", "")) {
		name, unit = columns[k-2], columns[k-1]
	} else if name, unit = splitUnit(strings.NewReplacer("(", "（", ")", "）").Replace(name)); unit == "" {
		return
	}
	name = strings.TrimSpace(rowHead.ReplaceAllString(name, ""))
	if runes(name) < 3 || isRowNumber(name) || attribute == "" && r.nameOnly {
		return
	}
	r.targets(fact.Target{Indicator: strings.ReplaceAll(name, " ", ""), Unit: unit, Attribute: attribute}, values)
}

// targets makes one target a year; a value behind the last year is the growth a year.
func (r *layoutReader) targets(base fact.Target, values []string) {
	for i, v := range values {
		v = strings.TrimSpace(v)
		if isAbsent(v) {
			continue
		}
		t := base
		t.Raw = v
		if t.Year = r.years[min(i, len(r.years)-1)]; i == len(r.years) {
			t.Unit, t.Period = "%", "annual"
		}
		t.Baseline = t.Year < r.ref || r.ref == 0 && i == 0
		if rest, ok := strings.CutPrefix(v, "每年"); ok {
			t.Period, v = "annual", rest
		}
		readValue(&t, strings.ReplaceAll(v, " ", ""))
		t.Task = targetTask(r.section)
		r.found = append(r.found, Finding{Span: r.span, Body: &t})
	}
}
