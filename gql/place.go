package gql

import (
	"github.com/graphql-go/graphql"
	g "github.com/policygraph/policygraph/graph"
)

func (s *Schema) workType() {
	s.object(g.Work, "The versions of one text. 法规", func() graphql.Fields {
		return graphql.Fields{"title": text("title", "Title without 修正, 修订, year, 试行."), "issuer": text("issuer", "发布机关"),
			"versions": s.many("Its versions.", g.InDir, g.Document, g.VersionOf)}
	})
	s.wheres[g.Work] = newWhere("WorkWhere", "What works must fit.", func() map[string]condition {
		return map[string]condition{"title": compare("title", textFilter, ""), "issuer": compare("issuer", textFilter, ""),
			"versions": hop(s.wheres[g.Document], g.InDir, "It has such a version.", g.VersionOf)}
	})
	s.orders[g.Work] = newOrder("Work", map[string]string{"TITLE": "title"})
}

func (s *Schema) gazetteType() {
	s.object(g.Gazette, "An issue of a government gazette. 公报", func() graphql.Fields {
		return graphql.Fields{"title": text("title", "公报名称"), "year": whole("year", ""), "issue": whole("issue", "第几期"),
			"totalIssue": whole("totalIssue", "总第几期"), "date": day("date", "出版日期"),
			"documents": s.many("What it prints or names.", g.InDir, g.Document, g.PublishedIn)}
	})
	s.wheres[g.Gazette] = newWhere("GazetteWhere", "What issues must fit.", func() map[string]condition {
		return map[string]condition{"title": compare("title", textFilter, ""), "year": compare("year", intFilter, ""),
			"issue": compare("issue", intFilter, ""), "date": compare("date", dateFilter, "")}
	})
	s.orders[g.Gazette] = newOrder("Gazette", map[string]string{"TITLE": "title", "YEAR": "year", "DATE": "date"})
}

func (s *Schema) regionType() {
	s.object(g.Region, "A jurisdiction. 行政区划", func() graphql.Fields {
		return graphql.Fields{"name": text("name", "Full name."), "code": text("code", "GB/T 2260"), "level": text("level", "国家 省 市 县"),
			"partOf": s.one("The region that it lies in.", g.Out, g.Region, g.PartOf),
			"parts":  s.many("Regions in it.", g.InDir, g.Region, g.PartOf),
			"units":  s.many("Its bodies.", g.InDir, g.Unit, g.InRegion),
			"parks":  s.many("Parks in it.", g.InDir, g.Park, g.LocatedIn)}
	})
	s.wheres[g.Region] = newWhere("RegionWhere", "What regions must fit.", func() map[string]condition {
		return map[string]condition{"name": compare("name", textFilter, ""), "code": compare("code", textFilter, ""), "level": compare("level", textFilter, ""),
			"units": hop(s.wheres[g.Unit], g.InDir, "", g.InRegion), "parks": hop(s.wheres[g.Park], g.InDir, "", g.LocatedIn),
			"partOf": hop(s.wheres[g.Region], g.Out, "", g.PartOf)}
	})
	s.orders[g.Region] = newOrder("Region", map[string]string{"NAME": "name", "CODE": "code"})
}

func (s *Schema) industryType() {
	s.object(g.Industry, "A field of industry. 产业", func() graphql.Fields {
		return graphql.Fields{"name": text("name", ""), "parks": s.many("Parks that focus on it.", g.InDir, g.Park, g.FocusesOn)}
	})
	s.wheres[g.Industry] = newWhere("IndustryWhere", "What industries must fit.", func() map[string]condition {
		return map[string]condition{"name": compare("name", textFilter, "")}
	})
	s.orders[g.Industry] = newOrder("Industry", map[string]string{"NAME": "name"})
}

func (s *Schema) sourceType() {
	s.object(g.Source, "A file or page that was read. 来源", func() graphql.Fields {
		return graphql.Fields{"dataset": text("dataset", ""), "path": text("path", "Below the folder given to ingest."),
			"hash": text("hash", "sha256 of the bytes read."), "format": text("format", "txt md html docx pdf")}
	})
}
