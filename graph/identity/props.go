package identity

import (
	"encoding/json"
	"fmt"
	"math"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
)

// EncodeProps writes properties as canonical JSON: sorted names, no blanks, nothing for what is unknown. Equal
// properties give equal strings, and strings are what the engine compares.
func EncodeProps(p graph.Props) string {
	names := make([]string, 0, len(p))
	for name, v := range p {
		if !unknown(v) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return "{}"
	}
	sort.Strings(names)
	b := make([]byte, 0, 128)
	for i, name := range names {
		b = append(b, "{,"[min(i, 1)])
		b = appendString(b, name)
		b = append(b, ':')
		b = appendValue(b, p[name])
	}
	return string(append(b, '}'))
}

func unknown(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case []string:
		return len(v) == 0
	}
	return false
}

func appendValue(b []byte, v any) []byte {
	switch v := v.(type) {
	case string:
		return appendString(b, v)
	case int:
		return strconv.AppendInt(b, int64(v), 10)
	case int64:
		return strconv.AppendInt(b, v, 10)
	case float64:
		return strconv.AppendFloat(b, v, 'g', -1, 64)
	case bool:
		return strconv.AppendBool(b, v)
	case []string:
		for i, s := range v {
			b = append(b, "[,"[min(i, 1)])
			b = appendString(b, s)
		}
		return append(b, ']')
	}
	panic(fmt.Sprintf("identity: a property of type %T", v)) // check has refused it
}

// appendString quotes a string; what is not valid UTF-8 becomes U+FFFD.
func appendString(b []byte, s string) []byte {
	s = strings.ToValidUTF8(s, string(utf8.RuneError))
	b = append(b, '"')
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c == '\n':
			b = append(b, `\n`...)
		case c < 0x20:
			b = fmt.Appendf(b, `\u%04x`, c)
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
}

// DecodeProps reads properties written by EncodeProps, with the types of the schema table.
func DecodeProps(schema []graph.Prop, s string) (graph.Props, error) {
	props := graph.Props{}
	if s == "{}" || s == "" {
		return props, nil
	}
	raw, err := rawProps(s)
	if err != nil {
		return nil, err
	}
	for i := range schema {
		if v, ok := raw[schema[i].Name]; ok {
			if props[schema[i].Name], err = decodeValue(schema[i].Type, v); err != nil {
				return nil, fmt.Errorf("property %s: %w", schema[i].Name, err)
			}
		}
	}
	return props, nil
}

func decodeValue(t graph.PropType, raw json.RawMessage) (any, error) {
	switch t {
	case graph.Int:
		return decode[int64](raw)
	case graph.Float:
		return decode[float64](raw)
	case graph.Bool:
		return decode[bool](raw)
	case graph.TextList:
		return decode[[]string](raw)
	}
	return decode[string](raw)
}

func decode[T any](raw json.RawMessage) (v T, err error) {
	err = json.Unmarshal(raw, &v)
	return v, err
}

func rawProps(s string) (map[string]json.RawMessage, error) {
	var raw map[string]json.RawMessage
	if err := json.Unmarshal([]byte(s), &raw); err != nil {
		return nil, fmt.Errorf("properties %.80q: %w", s, err)
	}
	return raw, nil
}

// checkProps refuses what the schema table does not know, before anything is written.
func checkProps(schema []graph.Prop, p graph.Props) error {
	for name, v := range p {
		i := 0
		for i < len(schema) && schema[i].Name != name {
			i++
		}
		if i == len(schema) {
			return fmt.Errorf("property %q is not in the schema table", name)
		}
		if !fits(schema[i].Type, v) {
			return fmt.Errorf("property %q cannot be the %T %v", name, v, v)
		}
	}
	return nil
}

func fits(t graph.PropType, v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return t == graph.Text || t == graph.Date && (v == "" || isDate(v))
	case int, int64:
		return t == graph.Int
	case float64:
		return t == graph.Float && !math.IsNaN(v) && !math.IsInf(v, 0)
	case bool:
		return t == graph.Bool
	case []string:
		return t == graph.TextList
	}
	return false
}

// isDate tells whether s has the form YYYY-MM-DD; stores compare dates as strings.
func isDate(s string) bool {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return false
	}
	for i := 0; i < len(s); i++ {
		if i != 4 && i != 7 && (s[i] < '0' || s[i] > '9') {
			return false
		}
	}
	return true
}
