package format

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// boxFonts holds the one font that the engine sees. PDFium measures characters whose font is not in the file with a font
// of the system, and drops a character that stands alone if it finds none. This font has one square for all of
// them, so every machine reads a file alike; font_test.go makes it.
//
//go:embed root/usr/share/fonts/box.ttf
var boxFonts embed.FS

// engine is PDFium as WebAssembly: it runs in the process, without cgo, and sees no file of the machine. Compiling it takes
// seconds, so it is made when the first PDF comes.
var engine = sync.OnceValues(func() (pdfium.Pool, error) {
	if cache := compiled(); cache != nil {
		if pool, err := startEngine(cache); err == nil {
			return pool, nil
		}
	}
	return startEngine(nil) // the folder is full, or what is in it is damaged
})

func startEngine(cache wazero.CompilationCache) (pdfium.Pool, error) {
	root, err := fs.Sub(boxFonts, "root")
	if err != nil {
		return nil, err
	}
	settings := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(maxMemory >> 16)
	if cache != nil {
		settings = settings.WithCompilationCache(cache)
	}
	return webassembly.Init(webassembly.Config{
		Context: experimental.WithCompilationWorkers(context.Background(), runtime.GOMAXPROCS(0)),
		MinIdle: 0, MaxIdle: 1, MaxTotal: 1,
		FSConfig:      wazero.NewFSConfig().WithFSMount(root, "/"),
		Stdout:        io.Discard,
		Stderr:        io.Discard,
		RuntimeConfig: settings,
	})
}

// compiled keeps the compiled engine in the user's cache folder, so that only the first PDF on a machine waits for it.
// Where there is no such folder each process compiles for itself.
func compiled() wazero.CompilationCache {
	dir, err := os.UserCacheDir()
	if err != nil {
		return nil
	}
	cache, err := wazero.NewCompilationCacheWithDir(filepath.Join(dir, "policygraph", "engine"))
	if err != nil {
		return nil
	}
	return cache
}

// maxMemory bounds what a PDF may take in the engine.
const maxMemory = 1 << 30

// readPDF takes the text out of a PDF, page by page.
func readPDF(data []byte) (string, []PageOffset, error) {
	if !bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")) {
		return "", nil, errors.New("is no PDF (it does not start with %PDF-); check that the download is whole")
	}
	pool, err := engine()
	if err != nil {
		return "", nil, fmt.Errorf("the PDF engine does not start: %w", err)
	}
	p, err := pool.GetInstance(10 * time.Minute)
	if err != nil {
		return "", nil, fmt.Errorf("the PDF engine does not start: %w", err)
	}
	defer p.Close()
	document, err := p.OpenDocument(&requests.OpenDocument{File: &data})
	if err != nil {
		return "", nil, openError(err)
	}
	return pages(p, document.Document)
}

// openError says what to do about a PDF that does not open.
func openError(err error) error {
	switch {
	case errors.Is(err, pdfiumerrors.ErrPassword):
		return errors.New("is a PDF locked by a password; save an unlocked copy")
	case errors.Is(err, pdfiumerrors.ErrSecurity):
		return errors.New("is a PDF in an unknown encryption; save an unlocked copy")
	}
	return fmt.Errorf("is a damaged PDF (%w); fetch it again, or print it to a new PDF", err)
}

// pages reads every page and lays the document out.
func pages(p pdfium.Pdfium, document references.FPDF_DOCUMENT) (string, []PageOffset, error) {
	count, err := p.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: document})
	if err != nil {
		return "", nil, fmt.Errorf("its pages cannot be counted (%w); print it to a new PDF", err)
	}
	var pieces []piece
	for i := range count.PageCount {
		found, err := pagePieces(p, document, i)
		if err != nil {
			return "", nil, fmt.Errorf("page %d cannot be read (%w); print it to a new PDF", i+1, err)
		}
		pieces = append(pieces, found...)
	}
	if len(pieces) == 0 {
		return "", nil, fmt.Errorf("is a PDF without a text layer (%d pages of pictures); run text recognition (OCR) on it first", count.PageCount)
	}
	text, offsets := layout(withoutFurniture(pieces), count.PageCount)
	return text, offsets, nil
}

// pagePieces reads a page. A page that is shown turned has its text along the other edge, so its layout says
// nothing and its lines stay as they are.
func pagePieces(p pdfium.Pdfium, document references.FPDF_DOCUMENT, index int) ([]piece, error) {
	r := pdfPageReader{p, requests.Page{ByIndex: &requests.PageByIndex{Document: document, Index: index}}}
	rotation, err := p.FPDFPage_GetRotation(&requests.FPDFPage_GetRotation{Page: r.page})
	if err != nil {
		return nil, err
	}
	glyphs, err := r.glyphs()
	if err != nil {
		return nil, err
	}
	if rotation.PageRotation == 0 {
		return arrange(index, glyphs, ruledTables(r.rules())), nil
	}
	if s := plainLines(glyphs); s != "" {
		return []piece{{page: index, plain: s}}, nil
	}
	return nil, nil
}

// plainLines gives the lines as the engine ends them.
func plainLines(glyphs []glyph) string {
	var b, line strings.Builder
	for _, g := range append(glyphs, glyph{r: '\n'}) {
		if g.r != '\n' {
			line.WriteRune(g.r)
			continue
		}
		if s := strings.TrimSpace(line.String()); s != "" {
			b.WriteString(s + "\n")
		}
		line.Reset()
	}
	return b.String()
}
