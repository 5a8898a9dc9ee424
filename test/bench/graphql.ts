import type { Request } from 'autocannon'

interface Post {
  readonly method: 'POST'
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: string
}

export interface Answer {
  readonly data: Record<string, unknown>
  readonly extensions?: Record<string, unknown>
}

const headers = { 'content-type': 'application/json', accept: 'application/json' }

/** The request as its caller writes it. `isFresh`: nothing may come from a cache. */
export const post = (query: string, variables: object, isFresh: boolean): Post => posted({ query, variables }, isFresh)

/** The same by the id that the server knows it by. */
export const postById = (documentId: string, variables: object, isFresh: boolean): Post =>
  posted({ documentId, variables }, isFresh)

function posted(body: object, isFresh: boolean): Post {
  const caching: Record<string, string> = isFresh ? { 'cache-control': 'no-cache' } : {}
  return {
    method: 'POST',
    path: '/graphql',
    headers: { ...headers, ...caching },
    body: JSON.stringify(body),
  }
}

/** Asks once, past all caches unless they are allowed. @throws when the answer has errors */
export async function graphql(url: string, query: string, variables: object, isFresh = true): Promise<Answer> {
  return send(url, post(query, variables, isFresh))
}

/** @throws when the answer has errors */
export async function send(url: string, { path, ...request }: Request): Promise<Answer> {
  const answer = (await (await fetch(url + path, request)).json()) as Answer & { errors?: unknown }
  if (answer.errors) throw new Error(`${request.body ?? path}\n${JSON.stringify(answer.errors)}`)
  return answer
}
