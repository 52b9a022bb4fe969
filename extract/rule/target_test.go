package rule

import (
	"testing"

	"github.com/policygraph/policygraph/extract/fact"
	"github.com/policygraph/policygraph/extract/policy"
	"github.com/policygraph/policygraph/extract/text"
)

// Whatever the text, what the rules of targets, parks and appointments find lies in it and is not empty.
func FuzzFindingsLieInTheText(f *testing.F) {
	f.Add("临江市人民政府关于印发方案的通知\n\n一、目标\n\n到2025年，新增10个中心、20家企业和30至40个园区，占比超过三分之一，A、B分别达5%、6%以上。C、D、E，分别达到5%、6%和7%。\n\n分别达到1%、2%")
	f.Add("规划\n\n指标\t2020年\t2025年\t属性\n覆盖率（%）\t50\t≥60\t约束性\n\n    产值    亿元   12   15 左右   预期性")
	f.Add("关于王一等职务任免的通知\n\n免去：\n王一、李二的临江市财政局局长职务；赵三任局长（兼），试用期一年。")
	f.Add("方案\n\n推动沧州、衡水高新区升级，建设机器人小镇（余姚市），重点发展软件、数据等。\n\n园区名称\t所在地\t主导产业\n甲产业园（余姚市）\t余姚市\t软件、数据等")
	f.Fuzz(func(t *testing.T, s string) {
		file := policy.Parse("fuzz.txt", text.Normalize(s))
		for _, d := range file.Documents {
			for _, r := range All() {
				if r.Kind != fact.KindTarget && r.Kind != fact.KindPark && r.Kind != fact.KindAppointment {
					continue
				}
				for _, found := range everyUnit(file, d, r) {
					if found.Span.Start < 0 || found.Span.Start >= found.Span.End || found.Span.End > len(file.Src.Norm) {
						t.Fatalf("%s: %+v of %d", r.Name, found.Span, len(file.Src.Norm))
					}
				}
			}
		}
	})
}

// everyUnit shows a rule all units of its scope, triggers or not.
func everyUnit(f *policy.File, d *policy.Document, r Rule) (out []Finding) {
	state := &DocState{}
	show := func(b *policy.Block, span text.Span) {
		out = append(out, r.Find(&Context{File: f, Doc: d, Block: b, Span: span, Text: f.Text(span), State: state})...)
	}
	if r.Scope == Document {
		show(nil, d.Span)
		return out
	}
	for _, b := range d.Blocks {
		switch {
		case (r.Scope == Table) != (b.Kind == policy.Table):
		case r.Scope == Sentence:
			for _, s := range b.Sentences {
				show(b, s)
			}
		default:
			show(b, b.Span)
		}
	}
	return out
}
