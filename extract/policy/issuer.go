package policy

import (
	"strings"

	"github.com/policygraph/policygraph/extract/authority"
)

// finishHead settles what is read from several places: issuers, number, kinds, dates, the attached plan.
func finishHead(d *Document, region string) {
	h := &d.Head
	if r := d.regionOfTitle(); r != "" {
		region = r
	}
	for _, s := range h.Issuers {
		if r := regionPrefix(s); region == "" && r != "" && !hasAny(r, "团", "委", "厅", "局", "部", "院", "会") {
			region = r // the signature prints in full what the title calls 省财政厅
		}
	}
	d.settleIssuers(region)
	d.settleNumber(region)
	if len(h.Issuers) == 0 {
		d.codeIssuer()
	}
	for i, n := range h.Issuers {
		h.Issuers[i] = canonical(n, region, h.Signed)
	}
	h.Issuers = unique(append([]string{}, h.Issuers...))
	d.splitAddressees()
	d.dates()
	d.kinds()
	if a := attachedIn(h.Title); a != "" && h.Attached == nil {
		h.Attached = []string{a}
		if h.Basis["title"] == "stated" {
			d.Stated["attached"] = d.Title
		}
	}
	if len(h.Issuers) > 0 {
		d.Region = jurisdiction(h.Issuers[0])
	}
	if d.Region == "" {
		d.Region = region
	}
}

// settleIssuers takes the bodies that the title names, else those that passed the text, else those that signed.
func (d *Document) settleIssuers(region string) {
	h := &d.Head
	signed := h.Issuers
	if h.Issuers = nil; !startsAny(h.Title, "政策解读", "权威解读", "图解", "一图读懂", "解读") {
		h.Issuers = titleIssuers(h.Title)
	}
	if len(h.Issuers) > 0 {
		if openTitle(h.Title) && d.allSigned(signed, region) {
			h.Issuers = signed
			return
		}
		delete(h.Basis, "issuers")
		if _, ok := d.Stated["issuers"]; !ok && h.Basis["title"] == "stated" {
			d.Stated["issuers"] = d.Title
		}
		return
	}
	if h.Issuers = d.historyIssuers(); len(h.Issuers) == 0 {
		h.Issuers = properNames(signed)
	} else {
		d.Stated["issuers"] = d.History[0].Span
	}
}

// allSigned tells whether the bodies that signed are those of an open title (省教育厅等四部门关于…): the ones that it
// names, and more.
func (d *Document) allSigned(signed []string, region string) bool {
	h := &d.Head
	if len(signed) <= len(h.Issuers) || properNames(signed) == nil {
		return false
	}
	first := canonical(h.Issuers[0], region, h.Signed)
	for _, n := range signed {
		if canonical(n, region, h.Signed) == first {
			return true
		}
	}
	return false
}

// settleNumber completes the number of an order, or takes that of the first promulgation in the history.
func (d *Document) settleNumber(region string) {
	h := &d.Head
	if explanatory(h.Title) {
		h.Number, h.NumberPrinted = "", "" // the number it prints is that of the text it explains
		delete(d.Stated, "number")
	}
	if n, ok := wholeNumber(h.Number); ok && n.order {
		d.orderIssuer(n, region)
	}
	order := strings.Contains(h.Number, "令")
	if h.Number != "" && !order {
		return
	}
	for _, e := range d.History {
		v := e.Version
		if order && (v.Act == "修订" || v.Act == "修正" || v.Number != "" && (!strings.Contains(v.Number, "令") || v.Date == "" || v.Date == h.Signed)) {
			return // the order is that of the first promulgation, or which that was is not said
		}
		if v.Number != "" && (v.Act == "公布" || v.Act == "通过") {
			if order {
				h.Signed, d.Stated["signed"] = v.Date, e.Span // a revised text keeps the number and the day of its first order
			}
			h.Number, h.NumberPrinted = v.Number, v.Number
			if strings.HasPrefix(h.Number, "令") || strings.HasPrefix(h.Number, "公告") {
				h.Number = v.By + h.Number
			}
			d.Stated["number"] = e.Span
			return
		}
	}
}

// orderIssuer completes the number of an order with its issuer's full name: 政府令第260号 in Ningbo is
// 宁波市人民政府令第260号, 国务院令第721号 is 中华人民共和国国务院令第721号.
func (d *Document) orderIssuer(n number, region string) {
	full := n.issuer
	switch full {
	case "政府", "市政府", "省政府", "人民政府", "市人民政府", "省人民政府", "":
		full = ""
		for _, s := range d.Head.Issuers {
			if strings.HasSuffix(s, "人民政府") {
				full = s
			}
		}
		if full == "" && region != "" && n.issuer != "" {
			full = region + "人民政府"
		}
	case "中华人民共和国国务院", "中华人民共和国主席":
	default:
		full = strings.TrimSuffix(full, "局长")
		if owner := authority.CodeOwner(full); owner != "" && runes(full) <= 3 {
			full = owner
		}
	}
	if full == "" {
		return
	}
	d.Head.Number = full + n.norm[len(n.issuer):]
	switch full {
	case "中华人民共和国主席":
		// The President promulgates what the congress passed.
		if by := d.passed; by != "" {
			d.Head.Issuers = []string{by}
		}
	case "中华人民共和国国务院":
		d.Head.Issuers = []string{"国务院"}
	default:
		d.Head.Issuers = splitSigners(full)
	}
}

// codeIssuer reads the issuer out of the agency code (代字) of the number, the last resort.
func (d *Document) codeIssuer() {
	i := strings.Index(d.Head.Number, "〔")
	if i <= 0 || strings.Contains(d.Head.Number, "令") {
		return
	}
	if owner := authority.CodeOwner(d.Head.Number[:i]); owner != "" {
		d.Head.Issuers = []string{owner}
		d.Head.Basis["issuers"] = "number"
	}
}

// regionOfTitle finds the place a document is of: that its title begins with or names first in 《…》, else that of the
// owner of its agency code.
func (d *Document) regionOfTitle() string {
	h := &d.Head
	if r := regionPrefix(h.Title); r != "" {
		return r
	}
	if i := strings.Index(h.Title, "《"); i >= 0 {
		if r := regionPrefix(h.Title[i+len("《"):]); r != "" {
			return r
		}
	}
	if i := strings.Index(h.Number, "〔"); i > 0 {
		return regionPrefix(authority.CodeOwner(h.Number[:i]))
	}
	return ""
}

// splitAddressees lists those the document is sent to (主送机关) as groups, the way they are printed.
func (d *Document) splitAddressees() {
	if d.addressees == "" {
		return
	}
	s := strings.TrimRight(tight(d.addressees), "：")
	depth, at := 0, 0
	for i, r := range s {
		switch r {
		case '（':
			depth++
		case '）':
			depth--
		case '，', '；':
			if depth <= 0 {
				d.Head.Addressees = append(d.Head.Addressees, s[at:i])
				at = i + len("，")
			}
		}
	}
	if at < len(s) {
		d.Head.Addressees = append(d.Head.Addressees, s[at:])
	}
}

// titleIssuers reads the bodies before 关于 of a title: 河北省人民政府办公厅关于…, 科技部等二十二部门关于印发….
func titleIssuers(title string) []string {
	head := titleHead(title)
	if openList(head) {
		head = head[:strings.Index(head, "等")]
	}
	return properNames(splitSigners(head))
}

// titleHead gives what stands before the first word of a title that tells what is done, "" if it begins with one.
func titleHead(title string) string {
	i := -1
	for _, w := range []string{"关于", "印发", "转发", "批转", "公告", "通告", "令（", "令第", "任免"} {
		if k := strings.Index(title, w); k > 0 && (i < 0 || k < i) {
			i = k
		}
	}
	return title[:max(i, 0)]
}

// openTitle tells whether a title names only the first of those who issue the text (某部等十五部门关于…).
func openTitle(title string) bool { return openList(titleHead(title)) }

func openList(head string) bool {
	return strings.Index(head, "等") > 0 && endsAny(head, "部门", "单位", "部委", "机关", "厅局")
}

// properNames gives names back if all of them are names of bodies, else nil.
func properNames(names []string) []string {
	for _, n := range names {
		if !endsAny(n, bodySuffixes...) && !strings.HasSuffix(n, "中央") || hasAny(n, "《", "〈", "【", "“") || runes(n) < 3 || markAt(n).level > 0 {
			return nil
		}
	}
	return names
}

// historyIssuers reads the bodies that passed or promulgated the text first.
func (d *Document) historyIssuers() []string {
	var out []string
	for _, e := range d.History {
		v := e.Version
		if v.Act == "批准" {
			continue
		}
		if v.Act != "通过" && v.Act != "公布" {
			if len(out) > 0 {
				break
			}
			continue
		}
		if by := passedBy(v.By); by != "" {
			for _, n := range splitSigners(by) {
				if endsAny(n, bodySuffixes...) || endsAny(n, "中央", "军区", "军委") {
					out = append(out, n)
				}
			}
		}
		if v.Act == "公布" {
			break
		}
	}
	return unique(out)
}

// passedBy gives the body behind its committee: 最高人民法院审判委员会 → 最高人民法院.
func passedBy(by string) string {
	for _, w := range []string{"审判委员会", "检察委员会", "公告"} {
		if i := strings.Index(by, w); i > 0 {
			by = by[:i]
		}
	}
	by = strings.TrimPrefix(by, "中华人民共和国国务院")
	if by == "" {
		return "国务院"
	}
	return by
}

// canonical gives the full name of an issuer, as printed where the authority files do not know it.
func canonical(name, region, date string) string {
	name = withRegion(name, region)
	if strings.Contains(name, "届人民代表大会") {
		name = entryBody(name) // an organ is the same in every term
	}
	if full, collective := authority.Canonical(name, region, date); full != "" && !collective {
		return full
	}
	for _, level := range []string{"省", "市", "县", "区"} {
		if strings.HasPrefix(name, level) && strings.HasSuffix(region, level) {
			return region + strings.TrimPrefix(name, level)
		}
	}
	return name
}

// forwardedIssuers reads whose text a title says it forwards: 转发省教育厅等部门关于….
func forwardedIssuers(title, region string) []string {
	for _, w := range []string{"转发", "批转"} {
		i := strings.Index(title, w)
		if i < 0 {
			continue
		}
		t := title[i+len(w):]
		if k := strings.Index(t, "《"); k > 0 {
			t = t[:k] + "关于"
		}
		return titleIssuers(t)
	}
	return nil
}

// withRegion gives a body that is printed without its place the place of the document.
func withRegion(name, region string) string {
	switch name {
	case "人民政府", "市人民政府", "省人民政府", "市政府", "省政府":
		if region != "" {
			return region + "人民政府"
		}
	case "人民政府办公厅", "市政府办公厅", "省政府办公厅", "市人民政府办公厅", "省人民政府办公厅":
		if region != "" {
			return region + "人民政府办公厅"
		}
	case "中华人民共和国国务院":
		return "国务院"
	}
	return name
}

// jurisdiction is the place a body governs.
func jurisdiction(name string) string {
	if r := regionPrefix(name); r != "" {
		return r
	}
	if startsAny(name, "国务院", "国家", "中华人民共和国", "全国", "最高人民", "中共中央", "中央", "中国人民银行") || strings.HasSuffix(name, "部") || strings.HasSuffix(name, "总局") || strings.HasSuffix(name, "部办公厅") {
		return "中华人民共和国"
	}
	return ""
}

func unique(names []string) []string {
	out := names[:0]
	for _, n := range names {
		seen := n == ""
		for _, o := range out {
			seen = seen || o == n
		}
		if !seen {
			out = append(out, n)
		}
	}
	return out
}

// dates settles the day of the text from its history where no signature gave one.
func (d *Document) dates() {
	h := &d.Head
	if len(d.History) > 0 && h.Basis["signed"] != "stated" {
		first := -1
		for i, e := range d.History {
			if e.Version.Act == "公布" {
				first = i
				break
			}
			if first < 0 && e.Version.Act != "废止" {
				first = i
			}
			if e.Version.Act == "修正" || e.Version.Act == "修订" {
				break
			}
		}
		if first >= 0 {
			h.Signed = d.History[first].Version.Date
			h.Basis["signed"] = "stated"
			d.Stated["signed"] = d.History[first].Span
		}
	}
	if h.Signed != "" && h.Basis["signed"] == "" {
		h.Basis["signed"] = "stated"
	}
	if h.Effective == "" {
		if _, ok := d.Stated["effective"]; ok && h.Signed != "" {
			h.Effective, h.Basis["effective"] = h.Signed, "derived"
		} else {
			delete(d.Stated, "effective")
		}
	}
}

// attachedIn reads the title of the plan that a notice transmits out of the notice's title.
func attachedIn(title string) string {
	for _, w := range []string{"关于印发", "关于联合印发", "关于修订印发", "关于重新印发", "关于发布", "关于公布", "关于下发", "关于颁发", "关于颁布", "印发"} {
		i := strings.Index(title, w)
		if i < 0 || inQuotes(title, i) || w == "印发" && titleIssuers(title) == nil {
			continue
		}
		t := stripNotice(title[i+len(w):])
		if w == "印发" && t == "" {
			t = title[i+len(w):] // 中共中央办公厅 国务院办公厅印发《…》
		}
		if t == "" || !strings.HasSuffix(w, "印发") && w != "关于下发" && !strings.Contains(t, "《") && genreOf(t) == "" {
			return ""
		}
		if strings.HasPrefix(t, "《") && closeQuote(t) == len(t)-len("》") {
			t = t[len("《") : len(t)-len("》")]
		}
		return t
	}
	return ""
}

// stripNotice cuts 的通知 and the like from the end of a title.
func stripNotice(t string) string {
	t = stripEditionOf(t)
	for _, g := range []string{"的通知", "的函", "的公告", "的决定", "的通告", "的补充通知", "的批复"} {
		if strings.HasSuffix(t, g) {
			return strings.TrimSuffix(t, g)
		}
	}
	return ""
}

// stripEditionOf drops a bracket behind 的通知, but none that belongs to the plan.
func stripEditionOf(t string) string {
	if u := stripEdition(t); endsAny(u, "的通知", "的函", "的公告") {
		return u
	}
	return t
}
