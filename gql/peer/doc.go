// Package peer holds policygraph's server against @neo4j/graphql, a GraphQL server for Neo4j by Neo4j itself: five nested
// questions about one generated graph in one database, put to both in turn. It has a benchmark (make bench) and nothing
// else. The peer is a Node program (server.mjs) over an SDL of our labels, relationship types and properties.
package peer
