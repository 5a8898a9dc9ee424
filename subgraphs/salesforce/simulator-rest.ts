import {
  caseSafeId,
  type Database,
  objectNamed,
  type Row,
  type SObject,
  SoqlError,
  select,
  writer,
} from '../dialects/soql/simulate.ts'
import { type Cursors, cursors } from '../simulator/paging.ts'

/** One request below `/services/data/vNN.0`, on its own or as a step of a composite one. */
export interface Call {
  readonly method: string
  /** Decoded, without the version. */
  readonly path: string
  readonly query: URLSearchParams
  readonly body: unknown
  /** `/services/data/v62.0` */
  readonly base: string
  /** The `Sforce-Query-Options` header. */
  readonly options: string
  readonly at: number
}

export interface Reply {
  readonly status: number
  readonly body: object
}

/** What a query left behind for its further pages. */
interface Rest {
  readonly rows: readonly Row[]
  readonly batch: number
  write(row: Row): object
}

type Resource = (call: Call) => Reply

const DAY = 24 * 60 * 60_000
/** Records of one retrieve; steps of one composite call, and how many of those may be queries. */
const [MAX_RECORDS, MAX_STEPS, MAX_QUERIES] = [2_000, 25, 5]

/** The query and composite resources over one org. */
export function restOf(database: Database, seed: number): Resource {
  const open = cursors<Rest>({ lifeMillis: 2 * DAY, seed, prefix: '01g', length: 15 })
  const answer: Resource = (call) => {
    try {
      return route(call, database, open, answer)
    } catch (error) {
      if (error instanceof SoqlError) return failure(400, error.errorCode, error.message)
      throw error
    }
  }
  return answer
}

export const failure = (status: number, errorCode: string, message: string): Reply => ({
  status,
  body: [{ message, errorCode }],
})

export const notFound = () => failure(404, 'NOT_FOUND', 'The requested resource does not exist')

function route(call: Call, database: Database, open: Cursors<Rest>, answer: Resource): Reply {
  const { method, path } = call
  const [, resource, rest] = /^\/(query|queryAll|composite)(?:\/(.*))?$/.exec(path) ?? []
  const isQuery = resource === 'query' || resource === 'queryAll'
  if (isQuery && method === 'GET') return rest ? nextPage(call, rest, open) : firstPage(call, database, open)
  if (resource !== 'composite') return notFound()
  const object = /^sobjects\/(\w+)$/.exec(rest ?? '')?.[1]
  if (object) return retrieve(call, objectNamed(database, object), database)
  return !rest && method === 'POST' ? composite(call, answer) : notFound()
}

function firstPage(call: Call, database: Database, open: Cursors<Rest>): Reply {
  const selection = select(database, call.query.get('q') ?? '', urlOf(call), call.path.startsWith('/queryAll'))
  const { rows, write, isCount, sums } = selection
  if (sums) return ok({ totalSize: sums.length, done: true, records: sums })
  if (isCount) return ok({ totalSize: rows.length, done: true, records: [] })
  // An empty result may come without `done`.
  if (rows.length === 0) return ok({ totalSize: 0, records: [] })
  const state = { rows, write, batch: batchSize(call.options) }
  return rows.length <= state.batch
    ? pageOf(state, 0)
    : pageOf(state, 0, `${call.base}/query/${open.open(state, call.at)}`)
}

function nextPage(call: Call, name: string, open: Cursors<Rest>): Reply {
  const [, id = '', offset = ''] = /^(01g\w+)-(\d+)$/.exec(name) ?? []
  const state = open.read(id, call.at)
  if (!state || Number(offset) >= state.rows.length)
    return failure(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator')
  return pageOf(state, Number(offset), `${call.base}/query/${id}`)
}

/** `locator`: the address of the open cursor, without the place in it. */
function pageOf({ rows, batch, write }: Rest, from: number, locator?: string): Reply {
  const to = Math.min(from + batch, rows.length)
  const more = locator && to < rows.length ? { nextRecordsUrl: `${locator}-${to}` } : {}
  return ok({ totalSize: rows.length, done: to === rows.length, ...more, records: rows.slice(from, to).map(write) })
}

/** A hint between 200 and 2,000. */
function batchSize(options: string): number {
  const asked = /batchSize=(\d+)/i.exec(options)?.[1]
  return asked ? Math.min(2_000, Math.max(200, Number(asked))) : 2_000
}

/** As many entries as ids, in their order; null for what is not there. */
function retrieve(call: Call, object: SObject, database: Database): Reply {
  const given = call.method === 'GET' ? fromQuery(call.query) : (call.body as Partial<Retrieve> | undefined)
  const { ids, fields } = given ?? {}
  if (!isTexts(ids) || !isTexts(fields))
    return failure(400, 'JSON_PARSER_ERROR', 'ids and fields must be lists of texts')
  if (ids.length > MAX_RECORDS) return failure(400, 'EXCEEDED_ID_LIMIT', `at most ${MAX_RECORDS} ids`)
  const path = fields.find((field) => field.includes('.'))
  if (path) return failure(400, 'INVALID_FIELD', `No such column '${path}' on sobject of type ${object.name}`)
  const write = writer(database, object, ['Id', ...fields], urlOf(call))
  return ok(ids.map((id) => found(object, id)).map((row) => (row ? write(row) : null)))
}

interface Retrieve {
  readonly ids: unknown
  readonly fields: unknown
}

const fromQuery = (query: URLSearchParams): Retrieve => ({
  ids: query.get('ids')?.split(','),
  fields: query.get('fields')?.split(','),
})

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length > 0 && value.every((text) => typeof text === 'string')

function found(object: SObject, id: string): Row | undefined {
  const key = caseSafeId(id)
  const row = key === undefined ? undefined : object.table.byKey(key)
  return row?.IsDeleted === true ? undefined : row
}

interface Step {
  readonly method?: string
  readonly url?: string
  readonly referenceId?: string
  readonly body?: unknown
}

/** Each step answers for itself; the whole is 200 whatever becomes of them. */
function composite(call: Call, answer: Resource): Reply {
  const steps = (call.body as { compositeRequest?: unknown } | undefined)?.compositeRequest
  if (!Array.isArray(steps) || steps.length === 0)
    return failure(400, 'JSON_PARSER_ERROR', 'compositeRequest is missing')
  const queries = steps.filter(({ url }: Step) => /\/(query|queryAll|composite\/sobjects)\b/.test(url ?? ''))
  if (steps.length > MAX_STEPS || queries.length > MAX_QUERIES) {
    return failure(400, 'LIMIT_EXCEEDED', `at most ${MAX_STEPS} steps, of which ${MAX_QUERIES} may be queries`)
  }
  return ok({ compositeResponse: steps.map((step: Step) => stepReply(step, call, answer)) })
}

function stepReply({ method = 'GET', url = '', referenceId, body }: Step, call: Call, answer: Resource): object {
  const target = URL.parse(url, 'http://step')
  const isBelow = target?.pathname.startsWith(`${call.base}/`) ?? false
  const path = isBelow ? target!.pathname.slice(call.base.length).replace(/\/$/, '') : ''
  const reply = isBelow ? answer({ ...call, method, path, query: target!.searchParams, body }) : notFound()
  return { body: reply.body, httpHeaders: {}, httpStatusCode: reply.status, referenceId }
}

const urlOf =
  ({ base }: Call) =>
  (object: string, id: string) =>
    `${base}/sobjects/${object}/${id}`
const ok = (body: object): Reply => ({ status: 200, body })
