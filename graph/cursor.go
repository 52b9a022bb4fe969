package graph

import (
	"encoding/base64"
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Cursor is a place in an ordered list: the sort values of a row and its key. Callers see it only as an opaque text
// (Encode). It names the order it was made for, so that it cannot be used in another list's order.
type Cursor struct {
	Values []any // nil, string, int64, float64 or bool; as many as the order has parts
	Key    Key
}

// OrderName names an order for cursors.
func OrderName(order []Order) string {
	var b strings.Builder
	for _, o := range order {
		b.WriteString(o.Prop)
		if o.Desc {
			b.WriteByte('-')
		} else {
			b.WriteByte('+')
		}
	}
	return b.String()
}

// Encode writes the cursor for the order of that name.
func (c Cursor) Encode(order string) string {
	b := append(make([]byte, 0, 64+len(order)+len(c.Key)), '[')
	b = appendJSON(b, order)
	b = appendJSON(append(b, ','), c.Key)
	for _, v := range c.Values {
		b = appendJSON(append(b, ','), encodeValue(v))
	}
	return base64.RawURLEncoding.EncodeToString(append(b, ']'))
}

// appendJSON appends a string as JSON. Every edge of a page has a cursor, and encoding/json took much of their time.
func appendJSON(b []byte, s string) []byte {
	if !plain(s) {
		quoted, _ := json.Marshal(s) // strings always marshal
		return append(b, quoted...)
	}
	return append(append(append(b, '"'), s...), '"')
}

// plain tells that a string is JSON as it is, between quotes.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' {
			return false
		}
	}
	return utf8.ValidString(s)
}

// maxCursor bounds what is decoded of a stranger's text; titles and keys of ours are far shorter.
const maxCursor = 64 << 10

// DecodeCursor reads a cursor made for the order of that name with n sort values. Anything else is ErrBadQuery.
func DecodeCursor(s, order string, n int) (Cursor, error) {
	if len(s) > maxCursor {
		return Cursor{}, bad("cursor of %d bytes", len(s))
	}
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return Cursor{}, bad("cursor is damaged")
	}
	var parts []string
	if err := json.Unmarshal(b, &parts); err != nil || len(parts) < 2 {
		return Cursor{}, bad("cursor is damaged")
	}
	if parts[0] != order || len(parts) != n+2 {
		return Cursor{}, bad("cursor is of another order (%.40q, now %.40q)", parts[0], order)
	}
	c := Cursor{Key: parts[1], Values: make([]any, n)}
	for i := range c.Values {
		if c.Values[i], err = decodeValue(parts[i+2]); err != nil {
			return Cursor{}, err
		}
	}
	return c, nil
}

// Values carry their type in their first letter: JSON alone would make 1.0 and 1 the same.
func encodeValue(v any) string {
	switch v := v.(type) {
	case string:
		return "s" + v
	case int64:
		return "i" + strconv.FormatInt(v, 10)
	case float64:
		return "f" + strconv.FormatFloat(v, 'g', -1, 64)
	case bool:
		return "b" + strconv.FormatBool(v)
	}
	return ""
}

func decodeValue(s string) (any, error) {
	if s == "" {
		return nil, nil
	}
	var v any
	var err error
	switch rest := s[1:]; s[0] {
	case 's':
		return rest, nil
	case 'i':
		v, err = strconv.ParseInt(rest, 10, 64)
	case 'f':
		v, err = strconv.ParseFloat(rest, 64)
	case 'b':
		v, err = strconv.ParseBool(rest)
	default:
		err = bad("")
	}
	if err != nil {
		return nil, bad("cursor is damaged")
	}
	return v, nil
}
