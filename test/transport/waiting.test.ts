import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createHttp, type Exchange } from '../../gateway/transport/http.ts'
import { manualRuntime } from '../read/manual-runtime.ts'

/** A vendor that answers when it is told to, and whom we have but one connection to. */
async function slowVendor() {
  const asked: ServerResponse[] = []
  const waiting: (() => void)[] = []
  const server = createServer((_request, response) => {
    asked.push(response)
    for (const go of waiting.splice(0)) go()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const runtime = manualRuntime()
  const http = createHttp({ source: 'toy', runtime, connections: 1 })
  onTestFinished(async () => {
    await http.close()
    server.closeAllConnections()
    server.close()
  })
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/items`)
  const exchange = (bounds: Partial<Exchange> = {}) =>
    http.exchange({ method: 'GET', url, headers: {}, deadline: runtime.monotonic() + 10_000, ...bounds })
  const arrived = async (count: number) => {
    while (asked.length < count) await new Promise<void>((resolve) => waiting.push(resolve))
  }
  return { asked, exchange, arrived, runtime }
}

test('whoever gives up before there is a connection is told at once, and never leaves', async () => {
  const { asked, exchange, arrived, runtime } = await slowVendor()
  const first = exchange()
  await arrived(1)
  const [caller, reason] = [new AbortController(), new Error('gone')]
  let left = 0
  const onDispatch = () => void left++
  const gone = expect(exchange({ signal: caller.signal, onDispatch })).rejects.toBe(reason)
  const late = expect(exchange({ deadline: runtime.monotonic() + 1_000, onDispatch })).rejects.toMatchObject({
    code: 'SOURCE_TIMEOUT',
    source: 'toy',
  })
  const patient = exchange({ onDispatch })
  caller.abort(reason)
  await gone
  runtime.advance(1_000)
  await late
  asked[0]!.end('first')
  expect((await first).text()).toBe('first')
  await arrived(2)
  asked[1]!.end('second')
  expect((await patient).text()).toBe('second')
  expect({ left, asked: asked.length }).toEqual({ left: 1, asked: 2 })
})

test('whoever is gone already asks nothing', async () => {
  const { asked, exchange } = await slowVendor()
  const reason = new Error('gone')
  await expect(exchange({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  expect(asked).toEqual([])
})
