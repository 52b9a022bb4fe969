package format

import (
	"math"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/structs"
)

// pdfPageReader reads what is printed on a page and where.
type pdfPageReader struct {
	p    pdfium.Pdfium
	page requests.Page
}

// glyphs gives the characters of the page in the order of the engine, with a \n at each end of a line.
func (r pdfPageReader) glyphs() ([]glyph, error) {
	loaded, err := r.p.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: r.page})
	if err != nil {
		return nil, err
	}
	text := loaded.TextPage
	defer r.p.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text})
	count, err := r.p.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text})
	if err != nil {
		return nil, err
	}
	var found []glyph
	for i := range count.Count {
		c, err := r.p.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: text, Index: i})
		if err != nil {
			return nil, err
		}
		if g, ok := r.glyph(text, i, rune(c.Unicode)); ok {
			found = append(found, g)
		}
	}
	return found, nil
}

// glyph places a character; ok is false for those that print nothing.
func (r pdfPageReader) glyph(text references.FPDF_TEXTPAGE, i int, c rune) (g glyph, ok bool) {
	switch c {
	case '\n':
		return glyph{r: '\n', generated: true}, true
	case ' ', '\t', 0xA0:
		return glyph{r: ' ', generated: true}, true
	case 0x3000:
		return glyph{r: c, generated: true}, true
	case 0x02, 0xFFFE: // how the engine marks a hyphen at the end of a line
		c = '-'
	}
	if c < ' ' || c >= 0xD800 && c < 0xE000 || c > 0x10FFFF {
		return glyph{}, false
	}
	b, err := r.p.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: text, Index: i})
	if err != nil {
		return glyph{r: c, generated: true}, true
	}
	return glyph{r: c, box: box{float64(b.Rect.Left), float64(b.Rect.Bottom), float64(b.Rect.Right), float64(b.Rect.Top)}}, true
}

// maxSegments tells a border from a drawing.
const maxSegments = 400

// rules gives the horizontal and vertical lines of the page: stroked lines, edges of stroked rectangles, and thin
// filled ones, which is how word processors draw borders.
func (r pdfPageReader) rules() []rule {
	count, err := r.p.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: r.page})
	if err != nil {
		return nil
	}
	var found []rule
	for i := range count.Count {
		object, err := r.p.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: r.page, Index: i})
		if err != nil {
			continue
		}
		kind, err := r.p.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: object.PageObject})
		if err != nil || kind.Type != enums.FPDF_PAGEOBJ_PATH {
			continue
		}
		if found = append(found, r.pathRules(object.PageObject)...); len(found) > maxRules {
			return nil
		}
	}
	return found
}

func (r pdfPageReader) pathRules(path references.FPDF_PAGEOBJECT) []rule {
	mode, err := r.p.FPDFPath_GetDrawMode(&requests.FPDFPath_GetDrawMode{PageObject: path})
	if err != nil || !mode.Stroke && mode.FillMode == enums.FPDF_FILLMODE_NONE {
		return nil
	}
	if !mode.Stroke {
		b, err := r.p.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: path})
		if err != nil {
			return nil
		}
		return thin(box{float64(b.Left), float64(b.Bottom), float64(b.Right), float64(b.Top)})
	}
	return edges(r.points(path))
}

// thin makes a rule of a filled rectangle that is as thin as one.
func thin(b box) []rule {
	width, height := b.right-b.left, b.top-b.bottom
	x, y := b.middle()
	switch {
	case height <= near && width > 2*near:
		return []rule{{true, y, b.left, b.right}}
	case width <= near && height > 2*near:
		return []rule{{false, x, b.bottom, b.top}}
	}
	return nil
}

// point is a point of a path; moved tells that no line leads to it.
type point struct {
	x, y  float64
	moved bool
}

// points gives the path in page coordinates, nil for drawings and curves.
func (r pdfPageReader) points(path references.FPDF_PAGEOBJECT) []point {
	count, err := r.p.FPDFPath_CountSegments(&requests.FPDFPath_CountSegments{PageObject: path})
	if err != nil || count.Count > maxSegments {
		return nil
	}
	m, err := r.p.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: path})
	if err != nil {
		return nil
	}
	var points []point
	var start point
	for i := range count.Count {
		segment, err := r.p.FPDFPath_GetPathSegment(&requests.FPDFPath_GetPathSegment{PageObject: path, Index: i})
		if err != nil {
			return nil
		}
		next, closes, ok := r.segment(segment.PathSegment, m.Matrix)
		if !ok {
			return nil
		}
		if next.moved {
			start = next
		}
		points = append(points, next)
		if closes {
			points = append(points, point{start.x, start.y, false})
		}
	}
	return points
}

func (r pdfPageReader) segment(s references.FPDF_PATHSEGMENT, m structs.FPDF_FS_MATRIX) (next point, closes, ok bool) {
	kind, err := r.p.FPDFPathSegment_GetType(&requests.FPDFPathSegment_GetType{PathSegment: s})
	if err != nil || kind.Type == enums.FPDF_SEGMENT_BEZIERTO {
		return point{}, false, false
	}
	at, err := r.p.FPDFPathSegment_GetPoint(&requests.FPDFPathSegment_GetPoint{PathSegment: s})
	if err != nil {
		return point{}, false, false
	}
	end, err := r.p.FPDFPathSegment_GetClose(&requests.FPDFPathSegment_GetClose{PathSegment: s})
	x, y := float64(m.A*at.X+m.C*at.Y+m.E), float64(m.B*at.X+m.D*at.Y+m.F)
	return point{x, y, kind.Type == enums.FPDF_SEGMENT_MOVETO}, err == nil && end.IsClose, true
}

// edges makes rules of the horizontal and vertical lines of a path.
func edges(points []point) []rule {
	var found []rule
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		dx, dy := math.Abs(a.x-b.x), math.Abs(a.y-b.y)
		switch {
		case b.moved:
		case dy <= 1 && dx > 2*near:
			found = append(found, rule{true, (a.y + b.y) / 2, min(a.x, b.x), max(a.x, b.x)})
		case dx <= 1 && dy > 2*near:
			found = append(found, rule{false, (a.x + b.x) / 2, min(a.y, b.y), max(a.y, b.y)})
		}
	}
	return found
}
