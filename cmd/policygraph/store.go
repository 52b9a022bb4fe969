package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/neo4j"
	"github.com/policygraph/policygraph/graph/sqlite"
)

// open opens the configured store; an embedded one is made where there is none.
func (a *app) open(ctx context.Context) (graph.Store, error) {
	s, err := a.openScheme(ctx)
	if err != nil {
		return nil, fmt.Errorf("store %s (%s): %w", a.config.Store, a.config.Origin("store"), err)
	}
	return s, nil
}

func (a *app) openScheme(ctx context.Context) (graph.Store, error) {
	if file, embedded := strings.CutPrefix(a.config.Store, "sqlite:"); embedded {
		return sqlite.Open(ctx, strings.TrimPrefix(file, "//"))
	}
	n := a.config.Neo4j
	return neo4j.Open(ctx, neo4j.Options{URI: a.config.Store, User: n.User, Password: n.Password, Database: n.Database})
}
