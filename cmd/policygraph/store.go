package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/sqlite"
)

// open opens the configured store; an embedded one is made where there is none.
func (a *app) open(ctx context.Context) (graph.Store, error) {
	scheme, rest, _ := strings.Cut(a.config.Store, ":")
	if scheme != "sqlite" {
		return nil, usageError{fmt.Errorf("store %s: only sqlite: stores are built into this version", a.config.Store)}
	}
	s, err := sqlite.Open(ctx, strings.TrimPrefix(rest, "//"))
	if err != nil {
		return nil, fmt.Errorf("store %s (%s): %w", a.config.Store, a.config.Origin("store"), err)
	}
	return s, nil
}
