import type { GuardLimits } from './limits.ts'
import { Refusal } from './refusal.ts'
import { scanJson } from './scan-json.ts'

/** One GraphQL request as the caller wrote it, checked for shape only. */
export interface Params {
  /** What is to be executed: a text, or the id of a trusted document. */
  readonly asked: { readonly query: string } | { readonly documentId: string }
  readonly variables: Readonly<Record<string, unknown>> | undefined
  readonly operationName: string | undefined
  readonly extensions: Readonly<Record<string, unknown>> | undefined
}

/** The parameters of a POST body. @throws Refusal */
export function paramsOfBody(body: Buffer, limits: GuardLimits): Params {
  return paramsOf(parseJson(decodeUtf8(body), 'The body', limits))
}

/** The parameters of a GET address. @throws Refusal */
export function paramsOfSearch(search: URLSearchParams, limits: GuardLimits): Params {
  const given: Record<string, unknown> = Object.create(null)
  for (const name of new Set(search.keys())) {
    const values = search.getAll(name)
    if (values.length > 1)
      throw new Refusal('BAD_REQUEST', `The address has the parameter "${name}" ${values.length} times: give it once.`)
    given[name] = isJsonParam(name) ? parseJson(values[0]!, `The parameter "${name}"`, limits) : values[0]
  }
  return paramsOf(given)
}

function isJsonParam(name: string): boolean {
  return name === 'variables' || name === 'extensions'
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function decodeUtf8(body: Buffer): string {
  try {
    return utf8.decode(body)
  } catch {
    throw new Refusal('BAD_REQUEST', 'The body is not UTF-8: encode it as UTF-8.')
  }
}

function parseJson(text: string, what: string, limits: GuardLimits): unknown {
  scanJson(text, limits)
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal('BAD_REQUEST', `${what} is not JSON: send {"query": "...", "variables": {...}}.`)
  }
}

const known: ReadonlySet<string> = new Set(['query', 'documentId', 'variables', 'operationName', 'extensions'])

function paramsOf(given: unknown): Params {
  if (Array.isArray(given)) throw new Refusal('BAD_REQUEST', 'The body is a list: send one operation per request.')
  if (!isObject(given))
    throw new Refusal('BAD_REQUEST', 'The body is not a JSON object: send {"query": "...", "variables": {...}}.')
  const unknown = Object.keys(given).find((key) => !known.has(key))
  if (unknown !== undefined)
    throw new Refusal('BAD_REQUEST', `Unknown parameter ${JSON.stringify(unknown)}: use ${[...known].join(', ')}.`)
  refuseLoneSurrogates(given)
  return {
    asked: askedOf(textOf(given, 'query'), textOf(given, 'documentId')),
    variables: objectOf(given, 'variables'),
    operationName: textOf(given, 'operationName'),
    extensions: objectOf(given, 'extensions'),
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

// The depth of what is walked here is bounded by `scanJson`.
function refuseLoneSurrogates(value: unknown): void {
  if (typeof value === 'string') {
    if (!value.isWellFormed())
      throw new Refusal('BAD_REQUEST', 'A text in the request has half a surrogate pair: it is not Unicode.')
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, entry] of Object.entries(value)) {
      refuseLoneSurrogates(key)
      refuseLoneSurrogates(entry)
    }
  }
}

function textOf(given: Record<string, unknown>, name: string): string | undefined {
  const value = given[name] ?? undefined
  if (value === undefined || typeof value === 'string') return value
  throw new Refusal('BAD_REQUEST', `The parameter "${name}" is not a text.`)
}

function objectOf(given: Record<string, unknown>, name: string): Record<string, unknown> | undefined {
  const value = given[name] ?? undefined
  if (value === undefined || isObject(value)) return value
  throw new Refusal('BAD_REQUEST', `The parameter "${name}" is not an object.`)
}

function askedOf(query: string | undefined, documentId: string | undefined): Params['asked'] {
  if (query !== undefined && documentId !== undefined)
    throw new Refusal('BAD_REQUEST', 'The request has both "query" and "documentId": send one of them.')
  if (query !== undefined) return { query }
  if (documentId !== undefined) return { documentId }
  throw new Refusal('BAD_REQUEST', 'The request has no "query": send {"query": "...", "variables": {...}}.')
}
