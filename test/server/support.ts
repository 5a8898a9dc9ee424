import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { buildSchema, type GraphQLSchema } from 'graphql'
import { onTestFinished } from 'vitest'
import { type Runtime, systemRuntime } from '../../gateway/runtime.ts'
import {
  createServer,
  defaultGuardLimits,
  type RequestContext,
  type ServerOptions,
} from '../../gateway/server/index.ts'

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: an answer is whatever the server sent; the assertions say what it should be
  readonly json: any
}

export interface Started {
  readonly url: string
  readonly port: number
  /** How many fields were resolved so far. */
  readonly resolved: () => number
  readonly close: () => Promise<void>
}

const sdl = /* GraphQL */ `
  type Query { a: String  b: Int  child: Query  children: [Query!]  echo(text: String, list: [Int!], nested: In): String  fails: String }
  type Mutation { write: String }
  input In { in: In  value: Int }
`

/** A server of a small schema on a free port, closed when the test is over. */
export async function start(options: Partial<ServerOptions<RequestContext>> = {}, root: object = {}): Promise<Started> {
  let resolved = 0
  const schema = counting(buildSchema(sdl), () => {
    resolved += 1
  })
  const server = createServer({
    schema,
    extend: (base) => base,
    execute: async (args) => (await import('graphql')).execute({ ...args, rootValue: { ...rootValue, ...root } }),
    development: false,
    limits: defaultGuardLimits,
    introspection: true,
    graphiql: false,
    requestTimeoutMillis: 30_000,
    runtime: systemRuntime,
    ...options,
  })
  const { port, url } = await server.listen(0, '127.0.0.1')
  onTestFinished(() => server.close())
  return { url, port, resolved: () => resolved, close: () => server.close() }
}

const rootValue = {
  a: 'A',
  b: 1,
  child: () => rootValue,
  children: () => [rootValue, rootValue],
  echo: ({ text }: { text?: string }) => text,
  write: 'written',
}

function counting(schema: GraphQLSchema, count: () => void): GraphQLSchema {
  for (const type of [schema.getQueryType()!, schema.getMutationType()!]) {
    for (const field of Object.values(type.getFields())) {
      field.resolve = (source, args, context, info) => {
        count()
        const value = source?.[field.name]
        return typeof value === 'function' ? value(args, context, info) : value
      }
    }
  }
  return schema
}

export interface Send {
  readonly method?: string
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

/** One request over a real socket. Resolves with the reply even when the server stops reading the body half-way. */
export async function send(
  { port }: { port: number },
  { method = 'POST', path = '/graphql', headers = {}, body }: Send,
): Promise<Reply> {
  const request = httpRequest({
    host: '127.0.0.1',
    port,
    method,
    path,
    headers: { accept: preferred, ...headers },
    agent: false,
  })
  request.end(body)
  const [response] = await once(request, 'response')
  // Writing on after the reply has come is the sender's problem, not a failure of the test.
  request.on('error', () => undefined)
  let text = ''
  for await (const chunk of response.setEncoding('utf8')) text += chunk
  return { status: response.statusCode, headers: response.headers, text, json: parsed(text) }
}

/** The media type under which a request that is not valid is told so by its status. */
export const preferred = 'application/graphql-response+json'

export function ask(
  to: { port: number },
  query: string,
  variables?: object,
  headers: Record<string, string> = {},
): Promise<Reply> {
  return post(to, JSON.stringify({ query, variables }), headers)
}

export function post(
  to: { port: number },
  body: string | Buffer,
  headers: Record<string, string> = {},
): Promise<Reply> {
  return send(to, { body, headers: { 'content-type': 'application/json', ...headers } })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Writes bytes to the port as they are and returns all that comes back until the server closes. */
export async function raw({ port }: { port: number }, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write(bytes)
  let text = ''
  socket.setEncoding('utf8').on('data', (chunk) => {
    text += chunk
  })
  await once(socket, 'close')
  return text
}

/** The runtime with timers that fire when the test says so. */
export function virtualRuntime(): Runtime & { advance(millis: number): void } {
  let now = 0
  const timers = new Set<{ at: number; run: () => void }>()
  return {
    ...systemRuntime,
    monotonic: () => now,
    after(millis, run) {
      const timer = { at: now + millis, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance(millis) {
      now += millis
      for (const timer of timers) {
        if (timer.at > now) continue
        timers.delete(timer)
        timer.run()
      }
    },
  }
}
