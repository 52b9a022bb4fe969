package rule

import (
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/extract/authority"
	"github.com/policygraph/policygraph/extract/policy"
)

// setting is what the document says about the names in it. A plan printed without its notice names no issuer; its
// 我省 and the one province it names in full tell its jurisdiction all the same.
func setting(c *Context) authority.Setting {
	return c.State.Get("name setting", func() any {
		d := c.Doc
		s := authority.Setting{Region: d.Region, Date: d.Head.Signed}
		if s.Date == "" {
			s.Date = d.Head.Effective
		}
		if len(d.Head.Issuers) > 0 {
			s.Issuer = d.Head.Issuers[0]
		}
		if s.Date == "" {
			if s.Date = yearOf(d); s.Date == "" {
				s.Date = notBefore(c.File.Text(d.Span))
			}
		}
		if !authority.IsJurisdiction(strings.TrimPrefix(s.Region, "中共")) {
			s.Region = authority.Jurisdiction(s.Issuer)
		}
		if s.Region == "" {
			s.Region = presumedRegion(c.File.Text(d.Span))
		}
		return s
	}).(authority.Setting)
}

// yearOf is the year of an undated document: that of its number, else the first of its title (2020-2022年).
func yearOf(d *policy.Document) string {
	if i := strings.Index(d.Head.Number, "〔"); i > 0 && len(d.Head.Number) > i+len("〔")+4 {
		return d.Head.Number[i+len("〔") : i+len("〔")+4]
	}
	for i := 0; i+4 <= len(d.Head.Title); i++ {
		if y := d.Head.Title[i : i+4]; strings.HasPrefix(y, "20") && y[2] >= '0' && y[2] <= '3' && y[3] >= '0' && y[3] <= '9' {
			return y
		}
	}
	return ""
}

// notBefore is the latest year in the numbers of documents that a text cites: it cannot be older than they are.
func notBefore(t string) string {
	latest := ""
	for at := 0; ; {
		i := strings.Index(t[at:], "〔")
		if i < 0 || len(t) < at+i+len("〔")+4 {
			break
		}
		at += i + len("〔")
		if y := t[at : at+4]; strings.HasPrefix(y, "20") && strings.Trim(y, "0123456789") == "" && y > latest && y < "2030" {
			latest = y
		}
	}
	if latest == "" {
		return ""
	}
	return latest + "+"
}

// presumedRegion reads the jurisdiction of a text that speaks of 我省 or 我市: the only one of that kind it names.
func presumedRegion(t string) string {
	for _, k := range []struct{ word, tail string }{{"我市", "市"}, {"我省", "省"}, {"全省", "省"}, {"我区", "自治区"}} {
		if strings.Contains(t, k.word) {
			if r := onlyRegion(t, k.tail); r != "" {
				return r
			}
			if all := authority.Provinces(t); k.tail == "省" && len(all) == 1 && strings.HasSuffix(all[0], "省") {
				return all[0]
			}
		}
	}
	return ""
}

// onlyRegion finds the one region named in full with the tail; "" for none or several.
func onlyRegion(t, tail string) string {
	found := ""
	for at := 0; ; {
		i := strings.Index(t[at:], tail)
		if i < 0 {
			return found
		}
		i += at
		at = i + len(tail)
		start := i
		for n := 0; n < 6 && start > 0; n++ {
			_, size := utf8.DecodeLastRuneInString(t[:start])
			start -= size
			if n == 0 {
				continue
			}
			r, ok := authority.RegionOf(t[start:at])
			if !ok || r.Level == authority.County || r.Name != t[start:at] {
				continue
			}
			if found != "" && found != r.Name {
				return ""
			}
			found = r.Name
		}
	}
}
