package gql

import (
	"strings"

	"github.com/graphql-go/graphql"
	g "github.com/policygraph/policygraph/graph"
)

// searchable are the node types that full text finds, by the name of their enum value.
var searchable = graphql.NewEnum(graphql.EnumConfig{Name: "NodeType", Description: "A type that search finds.",
	Values: func() graphql.EnumValueConfigMap {
		values := graphql.EnumValueConfigMap{}
		for _, n := range g.Nodes {
			for _, p := range n.Props {
				if p.Search > 0 {
					values[strings.ToUpper(string(n.Type))] = &graphql.EnumValueConfig{Value: string(n.Type)}
				}
			}
		}
		return values
	}()})

func (s *Schema) searchField() *graphql.Field {
	args := pageArgs(false)
	with(args, "text", graphql.NewNonNull(graphql.String), "Words, or parts of them; Chinese words of one character up.")
	with(args, "types", listOf(searchable), "Only these types.")
	return &graphql.Field{Type: s.connectionType("Search", func() graphql.Output { return s.node }, nil), Args: args,
		Description: "Things by text: exact number first, then exact title, title prefix, title, heading, body; of equals the latest. 检索",
		Resolve: guarded(func(q *request, p graphql.ResolveParams) (any, error) {
			pg, err := q.page(p)
			if err != nil {
				return nil, err
			}
			t := g.TextQuery{After: pg.after, First: pg.first, WantTotal: pg.total}
			if t.Text, _ = p.Args["text"].(string); strings.TrimSpace(t.Text) == "" {
				return nil, fail(BadUserInput, "search: text is empty")
			}
			if given, ok := p.Args["types"]; ok {
				list, _ := given.([]any)
				if len(list) == 0 {
					return nil, fail(BadUserInput, "search: types is empty; leave it out")
				}
				for _, x := range list {
					name, _ := x.(string)
					t.Types = append(t.Types, g.NodeType(name))
				}
			}
			found, err := q.reader.Search(q.ctx, t)
			if err != nil {
				return nil, err
			}
			c := nodeConnection(found)
			c.hasPrev = pg.after != ""
			return c, nil
		})}
}
