package gql

import (
	"math"
	"strconv"
	"time"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"
)

// dateType is a day, YYYY-MM-DD and nothing else.
var dateType = graphql.NewScalar(graphql.ScalarConfig{
	Name:        "Date",
	Description: "A day, YYYY-MM-DD. 日期",
	Serialize: func(v any) any {
		if s, ok := v.(string); ok && s != "" {
			return s
		}
		return nil
	},
	ParseValue: func(v any) any {
		if s, ok := v.(string); ok && isDate(s) {
			return s
		}
		return nil
	},
	ParseLiteral: func(v ast.Value) any {
		if s, ok := v.(*ast.StringValue); ok && isDate(s.Value) {
			return s.Value
		}
		return nil
	},
})

func isDate(s string) bool {
	if len(s) != len("2006-01-02") {
		return false
	}
	_, err := time.Parse("2006-01-02", s)
	return err == nil
}

// longType is a whole number that every JSON reader holds exactly: Int ends at 2^31.
var longType = graphql.NewScalar(graphql.ScalarConfig{
	Name:        "Long",
	Description: "A whole number of up to 53 bits.",
	Serialize:   func(v any) any { return long(v) },
	ParseValue:  func(v any) any { return long(v) },
	ParseLiteral: func(v ast.Value) any {
		if i, ok := v.(*ast.IntValue); ok {
			if n, err := strconv.ParseInt(i.Value, 10, 64); err == nil {
				return long(n)
			}
		}
		return nil
	},
})

func long(v any) any {
	var n int64
	switch v := v.(type) {
	case int64:
		n = v
	case int:
		n = int64(v)
	default:
		return nil
	}
	if n > 1<<53 || n < -1<<53 {
		return nil
	}
	return n
}

// float keeps what JSON cannot write out of a response.
func float(v any) any {
	f, ok := v.(float64)
	if !ok || math.IsNaN(f) || math.IsInf(f, 0) {
		return nil
	}
	return f
}
