import autocannon, { type Client, type Request } from 'autocannon'

export interface Load {
  readonly url: string
  readonly requests: readonly Request[]
  readonly connections: number
  readonly seconds: number
}

export interface Loaded {
  readonly answers: number
  readonly seconds: number
  readonly p50: number
  readonly p99: number
}

/** Asks as fast as answers come, each connection beginning at another request. @throws when any answer fails */
export async function load({ url, requests, connections, seconds }: Load): Promise<Loaded> {
  let client = 0
  const setupClient = (connection: Client) => {
    const start = Math.floor((client++ * requests.length) / connections)
    connection.setRequests([...requests.slice(start), ...requests.slice(0, start)].map((request) => ({ ...request })))
  }
  const millis: number[] = []
  const startedAt = performance.now()
  const { errors, timeouts, non2xx } = await new Promise<{ errors: number; timeouts: number; non2xx: number }>(
    (resolve, reject) => {
      const options = { url, connections, duration: seconds, sampleInt: 100, requests, setupClient }
      const run = autocannon(options, (error, result) => (error ? reject(error) : resolve(result)))
      run.on('response', (_client: unknown, _status: number, _bytes: number, took: number) => millis.push(took))
    },
  )
  if (errors + timeouts + non2xx > 0)
    throw new Error(`${url}: ${errors} errors, ${timeouts} timeouts, ${non2xx} answers without success.`)
  millis.sort((a, b) => a - b)
  const at = (share: number) => millis[Math.min(millis.length - 1, Math.floor(millis.length * share))] ?? Number.NaN
  return { answers: millis.length, seconds: (performance.now() - startedAt) / 1000, p50: at(0.5), p99: at(0.99) }
}
