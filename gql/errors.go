package gql

import (
	"context"
	"errors"
	"fmt"

	"github.com/policygraph/policygraph/gql/guard"
	"github.com/policygraph/policygraph/graph"
)

// Code is extensions.code of an error.
type Code string

// The codes. Those of request errors come without data.
const (
	ParseFailed      Code = "GRAPHQL_PARSE_FAILED"
	ValidationFailed Code = "GRAPHQL_VALIDATION_FAILED"
	BadUserInput     Code = "BAD_USER_INPUT"
	BadRequest       Code = "BAD_REQUEST"
	Ambiguous        Code = "AMBIGUOUS"
	NotFound         Code = "NOT_FOUND"
	TooComplex       Code = "QUERY_TOO_COMPLEX"
	Timeout          Code = "TIMEOUT"
	Unavailable      Code = "UNAVAILABLE"
	Internal         Code = "INTERNAL_SERVER_ERROR"
)

// Error is an error that a client may read.
type Error struct {
	Code       Code
	Message    string
	Extensions map[string]any // besides code
}

func (e *Error) Error() string { return e.Message }

func fail(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// public turns any error into one that a client may read. What is not foreseen keeps its text in the log only.
func public(err error) *Error {
	var own *Error
	var complex *guard.TooComplex
	var input *guard.BadInput
	switch {
	case errors.As(err, &own):
		return own
	case errors.As(err, &complex):
		return fail(TooComplex, "%s", complex)
	case errors.As(err, &input):
		return fail(BadUserInput, "%s", input)
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return fail(Timeout, "the request took longer than it may (serve.deadline); ask for less at once")
	case errors.Is(err, graph.ErrBadQuery):
		return fail(BadUserInput, "%s", err)
	case errors.Is(err, graph.ErrUnavailable):
		return fail(Unavailable, "the store cannot be reached now")
	}
	return fail(Internal, "internal error")
}
