import autocannon, { type Client, type Request } from 'autocannon'

export interface Load {
  readonly url: string
  readonly requests: readonly Request[]
  readonly connections: number
  /** When it ends: what is under way by then is given up, and its cost is nobody's. */
  readonly seconds?: number
  /** How many are sent and awaited, instead: nothing is given up. At least one for each connection. */
  readonly amount?: number
}

export interface Loaded {
  readonly answers: number
  readonly seconds: number
  /** What each answer took, the quickest first. */
  readonly millis: readonly number[]
}

/** Asks as fast as answers come, each connection beginning at another request. @throws when any answer fails */
export async function load({ url, requests, connections, seconds, amount }: Load): Promise<Loaded> {
  let client = 0
  const setupClient = (connection: Client) => {
    const start = Math.floor((client++ * requests.length) / connections)
    connection.setRequests([...requests.slice(start), ...requests.slice(0, start)].map((request) => ({ ...request })))
  }
  const millis: number[] = []
  const startedAt = performance.now()
  let endedAt = startedAt
  const { errors, timeouts, non2xx } = await new Promise<{ errors: number; timeouts: number; non2xx: number }>(
    (resolve, reject) => {
      const end = amount === undefined ? { duration: seconds! } : { amount }
      const options = { url, connections, ...end, timeout: 60, sampleInt: 100, requests, setupClient }
      const run = autocannon(options, (error, result) => (error ? reject(error) : resolve(result)))
      run.on('response', (_client: unknown, _status: number, _bytes: number, took: number) => {
        endedAt = performance.now()
        millis.push(took)
      })
    },
  )
  if (errors + timeouts + non2xx > 0)
    throw new Error(`${url}: ${errors} errors, ${timeouts} timeouts, ${non2xx} answers without success.`)
  millis.sort((a, b) => a - b)
  return { answers: millis.length, seconds: (endedAt - startedAt) / 1000, millis }
}
