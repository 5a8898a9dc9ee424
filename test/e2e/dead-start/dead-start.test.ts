import { expect, test } from 'vitest'
import { openWorld } from '../world.ts'

test('a source that is down at start keeps nothing from starting, and the schema is whole', async () => {
  const world = await openWorld({
    change: (options) => ({
      ...options,
      sources: options.sources.map((source) =>
        source.name === 'netsuite-us'
          ? { ...source, settings: { ...source.settings, url: 'http://127.0.0.1:9' } }
          : source,
      ),
    }),
  })
  try {
    const { data } = await world.ask(
      '{ __type(name: "Invoice") { fields { name } } sources { name status } customers(first: 1, sources: ["salesforce"]) { nodes { name } complete } }',
    )
    expect(data.__type.fields.length).toBeGreaterThan(10)
    expect(data.sources.map((source: { name: string }) => source.name)).toContain('netsuite-us')
    expect(data.customers).toMatchObject({ complete: true, nodes: [{ name: expect.any(String) }] })
    const dead = await world.ask(
      '{ customers(first: 1, sources: ["netsuite-us"]) { complete sourceResults { source status } } }',
    )
    expect(dead.data.customers).toMatchObject({
      complete: false,
      sourceResults: [{ source: 'netsuite-us', status: 'UNAVAILABLE' }],
    })
    expect(dead.errors[0]?.extensions).toMatchObject({ code: 'SOURCE_UNAVAILABLE', source: 'netsuite-us' })
    const state = await world.ask('{ sources { name status lastError } }')
    expect(state.data.sources).toContainEqual({
      name: 'netsuite-us',
      status: 'UNAVAILABLE',
      lastError: 'SOURCE_UNAVAILABLE',
    })
  } finally {
    await world.close()
  }
})

test('wrong credentials are a coded failure of that source alone', async () => {
  const world = await openWorld({
    change: (options) => ({
      ...options,
      sources: options.sources.map((source) =>
        source.name === 'odoo-at'
          ? { ...source, settings: { ...source.settings, apiKey: 'wrong', password: 'wrong' } }
          : source,
      ),
    }),
  })
  try {
    const { data, errors } = await world.ask(
      '{ customers(first: 2, orderBy: [{ meta: { sourceCreatedAt: ASC } }]) { nodes { name } complete } }',
    )
    expect(data.customers.nodes.length).toBe(2)
    expect(errors).toEqual([
      expect.objectContaining({
        extensions: expect.objectContaining({ code: 'SOURCE_AUTH', source: 'odoo-at', retryable: false }),
      }),
    ])
  } finally {
    await world.close()
  }
})
