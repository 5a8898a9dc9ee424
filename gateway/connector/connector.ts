import type { ErrorCode } from '../errors.ts'
import type { EntityMaps, FieldMap, NativeRow, SourceFacts } from './entity-map.ts'
import type { Limit, LimitReading } from './limit.ts'
import type { NativeAggregate, NativeQuery, NativeType } from './native-query.ts'
import type { SettingsOf, SettingsSpec } from './settings.ts'

/** One request in the vendor's own words. `text` is what a human reads in explain, in golden tests and in logs. */
export interface NativeRequest {
  readonly method: 'GET' | 'POST'
  /** Path and query below the source's base address, already encoded. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly text: string
  /** Names of further credentials (besides `login`) this request must carry, such as `csrf`. */
  readonly credentials?: readonly string[]
  /** The connector's own note to its `fetch`: how to read the answer. */
  readonly hint?: unknown
}

/** One vendor answer, whole. The body is bounded and already inflated. */
export interface Answer {
  readonly status: number
  /** Lower-case names; repeated headers joined by `, `; `set-cookie` joined by newline. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  text(): string
  /** Parsed JSON; numbers too long for a double are kept as decimal text. @throws FreshetError SOURCE_BAD_RESPONSE */
  json(): unknown
}

/**
 * What an answer means when it is not data. `code` is one of ours; `detail` is the vendor's word, for logs only.
 * `expired` names the credential to renew: the call is then replayed once.
 */
export interface Fault {
  readonly code: ErrorCode
  readonly retryAfterMs?: number
  readonly expired?: string
  readonly detail?: string
}

/** Proof of who we are, as headers on each call. Kept until `expiresAt` (epoch millis) or until the vendor refuses it. */
export interface Credential {
  readonly headers: Readonly<Record<string, string>>
  readonly expiresAt?: number
  /** Where the vendor says data calls must go (Salesforce `instance_url`); default: the source's configured address. */
  readonly origin?: string
}

/** One unauthenticated or partly authenticated round trip, for obtaining credentials. Path may be absolute (same-vendor login host). */
export interface Dial {
  send(request: {
    readonly method: 'GET' | 'HEAD' | 'POST'
    readonly url: string
    readonly headers?: Readonly<Record<string, string>>
    readonly body?: string
    /** Names of credentials to attach, such as `login` when fetching a CSRF token. */
    readonly credentials?: readonly string[]
  }): Promise<Answer>
  /** Epoch millis, for assertions with `iat`/`exp`. */
  now(): number
  /** Random text for nonces and JWT ids. */
  nonce(): string
}

/** The way to a source for `fetch`: permits, credentials, deadline, size cap and classification are already applied. */
export interface Link {
  /** @throws FreshetError with the classified code */
  call(request: NativeRequest): Promise<Answer>
}

/** The rows of one round trip, in the source's order. */
export interface Page {
  readonly rows: readonly NativeRow[]
  /** Asks for the following page; absent on the last one. */
  readonly next?: NativeRequest
}

/** One group as the vendor told it. */
export interface NativeSums {
  /** In the order of `groupBy`, as in the rows of the object; a month as `YYYY-MM`. */
  readonly group: readonly unknown[]
  /** In the order of `measures`. */
  readonly measures: readonly unknown[]
}

/** The groups of one round trip, in no order. */
export interface SumsPage {
  readonly groups: readonly NativeSums[]
  readonly next?: NativeRequest
  /** The vendor does not add up so much, or may not have told all groups: rows have to be read instead. */
  readonly isTooMuch?: true
}

/** A vendor that groups and adds up by itself; which columns, the entity maps say. */
export interface Aggregation<Settings, Hint> {
  /** The vendor tells sums, and never how many rows are in them: it is not asked for any count. */
  readonly countsRows?: false
  /** Pure. */
  render(query: NativeAggregate<Hint>, facts: SourceFacts<Settings>): NativeRequest
  /** One round trip. */
  fetch(request: NativeRequest, link: Link): Promise<SumsPage>
}

/** What the vendor's wire allows, each number citing its page in the connector's README. */
export interface Caps {
  /** Most keys in one key lookup. */
  readonly lookupKeys: number
  /** Most values in one `in` of a filter. */
  readonly filterKeys: number
  /** Most bytes of one rendered request (path for GET, body for POST). */
  readonly requestBytes: number
  readonly pageRows: number
  /** How `or` may be used: across columns, only over one column, or not at all. */
  readonly or: 'any' | 'sameColumn' | 'none'
}

/** Reads native scalars of each type into canonical text, or boolean, or null. @throws on what is not of the type */
export type Codecs = Readonly<Record<NativeType, (native: unknown) => string | boolean | null>>

/**
 * A vendor, as data plus two functions: `render` (pure) and `fetch` (one round trip).
 * A source is one configured tenant of it.
 */
export interface Connector<Spec extends SettingsSpec = SettingsSpec, Hint = unknown> {
  /** The word used in configuration: `salesforce`. */
  readonly kind: string
  readonly title: string
  readonly settings: Spec
  entities(settings: SettingsOf<Spec>): EntityMaps<Hint>
  limits(settings: SettingsOf<Spec>): readonly Limit[]
  readonly caps: Caps | ((settings: SettingsOf<Spec>) => Caps)
  readonly codecs: Codecs
  /** Between the steps of a native path in a row: `.` or `/`. */
  readonly pathSeparator: '.' | '/'
  /**
   * Whether the vendor leaves a column out of rows where it is empty. Any other column that was asked for and is not in the row is
   * an error of the fields that are read from it: empty is what a vendor says, not what it does not say.
   */
  omitsNull?(native: string): boolean
  /** Default version of the mapping, shown in `meta.mappingVersion`. Raise it when a field changes its meaning. */
  readonly mappingVersion: string
  /** The source's configured base address. */
  origin(settings: SettingsOf<Spec>): string
  /** `login` is obtained before the first call; others when a request names them. Each is fetched by one flight at a time. */
  readonly credentials: Readonly<Record<string, (dial: Dial, settings: SettingsOf<Spec>) => Promise<Credential>>> & {
    readonly login: (dial: Dial, settings: SettingsOf<Spec>) => Promise<Credential>
  }
  render(query: NativeQuery<Hint>, facts: SourceFacts<SettingsOf<Spec>>): NativeRequest
  fetch(request: NativeRequest, link: Link): Promise<Page>
  /** Absent: rows are read and added up here. */
  readonly aggregate?: Aggregation<SettingsOf<Spec>, Hint>
  /** The fault an answer reports, whatever its status, or undefined for data. */
  classify(answer: Answer): Fault | undefined
  /** What the vendor tells about its limits on an answer. */
  readings?(answer: Answer): readonly LimitReading[]
  /** Where the vendor can be asked how much of its limits is used. It is, when an earlier process left no account of it. */
  readonly usage?: {
    request(settings: SettingsOf<Spec>): NativeRequest
    readings(answer: Answer): readonly LimitReading[]
  }
  /** How a configured external-id field (native name) of this vendor is mapped; absent: none can be configured. */
  externalKey?(native: string): FieldMap
}

/** Checks a connector literal against the contract and keeps its own types. */
export function defineConnector<const Spec extends SettingsSpec, Hint>(
  connector: Connector<Spec, Hint>,
): Connector<Spec, Hint> {
  return Object.freeze(connector)
}
