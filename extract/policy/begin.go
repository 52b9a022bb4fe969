package policy

import "strings"

// begin is the head of a document found in the lines: where it starts, the lines of its title and number.
type begin struct {
	at         int // first line
	title      [2]int
	name       string // title without blanks
	number     *number
	numberLine [2]int
	body       int // first line after title and number
	how        string
	given      titleCandidate // title that stands elsewhere, in the sentence that forwards the text
}

// Ways a document shows that it begins.
const (
	byNumber  = "number"  // title and number, in any order
	byOrder   = "order"   // 国务院令 第721号, 政府令第260号
	byHistory = "history" // title, then （…公布 …修正）
	byAddress = "address" // title, then 各区县（市）人民政府：
	byListed  = "listed"  // title that the contents of the issue list
	byPosts   = "posts"   // 某市人民政府任免名单
)

// scanner finds beginnings in the lines of a text.
type scanner struct {
	s  string
	ls []line

	listed map[string]bool // bare titles of the contents
}

func (p *scanner) text(i int) string { return p.s[p.ls[i].start:p.ls[i].end] }

func (p *scanner) join(a, b int) string {
	if b == a+1 {
		return tight(p.text(a))
	}
	var sb strings.Builder
	for i := a; i < b; i++ {
		sb.WriteString(p.text(i))
		sb.WriteByte('\n')
	}
	return tight(sb.String())
}

// begins lists the beginnings in lines [from,to), first to last, none overlapping another.
func (p *scanner) begins(from, to int) []begin {
	var out []begin
	last := from
	for i := from; i < to; i++ {
		t := p.text(i)
		if len(t) > 700 {
			continue
		}
		b, ok := p.beginAt(i, last, to)
		if ok {
			out = append(out, b)
			last = b.body
			i = max(i, b.body-1)
		}
	}
	return out
}

// beginAt tries line i as the anchor of a head: a number, an order's heading, a history, an addressee.
// Lines before floor belong to the head before.
func (p *scanner) beginAt(i, floor, to int) (begin, bool) {
	t := p.text(i)
	if p.ls[i].any(hasNumber) {
		if n, ok := wholeNumber(strings.TrimRight(t, " ")); ok {
			return p.numbered(i, floor, to, n, 1)
		}
		if n, iso, _ := numberDate(t); iso != "" && !n.order && strings.HasPrefix(t, "（") {
			return p.numbered(i, floor, to, n, 1)
		}
		if n, ok := p.titleWithNumber(t); ok {
			return p.suffixed(i, floor, to, n)
		}
	}
	if len(t) < 150 && endsAny(t, "令", "公告") && !strings.Contains(t, "关于") && i+1 < to && len(p.text(i+1)) < 40 {
		if b, ok := p.jointOrder(i, floor, to); ok {
			return b, true
		}
		joined := t + tight(p.text(i+1))
		if n, ok := wholeNumber(joined); ok {
			n.printed = joined
			return p.numbered(i, floor, to, n, 2)
		}
	}
	if p.ls[i].any(hasNumber) && len(t) < 40 {
		if b, ok := p.announcement(i, floor, to); ok {
			return b, true
		}
	}
	if p.ls[i].any(hasYear|hasNumber) && historyLine(t) {
		if a, ok := p.titleAbove(i, floor); ok {
			return begin{at: a, title: [2]int{a, i}, name: p.join(a, i), body: i, how: byHistory}, true
		}
		return begin{}, false
	}
	if b, ok := p.listedAt(i, to); ok {
		return b, true
	}
	if b, ok := p.postsAt(i, to); ok {
		return b, true
	}
	if strings.HasSuffix(t, "：") && addressees(strings.TrimSuffix(t, "：")) {
		if a, ok := p.titleAbove(i, floor); ok && noticeTitle(p.join(a, i)) {
			return begin{at: a, title: [2]int{a, i}, name: p.join(a, i), body: i, how: byAddress}, true
		}
	}
	return begin{}, false
}

// listedAt reads lines from i on as a title that the contents of the issue list; the number may follow.
func (p *scanner) listedAt(i, to int) (begin, bool) {
	if len(p.listed) == 0 || !p.titlePiece(i) {
		return begin{}, false
	}
	for e := i + 1; e <= to && e <= i+5 && p.titlePiece(e-1); e++ {
		name := p.join(i, e)
		if !p.listed[bare(name)] {
			continue
		}
		if e < to {
			_, ok := wholeNumber(p.text(e))
			if _, iso, _ := numberDate(p.text(e)); ok || iso != "" || wholeDate(p.text(e)) != "" {
				return begin{}, false // the number is the anchor
			}
			if e+1 < to && endsAny(p.text(e), "令", "公告") && len(p.text(e)) < 150 {
				return begin{}, false
			}
		}
		return begin{at: i, title: [2]int{i, e}, name: name, body: e, how: byListed}, p.bodyAt(e, to)
	}
	return begin{}, false
}

// postsAt reads line i as the title of a list of appointments without a number (国务院任免国家工作人员).
func (p *scanner) postsAt(i, to int) (begin, bool) {
	t := p.text(i)
	if len(t) > 120 || !hasAny(t, "任免", "任命", "任职") || !endsAny(t, "名单", "工作人员", "人员", "干部") || !p.titlePiece(i) {
		return begin{}, false
	}
	k := strings.Index(t, "任")
	if k <= 0 || !signer(t[:k]) || i+2 >= to {
		return begin{}, false
	}
	for n := i + 1; n < to && n < i+4; n++ {
		if u := p.text(n); hasAny(u, "任命", "免去", "决定") && len(u) < 600 {
			return begin{at: i, title: [2]int{i, i + 1}, name: tight(t), body: i + 1, how: byPosts}, true
		}
	}
	return begin{}, false
}

// numbered completes a head whose number stands in lines [i,i+k).
func (p *scanner) numbered(i, floor, to int, n number, k int) (begin, bool) {
	b := begin{at: i, number: &n, numberLine: [2]int{i, i + k}, body: i + k, how: byNumber}
	if n.order {
		b.how = byOrder
	}
	above := i
	for b.body < to && b.body < i+k+2 && copyMark(p.text(b.body)) {
		b.body++ // 签发人 stands beside the number
	}
	if i > floor && wholeDate(p.text(i-1)) != "" {
		above = i - 1 // some gazettes print the day in brackets between title and number
	}
	if a, ok := p.titleAbove(above, floor); ok {
		b.at, b.title, b.name = a, [2]int{a, above}, p.join(a, above)
	} else if e, ok := p.titleBelow(b.body, to); ok {
		b.title, b.name, b.body = [2]int{b.body, e}, p.join(b.body, e), e
	} else if !n.order && (i > floor && strings.Contains(p.text(i-1), "，") && !closing(p.text(i-1)) || !p.bodyAt(b.body, to)) {
		return b, false
	}
	return b, p.bodyAt(b.body, to)
}

// jointOrder reads an order whose bodies stand on lines of their own above 令 at line i, its number below:
// 交通运输部 / 公安部 / 令 / 2022年第18号.
func (p *scanner) jointOrder(i, floor, to int) (begin, bool) {
	kind := tight(p.text(i))
	a := i
	if kind == "令" || kind == "命令" || kind == "公告" {
		for a > floor && i-a < 12 && len(p.text(a-1)) < 120 && signer(p.text(a-1)) && !postAndName(p.text(a-1)) {
			a--
		}
	} else if signer(strings.TrimSuffix(strings.TrimSuffix(kind, "令"), "公告")) {
		for a > floor && i-a < 12 && len(p.text(a-1)) < 60 && stateBody(p.text(a-1)) && stateBody(kind) {
			a--
		}
	}
	if a == i {
		return begin{}, false
	}
	var names []string
	for k := a; k < i; k++ {
		names = append(names, strings.Fields(p.text(k))...)
	}
	if kind != "令" && kind != "命令" && kind != "公告" {
		names = append(names, kind)
		kind = ""
	}
	n, ok := wholeNumber(strings.Join(names, " ") + kind + tight(p.text(i+1)))
	if !ok || !n.order {
		return begin{}, false
	}
	b := begin{at: a, number: &n, numberLine: [2]int{a, i + 2}, body: i + 2, how: byOrder}
	if e, ok := p.titleBelow(i+2, to); ok {
		b.title, b.name, b.body = [2]int{i + 2, e}, p.join(i+2, e), e
	}
	return b, p.bodyAt(b.body, to)
}

// stateBody tells whether t is the name of a ministry with that of the state before it, as the heads of joint orders
// print them.
func stateBody(t string) bool { return strings.HasPrefix(t, "中华人民共和国") }

// announcement reads the number of an announcement that stands without its issuer below the title:
// 某部 某局关于…的公告 / 2021年第5号; or that of minutes: …会议纪要 / 〔2021〕第14号.
func (p *scanner) announcement(i, floor, to int) (begin, bool) {
	t := tight(p.text(i))
	minutes := strings.HasPrefix(t, "〔")
	if _, n := yearAt(strings.TrimPrefix(t, "〔")); n > 0 {
		t = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(t, "〔")[n:], "〕"), "年")
	}
	_, n := ordinal(strings.TrimPrefix(t, "第"))
	if !strings.HasPrefix(t, "第") || n == 0 || t[len("第")+n:] != "号" {
		return begin{}, false
	}
	a, ok := p.titleAbove(i, floor)
	if !ok {
		return begin{}, false
	}
	name := p.join(a, i)
	bodies := titleIssuers(name)
	genre := genreOf(name)
	var num number
	switch {
	case minutes && genre == "纪要":
		num.norm = strings.Replace(tight(p.text(i)), "第", "", 1)
	case !minutes && len(bodies) > 0 && (genre == "公告" || genre == "通告"):
		if num, ok = wholeNumber(strings.Join(bodies, " ") + "公告" + tight(p.text(i))); !ok {
			return begin{}, false
		}
	default:
		return begin{}, false
	}
	num.printed, num.start, num.end = p.text(i), 0, len(p.text(i))
	b := begin{at: a, title: [2]int{a, i}, name: name, number: &num, numberLine: [2]int{i, i + 1}, body: i + 1, how: byNumber}
	return b, p.bodyAt(i+1, to)
}

// titleWithNumber reads a title that ends in its number: …的通知（甬政办发〔2021〕80号）.
func (p *scanner) titleWithNumber(t string) (number, bool) {
	if len(t) > 420 || !strings.HasSuffix(t, "号）") && !strings.HasSuffix(t, "号") {
		return number{}, false
	}
	if n, ok := announcementTitle(t); ok {
		return n, true
	}
	n, ok := findNumber(t, 0)
	for ok && n.end < len(t)-len("）") {
		n, ok = findNumber(t, n.end)
	}
	if !ok || n.order || !titleLike(strings.TrimSuffix(t[:n.start], "（")) {
		return number{}, false
	}
	return n, true
}

func (p *scanner) suffixed(i, floor, to int, n number) (begin, bool) {
	b := begin{at: i, title: [2]int{i, i + 1}, number: &n, numberLine: [2]int{i, i}, body: i + 1, how: byNumber}
	b.name = tight(strings.TrimSuffix(p.text(i)[:n.start], "（"))
	return b, p.bodyAt(i+1, to)
}

// titlePiece tells whether line i can be a line of a title.
func (p *scanner) titlePiece(i int) bool {
	t := p.text(i)
	if len(t) > 500 || p.ls[i].any(hasStop|hasTab) || strings.IndexByte(t, '|') >= 0 || wholeDate(t) != "" || registrationOf(t) != "" || contentsEntry(t) {
		return false
	}
	if startsAny(t, "为贯彻", "为落实", "为深入", "为进一步", "根据《", "按照《", "依据《") {
		return false // the first words of a letter whose sentence a citation's number ends on the next line
	}
	if hasAny(t, "；", "：") || strings.HasPrefix(t, "【") || markAt(t).level > 0 || postAndName(t) || endsAny(t, "，") {
		return false
	}
	if k := tight(t); k == "目录" || k == "目次" || p.ls[i].any(hasYear) && historyLine(t) {
		return false
	}
	if _, isNumber := wholeNumber(t); isNumber {
		return false
	}
	_, iso, _ := numberDate(t)
	return iso == ""
}

// bodyAt tells whether a text goes on at line i as a document does behind its head: with an addressee, a
// paragraph, a history, articles, not with another title or number as in a list.
func (p *scanner) bodyAt(i, to int) bool {
	for k := i; k < to && k < i+6; k++ {
		t := p.text(k)
		switch {
		case historyLine(t), strings.HasSuffix(t, "：") && len(t) < 900, markAt(t).level > 0 && markAt(t).level <= levelFirst:
			return true
		case hasAny(t, "。") && len(t) > 45, len(t) > 200:
			return true
		case contentsEntry(t):
			return false
		}
		if _, ok := wholeNumber(t); ok && k > i {
			return false
		}
	}
	return false
}
