import { GraphQLError } from 'graphql'
import { catalogue, defaultMessage, type ErrorCode, FreshetError, isErrorCode } from '../errors.ts'

/** All that leaves the process about one error. */
export interface PublicError {
  readonly message: string
  readonly locations?: readonly { readonly line: number; readonly column: number }[]
  readonly path?: readonly (string | number)[]
  readonly extensions: {
    readonly code: ErrorCode
    readonly source?: string
    readonly retryable: boolean
    readonly retryAfterMs?: number
    /** What an operation would have asked that was refused for what it costs. */
    readonly plan?: object
    readonly requestId: string
  }
}

export interface FormatOptions {
  readonly requestId: string
  /** Adds "Did you mean" to the messages, which tells a stranger the names of the schema. */
  readonly development: boolean
  /**
   * `request`: nothing was executed, so an error of the GraphQL library speaks of the caller's own text.
   * `execution`: the same class also carries what resolvers, sources and remote subgraphs threw, and is not believed.
   */
  readonly phase: 'request' | 'execution'
  /** The names that may stand in a path; a remote subgraph could put anything there. */
  readonly responseNames?: ReadonlySet<string>
  readonly limit: number
}

/**
 * Turns whatever was thrown into what the caller may know, by copying the allowed parts and nothing else. Message texts
 * come from the catalogue, from our own errors, or, before execution, from the GraphQL library; never from a vendor.
 */
export function formatErrors(errors: readonly unknown[], options: FormatOptions): PublicError[] {
  return shortened(
    errors.flatMap((error) => flatten(error, error, options)),
    options,
  )
}

type Verdict = Pick<PublicError['extensions'], 'code' | 'source' | 'retryAfterMs' | 'plan'> & {
  readonly message: string
}

// A chain longer than this is no error of ours; the bound also ends circular ones.
const chainLength = 10

// Aggregates of aggregates end somewhere too, and so does their breadth.
const aggregateDepth = 3
const aggregateBreadth = 1_000

function flatten(error: unknown, outer: unknown, options: FormatOptions, depth = 0): PublicError[] {
  const place = hasPath(error) ? error : outer
  const parts = depth < aggregateDepth ? partsOf(error) : []
  if (parts.length === 0) return [formatOne(error, place, options)]
  return parts.flatMap((part) => flatten(part, place, options, depth + 1))
}

/** Several failures thrown as one, as stitching does. */
function partsOf(error: unknown): readonly unknown[] {
  const parts = chainOf(error)
    .map((link) => read(link, 'errors'))
    .find(Array.isArray)
  return parts?.slice(0, aggregateBreadth) ?? []
}

function hasPath(error: unknown): boolean {
  return typeof error === 'object' && error !== null && Array.isArray(read(error, 'path'))
}

function formatOne(error: unknown, place: unknown, options: FormatOptions): PublicError {
  const { code, source, retryAfterMs, plan, message } = judge(error, options)
  return {
    message: clean(message, options),
    ...placeOf(place, options),
    extensions: {
      code,
      ...(source === undefined ? {} : { source }),
      retryable: catalogue[code].retryable,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...(plan === undefined ? {} : { plan }),
      requestId: options.requestId,
    },
  }
}

function judge(error: unknown, options: FormatOptions): Verdict {
  try {
    return verdictOn(error, options)
  } catch {
    // Only an object built to do so throws when it is looked at.
    return fromCatalogue('INTERNAL')
  }
}

function verdictOn(error: unknown, options: FormatOptions): Verdict {
  const chain = chainOf(error)
  const own = chain.find((link) => link instanceof FreshetError)
  if (own) {
    const { code, source, message, plan } = own
    return { code, source, retryAfterMs: wait(own.retryAfterMs), message, ...(plan ? { plan } : {}) }
  }
  if (chain.some(isAbort)) return fromCatalogue('DEADLINE_EXCEEDED')
  if (options.phase === 'request') return error instanceof GraphQLError ? ofLibrary(error) : fromCatalogue('INTERNAL')
  return chain.map(ofRemote).find((verdict) => verdict !== undefined) ?? ofArgument(chain) ?? fromCatalogue('INTERNAL')
}

/** An error and what it was made from, outermost first. `cause` is not followed: what we wrapped on purpose is replaced by its wrapper. */
function chainOf(error: unknown): object[] {
  const chain: object[] = []
  for (let link = error; typeof link === 'object' && link !== null && chain.length < chainLength; ) {
    chain.push(link)
    link = read(link, 'originalError')
  }
  return chain
}

// What is thrown may be a proxy or have getters that throw.
function read(object: object, key: string): unknown {
  try {
    return (object as Record<string, unknown>)[key]
  } catch {
    return undefined
  }
}

function isAbort(link: object): boolean {
  return link instanceof DOMException && (link.name === 'AbortError' || link.name === 'TimeoutError')
}

/** Syntax, validation and coercion errors: the text quotes the caller's own query. */
function ofLibrary(error: GraphQLError): Verdict {
  // A scalar that refuses a value throws what it likes, and the library puts these words in front of it.
  const isOfScalar = /^(Variable "\$|Expected value of type ")/.test(error.message)
  const isOwnText = isOfScalar || chainOf(error).every((link) => link instanceof GraphQLError)
  return isOwnText ? { ...fromCatalogue('BAD_REQUEST'), message: error.message } : fromCatalogue('INTERNAL')
}

const missingArgument =
  /^Argument "\w+" of (required|non-null) type "[\w[\]!]+" (was not provided\.|must not be null\.|was provided the variable "\$\w+" which was not provided a runtime value\.)$/

/** The one mistake of the caller that only shows while executing. Its text has a fixed shape, with names of the query alone. */
function ofArgument(chain: readonly object[]): Verdict | undefined {
  const message = chain
    .map((link) => read(link, 'message'))
    .find((text) => typeof text === 'string' && missingArgument.test(text))
  return message === undefined ? undefined : { ...fromCatalogue('BAD_REQUEST'), message: message as string }
}

/**
 * A remote subgraph sends codes of this catalogue. Its message is only kept where it tells the caller what to change in
 * the query; else the catalogue speaks, so that a vendor's text that slipped through there ends here.
 */
function ofRemote(link: object): Verdict | undefined {
  const extensions = read(link, 'extensions')
  if (typeof extensions !== 'object' || extensions === null) return undefined
  const code = read(extensions, 'code')
  if (!isErrorCode(code)) return undefined
  const source = sourceName(read(extensions, 'source'))
  const message = read(link, 'message')
  const isForCaller = catalogue[code].kind === 'user' && typeof message === 'string'
  return {
    ...fromCatalogue(code, source),
    retryAfterMs: wait(read(extensions, 'retryAfterMs')),
    ...(isForCaller ? { message } : {}),
  }
}

function fromCatalogue(code: ErrorCode, source?: string): Verdict {
  return { code, source, message: defaultMessage(code, source) }
}

function sourceName(value: unknown): string | undefined {
  return typeof value === 'string' && /^[a-z][a-z0-9-]{0,62}$/.test(value) ? value : undefined
}

/** Whole milliseconds of at most a day: longer waits come from broken clocks. */
function wait(value: unknown): number | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) return undefined
  return Math.min(Math.ceil(value), 86_400_000)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out; terminals and logs obey them
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g

function clean(message: string, { development }: FormatOptions): string {
  const text = development ? message : message.replace(/ ?Did you mean .*$/s, '')
  return text.replace(control, ' ').slice(0, 500)
}

function placeOf(error: unknown, options: FormatOptions): Pick<PublicError, 'locations' | 'path'> {
  if (typeof error !== 'object' || error === null) return {}
  const locations = locationsOf(read(error, 'locations'))
  const path = pathOf(read(error, 'path'), options)
  return { ...(locations ? { locations } : {}), ...(path ? { path } : {}) }
}

function locationsOf(given: unknown): PublicError['locations'] {
  if (!Array.isArray(given)) return undefined
  const locations = given.slice(0, 10).flatMap((entry: unknown) => {
    const { line, column } = (entry ?? {}) as { line?: unknown; column?: unknown }
    return isPosition(line) && isPosition(column) ? [{ line, column }] : []
  })
  return locations.length > 0 ? locations : undefined
}

function isPosition(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

/** Cut at the first step that is not in the answer: a prefix still covers the null it explains. */
function pathOf(given: unknown, { responseNames }: FormatOptions): PublicError['path'] {
  if (!Array.isArray(given)) return undefined
  const isStep = (step: unknown) =>
    isPosition(step) || (typeof step === 'string' && (responseNames?.has(step) ?? false))
  const end = given.findIndex((step) => !isStep(step))
  return end === -1 ? given : given.slice(0, end)
}

/** Keeps the first of every code and source, then the first others, and says how many are left out. */
function shortened(errors: PublicError[], { limit, requestId }: FormatOptions): PublicError[] {
  if (errors.length <= limit) return errors
  const firsts = new Map(
    errors.toReversed().map((error) => [`${error.extensions.code} ${error.extensions.source}`, error]),
  )
  const kept = new Set([...firsts.values()].slice(0, limit - 1))
  for (const error of errors) if (kept.size < limit - 1) kept.add(error)
  const left = errors.length - kept.size
  const { code, retryable } = errors.find((error) => !kept.has(error))!.extensions
  const rest = {
    message: `${left} more errors of these kinds are not listed.`,
    extensions: { code, retryable, requestId },
  }
  return [...errors.filter((error) => kept.has(error)), rest]
}
