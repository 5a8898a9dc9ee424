import { describe, expect, test } from 'vitest'
import { type Asker, SingleFlight } from '../../gateway/cache/index.ts'

const asker = (changes: Partial<Asker> = {}): Asker => ({ now: 0, deadline: 1_000, maxAgeMillis: 100, ...changes })

describe('a single flight', () => {
  test('starts once for all who ask while it is under way, and again for those who ask after', async () => {
    const flights = new SingleFlight()
    let starts = 0
    const ask = () => flights.run('k', asker(), async () => ++starts)
    const [first, second] = [ask(), ask()]
    expect([first.joined, second.joined]).toEqual([false, true])
    expect(await Promise.all([first.result, second.result])).toEqual([1, 1])
    expect(await ask().result).toBe(2)
  })

  test('is one for each key', () => {
    const flights = new SingleFlight()
    flights.run('a', asker(), () => new Promise(() => {}))
    expect(flights.run('b', asker(), async () => 1).joined).toBe(false)
  })

  test('is not started for one who has already gone', async () => {
    const flights = new SingleFlight()
    const signal = AbortSignal.abort(new Error('gone'))
    const { result } = flights.run('k', asker({ signal }), () => expect.unreachable())
    await expect(result).rejects.toThrow('gone')
  })

  test('lets one who left leave at once, though the call goes on for one who cannot leave', async () => {
    const flights = new SingleFlight()
    const landing = Promise.withResolvers<string>()
    const leaving = new AbortController()
    let callSignal: AbortSignal | undefined
    const left = flights.run('k', asker({ signal: leaving.signal }), (signal) => {
      callSignal = signal
      return landing.promise
    })
    const stays = flights.run('k', asker(), () => expect.unreachable())
    leaving.abort(new Error('gone'))
    await expect(left.result).rejects.toThrow('gone')
    expect(callSignal!.aborted).toBe(false)
    landing.resolve('landed')
    expect(await stays.result).toBe('landed')
  })

  test('is not failed by an abort that comes after it has landed', async () => {
    const flights = new SingleFlight()
    const leaving = new AbortController()
    const { result } = flights.run('k', asker({ signal: leaving.signal }), async () => 'landed')
    expect(await result).toBe('landed')
    leaving.abort(new Error('late'))
    expect(await result).toBe('landed')
  })

  test('that fails while nobody is left to hear of it is no unhandled rejection', async () => {
    const flights = new SingleFlight()
    const leaving = new AbortController()
    const landing = Promise.withResolvers<never>()
    const { result } = flights.run('k', asker({ signal: leaving.signal }), () => landing.promise)
    leaving.abort(new Error('gone'))
    await expect(result).rejects.toThrow('gone')
    landing.reject(new Error('nobody hears this'))
    await expect(landing.promise).rejects.toThrow()
  })

  test('is joined only while it is young enough and has nearly as much time as the asker', () => {
    const flights = new SingleFlight()
    const pending = () => new Promise(() => {})
    const joins = (changes: Partial<Asker>) => {
      const fresh = new SingleFlight()
      fresh.run('k', asker(), pending)
      return fresh.run('k', asker(changes), pending).joined
    }
    flights.run('k', asker(), pending)
    expect(joins({ now: 99 })).toBe(true)
    expect(joins({ now: 100 })).toBe(false)
    expect(joins({ maxAgeMillis: 0 })).toBe(false)
    expect(joins({ deadline: 50 })).toBe(true)
    expect(joins({ deadline: 1_300 })).toBe(true)
    expect(joins({ deadline: 1_400 })).toBe(false)
  })
})

describe('a single flight for many keys', () => {
  const landing = () => Promise.withResolvers<string>()

  test('asks only for the keys that are not under way, in one call', async () => {
    const flights = new SingleFlight()
    const [first, second] = [landing(), landing()]
    const asked: (readonly string[])[] = []
    const start = (result: Promise<string>) => (keys: readonly string[]) => {
      asked.push(keys)
      return result
    }
    flights.runEach(['a', 'b'], asker(), start(first.promise))
    const shares = flights.runEach(['b', 'c', 'a', 'd'], asker(), start(second.promise))
    expect(asked).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
    expect(shares.map(({ keys, joined }) => ({ keys, joined }))).toEqual([
      { keys: ['b', 'a'], joined: true },
      { keys: ['c', 'd'], joined: false },
    ])
    first.resolve('first')
    second.resolve('second')
    expect(await Promise.all(shares.map(({ result }) => result))).toEqual(['first', 'second'])
    expect(['a', 'b', 'c', 'd'].some((key) => flights.has(key))).toBe(false)
  })

  test('goes on for one key when who wanted the other has gone', async () => {
    const flights = new SingleFlight()
    const leaving = new AbortController()
    const landed = landing()
    let callSignal: AbortSignal | undefined
    const [both] = flights.runEach(['a', 'b'], asker({ signal: leaving.signal }), (_keys, signal) => {
      callSignal = signal
      return landed.promise
    })
    const [one] = flights.runEach(['b'], asker({ signal: new AbortController().signal }), () => expect.unreachable())
    leaving.abort(new Error('gone'))
    await expect(both!.result).rejects.toThrow('gone')
    expect(callSignal!.aborted).toBe(false)
    landed.resolve('landed')
    expect(await one!.result).toBe('landed')
  })

  test('joins a call that brings more than is wanted, not one that brings less', () => {
    const flights = new SingleFlight()
    const pending = () => new Promise<string>(() => {})
    flights.runEach(['a'], asker({ wants: ['x', 'y'] }), pending)
    expect(flights.runEach(['a'], asker({ wants: ['y'] }), pending)[0]!.joined).toBe(true)
    expect(flights.runEach(['a'], asker({ wants: ['y', 'z'] }), pending)[0]!.joined).toBe(false)
  })

  test('joins no call that began before what it asks for changed, or just then', () => {
    const joins = (after: number) => {
      const flights = new SingleFlight()
      flights.run('k', asker({ now: 10 }), () => new Promise(() => {}))
      return flights.run('k', asker({ now: 20, after }), () => new Promise(() => {})).joined
    }
    expect([9, 10, 11].map(joins)).toEqual([true, false, false])
  })
})
