package main

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/neo4j"
	"github.com/policygraph/policygraph/graph/sqlite"
)

// place is where a store is.
type place struct {
	file   string         // of an embedded one
	server *neo4j.Options // of one on a server
	shown  string         // in messages: no password

	hasPassword bool // the URL itself holds one
}

// spare are the connections to a server besides those of the questions under way: for /readyz, and to read in files meanwhile.
const spare = 8

// place reads the URL of a store. What a URL of a server says of user, password and database goes before the settings.
func (a *app) place(text, origin string) (place, error) {
	if file, embedded := strings.CutPrefix(text, "sqlite:"); embedded {
		return place{file: strings.TrimPrefix(file, "//"), shown: fmt.Sprintf("store %s (%s)", text, origin)}, nil
	}
	u, err := url.Parse(text)
	if err != nil {
		return place{}, usageError{fmt.Errorf("%s: not the URL of a store", origin)} // the parser's own words hold the password
	}
	n := a.config.Neo4j
	o := &neo4j.Options{User: n.User, Password: n.Password, Database: n.Database,
		Connections: a.config.Serve.Requests + spare}
	password, given := u.User.Password()
	if given {
		o.Password = password
	}
	if u.User.Username() != "" {
		o.User = u.User.Username()
	}
	if database := u.Query().Get("database"); database != "" {
		o.Database = database
	}
	u.User, u.RawQuery = nil, ""
	o.URI = u.String()
	return place{server: o, hasPassword: given, shown: fmt.Sprintf("store %s (%s)", o.URI, origin)}, nil
}

// configured is where the configured store is.
func (a *app) configured() (place, error) { return a.place(a.config.Store, a.config.Origin("store")) }

// open opens the configured store for a command that writes: what is not there yet is made.
func (a *app) open(ctx context.Context) (graph.Store, error) { return a.openAs(ctx, false) }

// openExisting opens the configured store for a command that reads, and writes nothing.
func (a *app) openExisting(ctx context.Context) (graph.Store, error) { return a.openAs(ctx, true) }

func (a *app) openAs(ctx context.Context, existing bool) (graph.Store, error) {
	p, err := a.configured()
	if err != nil {
		return nil, err
	}
	s, err := p.open(ctx, existing)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p.shown, err)
	}
	return s, nil
}

func (p place) open(ctx context.Context, existing bool) (graph.Store, error) {
	switch {
	case p.server != nil:
		o := *p.server
		o.Existing = existing
		return neo4j.Open(ctx, o)
	case existing:
		return sqlite.OpenExisting(ctx, p.file)
	}
	return sqlite.Open(ctx, p.file)
}
