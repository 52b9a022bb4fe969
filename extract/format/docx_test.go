package format

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// makeDOCX packs a body of WordprocessingML, and other parts as pairs of name and content.
func makeDOCX(t testing.TB, body string, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	files := map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"word/document.xml": `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
			`xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><w:body>` +
			body + `</w:body></w:document>`,
	}
	for i := 0; i+1 < len(parts); i += 2 {
		files[parts[i]] = parts[i+1]
	}
	for name, s := range files {
		f, err := w.Create(name)
		if err == nil {
			_, err = f.Write([]byte(s))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func paragraph(s string) string { return "<w:p><w:r><w:t>" + s + "</w:t></w:r></w:p>" }

func cell(properties, s string) string {
	return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + paragraph(s) + "</w:tc>"
}

func TestReadDOCX(t *testing.T) {
	row := func(cells ...string) string { return "<w:tr>" + strings.Join(cells, "") + "</w:tr>" }
	for _, c := range []struct{ name, body, want string }{
		{"paragraphs", paragraph("关于印发") + `<w:p><w:pPr><w:rPr><w:b/></w:rPr></w:pPr><w:r><w:t xml:space="preserve"> 一、</w:t></w:r><w:r><w:tab/><w:t>甲&amp;乙</w:t></w:r></w:p><w:p/>`,
			"关于印发\n 一、 甲&乙\n"},
		{"line break", "<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>", "甲\n乙\n"},
		{"tracked changes", "<w:p><w:del><w:r><w:delText>旧</w:delText><w:t>旧</w:t></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins></w:p>", "新\n"},
		{"fields", "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>3</w:t></w:r></w:p>", "3\n"},
		{"text box", "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>" + paragraph("文件头") + "</w:txbxContent></mc:Choice><mc:Fallback>" +
			paragraph("文件头") + "</mc:Fallback></mc:AlternateContent><w:t>标题</w:t></w:r></w:p>", "文件头\n标题\n"},
		{"table", paragraph("表") + "<w:tbl>" + row(cell("", "名称"), cell("", "单位")) + row(cell("", "产值"), cell("", "亿元")) + "</w:tbl>" + paragraph("完"),
			"表\n名称\t单位\n产值\t亿元\n完\n"},
		{"merged cells", "<w:tbl>" + row(cell(`<w:vMerge w:val="restart"/>`, "甲"), cell(`<w:gridSpan w:val="2"/>`, "乙")) +
			row(cell(`<w:vMerge/>`, ""), cell("", "丙"), cell("", "丁")) + "</w:tbl>", "甲\t乙\t\n\t丙\t丁\n"},
		{"lines of a cell", "<w:tbl>" + row("<w:tc>"+paragraph("市经信局")+paragraph("市财政局")+"</w:tc>", cell("", "甲")) + "</w:tbl>", "市经信局 市财政局\t甲\n"},
		{"table in a cell", "<w:tbl>" + row("<w:tc>"+paragraph("甲")+"<w:tbl>"+row(cell("", "1"), cell("", "2"))+"</w:tbl>"+paragraph("乙")+"</w:tc>", cell("", "丙")) + "</w:tbl>",
			"甲 1 2 乙\t丙\n"},
		{"formula", "<w:p><m:oMath><m:t>x</m:t></m:oMath><w:r><w:t>甲</w:t></w:r></w:p>", "甲\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := Read("a.docx", makeDOCX(t, c.body))
			if err != nil || d.Text != c.want {
				t.Errorf("%v\n got %q\nwant %q", err, d.Text, c.want)
			}
		})
	}
}

const numberingPart = `<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:start w:val="9"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="9"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="l"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="9"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>`

const stylesPart = `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:style w:styleId="article"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style></w:styles>`

func TestDOCXNumbering(t *testing.T) {
	numbered := func(list, level, s string) string {
		return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + list + `"/></w:numPr></w:pPr><w:r><w:t>` + s + `</w:t></w:r></w:p>`
	}
	styled := func(s string) string {
		return `<w:p><w:pPr><w:pStyle w:val="article"/></w:pPr><w:r><w:t>` + s + `</w:t></w:r></w:p>`
	}
	body := numbered("1", "0", "总体要求") + numbered("1", "1", "指导思想") + numbered("1", "1", "基本原则") + numbered("1", "0", "重点任务") +
		numbered("1", "1", "甲") + styled("本办法") + styled("乙") + numbered("3", "0", "丙") + numbered("0", "0", "丁") + numbered("4", "0", "戊")
	d, err := Read("a.docx", makeDOCX(t, body, "word/numbering.xml", numberingPart, "word/styles.xml", stylesPart))
	want := "一、总体要求\n（一）指导思想\n（二）基本原则\n二、重点任务\n（一）甲\n第九条 本办法\n第十条 乙\n丙\n丁\n一、戊\n"
	if err != nil || d.Text != want {
		t.Errorf("%v\n got %q\nwant %q", err, d.Text, want)
	}
}

func TestChineseNumber(t *testing.T) {
	for n, want := range map[int]string{1: "一", 10: "十", 12: "十二", 20: "二十", 105: "一百零五", 110: "一百一十", 1001: "一千零一", 1050: "一千零五十", 9999: "九千九百九十九"} {
		if got := chineseNumber(n); got != want {
			t.Errorf("chineseNumber(%d) = %s, want %s", n, got, want)
		}
	}
}

func TestReadDOCXRefuses(t *testing.T) {
	var other bytes.Buffer
	if err := zip.NewWriter(&other).Close(); err != nil {
		t.Fatal(err)
	}
	bomb := makeDOCX(t, paragraph(strings.Repeat("0", maxUnpacked)))
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"no ZIP", []byte("PK\x03\x04"), "is no DOCX"},
		{"another ZIP", other.Bytes(), "without word/document.xml"},
		{"zip bomb", bomb, "unpacks to more than"},
		{"damaged", makeDOCX(t, "<w:p><w:r a=<"), "damaged at byte"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read("b.docx", c.data)
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "b.docx: ") {
				t.Errorf("error %v, want one about %q", err, c.want)
			}
		})
	}
}

func FuzzDOCX(f *testing.F) {
	f.Add(paragraph("甲")+"<w:tbl><w:tr>"+cell(`<w:gridSpan w:val="3"/>`, "乙")+cell("", "丙")+"</w:tr></w:tbl>", "")
	f.Add(`<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>`, numberingPart)
	f.Add("<w:p><w:del><w:t>x", "")
	f.Fuzz(func(t *testing.T, body, lists string) {
		d, err := Read("a.docx", makeDOCX(t, body, "word/numbering.xml", lists))
		checkDecoded(t, d, err)
	})
}

// wrap gives an error the head that Read gives it.
func wrap(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("file: %w", err)
}
