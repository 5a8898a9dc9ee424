import { type ClientBase, Pool, type PoolClient, type QueryResultRow, types } from 'pg'
import type { FreshetError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { Reach } from './postgres-reach.ts'
import type { PostgresSettings } from './postgres-settings.ts'
import { NewerTables, prepareTables } from './postgres-tables.ts'
import { Turns, turnOf } from './postgres-turn.ts'
import { isUnreachable, unreachable } from './unreachable.ts'

/** Asks for rows. Lists go in as arrays, so that a statement is the same whatever their number. */
export type Ask = <Row extends QueryResultRow>(text: string, values: readonly unknown[]) => Promise<Row[]>

/** The server gives a statement up by itself; only where it says nothing at all do we, a little later. */
const graceMillis = 500
/** A replica that hangs amid its turn must not keep the others from theirs for ever. */
const longestPauseInTurn = 5

/** A few connections to one server. What goes wrong with it leaves as one error, whatever it was. */
export class PostgresDatabase {
  private readonly settings: PostgresSettings
  private readonly pool: Pool
  private readonly reach: Reach
  private readonly turns: Turns
  private prepared: Promise<void> | undefined

  /** Connects to nothing yet. */
  constructor(settings: PostgresSettings, runtime: Runtime) {
    this.settings = settings
    this.reach = new Reach(runtime)
    this.turns = new Turns(settings.timeoutMillis, runtime)
    this.pool = createPool(settings)
  }

  get isReachable(): boolean {
    return this.reach.isReachable
  }

  /** Finds out whether it is there. @throws NewerTables when it is no longer for us */
  async connect(): Promise<void> {
    const failure = await this.whole(async () => {}).catch((error: FreshetError) => error)
    if (failure?.cause instanceof NewerTables) throw failure.cause
  }

  /** One statement, which is whole by itself, waits for nobody, and does no more when it is made twice. */
  ask<Row extends QueryResultRow>(text: string, values: readonly unknown[]): Promise<Row[]> {
    const query = () => this.pool.query<Row>(text, [...values])
    return this.whole(async () => (await ofServer(onLiving(query))).rows)
  }

  /** One transaction. Those that write under the same name come one after the other, in all replicas. */
  write<T>(name: string, work: (ask: Ask) => Promise<T>): Promise<T> {
    return this.turns.take(name, () =>
      this.whole(() =>
        this.inTurn(name, (client) =>
          work(async (text, values) => (await ofServer(client.query(text, [...values]))).rows),
        ),
      ),
    )
  }

  async close(): Promise<void> {
    if (!this.pool.ended && !this.pool.ending) await this.pool.end()
  }

  private async whole<T>(work: () => Promise<T>): Promise<T> {
    if (!this.reach.mayTry()) throw unreachable(undefined)
    try {
      this.prepared ??= this.prepare()
      await this.prepared
      const result = await work()
      this.reach.found()
      return result
    } catch (error) {
      const { cause } = error as Error
      // Where we refuse, or fail ourselves, the server has done its part.
      if (!isUnreachable(error) || isGivenUp(cause)) this.reach.found()
      else {
        // Whatever is there when it comes back may be another one.
        this.prepared = undefined
        this.reach.lost(cause)
      }
      throw error
    }
  }

  private async prepare(): Promise<void> {
    try {
      await this.inTurn('migrations', (client) => ofServer(prepareTables(client, this.settings.schema)))
    } catch (error) {
      this.prepared = undefined
      throw error
    }
  }

  private async inTurn<T>(name: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await ofServer(onLiving(() => this.begin(name)))
    const result = await orClosed(client, work(client))
    await orClosed(client, ofServer(client.query('COMMIT')))
    client.release()
    return result
  }

  private async begin(name: string): Promise<PoolClient> {
    const client = await this.pool.connect()
    // Each statement must see what was written while we waited for our turn, however the server is set.
    const begin = `BEGIN ISOLATION LEVEL READ COMMITTED; ${turnOf(this.settings.schema, name)}`
    await orClosed(client, client.query(begin))
    return client
  }
}

/** What becomes of a connection after a failure is not worth finding out; closing it undoes all. */
const orClosed = <T>(client: PoolClient, asked: Promise<T>): Promise<T> =>
  asked.catch((error) => {
    client.release(true)
    throw error
  })

/** A connection that lay idle may have been closed by the other side: then nothing was done yet, and another one may live. */
const onLiving = <T>(ask: () => Promise<T>): Promise<T> =>
  ask().catch((error) => {
    if (!isHungUp(error as Error)) throw error
    return ask()
  })

/** The server says so where it can (class 57, operator intervention); else the socket or the driver does. */
const isHungUp = ({ code, message }: Error & { readonly code?: string }): boolean =>
  ['57P01', '57P02', 'ECONNRESET', 'EPIPE'].includes(code ?? '') || message === 'Connection terminated unexpectedly'

/** What the server, or the way to it, makes fail. */
const ofServer = <T>(asked: Promise<T>): Promise<T> =>
  asked.catch((cause) => {
    throw unreachable(cause)
  })

/**
 * Whether a statement took too long for the server itself, as one does that waits for another replica's turn: it is there, and
 * others may be answered (https://www.postgresql.org/docs/15/errcodes-appendix.html, query_canceled).
 */
const isGivenUp = (cause: unknown): boolean => (cause as { code?: string } | undefined)?.code === '57014'

function createPool({ url, schema, poolSize, timeoutMillis, tls }: PostgresSettings): Pool {
  const { hostname, port, username, password, pathname } = new URL(url)
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  const pool = new Pool({
    host,
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
    // The name that the certificate must have: left to itself, an address without one would be checked as localhost.
    ssl: tls === false ? false : { rejectUnauthorized: true, host, ...tls },
    max: poolSize,
    connectionTimeoutMillis: timeoutMillis,
    query_timeout: timeoutMillis + graceMillis,
    keepAlive: true,
    application_name: 'freshet',
    allowExitOnIdle: true,
    types: { getTypeParser },
    onConnect: (client) => prepareConnection(client, schema, timeoutMillis),
  })
  // Every failure is also that of a statement, or of nobody; without a listener it would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** By a statement rather than at the start of the connection, which poolers in between do not pass on. */
async function prepareConnection(client: ClientBase, schema: string, timeoutMillis: number): Promise<void> {
  await client.query(
    `SELECT set_config('search_path', $1, false), set_config('statement_timeout', $2, false),
      set_config('idle_in_transaction_session_timeout', $3, false)`,
    [`"${schema}"`, String(timeoutMillis), String(timeoutMillis * longestPauseInTurn)],
  )
}

/** Instants and counts are 64 bits wide there, and never more than 53. */
const getTypeParser = ((oid: number, format?: 'text') =>
  oid === types.builtins.INT8 ? Number : types.getTypeParser(oid, format)) as typeof types.getTypeParser
