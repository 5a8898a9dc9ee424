import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { approximateBytes, cacheKey, createStore } from '../../gateway/cache/index.ts'
import { manualRuntime } from '../read/manual-runtime.ts'

const keeping = (bytes: number, keepMillis: number) => ({ bytes, keepMillis })
const entry = <T>(value: T) => ({ value, readAt: 1, askedAt: 1 })

describe('a store', () => {
  test('never holds more bytes than it may, whatever is put into it', () => {
    const puts = fc.array(fc.record({ key: fc.nat({ max: 30 }), bytes: fc.nat({ max: 700 }) }), { maxLength: 200 })
    const property = fc.property(puts, (puts) => {
      const store = createStore(1_000, manualRuntime())
      for (const { key, bytes } of puts) {
        store.set('s', `k${key}`, entry(bytes), keeping(bytes, 1_000))
        expect(store.stats.bytes).toBeLessThanOrEqual(1_000)
        expect(store.get('s', `k${key}`)?.value).toBe(bytes)
      }
    })
    fc.assert(property)
  })

  test('does not take what is larger than all of it, and drops what it replaces', () => {
    const store = createStore(1_000, manualRuntime())
    store.set('s', 'k', entry('small'), keeping(10, 1_000))
    store.set('s', 'k', entry('large'), keeping(1_001, 1_000))
    expect(store.get('s', 'k')).toBeUndefined()
    expect(store.stats).toMatchObject({ entries: 0, bytes: 0 })
  })

  test('drops what was not used for longest', () => {
    const store = createStore(100, manualRuntime())
    for (const key of ['a', 'b']) store.set('s', key, entry(key), keeping(50, 1_000))
    store.get('s', 'a')
    store.set('s', 'c', entry('c'), keeping(50, 1_000))
    expect(['a', 'b', 'c'].filter((key) => store.get('s', key))).toEqual(['a', 'c'])
    expect(store.stats.evicted).toBe(1)
  })

  test('tells sections apart, and drops what was not used for longest wherever it is', () => {
    const store = createStore(100, manualRuntime())
    for (const section of ['a', 'b']) store.set(section, 'k', entry(section), keeping(50, 1_000))
    store.get('a', 'k')
    store.set('c', 'k', entry('c'), keeping(50, 1_000))
    expect(['a', 'b', 'c'].map((section) => store.get(section, 'k')?.value)).toEqual(['a', undefined, 'c'])
    expect(store.stats).toEqual({ entries: 2, bytes: 100, evicted: 1 })
  })

  test('keeps for as long as told, on the clock it was given', () => {
    const runtime = manualRuntime()
    const store = createStore(1_000, runtime)
    store.set('s', 'k', entry('v'), keeping(1, 500))
    runtime.step(1_000_000)
    runtime.advance(500)
    expect(store.get('s', 'k')).toMatchObject(entry('v'))
    runtime.advance(1)
    expect(store.get('s', 'k')).toBeUndefined()
  })

  test('keeps nothing for no time', () => {
    const store = createStore(1_000, manualRuntime())
    store.set('s', 'k', entry('old'), keeping(1, 500))
    store.set('s', 'k', entry('v'), keeping(1, 0))
    expect(store.get('s', 'k')).toBeUndefined()
  })

  const all = (...names: string[]) => ({ names, values: names.map((name) => `${name} of all`) })
  const moment = { readAt: 1, askedAt: 1 }

  test('keeps what came together together: it is one in the order of use, and goes as one', () => {
    const store = createStore(100, manualRuntime())
    store.setAll('s', all('a', 'b', 'c'), moment, keeping(60, 1_000))
    store.set('s', 'd', entry('d'), keeping(40, 1_000))
    store.get('s', 'b')
    store.set('s', 'e', entry('e'), keeping(40, 1_000))
    expect(['a', 'b', 'c', 'd', 'e'].filter((name) => store.get('s', name))).toEqual(['a', 'b', 'c', 'e'])
    expect(store.stats).toEqual({ entries: 4, bytes: 100, evicted: 1 })
    store.set('s', 'f', entry('f'), keeping(100, 1_000))
    expect(store.stats).toEqual({ entries: 1, bytes: 100, evicted: 5 })
  })

  test('says of what came together how much of it is left, and whether it is held', () => {
    const store = createStore(100, manualRuntime())
    store.setAll('s', all('a', 'b', 'c'), moment, keeping(60, 1_000))
    const { batch } = store.get('s', 'a')!
    expect([batch.left, store.isHeld(batch)]).toEqual([3, true])
    store.set('s', 'b', entry('b'), keeping(10, 1_000))
    store.delete('s', 'c')
    expect([batch.left, store.isHeld(batch)]).toEqual([1, true])
    store.setAll('s', all('a'), moment, keeping(10, 1_000))
    expect([batch.left, store.isHeld(batch)]).toEqual([0, false])
    expect(store.stats).toEqual({ entries: 2, bytes: 20, evicted: 0 })
  })

  test('never tells what was replaced, dropped or left out for its size, whatever is put together', () => {
    const puts = fc.array(
      fc.record({
        names: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 }),
        bytes: fc.integer({ min: 1, max: 120 }),
      }),
      { maxLength: 60 },
    )
    const property = fc.property(puts, (puts) => {
      const store = createStore(100, manualRuntime())
      const last = new Map<string, number>()
      for (const [i, { names, bytes }] of puts.entries()) {
        store.setAll('s', { names, values: names.map(() => i) }, moment, keeping(bytes, 1_000))
        for (const name of names) last.set(name, i)
        const held = [...last].flatMap(([name, at]) => {
          const entry = store.get<number>('s', name)
          return entry ? [[entry.value, at, entry.batch] as const] : []
        })
        for (const [value, at] of held) expect(value).toBe(at)
        expect(store.stats.entries).toBe(held.length)
        expect(store.stats.bytes).toBeLessThanOrEqual(100)
        expect([...new Set(held.map(([, , batch]) => batch))].reduce((sum, { left }) => sum + left, 0)).toBe(
          held.length,
        )
        expect(names.every((name) => store.get('s', name))).toBe(bytes <= 100)
      }
    })
    fc.assert(property)
  })

  test('forgets one, and all', () => {
    const store = createStore(1_000, manualRuntime())
    for (const key of ['a', 'b', 'c']) store.set('s', key, entry(key), keeping(1, 500))
    store.delete('s', 'a')
    expect(store.stats.entries).toBe(2)
    store.clear()
    expect(store.stats).toMatchObject({ entries: 0, bytes: 0 })
  })
})

describe('a cache key', () => {
  const part = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.constantFrom('', '|', ':', '0:', '1:a', '2:|1', '\ud800', '\udc00', '\ufffd', 'x'.repeat(130)),
  )
  const parts = fc.array(part, { maxLength: 4 })

  test('is one for one list of parts, however they are delimited', () => {
    const property = fc.property(parts, parts, (a, b) => {
      expect(cacheKey(...a) === cacheKey(...b)).toBe(JSON.stringify(a) === JSON.stringify(b))
    })
    fc.assert(property, { numRuns: 3_000 })
  })

  test('tells long lists apart by every unit, a lone surrogate included', () => {
    const long = 'x'.repeat(200)
    const keys = [`${long}\ud800`, `${long}\udc00`, `${long}\ufffd`, long].map((text) => cacheKey(text))
    expect(new Set(keys).size).toBe(4)
  })

  test('does not shift text from one part to the next', () => {
    const property = fc.property(fc.string({ minLength: 1, maxLength: 140 }), fc.nat(), fc.nat(), (text, i, j) => {
      const [a, b] = [i % (text.length + 1), j % (text.length + 1)]
      const split = (at: number) => cacheKey(text.slice(0, at), text.slice(at))
      expect(split(a) === split(b)).toBe(a === b)
    })
    fc.assert(property, { numRuns: 1_000 })
  })
})

test('an estimate of bytes grows with everything that is held', () => {
  const row = { name: 'abc', list: [1, 2], inner: { flag: true, none: null } }
  expect(approximateBytes(row)).toBeGreaterThan(approximateBytes({ ...row, list: [1] }))
  expect(approximateBytes('x'.repeat(1_000))).toBeGreaterThanOrEqual(2_000)
  expect(approximateBytes(null)).toBeGreaterThan(0)
})
