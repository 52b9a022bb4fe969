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
	{"Neo.TransientError.General.DatabaseUnavailable", "the database is not available now", true},
	{"Neo.TransientError", "the server cannot do it now", true},
	{"Neo.DatabaseError", "the server failed; its log (debug.log) tells why, often a full disk", true},
}

// explain says in plain words what is wrong, where the driver's own words do not.
func (s *Store) explain(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	where := fmt.Sprintf("neo4j: %s, database %s", s.options.URI, s.options.Database)
	// The driver hides the end of a context behind errors of its own.
	if ctx.Err() != nil {
		return fmt.Errorf("%s: %w (%v)", where, ctx.Err(), err)
	}
	var fault *neo4j.Neo4jError
	if errors.As(err, &fault) {
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
	if neo4j.IsConnectivityError(err) || neo4j.IsTransactionExecutionLimit(err) || neo4j.IsRetryable(err) || timedOut(err) {
		return fmt.Errorf("%s: no answer; is the server running and store set to its Bolt address? %w: %w", where, graph.ErrUnavailable, err)
	}
	return fmt.Errorf("%s: %w", where, err)
}

// timedOut tells a limit of our own (connecting, waiting for a connection) from the caller's.
func timedOut(err error) bool { return errors.Is(err, context.DeadlineExceeded) }
