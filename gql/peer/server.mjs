// @neo4j/graphql over our graph, for the comparison in peer_test.go. Environment: NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD.
// Served by graphql-http, the leaner of the two handlers that were tried. Prints its address when it answers; ends with
// its standard input.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Neo4jGraphQL } from '@neo4j/graphql';
import { createHandler } from 'graphql-http/lib/use/http';
import neo4j from 'neo4j-driver';

const { NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD } = process.env;
const driver = neo4j.driver(NEO4J_URI, neo4j.auth.basic(NEO4J_USER, NEO4J_PASSWORD));
const typeDefs = readFileSync(new URL('schema.graphql', import.meta.url), 'utf8');
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema();
const context = () => ({ sessionConfig: { database: 'neo4j' } }); // named, so that the driver need not ask for it
const server = createServer(createHandler({ schema, context }));
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/graphql`));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
