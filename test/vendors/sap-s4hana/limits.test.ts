import { expect, test } from 'vitest'
import { login, MINUTE, openSystem, root } from './system.ts'

test('there is no limit unless a preset says so', async () => {
  const system = await openSystem()
  const answers = await Promise.all(Array.from({ length: 40 }, () => system.list('A_Product', { top: '1' })))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  await system.simulator.close()
})

test('icm-overload answers 503 pages while too many calls run', async () => {
  const system = await openSystem({ preset: 'icm-overload', limit: 2 })
  system.simulator.fault({ kind: 'hang', times: 2 })
  const client = new AbortController()
  const init = { headers: login, signal: client.signal }
  const hanging = [1, 2].map(() => system.call(`${root}/API_PRODUCT_SRV/A_Product?$top=1`, init))
  await system.simulator.arrived(2)
  const refused = await system.list('A_Product', { top: '1' })
  expect(refused.status).toBe(503)
  expect(refused.headers.get('content-type')).toContain('text/html')
  client.abort()
  await Promise.allSettled(hanging)
  await system.simulator.idle()
  expect((await system.list('A_Product', { top: '1' })).status).toBe(200)
  await system.simulator.close()
})

test('apim-quota answers 429 for a minute, and does not say for how long', async () => {
  const system = await openSystem({ preset: 'apim-quota', limit: 3 })
  const ask = async () => await system.list('A_Product', { top: '1' })
  for (let i = 0; i < 3; i++) expect((await ask()).status).toBe(200)
  const refused = await ask()
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, null])
  system.clock.advance(MINUTE)
  expect((await ask()).status).toBe(200)
  await system.simulator.close()
})
