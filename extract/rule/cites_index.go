package rule

import (
	"sort"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/authority"
	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/mention"
	"github.com/policygraph/policygraph/extract/policy"
	"github.com/policygraph/policygraph/extract/text"
)

// cited is a citation in its document. Its places are those of the file; Ref is what it means after short
// names are put back.
type cited struct {
	mention.Citation
	Ref   fact.Ref
	Own   bool // the document itself, a plan it transmits or an annex of it
	Block *policy.Block
}

// index holds the citations of a document in order, computed once for all rules that relate documents.
type index struct {
	file   *policy.File
	doc    *policy.Document
	place  mention.Place
	cites  []cited
	shorts map[string]binding
	own    []string          // title keys of the document and what it transmits
	made   map[int][]related // by start of the sentence: what its relations were found to be
	// comments is set for texts that state no policy of their own: explanations, reports of court cases.
	comments bool
}

// binding is what a short name stands for.
type binding struct {
	ref fact.Ref
	own bool
}

// indexOf gives the index of a document, made when the first rule asks.
func indexOf(c *Context) *index {
	return c.State.Get("citations", func() any { return newIndex(c.File, c.Doc) }).(*index)
}

func newIndex(f *policy.File, d *policy.Document) *index {
	x := &index{file: f, doc: d, place: placeOf(d), shorts: map[string]binding{}, made: map[int][]related{}}
	x.comments = d.Head.Explanatory || strings.HasSuffix(d.Head.Title, "案") && !endsWith(d.Head.Title, "方案", "预案", "修正案", "草案", "议案", "提案")
	for _, t := range append([]string{d.Head.Title}, d.Head.Attached...) {
		x.ownTitle(t)
	}
	for _, b := range d.Blocks {
		if b.Kind == policy.Table {
			x.table(b)
			continue
		}
		x.read(b.Span, b)
	}
	return x
}

func placeOf(d *policy.Document) mention.Place {
	p := mention.Place{Region: d.Region}
	if len(d.Head.Issuers) > 0 {
		p.Issuer = d.Head.Issuers[0]
	}
	p.Province = provinceOf(p.Region)
	return p
}

var provinces sync.Map // by region: asked for every document, and there are few regions

// provinceOf gives the province that a region lies in.
func provinceOf(region string) string {
	if region == "" || region == "中华人民共和国" {
		return ""
	}
	if p, ok := provinces.Load(region); ok {
		return p.(string)
	}
	province := ""
	for _, g := range [...]string{"省人民政府", "自治区人民政府"} {
		if name, _ := authority.Canonical(g, region, ""); strings.HasSuffix(name, "人民政府") && name != g {
			province = strings.TrimSuffix(name, "人民政府")
			break
		}
	}
	provinces.Store(region, province)
	return province
}

// ownTitle remembers a title of the document, and that of the plan inside 关于印发…的通知.
func (x *index) ownTitle(t string) {
	if t == "" {
		return
	}
	x.own = append(x.own, titleKey(t))
	for _, w := range [...]string{"关于印发", "关于发布", "关于公布"} {
		if i := strings.Index(t, w); i >= 0 {
			plan := t[i+len(w):]
			for _, tail := range [...]string{"的通知", "的公告", "的函", "的决定"} {
				plan = strings.TrimSuffix(plan, tail)
			}
			x.own = append(x.own, titleKey(strings.Trim(plan, "《》〈〉")))
		}
	}
}

// titleKey folds what may differ between two prints of one title.
func titleKey(t string) string {
	return keyFold.Replace(t)
}

var keyFold = strings.NewReplacer("《", "", "》", "", "〈", "", "〉", "", "“", "", "”", "", "‘", "", "’", "", "\"", "", " ", "", "\n", "", "中华人民共和国", "", "—", "-", "－", "-", "–", "-", "～", "-", "~", "-", "(", "（", ")", "）")

func (x *index) table(b *policy.Block) {
	for _, c := range b.Table.Header {
		x.read(c.Span, b)
	}
	for _, row := range b.Table.Rows {
		for _, c := range row {
			if !c.Carried {
				x.read(c.Span, b)
			}
		}
	}
}

// read adds the citations of a place, short names put back as far as they were declared before it.
func (x *index) read(span text.Span, b *policy.Block) {
	s := x.file.Text(span)
	for _, c := range mention.Citations(s, x.place) {
		short := c.Short
		r := cited{Citation: c, Block: b}
		r.Span, r.Name, r.Lead = shift(c.Span, span.Start), shift(c.Name, span.Start), c.Lead+span.Start
		r.Ref, r.Own = x.resolve(c)
		if !r.Own && b.Preamble && transmits(s, c) {
			x.own = append(x.own, titleKey(c.Title))
			r.Own = true
		}
		for _, name := range short {
			x.shorts[name] = binding{r.Ref, r.Own}
		}
		if len(short) == 0 && isGenre(c.Title) && r.Ref.Title == c.Title && !r.Own {
			continue // 《办法》 that was never declared: nobody can tell which
		}
		x.cites = append(x.cites, r)
	}
}

// transmits tells whether a citation is that of the plan which the document itself issues: 现将《…》印发给你们,
// 《…》已经市政府同意，现印发给你们, 我局制定了《…》，现予公布. The title of such a notice may be lost or differ from the plan's.
func transmits(s string, c mention.Citation) bool {
	if c.Title == "" {
		return false
	}
	after := s[c.Span.End:]
	if i := strings.Index(after, "。"); i >= 0 {
		after = after[:i]
	}
	if !hasAny(after, "印发", "公布", "发布", "下发", "颁布") || hasAny(after, "转发", "批转") {
		return false
	}
	before := lastClause(s[:c.Lead])
	if endsWith(before, "现将", "将", "现就") {
		return true
	}
	if !hasAny(after, "现印发", "现予", "现将", "现公布", "现发布", "现下发", "印发给", "印发你", "予以公布", "予以发布", "予以印发") {
		return false
	}
	return endsWith(before, "制定了", "制订了", "修订了", "编制了", "起草了", "形成了", "拟定了", "修订后的", "制定的", "修订的", "草拟了", "拟订了") ||
		before == "" && startsWith(after, "已经", "已于", "已由", "业经", "经")
}

func shift(s text.Span, by int) text.Span { return text.Span{Start: s.Start + by, End: s.End + by} }

// resolve says which document a citation means.
func (x *index) resolve(c mention.Citation) (fact.Ref, bool) {
	if b, ok := x.shorts[c.Title]; ok && c.Title != "" && (c.Number == "" || c.Number == b.ref.Number) {
		return b.ref, b.own
	}
	ref := fact.Ref{Title: c.Title, Number: c.Number, Date: c.Date, Issuer: c.Issuer}
	switch ref.Issuer {
	case "":
	case "中办", "中央办公厅":
		ref.Issuer = "中共中央办公厅"
	case "党中央":
		ref.Issuer = "中共中央"
	case "我局", "我厅", "我部", "我委", "我会", "我办", "我院", "我行", "我署", "本局", "本厅", "本部", "本委", "我省", "我市", "我县", "我区":
		ref.Issuer = ""
		if len(x.doc.Head.Issuers) > 0 && !strings.HasSuffix(c.Issuer, "省") && !endsWith(c.Issuer, "市", "县", "区") {
			ref.Issuer = x.doc.Head.Issuers[0]
		}
	default:
		if name, _ := authority.Canonical(ref.Issuer, x.doc.Region, x.doc.Head.Signed); name != "" {
			ref.Issuer = name
		}
	}
	return ref, x.isOwn(c)
}

// isOwn tells whether a citation names the document itself or what it transmits. A number or date of another
// text (《…实施办法》 of 2007 in that of 2011) makes it another one.
func (x *index) isOwn(c mention.Citation) bool {
	if c.Annex {
		return true
	}
	if c.Number != "" && c.Number == x.doc.Head.Number {
		return true
	}
	if c.Bare && c.Title == x.doc.Head.Title {
		return true // its own heading, printed again
	}
	if c.Title == "" || c.Number != "" || c.Issuer != "" && !x.issues(c.Issuer) {
		return c.Title != "" && c.Number == "" && len(x.own) > 0 && titleKey(c.Issuer+c.Title) == x.own[0] // 江东省科技厅《“双碳”行动计划》
		// a department may take over the title of the ministry's notice that it carries out
	}
	if isGenre(c.Title) && len(x.doc.Head.Attached) == 1 && strings.HasSuffix(trimVersion(x.doc.Head.Attached[0]), c.Title) {
		return true
	}
	key := titleKey(c.Title)
	for _, own := range x.own {
		// Titles are printed with their issuer before 关于 or without. Other beginnings are other documents:
		// 《地名管理条例》 is not 江东省地名管理条例.
		if key == own || samePlan(key, own) || strings.HasPrefix(key, "关于") && strings.HasSuffix(own, key) || strings.HasPrefix(own, "关于") && strings.HasSuffix(key, own) {
			return true
		}
	}
	return false
}

// samePlan tells whether two titles differ only in that one prints the years of the plan: …“十四五”规划（2021-2025年）.
func samePlan(a, b string) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	years, ok := strings.CutPrefix(a, b)
	return ok && strings.Contains(b, "五") && endsWith(b, "规划", "计划", "规划纲要", "方案") && strings.HasPrefix(years, "（20") && strings.HasSuffix(years, "年）") && len(years) <= len("（2021年-2025年）")
}

// issues tells whether a printed issuer is one of the document's own.
func (x *index) issues(issuer string) bool {
	name, _ := authority.Canonical(issuer, x.doc.Region, x.doc.Head.Signed)
	for _, own := range x.doc.Head.Issuers {
		if own == name || own == issuer {
			return true
		}
	}
	return len(x.doc.Head.Issuers) == 0
}

// trimVersion cuts a bracket that ends a title: （试行）, （2021-2025年）.
func trimVersion(t string) string {
	if strings.HasSuffix(t, "）") {
		if i := strings.LastIndex(t, "（"); i > 0 {
			return t[:i]
		}
	}
	return t
}

// isGenre tells whether a title is only the kind of a document (《条例》, 《实施办法》), which a short name is.
func isGenre(t string) bool {
	if utf8.RuneCountInString(t) > 4 {
		return false
	}
	for _, g := range genres {
		if strings.HasSuffix(t, g) {
			rest := strings.TrimSuffix(t, g)
			switch rest {
			case "", "实施", "管理", "暂行", "试行", "若干", "工作", "指导", "行动", "专项", "总体", "实施办":
				return true
			}
		}
	}
	return false
}

var genres = []string{"条例", "办法", "规定", "细则", "通知", "意见", "方案", "规划", "纲要", "计划", "决定", "措施", "规则", "规程", "标准", "目录", "指南", "公告", "通告", "批复", "规范", "政策", "若干意见", "若干规定", "若干措施"}

// within gives the citations of a place and the number of the first.
func (x *index) within(s text.Span) (first int, cites []cited) {
	i := sort.Search(len(x.cites), func(i int) bool { return x.cites[i].Span.Start >= s.Start })
	j := i
	for j < len(x.cites) && x.cites[j].Span.End <= s.End {
		j++
	}
	return i, x.cites[i:j]
}
