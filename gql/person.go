package gql

import (
	"github.com/graphql-go/graphql"
	g "github.com/policygraph/policygraph/graph"
)

func (s *Schema) personType() {
	s.object(g.Person, "A person in public office. 人员", func() graphql.Fields {
		return graphql.Fields{"name": text("name", "姓名"), "organisation": text("organisation", "Where the post is."),
			"holds":       s.many("Posts taken by appointment.", g.Out, g.Position, g.Holds),
			"held":        s.many("Posts left by removal.", g.Out, g.Position, g.Held),
			"appointedBy": s.many("Documents that appoint. 任", g.InDir, g.Document, g.Appoints),
			"removedBy":   s.many("Documents that remove. 免", g.InDir, g.Document, g.Removes),
			"oversees":    s.many("Tasks overseen. 牵头领导", g.Out, g.Task, g.Oversees)}
	})
	s.wheres[g.Person] = newWhere("PersonWhere", "What persons must fit.", func() map[string]condition {
		return map[string]condition{"name": compare("name", textFilter, ""), "organisation": compare("organisation", textFilter, ""),
			"holds":       hop(s.wheres[g.Position], g.Out, "Such a post was taken.", g.Holds),
			"appointedBy": hop(s.wheres[g.Document], g.InDir, "Such a document appoints.", g.Appoints)}
	})
	s.orders[g.Person] = newOrder("Person", map[string]string{"NAME": "name"})
}

func (s *Schema) positionType() {
	s.object(g.Position, "A post in a body. 职务", func() graphql.Fields {
		return graphql.Fields{"post": text("post", "职务"), "organisation": text("organisation", "As printed."),
			"unit":          s.one("The body.", g.Out, g.Unit, g.Of),
			"holders":       s.many("Who took it, by appointment.", g.InDir, g.Person, g.Holds),
			"formerHolders": s.many("Who left it, by removal.", g.InDir, g.Person, g.Held)}
	})
	s.wheres[g.Position] = newWhere("PositionWhere", "What posts must fit.", func() map[string]condition {
		return map[string]condition{"post": compare("post", textFilter, ""), "organisation": compare("organisation", textFilter, ""),
			"holders": hop(s.wheres[g.Person], g.InDir, "", g.Holds), "unit": hop(s.wheres[g.Unit], g.Out, "", g.Of)}
	})
	s.orders[g.Position] = newOrder("Position", map[string]string{"POST": "post"})
}
