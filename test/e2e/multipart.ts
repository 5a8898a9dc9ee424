import { meros } from 'meros/browser'

/** One payload of an answer in parts. */
export interface Payload {
  // biome-ignore lint/suspicious/noExplicitAny: answers of any shape are looked into
  readonly data?: any
  readonly errors?: readonly PartError[]
  readonly incremental?: readonly IncrementalPart[]
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly extensions?: any
  readonly hasNext: boolean
}

export interface PartError {
  readonly message: string
  readonly path?: (string | number)[]
  readonly extensions: Record<string, unknown>
}

export interface IncrementalPart {
  readonly path: readonly (string | number)[]
  readonly label?: string
  readonly data?: unknown
  readonly items?: readonly unknown[]
  readonly errors?: readonly PartError[]
}

export const isInParts = ({ headers }: Response): boolean =>
  headers.get('content-type')?.startsWith('multipart/mixed') ?? false

/** The payloads of an answer as they arrive, read by the library that GraphiQL reads them with. */
export async function* payloadsOf(response: Response): AsyncGenerator<Payload, void> {
  const parts = await meros<Payload>(response)
  if (parts instanceof Response) throw new Error(`The answer is ${response.headers.get('content-type')}.`)
  for await (const { json, body } of parts) {
    if (!json) throw new Error(`A part is no JSON: ${body}`)
    yield body
  }
}

/** An answer in parts as one answer: what a client has in the end. */
export function merged(payloads: readonly Payload[]): object {
  const [{ data, errors = [] }, ...later] = payloads as [Payload, ...Payload[]]
  const whole = { data: structuredClone(data) }
  const parts = later.flatMap(({ incremental = [] }) => incremental)
  for (const part of parts) place(whole, part)
  const all = [...errors, ...parts.flatMap((part) => part.errors ?? [])]
  return { ...(all.length > 0 ? { errors: all } : {}), ...whole, extensions: payloads.at(-1)!.extensions }
}

type Node = Record<string | number, unknown>

function place(whole: Node, { path, data, items }: IncrementalPart): void {
  const at = ['data', ...path]
  const last = at.at(-1)!
  const parent = at.slice(0, -1).reduce<Node>((node, step) => node[step] as Node, whole)
  for (const [i, item] of (items ?? []).entries()) {
    const list = parent as unknown as unknown[]
    if (list.length !== (last as number) + i) throw new Error(`An entry for ${at.join('.')} came out of turn.`)
    list.push(item)
  }
  if (!items) parent[last] = mergedInto(parent[last], data, at)
}

/** Parts add to what is there, and never change it. */
function mergedInto(before: unknown, added: unknown, at: readonly (string | number)[]): unknown {
  if (before === undefined) return added
  if (!isObject(before) || !isObject(added)) throw new Error(`A part would replace ${at.join('.')}.`)
  for (const [key, value] of Object.entries(added)) before[key] = mergedInto(before[key], value, [...at, key])
  return before
}

const isObject = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)
