package authority

import (
	"strings"
	"sync"
)

// entry is a body under one of its printed forms.
type entry struct {
	name     string // full name, or a template with {R}, {S}, {P}
	levels   string // local bodies: letters of Level
	from, to string // YYYY-MM, "" for open
	within   []string
}

// inForce tells whether the body existed on the day; the months at both ends count.
func (e *entry) inForce(date string) bool {
	return (e.from == "" || date[:7] >= e.from) && (e.to == "" || date[:7] <= e.to)
}

// near tells whether the body existed within three years of the day: texts keep old names for a while,
// and name new bodies before they are set up. Further off, the short form means something else.
func (e *entry) near(date string) bool {
	return (e.from == "" || shift(date, 3) >= e.from) && (e.to == "" || shift(date, -3) <= e.to)
}

// shift moves a date by whole years and gives its month.
func shift(date string, years int) string {
	y := 0
	for i := 0; i < 4; i++ {
		y = y*10 + int(date[i]-'0')
	}
	y += years
	b := []byte(date[:7])
	for i := 3; i >= 0; i-- {
		b[i] = byte('0' + y%10)
		y /= 10
	}
	return string(b)
}

// choose gives the one body that the printed form means on the day. Without a day (or on a day on which none
// existed) it must mean one body only.
func choose(es []*entry, date string) *entry {
	if len(date) == 5 { // 2021+: no earlier than that year
		from := date[:4] + "-01"
		return only(es, func(e *entry) bool { return e.to == "" || e.to >= from })
	}
	if len(date) == 4 { // only the year is known: the body must have been the only one all the year
		if e := only(es, func(e *entry) bool { return e.inForce(date+"-01") || e.inForce(date+"-12") }); e != nil {
			return e
		}
		date += "-07"
		return only(es, func(e *entry) bool { return e.near(date) })
	}
	if len(date) < 7 {
		return only(es, func(*entry) bool { return true })
	}
	if e := only(es, func(e *entry) bool { return e.inForce(date) }); e != nil {
		return e
	}
	return only(es, func(e *entry) bool { return e.near(date) })
}

// chooseNear prefers bodies of the region to those of everywhere, and bodies in force on the day to others.
func chooseNear(special, open []*entry, date string) *entry {
	if len(date) >= 7 {
		for _, es := range [][]*entry{special, open} {
			if e := only(es, func(e *entry) bool { return e.inForce(date) }); e != nil {
				return e
			}
		}
	}
	if e := choose(special, date); e != nil {
		return e
	}
	return choose(open, date)
}

func only(es []*entry, ok func(*entry) bool) *entry {
	var found *entry
	for _, e := range es {
		if !ok(e) {
			continue
		}
		if found != nil && found.name != e.name {
			return nil
		}
		found = e
	}
	return found
}

var central = sync.OnceValue(func() map[string][]*entry {
	m := map[string][]*entry{}
	for _, f := range rows("central.tsv", 4) {
		e := &entry{name: f[0], from: f[1], to: f[2]}
		for _, printed := range append(split(f[3]), f[0]) {
			m[printed] = append(m[printed], e)
		}
	}
	return m
})

// local maps the printed form without its region to the bodies it may mean.
var local = sync.OnceValue(func() map[string][]*entry {
	m := map[string][]*entry{}
	for _, f := range rows("local.tsv", 6) {
		e := &entry{name: f[0], levels: f[1], from: f[2], to: f[3], within: split(f[4])}
		forms := split(f[5])
		for _, head := range []string{"{R}", "{S}"} {
			if own, ok := strings.CutPrefix(f[0], head); ok && !strings.Contains(own, "{") {
				forms = append(forms, own)
			}
		}
		for _, printed := range forms {
			m[printed] = append(m[printed], e)
		}
	}
	return m
})

// named maps printed forms of single bodies (special zones, exchanges, companies) to their names.
var named = sync.OnceValue(func() map[string][]*entry {
	m := map[string][]*entry{}
	for _, f := range rows("named.tsv", 5) {
		e := &entry{name: f[0], from: f[1], to: f[2], within: split(f[3])}
		for _, printed := range append(split(f[4]), f[0]) {
			m[printed] = append(m[printed], e)
		}
	}
	return m
})
