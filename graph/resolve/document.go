package resolve

import (
	"regexp"
	"strings"

	"github.com/policygraph/policygraph/extract"
	"github.com/policygraph/policygraph/extract/authority"
	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/policy"
	"github.com/policygraph/policygraph/graph"
)

// document makes the record of a document and the edges that its head states.
func (b *builder) document(d *fact.Document, r *extract.Result) {
	file := r.File.Documents[b.now.DocIndex]
	start, end := r.File.Src.RawSpan(file.Span)
	date, original := textDate(d, file.History, b.set.Source.Path)
	rec := graph.Record{
		ID: b.record(), Title: NormTitle(d.Title), Identifiers: identifiers(d, date, original), Names: names(d), Date: date,
		Printed: d.Printed, Standing: standing(d, b.set.Source.Path), Damage: d.Damage,
		Start: start, End: end, Props: header(d, file.Region),
	}
	if len(rec.Identifiers) == 0 {
		// Nothing that another source could share: the document is this text and no other.
		rec.Identifiers = []string{"s|" + b.set.Source.Key + "|" + rec.ID}
	}
	for _, t := range d.Attached {
		rec.Companion = append(rec.Companion, "t:"+NormTitle(t))
	}
	rec.Plan = d.Printed && d.Number == "" && len(d.Attached) == 0 && !strings.Contains(d.Title, "通知")
	if d.Printed {
		rec.Props["body"] = r.Decoded.Text[start:end]
	}
	b.set.Records = append(b.set.Records, rec)
	b.head(d)
}

// textDate is the date of the text: the last 修正 or 修订, else the day of signing. original tells that the text
// is as first promulgated. Registers of laws put the date of the version into the name of the file,
// which speaks where the head lists no history.
func textDate(d *fact.Document, history []policy.HistoryEntry, path string) (date string, original bool) {
	date, original = d.Signed, true
	for _, h := range history {
		if strings.Contains(h.Version.Act, "修") {
			original = false
			date = max(date, h.Version.Date)
		}
	}
	if m := datedName.FindStringSubmatch(path); m != nil && law(d.Rank) && m[1] > date && date != "" {
		return m[1], false
	}
	return date, original
}

var datedName = regexp.MustCompile(`[（(](\d{4}-\d\d-\d\d)[)）]\.\w+$`)

// standing: a gazette is the legal text, then the issuer's own page, then a repost.
func standing(d *fact.Document, path string) int {
	switch {
	case d.Gazette != nil:
		return 0
	case strings.Contains(path, "转载"), d.Explanatory:
		return 2
	}
	return 1
}

func header(d *fact.Document, region string) graph.Props {
	p := props("number", d.Number, "numberPrinted", d.NumberPrinted, "title", d.Title, "type", d.Type, "genre", d.Genre, "rank", d.Rank,
		"issuers", d.Issuers, "addressees", d.Addressees, "signed", d.Signed, "effective", d.Effective, "expires", d.Expires,
		"effectiveBasis", d.Basis["effective"], "expiresBasis", d.Basis["expires"], "expiresQuote", d.Stated["expires"].Quote, "signedBasis", d.Basis["signed"],
		"year", year(d.Signed), "registration", d.Registration, "attached", d.Attached, "law", law(d.Rank),
		"explanatory", d.Explanatory, "region", region, "page", d.Page)
	if len(d.Issuers) > 0 {
		p["issuer"] = d.Issuers[0]
	}
	p["printed"] = d.Printed
	return p
}

func law(rank string) bool {
	switch rank {
	case "宪法", "法律", "行政法规", "监察法规", "地方性法规", "自治条例", "单行条例", "部门规章", "地方政府规章", "规章", "司法解释":
		return true
	}
	return false
}

// head claims the edges that a header states.
func (b *builder) head(d *fact.Document) {
	self := b.self()
	who := owner(d)
	work := "work/" + who + "/" + WorkTitle(d.Title)
	b.claim(graph.NodeClaim{Node: graph.End{Key: work}, Type: graph.Work, Props: props("title", WorkTitle(d.Title), "issuer", who)})
	b.edge(graph.EdgeClaim{Type: graph.VersionOf, From: self, To: graph.End{Key: work}})
	for i, issuer := range d.Issuers {
		unit := b.unit(fact.Unit{Text: issuer, Name: issuer})
		b.edge(b.stated(d, "issuers", graph.EdgeClaim{Type: graph.IssuedBy, From: self, To: unit, Props: graph.Props{"order": int64(i + 1)}, ToText: issuer}))
	}
	region := b.place()
	for _, a := range d.Addressees {
		name, collective := authority.Canonical(a, region, d.Signed)
		unit := b.unit(fact.Unit{Text: a, Name: name, Collective: collective})
		b.edge(b.stated(d, "addressees", graph.EdgeClaim{Type: graph.AddressedTo, From: self, To: unit, ToText: a}))
	}
	if g := d.Gazette; g != nil {
		key := "gazette/" + g.Title + "/" + itoa(g.Year) + "/" + itoa(g.Issue)
		b.claim(graph.NodeClaim{Node: graph.End{Key: key}, Type: graph.Gazette,
			Props: props("title", g.Title, "year", g.Year, "issue", g.Issue, "totalIssue", g.TotalIssue, "date", g.Date)})
		if d.Printed {
			b.edge(graph.EdgeClaim{Type: graph.PublishedIn, From: self, To: graph.End{Key: key}, Props: props("page", d.Page)})
		}
	}
	if d.CarriedIndex > 0 {
		b.edge(graph.EdgeClaim{Type: graph.CarriedBy, From: self, To: graph.End{Record: itoa(d.CarriedIndex - 1)}})
	}
}

// stated gives an edge the place where the header value stands, or that of the title.
func (b *builder) stated(d *fact.Document, field string, e graph.EdgeClaim) graph.EdgeClaim {
	if at, ok := d.Stated[field]; ok {
		e.Start, e.End, e.Quote = at.Start, at.End, at.Quote
	}
	return e
}
