package sqlite

import (
	"fmt"

	"github.com/klauspost/compress/zstd"
)

// Texts of sources are kept compressed: evidence is shown in its context, seldom, and the texts are the larger part of
// a store. Encoder and decoder keep no state between calls and may be used at once.
var (
	packer, _   = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	unpacker, _ = zstd.NewReader(nil, zstd.WithDecoderConcurrency(0))
)

func packText(text string) []byte { return packer.EncodeAll([]byte(text), nil) }

func unpackText(packed []byte) (string, error) {
	text, err := unpacker.DecodeAll(packed, nil)
	if err != nil {
		return "", fmt.Errorf("sqlite: text of a source: %w", err)
	}
	return string(text), nil
}
