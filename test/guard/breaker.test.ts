import { describe, expect, test } from 'vitest'
import { createGuard, type Guard, type Outcome } from '../../gateway/guard/index.ts'
import { type ManualRuntime, manualRuntime } from '../read/manual-runtime.ts'
import { settled } from './traffic.ts'

interface Bench {
  readonly runtime: ManualRuntime
  readonly guard: Guard
  call(outcome: Outcome): Promise<void>
  acquire(): ReturnType<Guard['acquire']>
}

function open(failures = 3): Bench {
  const runtime = manualRuntime()
  const guard = createGuard('erp', [], runtime, { breaker: { failures, probeMillis: 2_000 } })
  const acquire = () => guard.acquire({ cost: 1, lane: 'interactive', deadline: runtime.monotonic() + 30_000 })
  const call = async (outcome: Outcome) => (await acquire()).settle(outcome)
  return { runtime, guard, acquire, call }
}

async function failing(failures = 3): Promise<Bench> {
  const bench = open(failures)
  for (let i = 0; i < failures; i++) await bench.call('failed')
  return bench
}

describe('a breaker', () => {
  test('opens after so many failures in a row, and then refuses at once and says until when', async () => {
    const { call, guard, runtime } = open()
    await call('failed')
    await call('broken')
    expect(guard.state().breaker).toEqual({ state: 'closed', since: undefined, probeAt: undefined })
    await call('failed')
    const { state, since, probeAt } = guard.state().breaker
    expect([state, since]).toEqual(['open', runtime.now()])
    const refusal = await call('ok').catch((error) => error)
    expect(refusal).toMatchObject({ code: 'SOURCE_UNAVAILABLE', source: 'erp' })
    expect(refusal.retryAfterMs).toBe(Math.ceil(probeAt! - runtime.now()))
    expect(() => guard.ensureServing()).toThrow(expect.objectContaining({ code: 'SOURCE_UNAVAILABLE' }))
    expect(guard.state().lanes[0]).toMatchObject({ lane: 'interactive', refused: 1 })
  })

  test('counts from anew after a success, and not what says nothing about health', async () => {
    const { call, guard } = open()
    for (const outcome of ['failed', 'failed', 'ok', 'failed', 'throttled', 'answered', 'ignored', 'failed'] as const)
      await call(outcome)
    expect(guard.state().breaker.state).toBe('closed')
    await call('failed')
    expect(guard.state().breaker.state).toBe('open')
  })

  test('that is switched off never opens', async () => {
    const { call, guard } = open(0)
    for (let i = 0; i < 100; i++) await call('failed')
    expect(guard.state().breaker.state).toBe('closed')
  })

  test('sends those away who wait when it opens', async () => {
    const runtime = manualRuntime()
    const limit = { name: 'c', kind: 'concurrency', permits: 1, citation: { page: 'p', readOn: '2026-11-20' } } as const
    const guard = createGuard('erp', [limit], runtime, { breaker: { failures: 1, probeMillis: 2_000 } })
    const ask = () => guard.acquire({ cost: 1, lane: 'batch', deadline: runtime.monotonic() + 30_000 })
    const running = await ask()
    const waiting = expect(ask()).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' })
    running.settle('failed')
    await waiting
    expect(guard.state()).toMatchObject({ queued: 0, inFlight: 0 })
  })

  test('hears of logins, which need no permit', async () => {
    const { guard, call } = open(2)
    guard.hear('failed')
    guard.hear('failed')
    await expect(call('ok')).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' })
  })
})

describe('an open breaker', () => {
  test('lets one call through in a while; the others wait for what it brings', async () => {
    const { acquire, guard, runtime } = await failing()
    runtime.advance(2_500)
    const probe = await acquire()
    expect(guard.state().breaker.state).toBe('half-open')
    const behind = acquire()
    await settled()
    expect(guard.state().queued).toBe(1)
    probe.settle('ok')
    const second = await behind
    expect(guard.state().breaker.state).toBe('half-open')
    second.settle('ok')
    expect(guard.state().breaker.state).toBe('closed')
  })

  test('stays open when the probe fails, since it opened, and sends the others away', async () => {
    const { acquire, guard, runtime } = await failing()
    const { since } = guard.state().breaker
    runtime.advance(2_500)
    const probe = await acquire()
    const behind = expect(acquire()).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' })
    probe.settle('failed')
    await behind
    expect(guard.state().breaker).toMatchObject({ state: 'open', since })
  })

  test('probes soon at first, as most outages are short, and later about every two seconds', async () => {
    const { acquire, guard, runtime } = await failing()
    const pauses: number[] = []
    for (let i = 0; i < 8; i++) {
      const pause = guard.state().breaker.probeAt! - runtime.now()
      pauses.push(pause)
      runtime.advance(Math.ceil(pause))
      ;(await acquire()).settle('failed')
    }
    for (const [i, pause] of pauses.entries()) {
      const usual = 2_000 / 2 ** Math.max(0, 3 - i)
      expect(pause).toBeGreaterThanOrEqual(usual * 0.75)
      expect(pause).toBeLessThanOrEqual(usual * 1.25)
    }
    // Replicas that failed together do not come back together.
    expect(new Set(pauses.slice(3)).size).toBe(5)
  })

  test('is not held up by a probe that hangs, and does not let others wait for the next', async () => {
    const { acquire, guard, runtime } = await failing()
    runtime.advance(2_500)
    const hanging = await acquire()
    runtime.advance(2_500)
    const next = await acquire()
    await expect(acquire()).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' })
    // That it is given up now says nothing about now.
    hanging.settle('failed')
    expect(guard.state().breaker.state).toBe('half-open')
    next.settle('ok')
    ;(await acquire()).settle('ok')
    expect(guard.state().breaker.state).toBe('closed')
  })

  test('does not hear calls of before it opened', async () => {
    const { acquire, guard, runtime } = open()
    const old = await acquire()
    for (let i = 0; i < 3; i++) (await acquire()).settle('failed')
    old.settle('ok')
    expect(guard.state().breaker.state).toBe('open')
    runtime.advance(2_500)
    for (let i = 0; i < 2; i++) (await acquire()).settle('ok')
    expect(guard.state().breaker.state).toBe('closed')
  })

  test('closes for a source that only says no: it is there', async () => {
    const { call, guard, runtime } = await failing()
    runtime.advance(2_500)
    await call('answered')
    await call('throttled')
    expect(guard.state().breaker.state).toBe('closed')
  })
})
