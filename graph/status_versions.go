package graph

// Version is one version of a work: its VERSION_OF edge with the document, and the date of its text.
type Version struct {
	EdgeTo
	Date string // the last 修正 or 修订, else of signing; "" unknown
}

// Versioned tells whether the versions of a document decide its status. Laws are amended by a decision that is followed by
// the text as amended; of other documents a text of the same title may as well be another year's.
func Versioned(doc *Node) bool { return doc.Props["law"] == true && doc.String("state") == "" }

// addVersions makes the later versions of a law ends of it. The first day of a law that was amended is the first day of its
// first version, so where an earlier one is known this text counts from its own date.
func (h *history) addVersions(all []Version) {
	own := ""
	for _, v := range all {
		if v.Node != nil && v.Node.Key == h.doc.Key && isDay(v.Date) {
			own = v.Date
		}
	}
	if own == "" || !Versioned(h.doc) {
		return
	}
	for _, v := range all {
		switch {
		case v.Node == nil || v.Node.Key == h.doc.Key || !isDay(v.Date) || !Versioned(v.Node):
		case v.Date > own:
			// A revised law (修订) may set its first day later than its date; an amended one keeps the old first day.
			h.ends = append(h.ends, act{EdgeTo: v.EdgeTo, day: max(v.Date, dayOf(v.Node.Props, "effective")), basis: Derived})
		case v.Date < own && h.start < own:
			h.start, h.startBasis = own, Derived
		}
	}
}

// TextDate is the date of a text by its records: of the one that speaks, else of the first that has a date.
func TextDate(records []RecordInfo) string {
	for _, r := range records {
		if r.Date != "" {
			return r.Date
		}
	}
	return ""
}
