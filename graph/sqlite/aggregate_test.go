package sqlite

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/policygraph/policygraph/graph"
)

func TestAggregate(t *testing.T) {
	f := taskGraph(t)
	f.node("doc:1", graph.Document, graph.Props{"title": "方案", "year": int64(2022)})
	f.edge(graph.HasTask, "doc:1", "task:3", graph.Props{})
	roles := []graph.EdgeType{graph.Leads, graph.CooperatesOn}
	of := func(key string) *graph.Pred { return &graph.Pred{Prop: "key", Op: graph.Eq, Value: key} }
	for _, c := range []struct {
		name string
		q    graph.AggQuery
		want string
	}{
		{"by unit and role", graph.AggQuery{Types: roles, GroupBy: []string{"from", "type"}}, "unit:a/LEADS=6 unit:b/COOPERATES_ON=1 unit:b/LEADS=1"},
		{"the largest", graph.AggQuery{Types: roles, GroupBy: []string{"from", "type"}, Limit: 1}, "unit:a/LEADS=6"},
		{"tasks only", graph.AggQuery{Types: roles, ToType: graph.Task, GroupBy: []string{"from.name"}}, "甲局=5 乙局=2"},
		{"by a property of the other end", graph.AggQuery{Types: roles, GroupBy: []string{"to.due"}}, "2022-06-30=4 =3 2022-12-31=1"},
		{"of one unit", graph.AggQuery{Types: roles, From: of("unit:b"), FromType: graph.Unit, GroupBy: []string{"to"}}, "task:0=1 task:3=1"},
		{"to one task", graph.AggQuery{Types: roles, To: of("task:3"), ToType: graph.Task, GroupBy: []string{"from"}}, "unit:a=1 unit:b=1"},
		{"tasks of a year", graph.AggQuery{Types: roles, ToType: graph.Task, GroupBy: []string{"from"}, To: &graph.Pred{Edge: &graph.EdgePred{
			Types: []graph.EdgeType{graph.HasTask}, Dir: graph.InDir, Node: &graph.Pred{Prop: "year", Op: graph.Eq, Value: 2022}}}}, "unit:a=1 unit:b=1"},
		{"a number", graph.AggQuery{Types: []graph.EdgeType{graph.HasTask}, GroupBy: []string{"from.year"}}, "2022=1"},
		{"nothing", graph.AggQuery{Types: []graph.EdgeType{graph.Repeals}, GroupBy: []string{"to"}}, ""},
	} {
		buckets, err := f.r.Aggregate(context.Background(), c.q)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, b := range buckets {
			got = append(got, fmt.Sprint(strings.Join(b.Group, "/"), "=", b.Count))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", c.name, got, c.want)
		}
	}
	for want, q := range map[string]graph.AggQuery{
		"group by []":        {Types: roles},
		`group by "colour"`:  {Types: roles, GroupBy: []string{"to.colour"}},
		`no group "sideway"`: {Types: roles, GroupBy: []string{"sideway"}},
		"have no Park":       {Types: roles, ToType: graph.Park, GroupBy: []string{"to"}},
	} {
		_, err := f.r.Aggregate(context.Background(), q)
		if !errors.Is(err, graph.ErrBadQuery) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}
