package gql

import (
	"github.com/graphql-go/graphql"
	g "github.com/policygraph/policygraph/graph"
)

func (s *Schema) taskType() {
	s.object(g.Task, "A task that a document sets. 任务", func() graphql.Fields {
		return graphql.Fields{
			"heading":     text("heading", "Heading of the item, or its first clause."),
			"path":        texts("path", "Enclosing headings, outermost first."),
			"text":        text("text", "The item's text."),
			"instrument":  text("instrument", "The attached text that it stands in, where there are several."),
			"ordinal":     whole("ordinal", "Place among the tasks of its item."),
			"deadline":    text("deadline", "As printed."),
			"due":         day("due", "Last day, where the deadline says one."),
			"signed":      day("signed", "成文日期 of its document."),
			"year":        whole("year", "Year of signing of its document."),
			"document":    s.one("The document that sets it.", g.InDir, g.Document, g.HasTask),
			"leads":       s.many("牵头单位", g.InDir, g.Unit, g.Leads),
			"cooperators": s.many("配合单位", g.InDir, g.Unit, g.CooperatesOn),
			"responsible": s.many("责任单位", g.InDir, g.Unit, g.Responsible),
			"overseers":   s.many("牵头领导, 督办: people or units.", g.InDir, "", g.Oversees),
			"targets":     s.many("Targets that it sets.", g.Out, g.Target, g.Sets),
			"statedIn":    s.many("The edges from its document, with the text that sets it as evidence.", g.InDir, g.Document, g.HasTask),
		}
	})
	s.wheres[g.Task] = newWhere("TaskWhere", "What tasks must fit.", s.taskConditions)
	s.wheres[g.Task].whole = taskHolder
	s.orders[g.Task] = newOrder("Task", map[string]string{"HEADING": "heading", "DUE": "due", "SIGNED": "signed"})
}

// roleType names the parts that a unit can have in a task.
var roleType = graphql.NewEnum(graphql.EnumConfig{Name: "Role", Description: "The part that a unit has in a task.",
	Values: graphql.EnumValueConfigMap{
		"LEAD":        {Value: string(g.Leads), Description: "牵头"},
		"COOPERATE":   {Value: string(g.CooperatesOn), Description: "配合"},
		"RESPONSIBLE": {Value: string(g.Responsible), Description: "负责"},
		"OVERSEE":     {Value: string(g.Oversees), Description: "督办"},
	}})

func (s *Schema) taskConditions() map[string]condition {
	u := s.wheres[g.Unit]
	return map[string]condition{
		"unit":      {typ: graphql.String, doc: "A unit of this name (full or as printed) has a part in it; with role, that part."},
		"role":      {typ: roleType, doc: "With unit: the part of that unit; alone: anyone has this part in it."},
		"dueBefore": equals("due", dateType, g.Lt, "It is due before this day."),
		"dueAfter":  equals("due", dateType, g.Gt, "It is due after this day."),
		"heading":   compare("heading", textFilter, ""), "text": compare("text", textFilter, ""), "path": compare("path", listFilter, ""),
		"instrument": compare("instrument", textFilter, ""), "deadline": compare("deadline", textFilter, ""),
		"due": compare("due", dateFilter, ""), "signed": compare("signed", dateFilter, ""), "year": compare("year", intFilter, "Of signing."),
		"document":    hop(s.wheres[g.Document], g.InDir, "Its document.", g.HasTask),
		"leads":       hop(u, g.InDir, "Such a unit leads it.", g.Leads),
		"cooperators": hop(u, g.InDir, "Such a unit cooperates.", g.CooperatesOn),
		"responsible": hop(u, g.InDir, "Such a unit is responsible.", g.Responsible),
		"targets":     hop(s.wheres[g.Target], g.Out, "It sets such a target.", g.Sets),
	}
}

// taskHolder reads unit and role together: a unit that leads the task, not some unit that has a part in it while another leads.
func taskHolder(f *filtering, m map[string]any) ([]g.Pred, error) {
	unit, hasUnit := m["unit"].(string)
	role, hasRole := m["role"].(string)
	if !hasUnit && !hasRole {
		return nil, nil
	}
	e := &g.EdgePred{Dir: g.InDir, Types: []g.EdgeType{g.Leads, g.CooperatesOn, g.Responsible}}
	if hasRole {
		e.Types = []g.EdgeType{g.EdgeType(role)}
	}
	switch {
	case hasUnit && e.Types[0] == g.Oversees: // people oversee too, and they have no other forms of their names
		e.Node = &g.Pred{Prop: "name", Op: g.Eq, Value: unit}
	case hasUnit:
		e.Node = named(unit)
	}
	return []g.Pred{{Edge: e}}, f.spend()
}

func (s *Schema) targetType() {
	s.object(g.Target, "A quantitative target. 指标", func() graphql.Fields {
		return graphql.Fields{
			"indicator":  text("indicator", "指标名称"),
			"value":      text("value", "Digits without separators; a fraction as 1/3."),
			"value2":     text("value2", "Upper bound of a range."),
			"number":     number("number", "The value as a number."),
			"unit":       text("unit", "亿元, %, 家 …"),
			"comparator": text("comparator", ">= > <= < = ~"),
			"year":       whole("year", "The year that it is for."),
			"period":     text("period", "annual or cumulative"),
			"baseline":   boolean("baseline", "A past value that targets are measured against."),
			"category":   text("category", "Group in the table."),
			"attribute":  text("attribute", "约束性 or 预期性"),
			"raw":        text("raw", "As printed."),
			"ordinal":    whole("ordinal", "Place in the text."),
			"leads":      s.many("牵头单位", g.InDir, g.Unit, g.Leads),
			"task":       s.one("The task that sets it.", g.InDir, g.Task, g.Sets),
			"document":   s.one("The document that sets it.", g.InDir, g.Document, g.Sets),
			"statedIn":   s.many("The edge from its document, with evidence.", g.InDir, g.Document, g.Sets),
		}
	})
	s.wheres[g.Target] = newWhere("TargetWhere", "What targets must fit.", func() map[string]condition {
		return map[string]condition{
			"indicator": compare("indicator", textFilter, ""), "unit": compare("unit", textFilter, "Unit of measure."),
			"number": compare("number", realFilter, ""), "comparator": compare("comparator", textFilter, ""),
			"year": compare("year", intFilter, ""), "period": compare("period", textFilter, ""), "baseline": compare("baseline", boolFilter, ""),
			"category": compare("category", textFilter, ""), "attribute": compare("attribute", textFilter, ""),
			"leads":    hop(s.wheres[g.Unit], g.InDir, "Such a unit leads it.", g.Leads),
			"document": hop(s.wheres[g.Document], g.InDir, "Such a document sets it.", g.Sets),
			"task":     hop(s.wheres[g.Task], g.InDir, "Such a task sets it.", g.Sets),
		}
	})
	s.orders[g.Target] = newOrder("Target", map[string]string{"INDICATOR": "indicator", "NUMBER": "number", "YEAR": "year"})
}

func (s *Schema) parkType() {
	s.object(g.Park, "An industrial park. 园区", func() graphql.Fields {
		return graphql.Fields{
			"name": text("name", "园区名称"), "region": text("region", "Where it lies, as printed."), "field": text("field", "产业领域"),
			"industries": s.many("Its industries.", g.Out, g.Industry, g.FocusesOn),
			"locatedIn":  s.one("Where it lies.", g.Out, g.Region, g.LocatedIn),
			"document":   s.one("A document that designates it.", g.InDir, g.Document, g.Designates),
			"documents":  s.many("All documents that designate it.", g.InDir, g.Document, g.Designates),
		}
	})
	s.wheres[g.Park] = newWhere("ParkWhere", "What parks must fit.", func() map[string]condition {
		return map[string]condition{
			"name": compare("name", textFilter, ""), "region": compare("region", textFilter, ""), "field": compare("field", textFilter, ""),
			"industries": hop(s.wheres[g.Industry], g.Out, "It has such an industry.", g.FocusesOn),
			"locatedIn":  hop(s.wheres[g.Region], g.Out, "", g.LocatedIn),
			"document":   hop(s.wheres[g.Document], g.InDir, "", g.Designates),
		}
	})
	s.orders[g.Park] = newOrder("Park", map[string]string{"NAME": "name", "REGION": "region"})
}
