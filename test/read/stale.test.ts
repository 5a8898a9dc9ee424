import { describe, expect, test } from 'vitest'
import { FreshetError } from '../../gateway/errors.ts'
import { PartlyFailed, tallyOf } from '../../gateway/read/index.ts'
import { code, minute, world } from './world.ts'

const down = () => new FreshetError('SOURCE_UNAVAILABLE', { source: 'erp' })
const labels = (rows: Iterable<{ readonly servedFrom: string }>) => [...rows].map(({ servedFrom }) => servedFrom)

describe('who would rather see what is old than wait', () => {
  const serve = { onStale: 'SERVE' } as const

  test('is shown it at once, labelled, and one refresh runs behind it in the low lane', async () => {
    const { lookup, runtime, scope, transport } = world()
    await lookup(['c0', 'c1'])
    runtime.advance(10 * minute)
    const within = scope(serve)
    transport.hold()
    const askers = await Promise.all([1, 2, 3].map(() => lookup(['c0', 'c1'], ['name'], within)))
    expect(askers.map((found) => labels(found.values()))).toEqual(Array(3).fill(['STALE_CACHE', 'STALE_CACHE']))
    expect(transport.calls.map(({ scope: { lane } }) => lane)).toEqual(['interactive', 'refresh'])
    expect(tallyOf(within, 'erp')).toMatchObject({ calls: 0, hits: 6, misses: 0, stale: 6 })
    transport.release()
    await expect.poll(async () => labels((await lookup(['c0'], ['name'], scope(serve))).values())).toEqual(['CACHE'])
    expect(transport.calls.length).toBe(2)
  })

  test('goes on to be shown it while refreshes fail', async () => {
    const { list, runtime, scope, transport } = world()
    await list()
    runtime.advance(10 * minute)
    for (const _ of [1, 2]) {
      transport.fail(down())
      expect(labels((await list(scope(serve))).rows)).toEqual(Array(3).fill('STALE_CACHE'))
    }
  })

  test('waits for what was never read, and for what is kept no longer', async () => {
    const { lookup, runtime, scope, transport } = world({}, { keepStaleMillis: minute })
    expect(labels((await lookup(['c0'], ['name'], scope(serve))).values())).toEqual(['LIVE'])
    runtime.advance(11 * minute + 1)
    expect(labels((await lookup(['c0'], ['name'], scope(serve))).values())).toEqual(['LIVE'])
    expect(transport.calls.length).toBe(2)
  })

  test('causes no call when nothing may be asked', async () => {
    const { lookup, runtime, scope, transport } = world()
    await lookup(['c0'])
    runtime.advance(10 * minute)
    const found = await lookup(['c0'], ['name'], scope({ ...serve, onlyIfCached: true }))
    expect(labels(found.values())).toEqual(['STALE_CACHE'])
    expect(transport.calls.length).toBe(1)
  })

  test('is shown related records too, though the join of their parents is stale', async () => {
    const { reader, list, runtime, scope, transport } = world()
    const keys = ['c1'] as never[]
    const query = { parent: 'Customer', relation: 'opportunities', keys, fields: ['name'], order: [] } as const
    await list()
    await reader.children(query, scope())
    runtime.advance(10 * minute)
    transport.hold()
    const found = await reader.children(query, scope(serve))
    expect(labels([...found.values()].flat())).toEqual(['STALE_CACHE'])
    transport.release()
  })
})

describe('who would rather fail', () => {
  test('fails without a call where what is held is too old, and only there', async () => {
    const { lookup, runtime, scope, transport } = world()
    await lookup(['c0'])
    runtime.advance(5_000)
    await lookup(['c1'])
    const asked = lookup(['c0', 'c1', 'c2'], ['name'], scope({ maxAgeMillis: 3_000, onStale: 'FAIL' }))
    const error = await asked.catch((error) => error)
    expect(error).toEqual(code('STALE_REFUSED'))
    expect([...(error as PartlyFailed).served.keys()]).toEqual(['c1', 'c2'])
    expect([...(error as PartlyFailed).failed]).toEqual(['c0'])
    expect(transport.calls.length).toBe(3)
  })
})

describe('when the source cannot be asked', () => {
  const patient = { staleIfErrorMillis: minute }

  test('what is held stands in, labelled and with a warning, for those keys that are held', async () => {
    const { lookup, runtime, scope, transport } = world()
    await lookup(['c0', 'c1'])
    runtime.advance(10 * minute)
    transport.fail(down())
    const within = scope(patient)
    const error = await lookup(['c0', 'c4', 'c1'], ['name'], within).catch((error) => error)
    expect(error).toBeInstanceOf(PartlyFailed)
    expect(error).toEqual(code('SOURCE_UNAVAILABLE'))
    expect(labels((error as PartlyFailed<{ servedFrom: string }>).served.values())).toEqual([
      'STALE_CACHE',
      'STALE_CACHE',
    ])
    expect([...(error as PartlyFailed).failed]).toEqual(['c4'])
    expect([...within.warnings.values()]).toEqual([code('SOURCE_UNAVAILABLE')])
    expect(tallyOf(within, 'erp')).toMatchObject({ stale: 2, misses: 3 })
  })

  test('it stands in no longer than was wished, and not unless it was', async () => {
    const { list, runtime, scope, transport } = world()
    await list()
    runtime.advance(11 * minute - 1)
    transport.fail(down())
    await expect(list()).rejects.toEqual(code('SOURCE_UNAVAILABLE'))
    transport.fail(down())
    expect(labels((await list(scope(patient))).rows)).toEqual(Array(3).fill('STALE_CACHE'))
    runtime.advance(1)
    transport.fail(down())
    await expect(list(scope(patient))).rejects.toEqual(code('SOURCE_UNAVAILABLE'))
  })

  test.each(['SOURCE_AUTH', 'SOURCE_FORBIDDEN'] as const)('%s is no outage: rights may be gone', async (denied) => {
    const { list, runtime, scope, transport } = world()
    await list()
    runtime.advance(10 * minute)
    transport.fail(new FreshetError(denied, { source: 'erp' }))
    await expect(list(scope(patient))).rejects.toEqual(code(denied))
    // Nor is what was read before shown for another reason, until the source gives it to us again.
    transport.fail(down())
    await expect(list(scope({ ...patient, onStale: 'SERVE' }))).rejects.toEqual(code('SOURCE_UNAVAILABLE'))
    runtime.advance(1)
    expect(labels((await list(scope(patient))).rows)).toEqual(Array(3).fill('LIVE'))
    runtime.advance(10 * minute)
    transport.fail(down())
    expect(labels((await list(scope(patient))).rows)).toEqual(Array(3).fill('STALE_CACHE'))
  })

  test('what was denied since is not shown to one who takes only what is held, and not asked for either', async () => {
    const { list, runtime, scope, transport } = world()
    await list()
    runtime.advance(10 * minute)
    transport.fail(new FreshetError('SOURCE_AUTH', { source: 'erp' }))
    await expect(list(scope(patient))).rejects.toEqual(code('SOURCE_AUTH'))
    const calls = transport.calls.length
    await expect(list(scope({ onStale: 'SERVE', onlyIfCached: true }))).rejects.toEqual(code('STALE_REFUSED'))
    expect(transport.calls.length).toBe(calls)
  })
})

describe('what must be true now', () => {
  const live = { live: true, staleIfErrorMillis: minute, onStale: 'SERVE' } as const

  test('is read past every cache and every call under way', async () => {
    const { list, scope, transport } = world()
    await list()
    transport.hold()
    const asked = [list(scope(live)), list(scope(live))]
    expect(transport.calls.length).toBe(3)
    transport.release()
    await Promise.all(asked)
  })

  test('is an error when the source cannot be asked, and keeps the reason when that is ours to mend', async () => {
    const { list, scope, transport } = world()
    await list()
    transport.fail(down())
    await expect(list(scope(live))).rejects.toEqual(code('LIVE_UNAVAILABLE'))
    transport.fail(new FreshetError('SOURCE_AUTH', { source: 'erp' }))
    await expect(list(scope(live))).rejects.toEqual(code('SOURCE_AUTH'))
  })

  test('may not be believed for a moment by whoever is given the answer', async () => {
    const { list, runtime, scope } = world()
    const within = scope(live)
    await list(within)
    expect(tallyOf(within, 'erp')).toMatchObject({ oldestReadAt: runtime.now(), believedUntil: runtime.now() })
  })
})

test('an answer may be believed for as long as the part that is least to be', async () => {
  const { contactsOf, lookup, runtime, scope } = world()
  const at = runtime.now()
  await lookup(['c1'])
  const within = scope()
  runtime.advance(5_000)
  await lookup(['c1'], ['name'], within)
  expect(tallyOf(within, 'erp')).toMatchObject({ believedUntil: at + 10 * minute })
  await contactsOf(['c1'], within)
  expect(tallyOf(within, 'erp')).toMatchObject({ believedUntil: at + 5_000 + minute })
})
