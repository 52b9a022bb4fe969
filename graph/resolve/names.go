package resolve

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/policygraph/policygraph/extract/authority"
	"github.com/policygraph/policygraph/extract/fact"
)

// NormTitle is the form in which titles are compared: width, spaces, quotes, brackets of titles and
// 中华人民共和国 aside; 《》 and 〈〉 of nested titles go too, since they are set or left at will.
func NormTitle(title string) string {
	var b strings.Builder
	for _, r := range norm.NFKC.String(title) {
		switch {
		case unicode.IsSpace(r), strings.ContainsRune("《》〈〉<>«»“”\"'‘’「」『』", r):
		case strings.ContainsRune("-–—―－﹣−─~～", r):
			b.WriteByte('-')
		case strings.ContainsRune("〔［【[", r):
			b.WriteByte('(')
		case strings.ContainsRune("〕］】]", r):
			b.WriteByte(')')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	s := strings.TrimPrefix(b.String(), "中华人民共和国")
	return versionNote.ReplaceAllString(s, "")
}

// versionNote is what registers of laws add to a title: （2019年修正）, (2019-04-23).
var versionNote = regexp.MustCompile(`\((19|20)\d\d(年?(修正|修订|修改)?(文本|本)?|-\d\d-\d\d)\)$`)

// workNote is what distinguishes the versions of one text in its title.
var workNote = regexp.MustCompile(`\((试行|暂行|修订|修正|修订稿|修正案|(19|20)\d\d年?[^()]*)\)`)

// WorkTitle is the title of the work: without 修正, 修订, year, 试行, 暂行.
func WorkTitle(title string) string {
	s := workNote.ReplaceAllString(NormTitle(title), "")
	return strings.TrimPrefix(s, "修订")
}

// order tells that a number is one of orders (令, 公告 without agency code): it restarts with each issuer, and
// every version of a law prints the one that first promulgated it.
func order(number string) bool { return strings.Contains(number, "令") }

// owner is the issuer that identifies a document: the first one, else the owner of the agency code.
func owner(d *fact.Document) string {
	if len(d.Issuers) > 0 {
		return d.Issuers[0]
	}
	if i := strings.IndexAny(d.Number, "〔"); i > 0 {
		return authority.CodeOwner(d.Number[:i])
	}
	return ""
}

// identifiers of a document in fixed order. Sources that share one are one document; those by number
// (n|) join only where the titles are alike.
func identifiers(d *fact.Document, date string, original bool) []string {
	who, title := owner(d), NormTitle(d.Title)
	var ids []string
	if d.Number != "" && who != "" {
		if date != "" {
			ids = append(ids, "n|"+who+"|"+d.Number+"|"+date)
		}
		// An agency code with a year names one document. The number of an order names the text as first
		// promulgated where no date is printed (a catalogue), not its later versions.
		if !order(d.Number) || original {
			ids = append(ids, "n|"+who+"|"+d.Number+"|")
		}
	}
	if date != "" && (who != "" || len([]rune(title)) >= 10) {
		ids = append(ids, "t|"+who+"|"+title+"|"+date)
	}
	return ids
}

// names that citations bind to the document by.
func names(d *fact.Document) []string {
	var out []string
	if d.Number != "" {
		out = append(out, "n:"+d.Number)
	}
	for _, t := range append([]string{d.Title}, d.Attached...) {
		out = appendTitle(out, t, d.Issuers)
	}
	return out
}

// appendTitle adds the names that a title is cited by: whole, without its issuers (关于…的通知), and 印发 notices
// by the title they transmit is the caller's matter.
func appendTitle(out []string, title string, issuers []string) []string {
	t := NormTitle(title)
	if t == "" {
		return out
	}
	out = appendNew(out, "t:"+t)
	if i := strings.Index(t, "关于"); i > 0 && len(issuers) > 0 {
		out = appendNew(out, "t:"+t[i:])
	}
	return out
}

func appendNew(list []string, s string) []string {
	for _, x := range list {
		if x == s {
			return list
		}
	}
	return append(list, s)
}

// refNames lists the names of a cited document in order of preference.
func refNames(r fact.Ref) []string {
	var out []string
	if r.Number != "" {
		out = append(out, "n:"+r.Number)
	}
	if t := NormTitle(r.Title); t != "" {
		if r.Issuer != "" && strings.HasPrefix(t, "关于") {
			out = append(out, "t:"+NormTitle(r.Issuer+r.Title))
		}
		out = appendNew(out, "t:"+t)
	}
	return out
}
