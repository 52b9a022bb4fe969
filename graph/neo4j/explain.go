package neo4j

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/policygraph/policygraph/graph"
)

// remedies say in plain words what is wrong on the server's side and which setting helps, by the beginning of the code.
var remedies = []struct {
	code, text  string
	unavailable bool
}{
	{"Neo.ClientError.Security.AuthenticationRateLimit", "too many wrong passwords: the server locked the user for some seconds; check neo4j.user and neo4j.password (POLICYGRAPH_NEO4J_PASSWORD), wait, and try once", false},
	{"Neo.ClientError.Security.CredentialsExpired", "the password must be changed first: ALTER CURRENT USER SET PASSWORD, then set neo4j.password", false},
	{"Neo.ClientError.Security", "the server refuses the user or the password; set neo4j.user and neo4j.password (POLICYGRAPH_NEO4J_PASSWORD)", false},
	{"Neo.ClientError.Database.DatabaseNotFound", "there is no such database; set neo4j.database (POLICYGRAPH_NEO4J_DATABASE)", false},
	{"Neo.ClientError.General.ForbiddenOnReadOnlyDatabase", "the database is read-only; take it out of server.databases.read_only, or point store at another", true},
	{"Neo.ClientError.General.WriteOnReadOnlyAccessDatabase", "the database is read-only; take it out of server.databases.read_only, or point store at another", true},
	{"Neo.ClientError.Cluster.NotALeader", "this member cannot write; use a neo4j:// address in store", true},
	{"Neo.ClientError.Transaction.TransactionTimedOut", "the server ended the transaction (db.transaction.timeout); raise it there, or ask for less", true},
	{"Neo.ClientError.Transaction.LockClientStopped", "the server ended the transaction while it waited for another writer (db.transaction.timeout); raise it there, or write with fewer at once", true},
	{"Neo.TransientError.General.DatabaseUnavailable", "the database is not available now; the server's debug.log tells why (where its disk is full: make room there and restart it)", true},
	{"Neo.TransientError", "the server cannot do it now", true},
	{"Neo.DatabaseError.Transaction", "the server cannot write: its disk is full or failing; make room there and restart it (its debug.log tells more), then run the same command again", true},
	{"Neo.DatabaseError", "the server failed; its debug.log tells why (where its disk is full: make room there and restart it)", true},
}

// explain says in plain words what is wrong, where the driver's own words do not.
func (s *Store) explain(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	where := fmt.Sprintf("neo4j: %s, database %s", s.options.URI, s.options.Database)
	// The driver hides the end of a context behind errors of its own.
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return fmt.Errorf("%s: not done in the time given (of questions: serve.deadline): %w (%v)", where, ctx.Err(), err)
	case ctx.Err() != nil:
		return fmt.Errorf("%s: %w (%v)", where, ctx.Err(), err)
	}
	var fault *neo4j.Neo4jError
	if errors.As(err, &fault) || errors.As(lastTry(err), &fault) {
		return s.remedy(where, fault, err)
	}
	if why := unreached(err); why != "" {
		return fmt.Errorf("%s: %s: %w: %w", where, why, graph.ErrUnavailable, err)
	}
	return fmt.Errorf("%s: %w", where, err)
}

// lastTry is the last of the errors that made the driver give up.
func lastTry(err error) error {
	var given *neo4j.TransactionExecutionLimit
	if errors.As(err, &given) && len(given.Errors) > 0 {
		return given.Errors[len(given.Errors)-1]
	}
	return nil
}

// remedy explains what the server says.
func (s *Store) remedy(where string, fault *neo4j.Neo4jError, err error) error {
	for _, r := range remedies {
		if !strings.HasPrefix(fault.Code, r.code) {
			continue
		}
		if r.unavailable {
			return fmt.Errorf("%s: %s: %w: %w", where, r.text, graph.ErrUnavailable, err)
		}
		return fmt.Errorf("%s, user %s: %s: %w", where, s.options.User, r.text, err)
	}
	return fmt.Errorf("%s: %w", where, err)
}

// unreached says why there is no answer; "" for an error of another kind.
func unreached(err error) string {
	var lost *neo4j.ConnectivityError
	var given *neo4j.TransactionExecutionLimit
	switch {
	case strings.Contains(err.Error(), "check that TLS is enabled"): // the driver has no type for it that others may name
		return "no TLS is spoken there; set store to bolt:// or neo4j:// without +s or +ssc, or turn on server.bolt.tls_level"
	case errors.Is(err, errHung):
		return "no answer; is it stopped or overloaded?"
	case errors.As(err, &lost), errors.As(err, &given), timedOut(err):
		return "no answer; is the server running and store set to its Bolt address?"
	}
	return ""
}

// timedOut tells a limit of our own (connecting, waiting for a connection) from the caller's.
func timedOut(err error) bool { return errors.Is(err, context.DeadlineExceeded) }

// lostOnly takes a lost connection out of what says where it was lost: the driver tries again what it can tell by its type.
func lostOnly(err error) error {
	var lost *neo4j.ConnectivityError
	if errors.As(err, &lost) {
		return lost
	}
	return err
}
