// Package gql serves the graph to people and programs: GraphQL over HTTP, GraphiQL, and the dashboard, which uses
// only the public API. It reads graph.Store and imports nothing else of ours.
//
// A request flows through http.go (method, media types, body) → prepare.go (guards, parser, validation, cache) →
// execute.go (one View of the store, the executor of package execute) → encode.go (JSON, masking of errors).
// Resolvers return thunks; the executor forces them breadth first, and the loaders of loader.go turn the keys that
// a level asked for into one call of the store. The types are written by hand in the files named after them;
// schema_test.go holds them against the schema table of graph.
package gql
