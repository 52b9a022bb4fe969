package policy

import "strings"

// kinds settles type, genre, rank, addressees and whether the text only explains.
func (d *Document) kinds() {
	h := &d.Head
	g := genreOf(h.Title)
	if n, ok := findNumber(h.Title, 0); ok && g == "" && n.order && strings.HasSuffix(h.Title, "号") {
		g = genreOf(strings.TrimSuffix(h.Title[:strings.LastIndex(h.Title, "第")], " ")) // 某部公告第531号
	}
	h.Type, h.Genre, h.Rank = typeOf(h.Title, g, d)
	if h.Explanatory = explanatory(h.Title); h.Explanatory {
		h.Rank = ""
		if ruleGenre(h.Genre) || h.Genre == "法" {
			h.Type, h.Genre = "", "" // 一图读懂《…条例》
		}
	}
}

// typeOf gives kind, genre (文种) and rank of a text by its title and issuer.
func typeOf(title, genre string, d *Document) (kind, letter, rank string) {
	issuer := ""
	if len(d.Head.Issuers) > 0 {
		issuer = d.Head.Issuers[0]
	}
	order := strings.Contains(d.Head.Number, "令")
	congress := strings.Contains(issuer, "人民代表大会")
	switch {
	case strings.HasSuffix(title, "宪法"):
		return "宪法", genre, "宪法"
	case congress && strings.HasPrefix(issuer, "全国"):
		if genre == "决定" || genre == "决议" {
			return genre, genre, "法律"
		}
		return "法律", genre, "法律"
	case congress && genre == "名单":
		return "任免", genre, ""
	case congress:
		if genre == "决定" || genre == "决议" {
			return genre, genre, "地方性法规"
		}
		return "地方性法规", genre, "地方性法规"
	case startsAny(issuer, "最高人民"):
		return "司法解释", genre, "司法解释"
	}
	letter = genre
	if noticeTitle(title) || endsAny(title, "公告", "通告", "令") {
		kind = shortKind(genre)
	}
	switch {
	case d.approvedByCouncil(genre), order && issuer == "国务院", issuer == "国务院" && len(d.History) > 0 && (genre == "条例" || genre == "规定" || genre == "办法" || genre == "细则"):
		rank = "行政法规"
	case order && regionPrefix(issuer) != "":
		rank = "地方政府规章"
	case order, d.passedInside() && regionPrefix(issuer) == "":
		rank = "部门规章"
	case startsAny(issuer, "中共"):
		rank = "党政联合文件"
	case genre == "条例" && regionPrefix(title) != "" && !strings.Contains(issuer, "政府"):
		rank = "地方性法规" // no other body of a place makes them
	case issuer != "" && (d.Head.Number != "" || !maybeRule(title, genre)):
		rank = "行政规范性文件"
	}
	if kind == "" || kind == genre && (genre == "办法" || genre == "规定" || genre == "条例" || genre == "细则") {
		switch rank {
		case "行政法规", "地方性法规":
			kind = rank
		case "地方政府规章", "部门规章":
			kind = "规章"
		default:
			if kind == "" {
				kind = shortKind(genre)
			}
		}
	}
	return kind, letter, rank
}

// approvedByCouncil tells whether a rule is one of those that a ministry issued with the approval of the State Council: till
// 2001 these were 行政法规, as were those of the 政务院 before it.
func (d *Document) approvedByCouncil(genre string) bool {
	if !ruleGenre(genre) {
		return false
	}
	for _, e := range d.History {
		v := e.Version
		if v.Date < "2002" && (v.Act == "批准" && v.By == "国务院" || v.By == "政务院") && v.Date != "" {
			return true
		}
	}
	return false
}

// passedInside tells whether a meeting of the ministry passed the text.
func (d *Document) passedInside() bool {
	for _, e := range d.History {
		if e.inner {
			return true
		}
	}
	return false
}

// maybeRule tells whether a text without number or order, by its name, can be a law or rule (规章) as well as a document of
// lower rank.
func maybeRule(title, genre string) bool {
	return ruleGenre(genre) && !hasAny(title, "印发", "转发", "批转") && !strings.HasSuffix(stripEdition(title), "的通知")
}

func ruleGenre(genre string) bool {
	switch genre {
	case "条例", "办法", "规定", "细则", "规则":
		return true
	}
	return false
}

func shortKind(g string) string {
	switch g {
	case "补充通知":
		return "通知"
	case "复函":
		return "函"
	case "命令":
		return "令"
	}
	return g
}

// explanatory tells whether a title is that of a text which only explains or reports.
func explanatory(title string) bool {
	if ruleGenre(genreOf(title)) && !hasAny(title, "《", "解读", "图解", "读懂", "问答") {
		return false // 外国记者采访条例
	}
	return hasAny(title, "解读", "一图读懂", "图解", "政策问答", "问答", "记者", "负责人就", "负责人解答", "答记者问", "新闻发布会", "年度报告", "工作报告", "起草说明", "的说明") && !strings.HasSuffix(title, "的通知")
}
