package mention

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/authority"
	"github.com/policygraph/policygraph/extract/text"
)

// order makes 临江市人民政府令第188号, 令〔2001〕第12号, 公告2020年第5号.
func (f *numberForm) order(p Place) (Number, bool) {
	issuer, kind := splitOrder(f.code)
	if issuer == "" && (kind != "令" || !f.bracket) && p.Issuer == "" {
		return Number{}, false
	}
	code := orderIssuer(issuer, kind, p) + kind
	n := Number{Span: text.Span{Start: f.start, End: f.end}, Order: true}
	switch {
	case f.bracket:
		n.Text = code + "〔" + f.year + "〕第" + f.digits + "号"
	case f.year != "":
		n.Text = code + f.year + "年第" + f.digits + "号"
	default:
		n.Text = code + "第" + f.digits + "号"
	}
	return n, true
}

// turned reads the older way round, where 令 or 公告 follows the ordinal: 市人民政府第90号令, 海关总署2019年第221号公告.
func (f *numberForm) turned(s string) bool {
	if f.code == "" || !endsInBody(f.code) || !f.printed && f.bracket {
		return false
	}
	for _, w := range [...]string{"令", "公告", "通告"} {
		if strings.HasPrefix(s[f.end:], w) && (w == "令" || f.printed) {
			f.code += w
			f.end += len(w)
			return true
		}
	}
	return false
}

// joinIssuers takes in the bodies that issued an order together with the last one: 国务院、中央军委令第371号. Where the print
// only counts them (发展改革委等10部门令第39号), the first one stands for all.
func (f *numberForm) joinIssuers(s string, floor int) {
	issuer, kind := splitOrder(f.code)
	if issuer == "部门" || issuer == "部委" {
		t := strings.TrimRight(s[floor:f.start], "0123456789")
		head, ok := strings.CutSuffix(t, "等")
		if !ok || len(t) == f.start-floor {
			return
		}
		from := codeStart(s, floor, floor+len(head))
		f.code, f.start = s[from:f.start]+f.code, from
		return
	}
	for endsInBody(issuer) {
		end := f.start
		for _, sep := range [...]string{"、", " "} {
			end = floor + len(strings.TrimSuffix(s[floor:end], sep))
			if end < f.start {
				break
			}
		}
		from := codeStart(s, floor, end)
		name := s[from:end]
		if end == f.start || utf8.RuneCountInString(name) < 3 || !endsInBody(name) || strings.Contains(issuer, name) || name == "国务院" && !strings.HasPrefix(issuer, "中央军") {
			return
		}
		issuer = name + "、" + issuer
		f.code, f.start = issuer+kind, from
	}
}

func splitOrder(code string) (issuer, kind string) {
	for _, k := range [...]string{"公告", "通告", "命令", "令"} {
		if s, ok := strings.CutSuffix(code, k); ok {
			if k == "命令" {
				k = "令"
			}
			return strings.TrimPrefix(s, "第"), k
		}
	}
	return code, "令"
}

// orderIssuer completes the issuer of an order as printed to its full name, each of several.
func orderIssuer(s, kind string, p Place) string {
	if strings.Contains(s, "、") {
		names := strings.Split(s, "、")
		for i, name := range names {
			if names[i] = orderIssuer(name, kind, p); name == "国务院" {
				names[i] = name // 国务院、中央军事委员会令
			}
		}
		return strings.Join(names, "、")
	}
	switch s {
	case "中央军委":
		return "中央军事委员会"
	case "国", "国务院", "中华人民共和国国务院":
		if kind == "令" {
			return "中华人民共和国国务院"
		}
		return "国务院"
	case "主席", "国家主席", "中华人民共和国主席":
		return "中华人民共和国主席"
	case "":
		return p.Issuer
	case "政府", "人民政府", "本府", "本市人民政府", "市政府", "市人民政府", "市", "区政府", "区人民政府", "县政府", "县人民政府", "州人民政府", "州政府":
		return ownGovernment(s, p)
	case "省政府", "省人民政府", "省", "自治区政府", "自治区人民政府":
		return provinceGovernment(s, p)
	case "部", "总局", "局", "委", "署", "厅", "本部", "本局", "本委":
		if strings.HasSuffix(p.Issuer, strings.TrimPrefix(s, "本")) || s == "委" && strings.HasSuffix(p.Issuer, "委员会") {
			return p.Issuer
		}
		return s
	}
	s = strings.ReplaceAll(s, "中华人民共和国", "")
	if utf8.RuneCountInString(s) <= 4 {
		if owner := authority.CodeOwner(s); owner != "" {
			return owner // 粤府令第277号
		}
	}
	if b, ok := strings.CutSuffix(s, "政府"); ok && !strings.HasSuffix(b, "人民") {
		for _, level := range [...]string{"省", "市", "区", "县", "州"} {
			if strings.HasSuffix(b, level) {
				return b + "人民政府"
			}
		}
	}
	return s
}

// ownGovernment completes 市政府 and the like by the jurisdiction, if it is of that level.
func ownGovernment(s string, p Place) string {
	level := strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(s, "本"), "政府"), "人民")
	if p.Region != "" && p.Region != "中华人民共和国" && (level == "" || level == "府" || strings.HasSuffix(p.Region, level)) {
		return p.Region + "人民政府"
	}
	return s
}

func provinceGovernment(s string, p Place) string {
	level := strings.TrimSuffix(strings.TrimSuffix(s, "政府"), "人民")
	for _, r := range [...]string{p.Province, p.Region} {
		if r != "" && strings.HasSuffix(r, level) {
			return r + "人民政府"
		}
	}
	return s
}

// endsInBody tells whether a name ends like a body that issues orders.
func endsInBody(s string) bool {
	for _, k := range bodyEnds {
		if strings.HasSuffix(s, k) {
			return true
		}
	}
	return false
}

// bodyEnds are the last words of bodies that issue documents.
var bodyEnds = []string{"政府", "国务院", "委员会", "大会", "部", "局", "委", "厅", "署", "院", "办公室", "银行", "办", "会", "总站", "中心", "军委", "海关", "主席", "小组"}
