import type { Answer, NativeAggregate, NativeRequest, NativeRow, SumsPage } from '../../gateway/connector/index.ts'
import { FreshetError } from '../../gateway/errors.ts'
import { afterId, name } from '../dialects/odoo-domain/render.ts'
import { type GroupCall, readSums, renderSums } from '../dialects/odoo-domain/sums.ts'
import type { Settings } from './settings.ts'
import { releases } from './versions.ts'

/** One page of `search_read`, in Odoo's words. */
export interface Ask {
  readonly model: string
  /** JSON text. */
  readonly domain: string
  readonly fields: readonly string[]
  readonly order: string
  /** Rows of this page. */
  readonly rows: number
  /** Where the page begins: after a record, in the order of ids, or so many rows on in any other. */
  readonly after?: string
  readonly offset: number
  /** Rows wanted from this page on; undefined for all. */
  readonly left: number | undefined
}

/** The connector's note to itself: what was asked, and how to ask for more. A function, so that no one prints its secrets. */
export interface Turn {
  readonly ask: Ask
  readonly request: (ask: Ask) => NativeRequest
}

/** A page as a request in the configured protocol. @throws FreshetError BAD_REQUEST when JSON-RPC lacks the user's id */
export function requestOf(ask: Ask, settings: Settings): NativeRequest {
  const request = (next: Ask) => requestOf(next, settings)
  const hint: Turn = { ask, request }
  const { fields, order, rows, offset } = ask
  const options = { fields, order, limit: rows, offset }
  const call: Call = { model: ask.model, method: 'search_read', domain: domainOf(ask), options }
  return { ...spoken(call, settings), text: textOf(ask), hint }
}

/** The page after one with these rows; undefined when it was the last. */
export function nextPage({ ask, request }: Turn, rows: readonly NativeRow[]): NativeRequest | undefined {
  const left = ask.left === undefined ? undefined : ask.left - rows.length
  if (rows.length < ask.rows || left === 0) return undefined
  const page = { ...ask, left, rows: Math.min(ask.rows, left ?? ask.rows) }
  // Going on after an id neither repeats nor skips when rows come and go meanwhile; an offset may.
  return ask.order === BY_ID
    ? request({ ...page, after: String(rows.at(-1)!.id) })
    : request({ ...page, offset: ask.offset + rows.length })
}

export const BY_ID = 'id asc'

/** The bare value that JSON-2 answers with, or the result inside JSON-RPC's envelope. @throws FreshetError SOURCE_BAD_RESPONSE */
export const rowsOf = (answer: Answer): readonly NativeRow[] => listOf(answer, isRow)

function listOf(answer: Answer, isOne: (row: unknown) => row is NativeRow): readonly NativeRow[] {
  const said = answer.json() as { readonly result?: unknown } | null
  const rows = Array.isArray(said) ? said : said?.result
  if (!Array.isArray(rows) || !rows.every(isOne))
    throw new FreshetError('SOURCE_BAD_RESPONSE', { detail: `no rows in: ${answer.text().slice(0, 200)}` })
  return rows
}

const isObject = (row: unknown): row is NativeRow => typeof row === 'object' && row !== null
const isRow = (row: unknown): row is NativeRow => typeof (row as { id?: unknown } | null)?.id === 'number'

/** Odoo's groups of one answer: as many as were asked for may not be all. */
const MAX_GROUPS = 10_000

/** A question for groups and sums as one request. @throws FreshetError as `requestOf` */
export function sumsRequest(query: NativeAggregate, settings: Settings): NativeRequest {
  const { version, timeZone } = settings
  const method = releases[version].hasFormattedGroups ? 'formatted_read_group' : 'read_group'
  const asked = renderSums(query, method, timeZone, MAX_GROUPS)
  const { domain, options } = asked
  const model = name(query.object)
  const call = { model, method, domain, options, context: { tz: timeZone } }
  return { ...spoken(call, settings), text: `${model}.${method}(${domain}, ${JSON.stringify(options)})`, hint: asked }
}

/** The groups of an answer. @throws FreshetError SOURCE_BAD_RESPONSE */
export function sumsOf(answer: Answer, hint: unknown): SumsPage {
  const asked = hint as GroupCall
  const groups = readSums(listOf(answer, isObject), asked)
  return groups && groups.length < MAX_GROUPS ? { groups } : { groups: [], isTooMuch: true }
}

type Spoken = Pick<NativeRequest, 'method' | 'path' | 'headers' | 'body'>

/** A method of a model, by its arguments. */
interface Call {
  readonly model: string
  readonly method: string
  /** JSON text. */
  readonly domain: string
  readonly options: object
  readonly context?: object
}

const spoken = (call: Call, settings: Settings): Spoken =>
  (settings.protocol === 'json2' ? json2 : jsonRpc)(call, settings)

const JSON_TYPE = { 'content-type': 'application/json' }

/** https://www.odoo.com/documentation/19.0/developer/reference/external_api.html */
function json2(call: Call, settings: Settings): Spoken {
  return {
    method: 'POST',
    path: `/json/2/${call.model}/${call.method}`,
    headers: { ...JSON_TYPE, 'x-odoo-database': settings.database },
    body: `{"domain":${call.domain},${optionsOf(call, settings)}}`,
  }
}

/** https://www.odoo.com/documentation/18.0/developer/reference/external_api.html: every call carries who is asking. */
function jsonRpc(call: Call, settings: Settings): Spoken {
  const { database, userId, apiKey } = settings
  if (userId === undefined)
    throw new FreshetError('BAD_REQUEST', { message: 'JSON-RPC needs the setting "userId" of the Odoo source.' })
  const who = [database, userId, apiKey, call.model, call.method].map((value) => JSON.stringify(value)).join(',')
  return {
    method: 'POST',
    path: '/jsonrpc',
    headers: JSON_TYPE,
    body: envelope('object', 'execute_kw', `${who},[${call.domain}],{${optionsOf(call, settings)}}`),
  }
}

export const envelope = (service: string, method: string, args: string) =>
  `{"jsonrpc":"2.0","method":"call","id":1,"params":{"service":"${service}","method":"${method}","args":[${args}]}}`

/** Archived records are records too: without `active_test: false` they are left out. */
function optionsOf({ options, context: own }: Call, { companies, lang }: Settings): string {
  const allowed = companies.length > 0 ? { allowed_company_ids: companies.map(Number) } : {}
  const context = { lang, ...allowed, active_test: false, ...own }
  return JSON.stringify({ ...options, context }).slice(1, -1)
}

const domainOf = ({ domain, after }: Ask) => (after === undefined ? domain : afterId(domain, after))

function textOf(ask: Ask): string {
  const { model, fields, order, rows, offset } = ask
  const from = offset > 0 ? `, offset=${offset}` : ''
  return `${model}.search_read(${domainOf(ask)}, fields=${JSON.stringify(fields)}, order="${order}", limit=${rows}${from})`
}
