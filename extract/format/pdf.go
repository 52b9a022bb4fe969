package format

import (
	"bytes"
	"errors"
	"fmt"
	"io"
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

// engine is PDFium as WebAssembly: it runs in the process, without cgo, and sees no file of the machine. Compiling it takes
// seconds, so it is made when the first PDF comes.
var engine = sync.OnceValues(func() (pdfium.Pool, error) {
	return webassembly.Init(webassembly.Config{
		MinIdle: 0, MaxIdle: 1, MaxTotal: 1,
		FSConfig: wazero.NewFSConfig(),
		Stdout:   io.Discard,
		Stderr:   io.Discard,
		RuntimeConfig: wazero.NewRuntimeConfig().
			WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling),
	})
})

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

func pages(p pdfium.Pdfium, document references.FPDF_DOCUMENT) (string, []PageOffset, error) {
	count, err := p.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: document})
	if err != nil {
		return "", nil, fmt.Errorf("its pages cannot be counted (%w); print it to a new PDF", err)
	}
	var b strings.Builder
	var offsets []PageOffset
	empty := 0
	for i := range count.PageCount {
		offsets = append(offsets, PageOffset{Page: i + 1, Start: b.Len()})
		s, err := pageText(p, document, i)
		if err != nil {
			return "", nil, fmt.Errorf("page %d cannot be read (%w); print it to a new PDF", i+1, err)
		}
		if s == "" {
			empty++
			continue
		}
		b.WriteString(s)
		b.WriteByte('\n')
	}
	if empty == count.PageCount {
		return "", nil, fmt.Errorf("is a PDF without a text layer (%d pages of pictures); run text recognition (OCR) on it first", count.PageCount)
	}
	return b.String(), offsets, nil
}

// pageText is the text of a page, a line for each printed line.
func pageText(p pdfium.Pdfium, document references.FPDF_DOCUMENT, index int) (string, error) {
	page := requests.Page{ByIndex: &requests.PageByIndex{Document: document, Index: index}}
	text, err := p.GetPageText(&requests.GetPageText{Page: page})
	if err != nil {
		return "", err
	}
	return tidy(text.Text), nil
}

// tidy gives lines one kind of end, drops empty ones and the characters that PDFium puts for what it cannot map.
func tidy(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "", "\uFFFE", "", "\x02", "").Replace(s)
	var lines []string
	for line := range strings.SplitSeq(s, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.ToValidUTF8(strings.Join(lines, "\n"), "\uFFFD")
}
