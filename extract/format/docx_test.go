package format

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// makeDOCX packs a body of WordprocessingML.
func makeDOCX(t testing.TB, body string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, s := range map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"word/document.xml": `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
			`xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><w:body>` +
			body + `</w:body></w:document>`,
	} {
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
	f.Add(paragraph("甲") + "<w:tbl><w:tr>" + cell(`<w:gridSpan w:val="3"/>`, "乙") + cell("", "丙") + "</w:tr></w:tbl>")
	f.Add("<w:p><w:del><w:t>x")
	f.Fuzz(func(t *testing.T, body string) {
		d, err := Read("a.docx", makeDOCX(t, body))
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
