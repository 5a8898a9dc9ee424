import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = new URL('../../../', import.meta.url).pathname

/** The queries of the README, as a reader would copy them. */
const queries = [...readFileSync(`${root}README.md`, 'utf8').matchAll(/```graphql\n([\s\S]*?)```/g)].map(
  ([, text]) => text!,
)
const firstQuery = queries[0]!
const queryNamed = (name: string) => queries.find((text) => text.startsWith(`query ${name} `))!

let demo: ChildProcess
let url: string
let printed = ''

beforeAll(async () => {
  demo = spawn(process.execPath, ['gateway/cli/freshet.mjs', 'demo', '--port', '0'], {
    cwd: root,
    env: { ...process.env, FRESHET_DEMO_SCALE: '0.03' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  demo.stdout!.setEncoding('utf8').on('data', (text) => {
    printed += text
  })
  const exited = once(demo, 'exit').then(([code]) => Promise.reject(new Error(`the demo ended with ${code}`)))
  exited.catch(() => {})
  while (!/GraphiQL: +(\S+)/.test(printed)) await Promise.race([once(demo.stdout!, 'data'), exited])
  url = /GraphiQL: +(\S+)/.exec(printed)![1]!
}, 60_000)

afterAll(async () => {
  demo.kill('SIGTERM')
  if (demo.exitCode === null) await once(demo, 'exit')
})

async function ask(query: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  })
  // biome-ignore lint/suspicious/noExplicitAny: answers of any shape
  return (await response.json()) as any
}

test('the start command prints an address that serves GraphiQL and a query to try', async () => {
  const page = await fetch(url, { headers: { accept: 'text/html' } })
  expect(page.headers.get('content-type')).toContain('text/html')
  expect(await page.text()).toMatch(/graphiql/i)
  expect(printed).toContain('query ')
})

test('the first query of the README answers from every system that has the customer and the item', async () => {
  const { data, errors } = await ask(firstQuery)
  expect(errors).toBeUndefined()
  const sources = (nodes: readonly { meta: { source: { name: string } } }[]) =>
    new Set(nodes.map((node) => node.meta.source.name))
  expect(data.customerProfile.complete).toBe(true)
  expect(sources(data.customerProfile.records)).toEqual(
    new Set(['salesforce', 'sap-eu', 'netsuite-us', 'odoo-at', 'bc-uk', 'b1-ch']),
  )
  expect(data.customerProfile.contacts.nodes.length).toBeGreaterThan(0)
  expect(data.customerProfile.invoices.nodes.length).toBeGreaterThan(0)
  expect(data.customerProfile.salesOrders.nodes.length).toBeGreaterThan(0)
  expect(data.itemProfile.stock.nodes.length).toBeGreaterThan(0)
  expect(sources(data.itemProfile.stock.nodes)).toEqual(
    new Set(['sap-eu', 'netsuite-us', 'odoo-at', 'bc-uk', 'fno-nl', 'b1-ch']),
  )
})

test('the query of the README that asks for a price is told it, and nobody is asked', async () => {
  const calls = async () => {
    const { data } = await ask('{ sources { callsTotal } }')
    return data.sources.map((source: { callsTotal: number }) => source.callsTotal)
  }
  const before = await calls()
  const { data, errors, extensions } = await ask(queryNamed('WhatWillItCost'))
  expect(errors).toBeUndefined()
  expect(data.explain).toMatchObject({ calls: 2, maxSourceCalls: 100, isAllowed: true })
  expect(data.explain.text).toContain('SELECT')
  expect(data.explain.sources).toMatchObject([{ source: 'salesforce', limits: [{ name: 'DailyApiRequests' }] }])
  expect(extensions.cost).toMatchObject({ calls: 0 })
  expect(await calls()).toEqual(before)
})

test('stopping a system as the README says fails its part with a code, and starting it again heals', async () => {
  const admin = 'http://127.0.0.1:4199/simulators/netsuite-us'
  expect((await fetch(`${admin}/down`, { method: 'POST' })).status).toBe(200)
  const broken = await ask(firstQuery, { 'cache-control': 'no-cache' })
  expect(
    broken.errors.every(
      (error: { extensions: { code: string; source: string } }) =>
        error.extensions.code === 'SOURCE_UNAVAILABLE' && error.extensions.source === 'netsuite-us',
    ),
  ).toBe(true)
  expect(broken.data.customerProfile.complete).toBe(false)
  expect(broken.data.customerProfile.contacts.nodes.length).toBeGreaterThan(0)
  expect((await fetch(`${admin}/up`, { method: 'POST' })).status).toBe(200)
  const errors = async () => (await ask(firstQuery, { 'cache-control': 'no-cache' })).errors
  await expect.poll(errors, { timeout: 10_000, interval: 250 }).toBeUndefined()
})
