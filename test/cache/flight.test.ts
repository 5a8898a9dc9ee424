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
