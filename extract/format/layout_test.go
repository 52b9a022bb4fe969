package format

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// readPage is the text of a one-page PDF.
func readPage(t *testing.T, p *pdfPage) string {
	t.Helper()
	d, err := Read("a.pdf", makePDF("", p))
	if err != nil {
		t.Fatal(err)
	}
	return d.Text
}

// A page as a word processor sets it: 28 characters of 16 points a line, paragraphs indented by two.
func TestPDFParagraphs(t *testing.T) {
	var p pdfPage
	p.put(165, 760, 22, "临江市人民政府办公室关于")
	p.put(187, 730, 22, "印发工作方案的通知")
	p.put(72, 690, 16, "各县（市、区）人民政府：")
	p.put(104, 660, 16, "为贯彻落实国务院关于加快产业发展的决策部署，现提出如下")
	p.put(72, 630, 16, "意见，请结合实际认真抓好落实，确保各项任务在2025年底前全")
	p.put(72, 600, 16, "部完成。")
	p.put(104, 570, 16, "一、总体要求")
	p.put(104, 540, 16, "坚持稳中求进工作总基调，完整准确全面贯彻新发展理念，加")
	p.put(72, 510, 16, "快构建新发展格局。")
	p.put(360, 450, 16, "临江市人民政府办公室")
	p.put(380, 420, 16, "2021年12月5日")
	want := "临江市人民政府办公室关于\n印发工作方案的通知\n各县（市、区）人民政府：\n" +
		"为贯彻落实国务院关于加快产业发展的决策部署，现提出如下意见，请结合实际认真抓好落实，确保各项任务在2025年底前全部完成。\n" +
		"一、总体要求\n坚持稳中求进工作总基调，完整准确全面贯彻新发展理念，加快构建新发展格局。\n临江市人民政府办公室\n2021年12月5日\n"
	if got := readPage(t, &p); got != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

// The entries of a list of contents all reach the right margin.
func TestPDFContents(t *testing.T) {
	var p pdfPage
	p.put(72, 700, 16, "一、总体要求………………………………………………1")
	p.put(72, 670, 16, "二、重点任务………………………………………………3")
	p.put(72, 640, 16, "三、保障措施…………………………………………（12）")
	p.put(72, 610, 16, "四、附则……………………………………………………15")
	want := "一、总体要求………………………………………………1\n二、重点任务………………………………………………3\n三、保障措施…………………………………………（12）\n四、附则……………………………………………………15\n"
	if got := readPage(t, &p); got != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

// tableRules draws the borders of a table of 3 columns and 3 rows whose first column's last two cells are one.
func tableRules(draw func(x1, y1, x2, y2 float64)) {
	for _, y := range []float64{700, 660, 580} {
		draw(72, y, 432, y)
	}
	draw(172, 620, 432, 620)
	for _, x := range []float64{72, 172, 332, 432} {
		draw(x, 580, x, 700)
	}
}

func tableText(p *pdfPage) {
	p.put(200, 730, 16, "主要指标")
	p.put(80, 675, 14, "类别")
	p.put(180, 675, 14, "指标名称")
	p.put(340, 675, 14, "目标")
	p.put(80, 615, 14, "经济发展")
	p.put(180, 643, 14, "规模以上工业企业增加")
	p.put(180, 625, 14, "值增速")
	p.put(340, 635, 14, "8%")
	p.put(180, 595, 14, "研发投入强度")
	p.put(340, 603, 14, "市科技局")
	p.put(340, 585, 14, "市财政局")
	p.put(72, 550, 16, "完")
}

const tableWant = "主要指标\n类别\t指标名称\t目标\n经济发展\t规模以上工业企业增加值增速\t8%\n\t研发投入强度\t市科技局 市财政局\n完\n"

func TestPDFRuledTable(t *testing.T) {
	for name, draw := range map[string]func(p *pdfPage) func(x1, y1, x2, y2 float64){
		"stroked lines": func(p *pdfPage) func(x1, y1, x2, y2 float64) { return p.rule },
		"thin filled rectangles": func(p *pdfPage) func(x1, y1, x2, y2 float64) {
			return func(x1, y1, x2, y2 float64) {
				fmt.Fprintf(p, "%g %g %g %g re f\n", x1, y1, max(x2-x1, 0.5), max(y2-y1, 0.5))
			}
		},
		"scaled by a matrix": func(p *pdfPage) func(x1, y1, x2, y2 float64) {
			return func(x1, y1, x2, y2 float64) {
				fmt.Fprintf(p, "q 0.1 0 0 0.1 0 0 cm 5 w %g %g m %g %g l S Q\n", 10*x1, 10*y1, 10*x2, 10*y2)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			var p pdfPage
			tableRules(draw(&p))
			tableText(&p)
			if got := readPage(t, &p); got != tableWant {
				t.Errorf("got %q\nwant %q", got, tableWant)
			}
		})
	}
}

// A table whose program drew each cell as a rectangle of its own.
func TestPDFTableOfRectangles(t *testing.T) {
	var p pdfPage
	for _, r := range [][4]float64{{72, 660, 100, 40}, {172, 660, 160, 40}, {332, 660, 100, 40}, {72, 580, 100, 80}, {172, 620, 160, 40}, {332, 620, 100, 40}, {172, 580, 160, 40}, {332, 580, 100, 40}} {
		fmt.Fprintf(&p, "%g %g %g %g re S\n", r[0], r[1], r[2], r[3])
	}
	tableText(&p)
	if got := readPage(t, &p); got != tableWant {
		t.Errorf("got %q\nwant %q", got, tableWant)
	}
}

// The red line under a letterhead and a frame around a page are no tables.
func TestPDFRulesThatAreNoTable(t *testing.T) {
	var p pdfPage
	p.rule(72, 740, 520, 740)
	p.WriteString("50 50 500 750 re S\n")
	p.put(150, 760, 22, "临江市人民政府文件")
	p.put(104, 660, 16, "一、总体要求")
	if got, want := readPage(t, &p), "临江市人民政府文件\n一、总体要求\n"; got != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestPDFTurnedPage(t *testing.T) {
	var p pdfPage
	tableRules(p.rule)
	tableText(&p)
	turned := bytes.Replace(makePDF("", &p), []byte("/MediaBox"), []byte("/Rotate 90/MediaBox"), 1)
	d, err := Read("a.pdf", turned)
	if err != nil || d.Text == "" {
		t.Fatalf("%q, %v", d.Text, err)
	}
	for _, s := range []string{"主要指标", "类别", "研发投入强度", "完"} {
		if !strings.Contains(d.Text, s) {
			t.Errorf("%q is not in %q", s, d.Text)
		}
	}
}
