package policy

import (
	"strings"

	"github.com/policygraph/policygraph/extract/text"
)

// tailWords begin the lines that portals and offices put behind a text.
var tailWords = []string{
	"公开程序：", "责任部门：", "更多信息请关注", "相关链接", "（此件", "（此文", "（本文有删", "（有删减", "（公开发布", "（主动公开", "（依申请公开", "（信息公开", "（联系单位", "（联系人", "信息公开类型", "信息公开属性", "公开方式：", "抄送：", "主题词：", "联系单位：",
	"分享到", "打印", "关闭窗口", "附件下载", "点击下载", "扫一扫", "责任编辑：", "来源：", "信息来源：", "【", "印送：", "主办单位：", "承办单位：", "原文链接", "相关附件", "文件下载", "政策解读：", "相关解读", "解读链接", "网站二维码",
}

// tailLine tells whether t is a trailer.
func tailLine(t string) bool {
	return len(t) < 600 && (startsAny(t, tailWords...) || explains(t) || fileName(t) || ruled(t))
}

// explains tells whether t is the link to what explains the document: 《…办法》解读, 《…办法》政策解读.
func explains(t string) bool {
	if !strings.HasPrefix(t, "《") || strings.Contains(t, "。") {
		return false
	}
	i := closeQuote(t[:min(len(t), 300)])
	return i > 0 && startsAny(t[i+len("》"):], "解读", "政策解读", "图解", "一图读懂")
}

// fileName tells whether t is the name of a file to be downloaded, or several of them.
func fileName(t string) bool {
	t = t[:min(len(t), 300)]
	i := strings.IndexByte(t, '.')
	for i > 0 && i+1 < len(t) && !isLatin(t[i+1]) {
		k := strings.IndexByte(t[i+1:], '.')
		if k < 0 {
			return false
		}
		i += 1 + k
	}
	return i > 0 && startsAny(t[i:], ".doc", ".pdf", ".xls", ".zip", ".rar", ".wps", ".ppt") && !hasAny(t[:i], "。", "，", "；")
}

// ruled tells whether t is a rule of dashes between a letter and its plan.
func ruled(t string) bool { return len(t) >= 12 && strings.Trim(t, "-—─_=") == "" }

// tail marks the trailers at the end of the document and gives the line behind its text.
func (h *headReader) tail(body int) int {
	end := h.b
	foot := false
	for end > body {
		t := h.text(end - 1)
		foot = foot || portalFoot(t)
		if !(foot && (portalFoot(t) || startsAny(t, footWords...))) && !tailLine(t) && !knownField(t) && !h.continues(end-1, body) && !(len(t) < 90 && strings.HasSuffix(t, "印发") && strings.Contains(t, "年")) {
			break
		}
		end--
		h.kinds[end] = PartTail
		h.field(end, t)
		if strings.HasSuffix(t, "印发") && end-2 > body && signer(h.text(end-1)) && tailLine(h.text(end-2)) {
			end-- // the office that printed it stands left of the day, below 抄送
			h.kinds[end] = PartTail
		}
	}
	return end
}

// continues tells whether line i goes on with a portal's field (【题注】) that a wide gap broke.
func (h *headReader) continues(i, body int) bool {
	for k := i - 1; k > body && k > i-4; k-- {
		if t := h.text(k); strings.HasPrefix(t, "【") {
			return knownField(t)
		}
	}
	return false
}

// fieldNames are the header values that portals print around a text, with our name for each.
var fieldNames = []struct{ label, key string }{
	{"文号", "number"}, {"发文字号", "number"}, {"发文号", "number"}, {"文件编号", "number"}, {"颁布时间", "signed"}, {"发布日期", "published"}, {"成文日期", "signed"}, {"发文日期", "signed"},
	{"发布时间", "published"}, {"印发日期", "signed"}, {"实施时间", "effective"}, {"施行日期", "effective"}, {"实施日期", "effective"}, {"生效日期", "effective"}, {"颁布单位", "issuers"}, {"发布单位", "issuers"},
	{"发布机构", "issuers"}, {"发文机关", "issuers"}, {"发文单位", "issuers"}, {"制定机关", "issuers"}, {"时效性", ""}, {"关键词", ""}, {"法规分类", ""}, {"年份", ""}, {"版本", ""}, {"来源", ""}, {"更新时间", ""}, {"索引号", ""},
	{"主题分类", ""}, {"主题词", ""}, {"标题", "title"}, {"名称", "title"}, {"失效日期", "expires"}, {"有效性", ""}, {"发文时间", "signed"}, {"主题", ""}, {"信息来源", ""}, {"效力级别", ""}, {"题注", "note"}, {"颁布部门", "issuers"}, {"颁布日期", "signed"}, {"法规颁布日期", "signed"}, {"颁布机关", "issuers"}, {"文章类型", ""}, {"时间", "published"}, {"公布日期", "signed"},
}

// field reads line i as a portal's field (【文号】…, [发布日期]…, 来源：…) and notes its value.
func (h *headReader) field(i int, t string) bool {
	if len(t) > 500 {
		return false
	}
	label, value, ok := splitField(t)
	if !ok {
		return false
	}
	for _, f := range fieldNames {
		if f.label != label {
			continue
		}
		h.kinds[i] = PartTail
		if f.key == "" || value == "" {
			return true
		}
		if h.trailers == nil {
			h.trailers = map[string]trailer{}
		}
		at := h.ls[i].end - len(value)
		if _, seen := h.trailers[f.key]; !seen {
			h.trailers[f.key] = trailer{value, text.Span{Start: at, End: h.ls[i].end}}
		}
		return true
	}
	if strings.HasPrefix(t, "【") && i > h.a+1 {
		h.kinds[i] = PartTail // a field we have no use for
		return true
	}
	return false
}

// knownField tells whether the label at the start of t is one of the fields that hold header values.
func knownField(t string) bool {
	label, _, ok := splitField(t)
	if !ok {
		return false
	}
	for _, f := range fieldNames {
		if f.label == label {
			return true
		}
	}
	return false
}

// splitField parts 【文号】值, 〔发布日期〕值 and 来源：值.
func splitField(t string) (label, value string, ok bool) {
	for _, b := range [][2]string{{"【", "】"}, {"[", "]"}, {"〔", "〕"}} {
		if strings.HasPrefix(t, b[0]) {
			i := strings.Index(t, b[1])
			if i < 0 || i > 40 {
				return "", "", false
			}
			return strings.TrimSpace(t[len(b[0]):i]), strings.TrimLeft(t[i+len(b[1]):], " ：:"), true
		}
	}
	if i := strings.Index(t, "："); i > 0 && i <= 18 {
		return strings.TrimSpace(t[:i]), strings.TrimSpace(t[i+len("："):]), true
	}
	return "", "", false
}

// fields fills the gaps of the head from the portal's fields; they say so in their basis.
func (h *headReader) fields() {
	d := h.d
	set := func(key string, dst *string, value string) {
		if *dst == "" && value != "" {
			*dst = value
			d.Head.Basis[key] = "trailer"
			d.Stated[key] = h.trailers[key].span
		}
	}
	for key, t := range h.trailers {
		iso, n := dateAt(t.value)
		if n == 0 {
			iso = ""
		}
		switch key {
		case "number":
			if n, ok := findNumber(t.value, 0); ok && d.Head.Number == "" {
				d.Head.NumberPrinted = n.printed
				set(key, &d.Head.Number, n.norm)
			}
		case "signed":
			set(key, &d.Head.Signed, iso)
		case "effective":
			set(key, &d.Head.Effective, iso)
		case "expires":
			set(key, &d.Head.Expires, iso)
		case "title":
			if d.Head.Basis["title"] != "stated" && titleLike(tight(t.value)) {
				d.Head.Title = tight(t.value)
				d.Head.Basis["title"] = "trailer"
				d.Title = t.span
			}
		case "note":
			h.note(t)
		case "issuers":
			if len(d.Head.Issuers) == 0 && signer(t.value) {
				d.Head.Issuers = splitSigners(t.value)
				d.Head.Basis[key] = "trailer"
				d.Stated[key] = t.span
			}
		}
	}
	if t, ok := h.trailers["published"]; ok && d.Head.Signed == "" {
		if iso, n := dateAt(t.value); n > 0 {
			d.Head.Signed, d.Head.Basis["signed"], d.Stated["signed"] = iso, "trailer", t.span
		}
	}
}

// note reads the promulgation that a portal tells in prose (…于2018年3月9日公布，自2018年5月1日起施行).
func (h *headReader) note(t trailer) {
	d := h.d
	entries, effective, at := readHistory(h.s, t.span)
	for _, e := range entries {
		if e.Version.Act == "公布" && d.Head.Signed == "" && e.Version.Date != "" {
			d.Head.Signed, d.Head.Basis["signed"], d.Stated["signed"] = e.Version.Date, "trailer", e.Span
		}
	}
	if effective != "" && d.Head.Effective == "" {
		d.Head.Effective, d.Head.Basis["effective"], d.Stated["effective"] = effective, "trailer", at
	}
}

// signatures reads the signature that the outliner found: names and day.
func (h *headReader) signatures(o *outliner) {
	d := h.d
	if o.sign[1] <= o.sign[0] {
		return
	}
	cut := "" // first half of a name that the next line goes on with
	for i := o.sign[0]; i < o.sign[1]; i++ {
		t := h.text(i)
		if i+1 < o.sign[1] && cutName(t, h.text(i+1)) {
			cut = t
			continue
		}
		names := cut + t
		cut = ""
		if iso, at := endDate(strings.TrimSuffix(t, "）")); at >= 0 {
			d.Head.Signed = iso
			d.Head.Basis["signed"] = "stated"
			d.Stated["signed"] = text.Span{Start: h.ls[i].start + at, End: h.ls[i].end}
			names = strings.TrimSpace(names[:at+len(names)-len(t)])
		}
		if names = bareNames(strings.TrimPrefix(names, d.Head.Title)); names == "" || postAndName(names) || !signer(names) {
			continue
		}
		d.Head.Issuers = append(d.Head.Issuers, splitSigners(names)...)
		sp, ok := d.Stated["issuers"]
		if first := h.ls[o.sign[0]].start; !ok || sp.Start < first {
			sp.Start = h.ls[i].start
		}
		sp.End = h.ls[i].end
		d.Stated["issuers"] = sp
	}
}
