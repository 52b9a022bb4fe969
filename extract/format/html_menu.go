package format

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Few portals mark their menus as nav. A menu is a block of many short links and little else; a list of documents has
// long links.
const (
	menuLinks    = 5   // least number of links
	menuLinkSize = 8   // most characters of a link, on average
	menuShare    = 0.7 // least part of the text that is links
)

// linkCount is the text of an element in characters, and the part of it that is links.
type linkCount struct{ text, linked, links int }

// menus finds the elements that are menus. The body is none.
func menus(doc *html.Node) map[*html.Node]bool {
	found := map[*html.Node]bool{}
	countLinks(doc, found)
	return found
}

func countLinks(n *html.Node, found map[*html.Node]bool) linkCount {
	if n.Type == html.TextNode {
		return linkCount{text: utf8.RuneCountInString(strings.TrimSpace(n.Data))}
	}
	if n.Type == html.ElementNode && skipped(n) {
		return linkCount{}
	}
	var sum linkCount
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		part := countLinks(c, found)
		sum.text, sum.linked, sum.links = sum.text+part.text, sum.linked+part.linked, sum.links+part.links
	}
	if n.DataAtom == atom.A && sum.text > 0 {
		sum.linked, sum.links = sum.text, 1
	}
	if isBlock(n.DataAtom) && n.DataAtom != atom.Body && sum.isMenu() {
		found[n] = true
		return linkCount{}
	}
	return sum
}

func (c linkCount) isMenu() bool {
	return c.links >= menuLinks && c.linked <= menuLinkSize*c.links && float64(c.linked) >= menuShare*float64(c.text)
}
