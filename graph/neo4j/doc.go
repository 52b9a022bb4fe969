// Package neo4j is the graph store on a Neo4j server: the same graph, answers and order as the embedded one, in a form
// that other tools can read. It stands between resolve, whose change sets it applies through the identity engine, and
// gql, which reads it.
//
// A node has the label of its type (a law also Law) and Entity; an edge is a relationship of its type. The labels
// Statement, Reference, Name, Ledger, Text, Record, Claim, Carrier, Words, Count and Schema are bookkeeping. What begins with _ is
// the store's own.
package neo4j
