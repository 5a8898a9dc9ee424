import { describe, expect, test } from 'vitest'
import { arrivalLog } from '../../subgraphs/simulator/arrivals.ts'
import { cursors } from '../../subgraphs/simulator/paging.ts'
import { table } from '../../subgraphs/simulator/table.ts'
import { tokens } from '../../subgraphs/simulator/tokens.ts'
import { virtualClock } from '../../subgraphs/simulator/virtual-clock.ts'

describe('a table', () => {
  interface Row {
    readonly id: string
    readonly country: string
  }
  const rows: readonly Row[] = [
    { id: 'a', country: 'DE' },
    { id: 'b', country: 'FR' },
    { id: 'c', country: 'DE' },
  ]
  const make = () => table<Row>('customers', rows, { key: 'id', indexes: ['country'] })

  test('finds rows by key and by indexed column, in table order', () => {
    const customers = make()
    expect(customers.byKey('b')).toBe(rows[1])
    expect(customers.byKey('z')).toBeUndefined()
    expect(customers.where('country', 'DE')).toEqual([rows[0], rows[2]])
    expect(customers.where('country', 'IT')).toEqual([])
  })

  test('scans no further than it must', () => {
    const looked: string[] = []
    const found = make().scan(({ id }) => looked.push(id) > 0, 2)
    expect(found).toEqual([rows[0], rows[1]])
    expect(looked).toEqual(['a', 'b'])
  })

  test('keeps its indexes true through insert, update and delete, and alters no row it gave out', () => {
    const customers = make()
    const before = customers.where('country', 'DE')[0]!
    customers.insert({ id: 'd', country: 'FR' })
    customers.update('a', { country: 'FR' })
    customers.update('c', { id: 'c' })
    customers.delete('b')
    expect(before).toEqual({ id: 'a', country: 'DE' })
    expect(customers.where('country', 'FR').map(({ id }) => id)).toEqual(['a', 'd'])
    expect(customers.where('country', 'DE').map(({ id }) => id)).toEqual(['c'])
    expect(customers.byKey('b')).toBeUndefined()
    expect(customers.byKey('c')).toBe(customers.rows[1])
    expect(customers.size).toBe(3)
  })

  test('says what is wrong with a question it cannot answer', () => {
    const customers = table<Row>('customers', rows, { key: 'id' })
    expect(() => customers.where('country', 'DE')).toThrow('customers has no index on "country".')
    expect(() => customers.insert(rows[0]!)).toThrow('customers has a row with the key "a" already.')
    expect(() => customers.update('z', {})).toThrow('customers has no row with the key "z".')
    expect(customers.delete('z')).toBeUndefined()
  })
})

describe('cursors', () => {
  test('give what they keep until their life is over', () => {
    const pages = cursors<number>({ lifeMillis: 1_000, prefix: '01g' })
    const id = pages.open(2_000, 500)
    expect(id).toMatch(/^01g[A-Za-z0-9]{18}$/)
    expect([pages.read(id, 1_499), pages.read(id, 1_499), pages.read(id, 1_500)]).toEqual([2_000, 2_000, undefined])
    expect(pages.read('01gUnknown', 500)).toBeUndefined()
  })

  test('are the same for the same seed, and never twice the same', () => {
    const [first, again] = [cursors({ lifeMillis: 1, seed: 3 }), cursors({ lifeMillis: 1, seed: 3 })]
    const ids = Array.from({ length: 100 }, () => first.open(0, 0))
    expect(Array.from({ length: 100 }, () => again.open(0, 0))).toEqual(ids)
    expect(new Set(ids).size).toBe(100)
  })

  test('can all be expired', () => {
    const pages = cursors<string>({ lifeMillis: 1_000 })
    const id = pages.open('x', 0)
    pages.expireAll()
    expect(pages.read(id, 0)).toBeUndefined()
  })
})

describe('tokens', () => {
  test('can be revoked one by one, and keep no more than they must', () => {
    const issued = tokens({ prefix: 'tok_' })
    const context = { clock: virtualClock(), epoch: 0, expired: () => false }
    const { token } = issued.issue('ann', context)
    expect(token).toMatch(/^tok_/)
    expect(issued.principalOf(token)).toBe('ann')
    issued.revoke(token)
    expect(issued.verify(token, context)).toBeUndefined()

    const oldest = issued.issue('bob', context).token
    for (let count = 0; count < 10_000; count += 1) issued.issue('bob', context)
    expect(issued.verify(oldest, context)).toBeUndefined()
  })
})

describe('the arrival log', () => {
  const call = { at: 0, method: 'GET', path: '/' }

  test('drops the oldest beyond its bound, and still counts them', () => {
    const log = arrivalLog(10)
    for (let at = 0; at < 100; at += 1) log.identify(log.arrive({ ...call, at }), { kind: 'data', requestBytes: 0 })
    expect(log.arrivals.length).toBeLessThanOrEqual(10)
    expect(log.arrivals.at(-1)!.at).toBe(99)
    expect(log.dataCalls).toBe(100)
  })

  test('cuts what is too long to keep', () => {
    const log = arrivalLog()
    const arrival = log.arrive(call)
    log.identify(arrival, { kind: 'data', requestBytes: 0, native: 'x'.repeat(50_000) })
    expect(arrival.native).toHaveLength(16_000)
  })

  test('stays within its memory however long the questions are', () => {
    const log = arrivalLog()
    for (let at = 0; at < 3_000; at += 1) {
      log.identify(log.arrive(call), { kind: 'data', requestBytes: 0, native: 'x'.repeat(16_000) })
    }
    expect(log.arrivals.length).toBeLessThanOrEqual(2_001)
  })
})

describe('the virtual clock', () => {
  test('fires timers in order of time, also those set by timers', () => {
    const clock = virtualClock(0)
    const fired: [string, number][] = []
    clock.after(20, () => fired.push(['b', clock.now()]))
    clock.after(10, () => {
      fired.push(['a', clock.now()])
      clock.after(5, () => fired.push(['a2', clock.now()]))
    })
    clock.after(30, () => fired.push(['c', clock.now()]))()
    clock.advance(40)
    expect(fired).toEqual([
      ['a', 10],
      ['a2', 15],
      ['b', 20],
    ])
    expect(clock.now()).toBe(40)
  })
})
