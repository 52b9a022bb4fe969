package rule

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"math"
	"strconv"
	"strings"
)

// precisionTable holds what was measured of each rule: facts that were judged and how many were right. Lines of "gold" are those
// of the annotated texts, which the rules were written with in view (make eval writes them); lines of "sample" are facts drawn at
// random from texts without annotations and judged by hand.
//
//go:embed precision.tsv
var precisionTable string

var precisions = readPrecisions(precisionTable)

type judged struct{ facts, right int }

func readPrecisions(table string) map[string]judged {
	out := map[string]judged{}
	for line := range strings.Lines(table) {
		cells := strings.Fields(line)
		if len(cells) != 4 || strings.HasPrefix(line, "#") {
			continue
		}
		facts, _ := strconv.Atoi(cells[2]) // a test reads the table
		right, _ := strconv.Atoi(cells[3])
		j := out[cells[0]]
		out[cells[0]] = judged{j.facts + facts, j.right + right}
	}
	return out
}

// Confidence is the chance that a fact of a rule is right, 0 if it was not measured: (right+1)/(judged+2), Laplace's rule of
// succession, so that a rule of which few facts were judged is not called certain.
func Confidence(rule string) float64 {
	j, ok := precisions[rule]
	if !ok {
		return 0
	}
	return math.Round(1000*float64(j.right+1)/float64(j.facts+2)) / 1000
}

// PrecisionVersion names the measurements: facts with other confidences are other facts.
var PrecisionVersion = digest(precisionTable)

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:3])
}
