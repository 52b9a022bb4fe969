package policy

import (
	"strings"
	"time"

	"github.com/policygraph/policygraph/extract/text"
)

// inForce are the words that say when a text takes effect.
var inForce = []string{"施行", "执行", "实施", "生效", "试行"}

// readEffect reads from when and until when the document is in force, out of its sentences: 自2022年1月1日起施行,
// 自公布之日起施行, 有效期5年. The last statement about the text itself counts; that of an announcement too.
func (d *Document) readEffect(f *File, o *outliner) {
	if explanatory(d.Head.Title) {
		delete(d.Head.Basis, "effective") // what it says is of the text that it explains
		return
	}
	base := d.promulgated()
	order := strings.Contains(d.Head.Number, "令")
	for _, b := range o.timed {
		if order && b.Part == PartAttached && d.Head.Effective != "" {
			break // what an announcement says holds over the text that it prints, which may be older
		}
		for _, sp := range b.Sentences {
			if _, has := scanLine(f.Text(sp), 0); has&(hasStart|hasTerm|hasForce) != 0 {
				d.effectSentence(f.Text(sp), sp, base, has)
			}
		}
	}
	if d.Head.Effective == "" && d.Head.Basis["effective"] == "derived" {
		d.Head.Effective = base
	}
	if d.Head.Effective == "" {
		delete(d.Head.Basis, "effective")
	}
}

// promulgated is the day that 公布之日 means: that of the promulgation in the history, else the day signed.
func (d *Document) promulgated() string {
	day, public := "", false
	for _, e := range d.History {
		switch v := e.Version; {
		case e.anew && v.Date != "":
			day, public = v.Date, false // revised as a whole, the text was promulgated anew
		case v.Act == "公布" && !public:
			day, public = v.Date, true
		case v.Act == "批准" && !public, v.Act == "通过" && day == "":
			day = v.Date
		case v.Act == "修正", v.Act == "修订":
			public = true
		}
	}
	if day != "" {
		return day
	}
	return d.Head.Signed
}

// effectSentence reads one sentence.
func (d *Document) effectSentence(s string, sp text.Span, base string, has sign) {
	place := func(a, b int) text.Span { return text.Span{Start: sp.Start + a, End: sp.Start + b} }
	if strings.Contains(s, "批准之日") && !strings.Contains(s, "公布之日") {
		base = d.approved()
	}
	if has&(hasStart|hasForce) != 0 {
		if iso, a, b, derived := startDay(s, base); a >= 0 && (ownSubject(s) || d.namesPlan(s)) {
			d.setEffective(iso, place(a, b), derived)
			if day, x, y := untilDay(s[b:]); x >= 0 && d.Head.Expires == "" {
				d.Head.Expires, d.Head.Basis["expires"], d.Stated["expires"] = day, "stated", place(b+x, b+y)
			} else if y, m, x := termBehind(s[b:]); x > 0 && d.Head.Expires == "" && d.Head.Effective != "" {
				d.Head.Expires, d.Head.Basis["expires"], d.Stated["expires"] = addTerm(d.Head.Effective, y, m), "derived", place(a, b+x)
			}
		}
	}
	if has&hasTerm == 0 || d.Head.Expires != "" {
		return
	}
	if iso, a, b, derived := endDay(s, d.start(base)); a >= 0 && iso != "" && (ownSubject(s) || d.namesPlan(s)) {
		d.Head.Expires, d.Head.Basis["expires"] = iso, "stated"
		if derived {
			d.Head.Basis["expires"] = "derived"
		}
		d.Stated["expires"] = place(a, b)
	}
}

// approved is the day of the last approval by another body, which 批准之日 means; "" if none is printed.
func (d *Document) approved() string {
	day := ""
	for _, e := range d.History {
		if v := e.Version; v.Act == "批准" || v.By == "国务院" && v.Act == "修订" {
			day = v.Date
		}
	}
	return day
}

// termBehind reads a term that follows the first day in force: …起施行，暂定两年; …起试行，试行一年; …起实施，期限3年.
func termBehind(s string) (years, months, n int) {
	for _, w := range []string{"，暂定", "，试行", "，期限", "，为期", "，施行", "，实施"} {
		i := strings.Index(s, w)
		if i < 0 || i > 30 {
			continue
		}
		t := strings.TrimPrefix(strings.TrimPrefix(s[i+len(w):], "期限"), "时间")
		if y, m, k := term(t[:min(len(t), 40)]); k > 0 {
			return y, m, len(s) - len(t) + k
		}
	}
	return 0, 0, 0
}

// setEffective notes the first day in force. A day that is printed beats one that is counted; iso is empty where
// it should be counted from a day that is not known yet.
func (d *Document) setEffective(iso string, at text.Span, derived bool) {
	h := &d.Head
	switch {
	case iso == "":
		if h.Effective == "" {
			d.Stated["effective"] = at
		}
		return
	case h.Effective != "" && derived && h.Basis["effective"] == "stated":
		return
	}
	h.Effective, h.Basis["effective"] = iso, "stated"
	if derived {
		h.Basis["effective"] = "derived"
	}
	d.Stated["effective"] = at
}

// start is the first day in force.
func (d *Document) start(base string) string {
	if d.Head.Effective != "" {
		return d.Head.Effective
	}
	return base
}

// own are the words that a text calls itself by.
var own = []string{"本法", "本条例", "本办法", "本规定", "本细则", "本规则", "本意见", "本通知", "本决定", "本方案", "本措施", "本公告", "本解释", "本规范", "本制度", "本指南", "本标准", "本章程", "本准则", "本预案",
	"本批复", "本规划", "本纲要", "本计划", "本实施", "本政策", "本若干", "本目录", "本指引", "本程序", "本文件", "本行动", "本暂行", "本修正案", "本通告", "本规程", "本要点", "本清单", "以上", "上述", "本《", "本"}

// ownSubject tells whether a statement of force in s is about the text itself: it says 本办法, or 现予公布, or begins
// with the day.
func ownSubject(s string) bool {
	if hasAny(s, own[:len(own)-1]...) || hasAny(s, "现予公布", "现公布", "现予发布", "现发布", "现印发", "予以公布", "现予印发", "给你们", "现将") {
		return true
	}
	t := strings.TrimLeft(s, " “（")
	if m := markAt(t); m.level > 0 {
		t = t[m.size:]
	}
	return startsAny(t, "自", "从", "有效期", "本") || strings.Contains(s, "《") && strings.Contains(s, "公布") || strings.HasPrefix(t, "发布之日") || strings.HasPrefix(t, "公布之日")
}

// namesPlan tells whether a statement of force is about the plan that the document transmits: 《清单》自…起施行.
func (d *Document) namesPlan(s string) bool {
	t := strings.TrimLeft(s, " （")
	if !strings.HasPrefix(t, "《") {
		return false
	}
	i := closeQuote(t)
	plan := attachedIn(d.Head.Title)
	return i > 0 && plan != "" && strings.HasSuffix(bare(stripEdition(plan)), bare(stripEdition(t[len("《"):i])))
}

// startDay reads the first day in force and its place in s; derived when it is counted from another day.
func startDay(s, base string) (iso string, a, b int, derived bool) {
	for from := 0; ; {
		i := strings.Index(s[from:], "起")
		if i < 0 {
			break
		}
		i += from
		from = i + len("起")
		rest := s[from:]
		for _, w := range []string{"正式", "开始", "发布", "公布", "予以"} {
			rest = strings.TrimPrefix(rest, w)
		}
		day := strings.TrimSuffix(strings.TrimSuffix(s[:i], "零时"), "0时")
		if days, k := daysAfter(rest); k > 0 {
			if startsAny(rest[k:], inForce...) && strings.HasSuffix(s[:i], "之日") {
				return addDays(base, days), max(0, i-len("公布之日")), from + k, true
			}
			continue
		}
		if !takesForce(rest) || startsAny(rest, "执行期", "实施期") || strings.HasPrefix(rest[len("施行"):], "的") {
			continue // 自…起施行的《…》 is another text
		}
		if d, at := endDate(day); at >= 0 {
			return d, at, len(day), false
		}
		if days, at := daysBehind(day); at >= 0 {
			return addDays(base, days), at, i, true
		}
		if d, at := monthDay(s[:i]); at >= 0 {
			return d, at, i, false
		}
		if strings.HasSuffix(s[:i], "之日") && !hasAny(s[max(0, i-30):i], "登记", "领取") && (base != "" || !strings.HasSuffix(s[:i], "批准之日")) {
			return base, max(0, i-len("公布之日")), i, true
		}
		if endsAny(s[:i], "自发布", "自公布", "自印发", "自颁布") {
			return base, i - len("自发布"), i, true
		}
	}
	if i := strings.Index(s, "之日施行"); i > 0 {
		return base, i, i + len("之日施行"), true
	}
	if d, a, b := bareDay(s); a >= 0 {
		return d, a, b, false
	}
	return "", -1, -1, false
}

// takesForce tells whether s begins with words that say a text is in force. 实行 is mostly said of a measure (起实行零关税),
// of the text only where the clause ends.
func takesForce(s string) bool {
	if rest, ok := strings.CutPrefix(s, "实行"); ok {
		return rest == "" || startsAny(rest, "。", "，", "；", "）")
	}
	return startsAny(s, inForce...)
}

// bareDay reads the day of a statement without 起: 本条例自2023年12月1日施行.
func bareDay(s string) (iso string, a, b int) {
	i := strings.Index(s, "日施行")
	if i < 0 || strings.HasPrefix(s[i+len("日施行"):], "的") {
		return "", -1, -1
	}
	i += len("日")
	iso, a = endDate(s[:i])
	if a < 0 || !endsAny(s[:a], "自", "从", "于") {
		return "", -1, -1
	}
	return iso, a, i
}

// daysBehind reads 自公布之日后30日 at the end of s, -1 as its place if there is none.
func daysBehind(s string) (days, at int) {
	i := strings.LastIndex(s, "之日后")
	if i < 0 {
		return 0, -1
	}
	t := s[i+len("之日后"):]
	v, n := smallAt(t)
	if n == 0 || t[n:] != "日" && t[n:] != "天" {
		return 0, -1
	}
	return v, max(0, i-len("公布"))
}

// untilDay reads the last day behind 起施行: …起施行，至2018年3月31日止.
func untilDay(s string) (iso string, a, b int) {
	i := strings.Index(s, "日止")
	if i < 0 || i > 90 {
		return "", -1, -1
	}
	iso, a = endDate(s[:i+len("日")])
	if a < 0 || !endsAny(s[:a], "至", "到") {
		return "", -1, -1
	}
	return iso, a, i + len("日")
}

// monthDay reads 2022年1月 at the end of s as its first day.
func monthDay(s string) (string, int) {
	if !strings.HasSuffix(s, "月") {
		return "", -1
	}
	i := strings.LastIndex(s, "年")
	if i < 0 {
		return "", -1
	}
	b := yearStart(s, i)
	if b < 0 {
		return "", -1
	}
	iso, n := dateAt(s[b:] + "1日")
	if n == 0 {
		return "", -1
	}
	return iso, b
}

// daysAfter reads 30日后, 三十日后, 60个工作日后 is none.
func daysAfter(s string) (int, int) {
	v, n := smallAt(s)
	if n == 0 {
		return 0, 0
	}
	for _, u := range []string{"日后", "天后"} {
		if strings.HasPrefix(s[n:], u) {
			return v, n + len(u)
		}
	}
	return 0, 0
}

// endDay reads the last day in force: 有效期5年, 有效期至2025年12月31日, 试行期两年, 施行至….
func endDay(s, start string) (iso string, a, b int, derived bool) {
	for _, w := range []string{"有效期", "试行期", "施行期限", "执行期限", "实施期限", "执行期", "执行至", "施行至", "实施至", "有效至", "适用时间至", "适用期限至"} {
		i := strings.Index(s, w)
		if i < 0 || foreignTerm(s, i) || !strings.HasPrefix(w, "有效") && w != "试行期" && !hasAny(s[:i], own[:len(own)-1]...) {
			continue // 执行至 is mostly said of one measure, not of the text
		}
		rest := s[i+len(w):]
		win := rest[:min(len(rest), 120)]
		if k := strings.IndexAny(win, "。；"); k >= 0 {
			win = win[:k]
		}
		last := ""
		end := 0
		for from := 0; ; {
			x, y, d := nextDate(win, from)
			if x < 0 {
				break
			}
			last, end, from = d, y, y
		}
		if last != "" && hasAny(win[:end], "至", "到", "截至", "截止", "日-", "日~", "日—") || last != "" && strings.HasSuffix(w, "至") {
			return last, i, i + len(w) + end, false
		}
		if y, m, n := term(win); n > 0 && start != "" && !startsAny(win[n:], "以上", "以内", "以下") { // 有效期1年以上的证件
			return addTerm(start, y, m), i, i + len(w) + n, true
		}
	}
	return "", -1, -1, false
}

// foreignTerm tells whether the period at s[i] is that of a permit or certificate.
func foreignTerm(s string, i int) bool {
	before := s[max(0, i-60):i]
	return hasAny(before, "证", "许可", "合同", "资格", "资质", "牌照", "标志", "保险", "名单", "批文", "检验", "称号", "专利", "商标", "协议", "登记", "注册", "签证", "居留", "申请", "文书", "凭", "认定", "延长", "延续")
}

// term reads 5年, 为5年, 暂定2年, 两年, 18个月 and gives years and months.
func term(s string) (years, months, n int) {
	t := strings.TrimLeft(s, "：， ")
	for _, w := range []string{"限", "暂定", "为", "暂定为", "自发布之日起", "自印发之日起", "自公布之日起", "计算"} {
		t = strings.TrimPrefix(t, w)
	}
	v, k := smallAt(t)
	if k == 0 && strings.HasPrefix(t, "两") {
		v, k = 2, len("两")
	}
	if k == 0 || v == 0 {
		return 0, 0, 0
	}
	off := len(s) - len(t) + k
	switch {
	case strings.HasPrefix(t[k:], "年"):
		return v, 0, off + len("年")
	case startsAny(t[k:], "个月"):
		return 0, v, off + len("个月")
	}
	return 0, 0, 0
}

// addDays counts n days on; "" when iso is unknown.
func addDays(iso string, n int) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return ""
	}
	return t.AddDate(0, 0, n).Format(time.DateOnly)
}

// addTerm gives the last day of a term that begins on iso.
func addTerm(iso string, years, months int) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return ""
	}
	return t.AddDate(years, months, -1).Format(time.DateOnly)
}
