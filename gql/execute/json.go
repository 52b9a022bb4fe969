package execute

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// object is an object of the answer.
type object struct {
	plan   *plan
	values []any
}

// AppendData appends the data as JSON, with keys in the order of the query.
func (r *Result) AppendData(b []byte) []byte { return appendValue(b, r.data[0]) }

func appendValue(b []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...)
	case *object:
		return v.append(b)
	case []any:
		b = append(b, '[')
		for i, x := range v {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendValue(b, x)
		}
		return append(b, ']')
	case string:
		return appendString(b, v)
	case int:
		return strconv.AppendInt(b, int64(v), 10)
	case bool:
		return strconv.AppendBool(b, v)
	}
	return appendOther(b, v)
}

func (o *object) append(b []byte) []byte {
	b = append(b, '{')
	for i, f := range o.plan.fields {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendValue(append(b, f.key...), o.values[i])
	}
	return append(b, '}')
}

// appendOther writes what is rare. A float that is no number has no JSON and becomes null.
func appendOther(b []byte, v any) []byte {
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return append(b, "null"...)
	}
	return append(b, bytes.TrimSuffix(buf.Bytes(), []byte("\n"))...)
}

// appendString writes a string as encoding/json does without escapes for HTML: long stretches that need none are copied.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' && c < utf8.RuneSelf {
			i++
			continue
		}
		size := 1
		if c >= utf8.RuneSelf {
			var r rune
			if r, size = utf8.DecodeRuneInString(s[i:]); r != '\u2028' && r != '\u2029' && !(r == utf8.RuneError && size == 1) {
				i += size
				continue
			}
		}
		escaped := appendOther(nil, s[i:i+size])
		b = append(append(b, s[from:i]...), escaped[1:len(escaped)-1]...)
		i += size
		from = i
	}
	return append(append(b, s[from:]...), '"')
}
