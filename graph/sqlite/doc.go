// Package sqlite is the embedded graph store: one file, no server, in pure Go (modernc.org/sqlite). It stands between
// resolve, whose change sets it applies through the identity engine, and gql, which reads it.
package sqlite
