import { describe, expect, test } from 'vitest'
import type { SourceKey } from '../../gateway/connector/index.ts'
import { tallyOf } from '../../gateway/read/index.ts'
import { code, minute, world } from './world.ts'

describe('what is held', () => {
  test('is believed until its stale time, and not a moment longer', async () => {
    const { lookup, runtime, transport } = world()
    await lookup(['c0'])
    runtime.advance(10 * minute - 1)
    expect((await lookup(['c0'])).get('c0' as SourceKey)!.servedFrom).toBe('CACHE')
    runtime.advance(1)
    expect((await lookup(['c0'])).get('c0' as SourceKey)!.servedFrom).toBe('LIVE')
    expect(transport.calls.length).toBe(2)
  })

  test('is as old as its question, not as its answer', async () => {
    const { lookup, runtime, transport } = world()
    const askedAt = runtime.now()
    transport.hold()
    const asked = lookup(['c0'])
    runtime.advance(5_000)
    transport.release()
    expect((await asked).get('c0' as SourceKey)!.record.readAt).toBe(askedAt)
  })

  test('is no older than the caller allows', async () => {
    const { list, runtime, scope, transport } = world()
    await list()
    runtime.advance(5_000)
    await list(scope({ maxAgeMillis: 5_001 }))
    expect(transport.calls.length).toBe(1)
    await list(scope({ maxAgeMillis: 5_000 }))
    expect(transport.calls.length).toBe(2)
  })

  test('is not believed longer because the caller would allow it', async () => {
    const { contactsOf, runtime, scope, transport } = world()
    await contactsOf(['c1'])
    runtime.advance(minute)
    await contactsOf(['c1'], scope({ maxAgeMillis: 10 * minute }))
    expect(transport.calls.length).toBe(2)
  })

  test('grows old by time that has passed, whatever the wall clock says', async () => {
    const { lookup, runtime, transport } = world()
    await lookup(['c0'])
    runtime.step(-5 * minute)
    runtime.advance(9 * minute)
    await lookup(['c0'])
    expect(transport.calls.length).toBe(1)
    runtime.advance(minute)
    await lookup(['c0'])
    expect(transport.calls.length).toBe(2)
  })

  test('of a list answers the same question, however its fields are ordered, and no other', async () => {
    const { list, reader, scope, transport } = world()
    await list(undefined, ['name', 'number'])
    expect((await list(undefined, ['number', 'name'])).rows.every(({ servedFrom }) => servedFrom === 'CACHE')).toBe(
      true,
    )
    expect(transport.calls.length).toBe(1)
    await list(undefined, ['name', 'number'], 4)
    await reader.list(
      { entity: 'Customer', fields: ['name', 'number'], order: [{ field: 'name', direction: 'asc' }], first: 3 },
      scope(),
    )
    expect(transport.calls.length).toBe(3)
  })

  test('is not replaced by what was read before it', async () => {
    const { lookup, runtime, transport, vendor } = world()
    transport.hold()
    const early = lookup(['c0', 'c1'])
    runtime.advance(1_000)
    const release = transport.overtake()
    const late = await lookup(['c0'], ['name', 'number'])
    release()
    await early
    const held = await lookup(['c0'])
    expect(held.get('c0' as SourceKey)!.record.readAt).toBe(late.get('c0' as SourceKey)!.record.readAt)
    expect(vendor.queries.length).toBe(2)
  })

  test('notes the age of the oldest part of an answer', async () => {
    const { lookup, runtime, scope } = world()
    const firstAt = runtime.now()
    await lookup(['c0'])
    runtime.advance(30_000)
    const within = scope()
    await lookup(['c0', 'c1'], ['name'], within)
    expect(tallyOf(within, 'erp').oldestReadAt).toBe(firstAt)
  })
})

describe('a caller who wants nothing older than now', () => {
  const live = { maxAgeMillis: 0 }

  test('asks anew', async () => {
    const { lookup, scope, transport } = world()
    await lookup(['c0'])
    await lookup(['c0'], ['name'], scope(live))
    expect(transport.calls.length).toBe(2)
  })

  test('joins nobody', async () => {
    const { list, scope, transport } = world()
    transport.hold()
    const asked = [list(), list(scope(live)), list(scope(live))]
    expect(transport.calls.length).toBe(3)
    transport.release()
    await Promise.all(asked)
  })

  test('leaves what he read to the others', async () => {
    const { list, scope, transport } = world()
    await list(scope(live))
    await list()
    expect(transport.calls.length).toBe(1)
  })
})

describe('a caller who wants only what is held', () => {
  const cached = { onlyIfCached: true }

  test('gets it, or a refusal without a call', async () => {
    const { lookup, list, scope, transport } = world()
    await lookup(['c0'])
    expect((await lookup(['c0'], ['name'], scope(cached))).size).toBe(1)
    await expect(lookup(['c0', 'c1'], ['name'], scope(cached))).rejects.toEqual(code('STALE_REFUSED'))
    await expect(list(scope(cached))).rejects.toEqual(code('STALE_REFUSED'))
    expect(transport.calls.length).toBe(1)
  })

  test('makes no call for the parents of what he wants either', async () => {
    const { reader, scope, transport } = world()
    const query = {
      parent: 'Customer',
      relation: 'opportunities',
      keys: ['c1'] as SourceKey[],
      fields: ['name'],
      order: [],
    } as const
    await expect(reader.children(query, scope(cached))).rejects.toEqual(code('STALE_REFUSED'))
    expect(transport.calls).toEqual([])
  })
})
