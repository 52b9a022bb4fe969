package rule

import (
	"strings"

	"github.com/policygraph/policygraph/extract/authority"
	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/mention"
	"github.com/policygraph/policygraph/extract/policy"
	"github.com/policygraph/policygraph/extract/text"
)

// park_prose reads the parks that a text names where it says what is to become of them: 推动沧州、衡水高新区升级, 建设
// 芯港小镇（北仑区）. A park is one fact a document, from its first mention.
var _ = register(Rule{
	Name:     "park_prose",
	Kind:     fact.KindPark,
	Scope:    Sentence,
	Triggers: []string{"高新区", "高新技术产业", "开发区", "经开区", "保税", "自由贸易试验区", "自贸", "示范区", "产业园", "工业园", "化工园", "科技园", "软件园", "创业园", "物流园", "科技城", "科学城", "小镇", "集聚区", "合作区", "片区", "中关村", "度假区"},
	Find:     findProseParks,
})

// fosterVerbs say that a text is about the making of what it names.
var fosterVerbs = []string{"推动", "推进", "支持", "建设", "打造", "创建", "培育", "布局", "设立", "依托", "发展", "升级", "加强", "加快", "鼓励", "发挥", "提升", "规划", "谋划", "新建", "筹建", "认定", "批准", "同意", "命名", "扩区", "做强", "做大", "引导", "深化", "利用"}

// foreignWords say that a park is only looked at, as an example or as a source of rules.
var foreignWords = []string{"借鉴", "学习", "参照", "推广", "复制", "经验", "先行先试政策", "考察", "调研"}

func findProseParks(c *Context) []Finding {
	if c.Doc.Head.Explanatory || c.Block.Part == policy.PartSignature || containsAny(c.Doc.Head.Title, appointmentTitles) || c.Block.Section != nil && c.Block.Section.Article != "" {
		return nil
	}
	seen := parksSeen(c)
	if f, ok := listedPark(c); ok {
		if p := f.Body.(*fact.Park); seen.has(p.Name, "") {
			return nil
		}
		return []Finding{f}
	}
	if !containsAny(c.Text, fosterVerbs) || containsAny(c.Text, foreignWords) {
		return nil
	}
	var out []Finding
	for _, p := range mention.Parks(c.Text) {
		if inTitle(c.Text, p.Span.Start) || inDuty(c.Text, p.Span.Start) || seen.has(p.Name, "") {
			continue
		}
		out = append(out, Finding{
			Span: text.Span{Start: c.Span.Start + p.Span.Start, End: c.Span.Start + p.Span.End},
			Body: &fact.Park{Name: p.Name, Region: parkRegion(c.Doc.Region, finer(p)), Industries: industriesAfter(c.File.Text(text.Span{Start: c.Span.Start + p.Span.End, End: c.Block.Span.End}))},
		})
	}
	return out
}

// listedPark reads a line of a list of parks (公布…园区名单): the line is the name, with its place in a bracket or in the
// heading above it.
func listedPark(c *Context) (Finding, bool) {
	title := titleOf(c.Doc, c.Block.Section)
	if !strings.Contains(title, "名单") && !strings.Contains(title, "目录") || !containsAny(title, []string{"园", "开发区", "高新区", "小镇", "集聚区", "示范区"}) {
		return Finding{}, false
	}
	start := listMark(c.Text)
	line := strings.TrimRight(c.Text[start:], "。；， \n")
	name, region := line, ""
	if i := lastOpen(line); i > 0 && strings.HasSuffix(line, "）") {
		name, region = line[:i], line[i+len("（"):len(line)-len("）")]
	}
	if runes(name) < 4 || runes(name) > 30 || strings.ContainsAny(name, "，。；：、《“") || !mention.EndsPark(name) || strings.Contains(title, name) || strings.Contains(name, "名单") {
		return Finding{}, false
	}
	for s := c.Block.Section; region == "" && s != nil; s = s.Parent {
		head, _, _ := strings.Cut(s.Heading, "（")
		if _, ok := authority.RegionOf(head); ok {
			region = head
		}
	}
	if ps := mention.Parks(name); region == "" && len(ps) == 1 && ps[0].Name == name {
		region = finer(ps[0])
	}
	at := c.Span.Start + start
	return Finding{Span: text.Span{Start: at, End: at + len(line)}, Body: &fact.Park{Name: name, Region: parkRegion(c.Doc.Region, region)}}, true
}

// finer is the place a park's name names, and of 贵州仁怀经济开发区 the one within the province.
func finer(p mention.Park) string {
	r, ok := authority.RegionOf(p.Region)
	rest, inName := strings.CutPrefix(p.Name, p.Region)
	if !ok || !inName || r.Level != authority.Province {
		return p.Region
	}
	for _, n := range [...]int{9, 6} {
		if n > len(rest) {
			continue
		}
		for _, kind := range [...]string{"", "市", "县", "区"} {
			if place, ok := authority.RegionOf(r.Name + rest[:n] + kind); ok && place.Level != authority.Province && (kind != "" || strings.ContainsAny(rest[n-3:n], "市县区州")) {
				return place.Name
			}
		}
	}
	return p.Region
}

// parkSet holds the parks that a document has named so far: once a document is enough.
type parkSet map[string]bool

func parksSeen(c *Context) parkSet {
	return c.State.Get("park.seen", func() any { return parkSet{} }).(parkSet)
}

func (s parkSet) has(name, region string) bool {
	key := name + "\n" + region
	if s[key] {
		return true
	}
	s[key] = true
	return false
}

// inTitle tells whether a place lies in 《》: a park in a title is not what the sentence speaks of.
func inTitle(s string, i int) bool {
	return strings.LastIndex(s[:i], "《") > strings.LastIndex(s[:i], "》")
}

// inDuty tells whether a place lies in a bracket of duties.
func inDuty(s string, i int) bool {
	open := strings.LastIndex(s[:i], "（")
	if open < 0 || strings.Contains(s[open:i], "）") {
		return false
	}
	close := strings.Index(s[i:], "）")
	if close < 0 {
		close = len(s) - i
	}
	return dutyBracket(s[open : i+close])
}

// parkRegion gives the full name of a printed region, within the issuer's own first; as printed where it is none.
func parkRegion(within, printed string) string {
	if printed == "" {
		return ""
	}
	kinds := [...]string{"", "县", "市", "区"}
	for _, kind := range kinds {
		if r, ok := authority.RegionOf(within + printed + kind); ok && within != "" {
			return r.Name
		}
	}
	for _, kind := range kinds {
		if r, ok := authority.RegionOf(printed + kind); ok {
			return r.Name
		}
	}
	return printed
}

// industriesAfter reads “重点发展A、B和C” right after a park, in its sentence or at the head of the next.
func industriesAfter(s string) []string {
	for _, w := range [...]string{"。", "：", "，"} {
		s = strings.TrimPrefix(s, w)
	}
	for _, w := range [...]string{"重点发展", "主要发展", "大力发展", "聚焦", "主导产业为", "着力发展", "重点布局", "重点培育"} {
		i := strings.Index(s, w)
		if i < 0 || i > 36 || strings.ContainsAny(s[:i], "，。；、") {
			continue
		}
		s = s[i+len(w):]
		if end := strings.IndexAny(s, "，。；\n"); end >= 0 {
			s = s[:end]
		}
		return industries(s)
	}
	return nil
}

// industries cuts a list of industries at 、 and ，; 等 ends it, and what is in brackets stays whole.
func industries(s string) []string {
	var out []string
	for _, sep := range [...]string{"；", ";", "，", ",", " "} {
		s = replaceOutside(s, sep, "、")
	}
	for _, p := range splitOutside(s, "、") {
		p = strings.Trim(p, " 。")
		if i := strings.LastIndex(p, "等"); i > 0 {
			if rest := p[i+len("等"):]; rest == "" || rest == "产业" || rest == "领域" || rest == "行业" {
				p = p[:i]
			}
		}
		if j := strings.LastIndex(p, "和"); j > 0 && !insideWord(p, j, "和") && runes(p[:j]) >= 2 && runes(p[j:]) >= 3 {
			out = append(out, p[:j])
			p = p[j+len("和"):]
		}
		if p != "" {
			out = append(out, p)
		}
	}
	return out
}

func replaceOutside(s, old, with string) string {
	if !strings.Contains(s, old) {
		return s
	}
	return strings.Join(splitOutside(s, old), with)
}
