// The only way to the data: the public API. Every view hands in its query; errors come back with their codes.

export class QueryError extends Error {
  constructor(errors) {
    super(errors.map((e) => e.message).join('; '));
    this.errors = errors;
  }
}

// ask gives { data, errors }; it throws only where there is no data at all.
export async function ask(query, variables, signal) {
  const response = await fetch('graphql', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query, variables }),
    signal,
  });
  const body = await response.json();
  if (!('data' in body)) throw new QueryError(body.errors ?? [{ message: `HTTP ${response.status}` }]);
  return body;
}
