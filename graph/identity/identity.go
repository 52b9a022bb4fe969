// Package identity decides which things of many sources are one, and keeps the graph equal to what the sources
// say together. It stands between resolve, which makes change sets, and the stores, which keep rows: a store
// gives it the rows it asks for inside one transaction (Rows) and writes what comes out (Delta).
//
// Everything materialised is a pure function of the set of change sets that stand, never of their order:
//
//   - Records that share an identifier are one document; so are a plan printed alone and the notice that attaches it.
//   - The document's key comes from its smallest identifier, its header from its records in a fixed order, its body
//     from the one record that speaks.
//   - A citation binds by Bind to one document, to a stub, or to an ambiguous node.
//   - A node is the merge of the values claimed for it, an edge the count of its statements; both go with the last.
//
// Apply computes the difference that change sets make, at a cost in proportion to what they touch.
package identity

import (
	"crypto/sha256"
	"encoding/base32"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
)

// States of a Document node that is no read text.
const (
	Stub      = "stub"
	Ambiguous = "ambiguous"
)

var encoding = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// digest is a short name of the parts: 80 bits, so that a billion things do not clash.
func digest(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return encoding.EncodeToString(sum[:10])
}

// DocumentKey is the key of the document whose first identifier this is. Keys made from its other identifiers are
// its aliases. It holds no "/": what belongs to a document has its key, "/" and more.
func DocumentKey(identifier string) graph.Key { return "doc:" + digest(identifier) }

// DocumentOf gives the document key that a key of something that belongs to a document begins with.
func DocumentOf(key graph.Key) (doc graph.Key, suffix string) {
	if i := strings.IndexByte(key, '/'); i >= 0 {
		return key[:i], key[i:]
	}
	return key, ""
}

// edgeKey names the edge of these ends and qualifiers (canonical JSON).
func edgeKey(t graph.EdgeType, from, to graph.Key, qualifiers string) graph.Key {
	return "edge:" + digest(string(t), from, to, qualifiers)
}

// MaxIndexed is the longest text, in bytes, that every store can keep in an index with another one beside it: Neo4j takes 8,167
// for all columns of an index, and fails the whole transaction beyond that. Of a longer one the index holds MaxPrefix bytes at
// most as they are.
const (
	MaxIndexed = 3500
	MaxPrefix  = 3400 - utf8.UTFMax
)

// Short gives a text that any index can hold and that stands for the whole one: itself, or its beginning and a digest of all.
// Names of things become keys, and a broken table or a file without line ends makes names of any length.
func Short(s string) string {
	if len(s) <= MaxIndexed {
		return s
	}
	end := MaxPrefix + utf8.UTFMax
	for !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + "…" + digest(s)
}

// lessIdentifier is the fixed order of identifiers: by number, by title, others, and then by spelling.
func lessIdentifier(a, b string) bool {
	if ka, kb := identifierKind(a), identifierKind(b); ka != kb {
		return ka < kb
	}
	return a < b
}

func identifierKind(id string) int {
	switch {
	case byNumber(id):
		return 0
	case strings.HasPrefix(id, "t|"):
		return 1
	}
	return 2
}

// byNumber tells that an identifier holds a number. Numbers are misprinted and given twice, so that records which share
// one are one document only if their titles are alike.
func byNumber(id string) bool { return strings.HasPrefix(id, "n|") }

// named are the identifiers of a record as keys are made from them: with the title where the number alone is not enough.
func (r *RecordRow) named() []string {
	list := make([]string, len(r.Identifiers))
	for i, id := range r.Identifiers {
		if list[i] = id; byNumber(id) {
			list[i] = id + "|" + r.Title
		}
	}
	return list
}

// Keys are the document keys by which the record is found: of its identifiers with and without the title.
func (r *RecordRow) Keys() []graph.Key {
	var keys set[graph.Key]
	for _, list := range [][]string{r.Identifiers, r.named()} {
		for _, id := range list {
			keys.add(DocumentKey(id))
		}
	}
	return keys.list
}

// Alike tells whether two titles can be of one text: one holds the other (without the issuer, with 的通知), or most pairs
// of characters are the same (OCR).
func Alike(a, b string) bool {
	if a == b {
		return true
	}
	if a == "" || b == "" {
		return false
	}
	return strings.Contains(a, b) || strings.Contains(b, a) || 10*shared(a, b) >= 7*(pairs(a)+pairs(b))
}

func pairs(s string) int { return max(len([]rune(s))-1, 0) }

// shared counts the pairs of neighbouring characters that both have, on both sides.
func shared(a, b string) int {
	seen := map[[2]rune]int{}
	ra, rb := []rune(a), []rune(b)
	for i := 1; i < len(ra); i++ {
		seen[[2]rune{ra[i-1], ra[i]}]++
	}
	n := 0
	for i := 1; i < len(rb); i++ {
		if p := [2]rune{rb[i-1], rb[i]}; seen[p] > 0 {
			seen[p]--
			n += 2
		}
	}
	return n
}
