package gql

import (
	"github.com/graphql-go/graphql"
	g "github.com/policygraph/policygraph/graph"
)

func (s *Schema) documentType() {
	s.object(g.Document, "A policy document: one version of a text by its issuer. 文件", func() graphql.Fields {
		fields := s.documentRelations()
		for name, f := range documentProperties() {
			fields[name] = f
		}
		fields["status"] = s.statusField()
		fields["versions"] = s.versionsField()
		fields["sources"] = s.sourcesField()
		fields["text"] = textField()
		fields["facts"] = s.factsField()
		fields["appointments"] = s.appointmentsOfDocument()
		return fields
	})
	s.wheres[g.Document] = newWhere("DocumentWhere", "What documents must fit.", s.documentConditions)
	s.orders[g.Document] = newOrder("Document", map[string]string{"NUMBER": "number", "TITLE": "title", "ISSUER": "issuer",
		"SIGNED": "signed", "EFFECTIVE": "effective", "EXPIRES": "expires"})
}

func documentProperties() graphql.Fields {
	return graphql.Fields{
		"number":         text("number", "Normalised number 发文字号: 甬政发〔2021〕56号."),
		"numberPrinted":  text("numberPrinted", "The number as printed, where it differs."),
		"title":          text("title", "标题"),
		"type":           text("type", "法律 行政法规 地方性法规 规章 决定 通知 意见 批复 …"),
		"genre":          text("genre", "文种"),
		"rank":           text("rank", "法律 行政法规 … 行政规范性文件; null if open."),
		"issuer":         text("issuer", "The first issuer."),
		"issuers":        texts("issuers", "Names of the issuers; issuedBy gives the units."),
		"addressees":     texts("addressees", "主送机关 as printed; addressedTo gives the units."),
		"signed":         day("signed", "成文日期"),
		"signedBasis":    text("signedBasis", "How signed is known: stated, derived …"),
		"effective":      day("effective", "First day in force. 施行日期"),
		"effectiveBasis": text("effectiveBasis", "stated or derived"),
		"expires":        day("expires", "Last day in force. 有效期至"),
		"expiresBasis":   text("expiresBasis", "stated or derived"),
		"expiresQuote":   text("expiresQuote", "The words that state expires."),
		"year":           whole("year", "Year of signing."),
		"registration":   text("registration", "规范性文件统一编号"),
		"attached":       texts("attached", "Titles of the plans that it transmits."),
		"printed":        boolean("printed", "false: only named in a catalogue or cited."),
		"law":            boolean("law", "It has the rank of a law. 法律法规"),
		"explanatory":    boolean("explanatory", "解读, report: no policy of its own."),
		"region":         text("region", "Jurisdiction of the issuer."),
		"page":           whole("page", "Page in the gazette."),
		"state": {Type: graphql.String, Description: "read; stub: cited but not read; ambiguous: a citation that fits several, see candidates.",
			Resolve: ofNode(func(n *g.Node) any {
				if st := n.String("state"); st != "" {
					return st
				}
				return "read"
			})},
		"candidates": {Type: listOf(graphql.ID), Description: "Of an ambiguous citation: ids of the documents it may mean.",
			Resolve: ofNode(func(n *g.Node) any {
				keys, _ := n.Props["candidates"].([]string)
				ids := make([]string, len(keys))
				for i, k := range keys {
					ids[i] = globalID(g.Document, k)
				}
				return ids
			})},
	}
}

func (s *Schema) documentRelations() graphql.Fields {
	doc := func(t g.EdgeType, out, in string, forward, backward string) graphql.Fields {
		return graphql.Fields{out: s.many(forward, g.Out, g.Document, t), in: s.many(backward, g.InDir, g.Document, t)}
	}
	fields := graphql.Fields{
		"issuedBy":      s.many("发文机关, first issuer first", g.Out, g.Unit, g.IssuedBy),
		"approvedBy":    s.many("经…同意", g.Out, g.Unit, g.ApprovedBy),
		"interpretedBy": s.many("由…负责解释", g.Out, g.Unit, g.InterpretedBy),
		"addressedTo":   s.many("主送 and 抄送", g.Out, g.Unit, g.AddressedTo),
		"tasks":         s.many("任务, in the order of the text unless orderBy says otherwise.", g.Out, g.Task, g.HasTask),
		"targets":       s.many("指标, in the order of the text unless orderBy says otherwise.", g.Out, g.Target, g.Sets),
		"parks":         s.many("园区", g.Out, g.Park, g.Designates),
		"gazette":       s.one("The issue it is printed in. 公报", g.Out, g.Gazette, g.PublishedIn),
		"publishedIn":   s.many("All issues it is printed or named in, with pages.", g.Out, g.Gazette, g.PublishedIn),
		"work":          s.one("The work that it is a version of.", g.Out, g.Work, g.VersionOf),
	}
	for _, pair := range []graphql.Fields{
		doc(g.Implements, "implements", "implementedBy", "What it is based on or carries out. 依据、贯彻", "What is based on it or carries it out."),
		doc(g.Repeals, "repeals", "repealedBy", "What it ends. 废止", "What ends it."),
		doc(g.Amends, "amends", "amendedBy", "What it changes. 修改", "What changes it."),
		doc(g.Corrects, "corrects", "correctedBy", "更正", "更正 of it"),
		doc(g.PrevailsOver, "prevailsOver", "yieldsTo", "不一致的，以本…为准", "What prevails over it where they differ."),
		doc(g.Extends, "extends", "extendedBy", "What it keeps in force longer. 有效期延长", "What keeps it in force longer."),
		doc(g.Suspends, "suspends", "suspendedBy", "暂停, 暂时调整适用", "What suspends it."),
		doc(g.Forwards, "forwards", "forwardedBy", "转发, 批转", "What forwards it."),
		doc(g.CarriedBy, "carriedBy", "carries", "The document it is printed inside.", "What is printed inside it."),
		doc(g.Cites, "cites", "citedBy", "Any other mention. 提及", "What mentions it."),
	} {
		for name, f := range pair {
			fields[name] = f
		}
	}
	return fields
}

func (s *Schema) documentConditions() map[string]condition {
	d := s.wheres[g.Document]
	return map[string]condition{
		"number": compare("number", textFilter, ""), "title": compare("title", textFilter, ""),
		"type": compare("type", textFilter, ""), "genre": compare("genre", textFilter, ""), "rank": compare("rank", textFilter, ""),
		"issuer": compare("issuer", textFilter, "The first issuer."), "issuers": compare("issuers", listFilter, ""),
		"addressees": compare("addressees", listFilter, ""), "attached": compare("attached", listFilter, ""),
		"signed": compare("signed", dateFilter, ""), "effective": compare("effective", dateFilter, ""), "expires": compare("expires", dateFilter, ""),
		"year": compare("year", intFilter, "Of signing."), "registration": compare("registration", textFilter, ""),
		"printed": compare("printed", boolFilter, ""), "law": compare("law", boolFilter, ""), "explanatory": compare("explanatory", boolFilter, ""),
		"region": compare("region", textFilter, ""), "state": stateCondition(),
		"implements": hop(d, g.Out, "It implements such a document.", g.Implements), "implementedBy": hop(d, g.InDir, "", g.Implements),
		"repeals": hop(d, g.Out, "It repeals such a document.", g.Repeals), "repealedBy": hop(d, g.InDir, "", g.Repeals),
		"amends": hop(d, g.Out, "", g.Amends), "amendedBy": hop(d, g.InDir, "", g.Amends),
		"forwards": hop(d, g.Out, "", g.Forwards), "cites": hop(d, g.Out, "", g.Cites), "citedBy": hop(d, g.InDir, "", g.Cites),
		"issuedBy": hop(s.wheres[g.Unit], g.Out, "", g.IssuedBy), "addressedTo": hop(s.wheres[g.Unit], g.Out, "", g.AddressedTo),
		"tasks":    hop(s.wheres[g.Task], g.Out, "It has such a task.", g.HasTask),
		"targets":  hop(s.wheres[g.Target], g.Out, "It sets such a target.", g.Sets),
		"parks":    hop(s.wheres[g.Park], g.Out, "It designates such a park.", g.Designates),
		"gazette":  hop(s.wheres[g.Gazette], g.Out, "It is printed in such an issue.", g.PublishedIn),
		"appoints": hop(s.wheres[g.Person], g.Out, "It appoints or removes such a person.", g.Appoints, g.Removes),
		"work":     hop(s.wheres[g.Work], g.Out, "", g.VersionOf),
		"isRepealed": {typ: graphql.Boolean, doc: "Whether anything repeals it.", pred: func(f *filtering, v any) (g.Pred, error) {
			return g.Pred{Edge: &g.EdgePred{Types: []g.EdgeType{g.Repeals}, Dir: g.InDir, None: v == false}}, f.spend()
		}},
	}
}

// stateCondition lets "read" be asked for, which is no value in the store.
func stateCondition() condition {
	states := graphql.NewEnum(graphql.EnumConfig{Name: "DocumentState", Description: "How much is known of a document.",
		Values: graphql.EnumValueConfigMap{"READ": {Value: "read", Description: "A text of it was read."},
			"STUB":      {Value: "stub", Description: "It is only cited."},
			"AMBIGUOUS": {Value: "ambiguous", Description: "A citation that fits several documents."}}})
	return condition{typ: states, pred: func(f *filtering, v any) (g.Pred, error) {
		if v != "read" {
			return g.Pred{Prop: "state", Op: g.Eq, Value: v}, f.spend()
		}
		return g.Pred{Or: []g.Pred{{Prop: "state", Op: g.IsNull, Value: true}, {Prop: "state", Op: g.Eq, Value: ""}}}, f.spend()
	}}
}

// versionsField lists the versions of the same work, by way of the work.
func (s *Schema) versionsField() *graphql.Field {
	work := &relation{[]g.EdgeType{g.VersionOf}, g.Out, g.Work}
	versions := &relation{[]g.EdgeType{g.VersionOf}, g.InDir, g.Document}
	return &graphql.Field{Type: s.relationType(versions), Args: pageArgs(false),
		Description: "All versions of its work, itself included, latest first.",
		Resolve: guarded(func(q *request, p graphql.ResolveParams) (any, error) {
			pg, err := q.page(p)
			if err != nil {
				return nil, err
			}
			key := keyOf(versions, p.Info)
			h := q.hops[key]
			if h == nil {
				h = &twoStep{first: q.plain(work, 1), second: q.expands.add(g.ExpandQuery{Types: versions.types, Dir: g.InDir,
					NodeType: g.Document, First: pg.first, After: pg.after, WantTotal: pg.total, Order: []g.Order{{Prop: "signed", Desc: true}}})}
				q.hops[key] = h
			}
			get := q.through(h, p.Source.(*g.Node).Key)
			return later(func() (any, error) {
				_, second, err := get()
				if err != nil || len(second) == 0 {
					return &connection{}, err
				}
				return edgeConnection(second[0], pg.after, pg.total), nil
			}), nil
		})}
}
