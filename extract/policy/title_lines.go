package policy

import "strings"

// maxTitle is over how many lines a title may be broken: those of joint letters in narrow columns are the longest.
const maxTitle = 8

// titleAbove finds the title that ends right above line i: short lines whose join is a title. A title that the contents
// list is taken as they have it.
func (p *scanner) titleAbove(i, floor int) (int, bool) {
	best := -1
	for a := i - 1; a >= floor && a >= i-maxTitle; a-- {
		if !p.titlePiece(a) {
			break
		}
		t := p.join(a, i)
		if len(t) > 700 {
			break
		}
		if p.listed[bare(t)] {
			return a, true
		}
		if (titleLike(t) || longTitle(t)) && (best < 0 || p.extends(a, best, i)) {
			best = a
		}
	}
	return best, best >= 0
}

// longTitle tells whether t is the title of a joint letter, too long for other titles: the names of many bodies, then 关于 or
// 印发.
func longTitle(t string) bool {
	k := strings.Index(t, "关于")
	if i := strings.Index(t, "印发"); i >= 0 && (k < 0 || i < k) {
		k = i
	}
	return len(t) > 420 && len(t) <= 700 && k > 0 && !hasAny(t, "。", "；", "，现") && signer(t[:k]) && genreOf(t) != ""
}

// extends tells whether the lines from a on belong to the title in lines [best,i): the line above is the issuer's name or
// is cut in mid phrase, not a title or heading of its own.
func (p *scanner) extends(a, best, i int) bool {
	above, first := p.text(best-1), p.text(best)
	if cutTitle(p.join(best, i)) || strings.HasSuffix(above, "关") && strings.HasPrefix(first, "于") {
		return true
	}
	if endsAny(above, "转发", "批转", "印发", "关于") && a == best-1 {
		return true // 某省人民政府办公厅转发 / 省教育厅等部门关于…
	}
	for k := a; k < best; k++ {
		// A line that ends in a kind of text is a title of its own, unless the next goes on in mid phrase.
		if t := p.join(a, k+1); genreOf(tight(p.text(k))) != "" && !openBrackets(t) && !startsAny(p.text(k+1), "的", "及", "和", "暨", "（", "实施", "等") {
			return false
		}
	}
	if strings.Contains(p.join(a, best), "关于") {
		return true
	}
	if signer(above) && (startsAny(first, "关于", "印发", "转发", "批转") || strings.Contains(first, "关于印发")) {
		return true
	}
	return a == best-1 && (signer(above) && signer(first) && !postAndName(above) || cutIssuer(above, first))
}

// cutTitle tells whether t is only the end of a title that begins on a line above: 》的通知, 推广到全国实施的通知.
func cutTitle(t string) bool {
	if startsAny(t, "》", "）", "”", "的", "、", "和地方", "和各级") || strings.Count(t, "》") > strings.Count(t, "《") || strings.Count(t, "）") > strings.Count(t, "（") {
		return true
	}
	return endsAny(stripEdition(t), "的通知", "的意见", "的批复", "的通报", "的通告", "的复函", "的实施意见") && !hasAny(t, "关于", "印发", "转发", "批转", "公布", "发布", "下发", "颁发", "贯彻")
}

// cutIssuer tells whether the name of an issuer is cut between the line above and the first line of a title: 江东省发展和
// 改革 / 委员会关于….
func cutIssuer(above, first string) bool {
	k := strings.Index(first, "关于")
	if k < 0 {
		k = strings.Index(first, "印发")
	}
	if k <= 0 || runes(above) < 5 || !allNames(above) || groupName(above) || endsAny(above, bodySuffixes...) {
		return false
	}
	name := above + first[:k]
	return signer(name) && properNames(splitSigners(name)) != nil
}

// titleBelow finds the title that begins at line i.
func (p *scanner) titleBelow(i, to int) (int, bool) {
	best := -1
	for e := i + 1; e <= to && e <= i+maxTitle; e++ {
		if !p.titlePiece(e - 1) {
			break
		}
		t := p.join(i, e)
		if p.listed[bare(t)] {
			return e, true
		}
		if !titleLike(t) && !longTitle(t) {
			continue
		}
		if last := tight(p.text(e - 1)); best >= 0 && titleLike(last) && !cutTitle(last) {
			break
		}
		best = e
	}
	return best, best >= 0
}
