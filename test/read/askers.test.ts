import { describe, expect, test } from 'vitest'
import { FreshetError } from '../../gateway/errors.ts'
import { tallyOf } from '../../gateway/read/index.ts'
import { world } from './world.ts'

describe('many askers of the same thing', () => {
  test('share one call, and each learns its age', async () => {
    const { list, scope, transport, runtime } = world()
    transport.hold()
    const scopes = Array.from({ length: 1_000 }, () => scope())
    const answers = scopes.map((within) => list(within))
    transport.release()
    expect(new Set((await Promise.all(answers)).map(({ rows }) => rows.length))).toEqual(new Set([3]))
    expect(transport.calls.length).toBe(1)
    const tallies = scopes.map((within) => tallyOf(within, 'erp'))
    expect(tallies.reduce((sum, { calls }) => sum + calls, 0)).toBe(1)
    expect(tallies.reduce((sum, { coalesced }) => sum + coalesced, 0)).toBe(999)
    expect(tallies.every(({ oldestReadAt }) => oldestReadAt === runtime.now())).toBe(true)
  })

  test('go on when one of them leaves', async () => {
    const { list, scope, transport } = world()
    const leaving = new AbortController()
    transport.hold()
    const [first, second] = [list(scope({}, { signal: leaving.signal })), list()]
    leaving.abort(new Error('gone'))
    await expect(first).rejects.toThrow('gone')
    transport.release()
    expect((await second).rows.length).toBe(3)
    expect(transport.calls.length).toBe(1)
  })

  test('cancel the call when the last of them has left, and whoever asks next starts anew', async () => {
    const { list, scope, transport } = world()
    const leaving = [new AbortController(), new AbortController()]
    transport.hold()
    const asked = leaving.map(({ signal }) => list(scope({}, { signal })))
    const settled = Promise.allSettled(asked)
    leaving[0]!.abort(new Error('gone'))
    expect(transport.calls[0]!.scope.signal!.aborted).toBe(false)
    leaving[1]!.abort(new Error('gone too'))
    expect(transport.calls[0]!.scope.signal!.aborted).toBe(true)
    const next = list()
    transport.release()
    expect((await next).rows.length).toBe(3)
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(transport.calls.length).toBe(2)
  })

  test('share a failure, which is not held', async () => {
    const { list, transport } = world()
    transport.hold()
    transport.fail(new FreshetError('SOURCE_UNAVAILABLE', { source: 'erp' }))
    const asked = Promise.allSettled([list(), list()])
    transport.release()
    expect((await asked).map((outcome) => 'reason' in outcome && outcome.reason.code)).toEqual([
      'SOURCE_UNAVAILABLE',
      'SOURCE_UNAVAILABLE',
    ])
    expect((await list()).rows.length).toBe(3)
  })

  test('do not wait in the queue of another lane', async () => {
    const { list, scope, transport } = world()
    transport.hold()
    const asked = [
      list(scope({}, { lane: 'batch' })),
      list(scope({}, { lane: 'interactive' })),
      list(scope({}, { lane: 'batch' })),
    ]
    expect(transport.calls.map(({ scope }) => scope.lane)).toEqual(['batch', 'interactive'])
    transport.release()
    await Promise.all(asked)
  })

  test('join no call that is older than they allow', async () => {
    const { list, scope, runtime, transport } = world()
    transport.hold()
    const early = list()
    runtime.advance(3_000)
    const [strict, easy] = [list(scope({ maxAgeMillis: 3_000 })), list(scope({ maxAgeMillis: 3_001 }))]
    expect(transport.calls.length).toBe(2)
    transport.release()
    await Promise.all([early, strict, easy])
    expect(transport.calls.length).toBe(2)
  })

  test('do not depend on one who is in a hurry', async () => {
    const { list, scope, runtime, transport } = world()
    transport.hold()
    const hasty = list(scope({}, { deadline: runtime.monotonic() + 50 }))
    const patient = list()
    expect(transport.calls.map(({ scope }) => scope.deadline - runtime.monotonic())).toEqual([50, 30_000])
    transport.release()
    await Promise.all([hasty, patient])
  })
})
