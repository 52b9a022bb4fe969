package policy

import (
	"strings"

	"github.com/policygraph/policygraph/extract/text"
)

// titleOf chooses the title among what was found: a notice over the plan it transmits; else the name of the
// text that an order announces; else the file name.
func (h *headReader) titleOf(fallback string) {
	d := h.d
	top := h.a
	for top+1 < h.b && h.kinds[top] == PartTail {
		top++ // a portal's fields stand above
	}
	d.Title = h.ls[top].span()
	best := -1
	for i, c := range h.titles {
		switch {
		case best < 0:
			best = i
		case noticeTitle(c.name) && (strings.Contains(bare(c.name), bare(h.titles[best].name)) || !noticeTitle(h.titles[best].name)):
			best = i
		}
	}
	if best >= 0 && bareOrder(h.titles[best].name) && strings.Contains(h.titles[best].name, "人民代表大会") {
		if name, sp := h.announced(); name != "" {
			d.Head.Title, d.Title, d.Head.Basis["title"] = name, sp, "stated" // 某省人大常委会公告 is how laws are published
			return
		}
	}
	if best >= 0 && fallback != "" && bareOrder(h.titles[best].name) && len(fallback) > len(h.titles[best].name) {
		// 某局公告 says nothing; the file name says what was announced.
		d.Head.Title, d.Title, d.Head.Basis["title"] = fallback, h.titles[best].span, "filename"
		return
	}
	if best >= 0 {
		d.Head.Title, d.Title = strings.Trim(cleanTitle(h.titles[best].name), " "), h.titles[best].span
		d.Head.Basis["title"] = "stated"
		return
	}
	notice := strings.Contains(h.d.Head.Number, "公告") && !strings.Contains(h.d.Head.Number, "人民代表大会") // an announcement that quotes titles is not called by them
	first := h.text(top)
	order := h.order || strings.HasPrefix(first, "《") && (fallback == "" || hasAny(first, "通过") && hasAny(first, "现予公布", "现予发布", "现公布"))
	if order && !(notice && fallback != "") {
		if name, sp := h.announced(); name != "" {
			d.Head.Title, d.Title = name, sp
			d.Head.Basis["title"] = "stated"
			return
		}
	}
	if fallback != "" {
		d.Head.Title = fallback
		d.Head.Basis["title"] = "filename"
		return
	}
	d.Head.Basis["title"] = "derived"
	if name, sp := h.transmitted(); name != "" {
		d.Head.Title, d.Title, d.Head.Attached = name, sp, []string{name}
		return
	}
	d.Head.Title = clip(tight(h.text(top)), 60)
}

// bareOrder tells whether a title is only the name of an order or announcement (某局公告, 某市人民政府令).
func bareOrder(s string) bool {
	return endsAny(s, "公告", "通告", "令") && !strings.Contains(s, "关于") && signer(strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(s, "公告"), "通告"), "令"))
}

// announced reads the title in the first 《…》 of an order's announcement.
func (h *headReader) announced() (string, text.Span) {
	for i := h.a; i < h.b && i < h.a+6; i++ {
		t := h.text(i)
		if len(t) > 1500 || !h.ls[i].any(hasTitle) || !hasAny(t, "公布", "发布", "施行", "通过") {
			continue
		}
		if name, sp := h.announcedIn(i); name != "" && announces(h.s[:sp.Start], h.s[sp.End:]) {
			return name, sp
		}
	}
	return "", text.Span{}
}

// announces tells whether the title between before and after is what an order announces: 《…》已经…通过, 现公布《…》. Other
// titles at the start of an order are its basis.
func announces(before, after string) bool {
	before = strings.TrimSuffix(before, "《")
	after = strings.TrimPrefix(after, "》")
	if strings.HasPrefix(after, "（") {
		if n := matching(after[:min(len(after), 400)]); n > 0 {
			after = after[n:]
		}
	}
	return startsAny(after, "已", "业经", "经", "于") || endsAny(before, "现公布", "现发布", "现将", "现予公布", "公布", "发布", "修订后的", "修改后的", "制定了")
}

func (h *headReader) announcedIn(i int) (string, text.Span) {
	t := h.text(i)
	k := strings.Index(t, "《")
	if k < 0 {
		return "", text.Span{}
	}
	e := closeQuote(t[k:])
	if e < 0 {
		return "", text.Span{}
	}
	at := h.ls[i].start + k
	return tight(t[k+len("《") : k+e]), text.Span{Start: at + len("《"), End: at + e}
}

// passedBy reads who passed what an order announces (…已由第十三届全国人民代表大会常务委员会第十次会议于…通过).
func (h *headReader) passedBy(body int) {
	if !h.order || body >= h.b {
		return
	}
	t := h.text(body)
	if len(t) > 1500 {
		return
	}
	for _, w := range []string{"已由", "已经"} {
		i := strings.Index(t, w)
		if i < 0 {
			continue
		}
		rest := t[i+len(w):]
		if _, n := dateAt(rest); n > 0 {
			rest = rest[n:]
		}
		rest = strings.TrimPrefix(rest, "中华人民共和国")
		if k := strings.Index(rest, "会议"); k > 0 && k < 200 {
			h.d.passed = passedBy(entryBody(rest[:k]))
		}
		return
	}
}

// transmitted reads the title of the plan that a notice without a title of its own sends out (《…》…现印发给你们).
func (h *headReader) transmitted() (string, text.Span) {
	for i := h.a; i < h.b && i < h.a+8; i++ {
		t := h.text(i)
		if len(t) > 1200 || !hasAny(t, "印发给", "现印发", "予以印发", "印发你", "予以公布", "现予公布") {
			continue
		}
		return h.announcedIn(i)
	}
	return "", text.Span{}
}

// withoutStamp drops the stamps of a portal: the time behind a title, and the title printed again behind a day.
func withoutStamp(s string) string {
	if i := openOf(s); i > 0 && strings.HasSuffix(s, "）") {
		if _, n := dateAt(s[i+len("（"):]); n > 0 && strings.Count(s[i:], ":") > 0 {
			s = s[:i]
		}
	}
	for i := 12; i+8 < len(s); i++ {
		if isDigit(s[i]) && !isDigit(s[i-1]) {
			if _, n := compactDate(s[i:]); n == 8 && s[i+n:] == s[:i] {
				return s[:i]
			}
		}
	}
	return s
}

// cleanTitle strips a number printed around a title and the brackets of a title printed in 《…》.
func cleanTitle(s string) string {
	if i := strings.Index(s, "〕号"); i > 0 && runes(s[:i]) <= 14 && strings.Contains(s[:i], "〔") && len(s) > i+60 {
		s = s[i+len("〕号"):] // a number whose ordinal was left out: 某科函〔2011〕号某省科学技术厅关于…
	}
	s = withoutStamp(s)
	if n, ok := findNumber(s, 0); ok && !n.order {
		switch {
		case n.start == 0:
			s = s[n.end:]
		case strings.HasSuffix(s[:n.start], "（") && strings.TrimPrefix(s[n.end:], "）") == "":
			s = strings.TrimSuffix(s[:n.start], "（")
		case n.end == len(s):
			s = s[:n.start]
		}
	}
	if strings.HasPrefix(s, "《") && closeQuote(s) == len(s)-len("》") {
		s = s[len("《") : len(s)-len("》")]
	}
	return s
}
