package format

import (
	"fmt"
	"testing"
)

func TestIsPageNumber(t *testing.T) {
	for s, want := range map[string]bool{
		"3": true, "— 12 —": true, "-3-": true, "3/12": true, "第3页 共12页": true, "第 3 页": true, "·7·": true,
		"2022": false, "一": false, "3.": false, "": false, "—": false, "2021年12月": false, "12345": false,
	} {
		if got := isPageNumber(s); got != want {
			t.Errorf("isPageNumber(%q) = %v", s, got)
		}
	}
}

// A sentence goes on across pages whose numbers and heads are gone; the text at an edge that does not repeat stays.
func TestPDFPageBreaks(t *testing.T) {
	body := [][]string{
		{"为贯彻落实国务院关于加快产业发展的决策部署，现提出如下", "意见，请结合实际认真抓好落实，确保各项任务在2025年底"},
		{"前完成，各县（市、区）人民政府和市级有关部门要加强组织领", "导。"},
		{"各牵头单位要会同配合单位制定年度计划，明确时间表和路线", "图，每年年底报市人民政府。"},
	}
	indent := []float64{104, 72, 104}
	var pages []*pdfPage
	for i, lines := range body {
		var p pdfPage
		p.put(220, 800, 12, "临江市人民政府公报")
		p.put(indent[i], 690, 16, lines[0])
		p.put(72, 660, 16, lines[1])
		p.put(280, 50, 14, fmt.Sprintf("— %d —", i+1))
		pages = append(pages, &p)
	}
	d, err := Read("a.pdf", makePDF("", pages...))
	if err != nil {
		t.Fatal(err)
	}
	want := body[0][0] + body[0][1] + body[1][0] + body[1][1] + "\n" + body[2][0] + body[2][1] + "\n"
	if d.Text != want {
		t.Errorf("got %q\nwant %q", d.Text, want)
	}
	second := len(body[0][0] + body[0][1])
	if d.PageAt(second-1) != 1 || d.PageAt(second) != 2 || d.PageAt(len(want)-1) != 3 {
		t.Errorf("pages %v, the second starts at %d", d.Pages, second)
	}
}
