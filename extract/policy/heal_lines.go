package policy

// healed gives the lines of the healed text norm: those that stayed whole move, only those that were cut or joined are
// looked at again.
func (h *healer) healed(norm string) []line {
	out := make([]line, 0, len(h.ls))
	at, k := 0, 0 // where the cut lies in norm; the first old line that reaches into it
	open, gap := false, false
	kept := -1 // where the last cut ended
	for _, c := range h.cuts {
		for k < len(h.ls) && h.ls[k].end <= c.Keep.Start {
			k++
		}
		for j := k; j < len(h.ls) && h.ls[j].start < c.Keep.End; j++ {
			old := h.ls[j]
			l := line{start: at + max(old.start, c.Keep.Start) - c.Keep.Start, end: at + min(old.end, c.Keep.End) - c.Keep.Start, has: old.has}
			l.gap = gap || old.gap && (old.start > c.Keep.Start || old.start == kept)
			whole := old.start >= c.Keep.Start && old.end <= c.Keep.End
			if open {
				last := &out[len(out)-1]
				last.end = l.end
				_, last.has = scanLine(norm[:l.end], last.start)
			} else if whole || l.rescan(norm) {
				out = append(out, l)
				gap = false
			} else {
				gap = true
			}
			open = false
		}
		at += c.Keep.Len() + len(c.Joint)
		open = len(out) > 0 && at > 0 && norm[at-1] != '\n'
		kept = c.Keep.End
	}
	return out
}

// rescan trims a line that was cut and looks for its telling characters; false when nothing is left.
func (l *line) rescan(norm string) bool {
	ls := lines(norm[l.start:l.end])
	if len(ls) == 0 {
		return false
	}
	l.start, l.end, l.has = l.start+ls[0].start, l.start+ls[0].end, ls[0].has
	return true
}
