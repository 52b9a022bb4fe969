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
	Triggers: []string{"高新区", "高新技术产业", "开发区", "经开区", "保税", "自由贸易试验区", "自贸", "示范区", "产业园", "工业园", "化工园", "科技园", "软件园", "创业园", "物流园", "科技城", "科学城", "小镇", "集聚区", "合作区", "片区", "中关村", "度假区", "示范园", "创新园", "协作园", "工业区"},
	Find:     findProseParks,
})

// fosterVerbs say that a text is about the making of what it names.
var fosterVerbs = []string{"推动", "推进", "支持", "建设", "打造", "创建", "培育", "布局", "设立", "依托", "发展", "升级", "加强", "加快", "鼓励", "发挥", "提升", "规划", "谋划", "新建", "筹建", "认定", "批准", "同意", "命名", "扩区", "做强", "做大", "引导", "深化", "利用"}

// rankWords say that a sentence which lists parks speaks of what they are to be or what they make up.
var rankWords = []string{"进入", "争创", "晋升", "跻身", "包括", "涵盖", "组成"}

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
	if containsAny(c.Text, foreignWords) {
		return nil
	}
	parks := mention.Parks(c.Text)
	if !containsAny(c.Text, fosterVerbs) && !(len(parks) > 2 && containsAny(c.Text, rankWords) && !containsAny(c.Doc.Head.Title, unwanted)) {
		return nil
	}
	var out []Finding
	for _, p := range parks {
		if inTitle(c.Text, p.Span.Start) || inDuty(c.Text, p.Span.Start) || seen.has(p.Name, "") {
			continue
		}
		out = append(out, Finding{
			Span: text.Span{Start: c.Span.Start + p.Span.Start, End: c.Span.Start + p.Span.End},
			Body: &fact.Park{Name: p.Name, Region: parkRegion(c.Doc.Region, finer(c.Doc.Region, p)), Industries: industriesAfter(c.File.Text(text.Span{Start: c.Span.Start + p.Span.End, End: c.Block.Span.End}))},
		})
	}
	return out
}

// parkLists are words of titles under which every line that ends like a park is one.
var parkLists = []string{"园", "开发区", "高新区", "小镇", "集聚区", "示范区"}

// unwanted are lists of places for something that is no park's making.
var unwanted = []string{"疫", "病", "污染", "淘汰", "处罚", "违法", "整改", "督办", "撤销", "取消", "关闭", "风险", "灾"}

// listedPark reads a line of a list of parks (公布…园区名单): the line is the name, with its place in a bracket or in the
// heading above it. Where the title speaks of no parks (第二批示范基地名单) the name must begin with a place.
func listedPark(c *Context) (Finding, bool) {
	title := titleOf(c.Doc, c.Block.Section)
	if !strings.Contains(title, "名单") && !strings.Contains(title, "目录") {
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
	if !containsAny(title, parkLists) && (mention.PlaceAt(name) == "" || containsAny(title, unwanted)) {
		return Finding{}, false
	}
	if region == "" {
		region = listedRegion(c, name)
	}
	at := c.Span.Start + start
	return Finding{Span: text.Span{Start: at, End: at + len(line)}, Body: &fact.Park{Name: name, Region: parkRegion(c.Doc.Region, region)}}, true
}

// listedRegion is the place of a park in a list: of the heading above it, else of its name.
func listedRegion(c *Context, name string) string {
	for s := c.Block.Section; s != nil; s = s.Parent {
		head, _, _ := strings.Cut(s.Heading, "（")
		if r, ok := authority.RegionOf(head); ok {
			if place := placeIn(r.Name, strings.TrimPrefix(name, "国家")); r.Level == authority.Province && place != "" {
				return place
			}
			return head
		}
	}
	if ps := mention.Parks(name); len(ps) == 1 && ps[0].Name == name {
		return finer(c.Doc.Region, ps[0])
	}
	name = strings.TrimPrefix(name, "国家") // 国家曹妃甸林业产业示范园区
	if place := mention.PlaceAt(name); place != "" {
		return finer(c.Doc.Region, mention.Park{Name: name, Region: place})
	}
	for _, n := range [...]int{9, 6} {
		if n < len(name) && mention.IsCounty(name[:n]) {
			return name[:n]
		}
	}
	return ""
}

// finer is the place a park's name names: of 贵州仁怀经济开发区 the one within the province, of a park of two places
// (北京·沧州生物医药产业园) the one in the issuer's own jurisdiction.
func finer(within string, p mention.Park) string {
	if strings.ContainsAny(p.Name, "·•・") {
		if r := ownSide(within, p.Name); r != "" {
			return r
		}
	}
	r, ok := authority.RegionOf(p.Region)
	rest, inName := strings.CutPrefix(p.Name, p.Region)
	if !ok || !inName || r.Level != authority.Province {
		return p.Region
	}
	if place := placeIn(r.Name, rest); place != "" {
		return place
	}
	return p.Region
}

// placeIn is the full name of the city or county of a region that s begins with; "" if there is none.
func placeIn(region, s string) string {
	for _, n := range [...]int{12, 9, 6} {
		if n > len(s) || region == "" {
			continue
		}
		for _, kind := range [...]string{"", "市", "县", "区", "矿区"} {
			if place, ok := authority.RegionOf(region + s[:n] + kind); ok && place.Level != authority.Province && place.Level != authority.Nation && (kind != "" || strings.ContainsAny(s[n-3:n], "市县区州")) {
				return place.Name
			}
		}
	}
	return ""
}

// ownSide is the place of the partner of a park of two that lies in the issuer's jurisdiction; the last is the host.
func ownSide(within, name string) string {
	sides := strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune("·•・", r) })
	for i := len(sides) - 1; i >= 0; i-- {
		if r := placeIn(within, sides[i]); r != "" {
			return r
		}
	}
	for i := len(sides) - 1; i >= 0; i-- {
		if area := sides[i] + "新区"; mention.PlaceAt(area) == area {
			return area
		}
	}
	return ""
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
	home, table := authority.RegionOf(within)
	for _, kind := range kinds {
		if kind != "" && table && home.Level != authority.Nation {
			return printed // 红桥 elsewhere than in Tianjin is some other place
		}
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
