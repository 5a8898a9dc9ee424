interface Post {
  readonly method: 'POST'
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: string
}

const headers = { 'content-type': 'application/json', accept: 'application/json' }

/** The request as its caller writes it. `isFresh`: nothing may come from a cache. */
export function post(query: string, variables: object, isFresh: boolean): Post {
  const caching: Record<string, string> = isFresh ? { 'cache-control': 'no-cache' } : {}
  return {
    method: 'POST',
    path: '/graphql',
    headers: { ...headers, ...caching },
    body: JSON.stringify({ query, variables }),
  }
}

/** Asks once, past all caches. @throws when the answer has errors */
export async function graphql(url: string, query: string, variables: object): Promise<Record<string, unknown>> {
  const { path, ...request } = post(query, variables, true)
  const answer = (await (await fetch(url + path, request)).json()) as {
    data: Record<string, unknown>
    errors?: unknown
  }
  if (answer.errors) throw new Error(`${query}\n${JSON.stringify(answer.errors)}`)
  return answer.data
}
