package graph

import (
	"slices"
	"strings"
	"time"
)

// Validity is a rule of a jurisdiction for normative documents that state no period of validity: how long they are
// valid. It only ever sets PresumedExpiredSince, because each has exceptions that no text is marked with.
type Validity struct {
	Regions     []string // the jurisdiction; names of regions below it that do not begin with its own
	From        string   // in force since
	Years       int
	Provisional int  // years of a text named 暂行 or 试行
	Earlier     bool // texts older than the rule are valid for as long, from the rule's first day
	Source      string
}

// DefaultValidity lists the rules that are known here, each read in its text.
var DefaultValidity = []Validity{
	{
		Regions: []string{"河北省", "石家庄市", "唐山市", "秦皇岛市", "邯郸市", "邢台市", "保定市", "张家口市", "承德市", "沧州市",
			"廊坊市", "衡水市"},
		From: "2017-02-01", Years: 5, Provisional: 2, Earlier: true,
		Source: "河北省规范性文件管理办法（河北省人民政府令〔2016〕第5号）",
	},
}

// normative is the rank of the documents that such rules speak of.
const normative = "行政规范性文件"

// presumedEnd is the last day of the default validity of a document that states none, as known on a day; "" if
// there is none.
func (h *history) presumedEnd(day string) string {
	expires, by := h.expiry(day)
	if h.start == "" || expires != "" || by != nil || h.doc.String("rank") != normative {
		return ""
	}
	region := h.doc.String("region")
	for _, v := range DefaultValidity {
		begins := func(name string) bool { return strings.HasPrefix(region, name) }
		if slices.ContainsFunc(v.Regions, begins) && (v.Earlier || h.start >= v.From) {
			return v.end(max(h.start, v.From), h.doc.String("title"))
		}
	}
	return ""
}

// end is the last day of the period that begins on a day.
func (v Validity) end(start, title string) string {
	years := v.Years
	if strings.Contains(title, "暂行") || strings.Contains(title, "试行") {
		years = v.Provisional
	}
	t, err := time.Parse(time.DateOnly, start)
	if err != nil {
		return ""
	}
	return t.AddDate(years, 0, -1).Format(time.DateOnly)
}
