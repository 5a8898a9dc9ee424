import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Limit } from '../../gateway/connector/index.ts'
import { createGuard, createLedger } from '../../gateway/guard/index.ts'
import { CallHistory } from '../../gateway/guard/ledger-history.ts'
import { renderLedger } from '../../gateway/guard/ledger-text.ts'
import { manualRuntime } from '../read/manual-runtime.ts'
import { citation } from './traffic.ts'

const hour = 3_600_000
const quota: Limit = { name: 'daily', kind: 'quota', permits: 1_000_000, windowMillis: 24 * hour, citation }

describe('calls', () => {
  test('are counted by the hour, hours without any included', () => {
    const history = new CallHistory()
    expect(history.hours(7 * hour)).toBeUndefined()
    for (const at of [10.2, 10.9, 13.5]) history.add(1, at * hour)
    expect(history.hours(14.1 * hour)).toEqual({ since: 10 * hour, perHour: [2, 0, 0, 1, 0] })
  })

  test('are forgotten after thirty days', () => {
    const history = new CallHistory()
    history.add(5, 0)
    history.add(7, hour)
    expect(history.hours(720 * hour)).toMatchObject({ since: hour, perHour: { length: 720, 0: 7 } })
    expect(history.hours(100_000 * hour)!.perHour).toEqual(Array(720).fill(0))
  })

  test('of hours that are still to come are not believed', () => {
    const history = new CallHistory({ since: 10 * hour, perHour: [1, 2, 3] })
    expect(history.hours(11.5 * hour)).toEqual({ since: 10 * hour, perHour: [1, 2] })
    history.add(1, 3 * hour)
    expect(history.hours(3 * hour)).toEqual({ since: 3 * hour, perHour: [1] })
  })

  test('are all there whenever they were, and never more than thirty days of them', () => {
    const hours = fc.array(fc.nat({ max: 400 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(hours, (gaps) => {
        const history = new CallHistory()
        const at = gaps.map((_, i) => gaps.slice(0, i + 1).reduce((sum, gap) => sum + gap, 0))
        for (const hours of at) history.add(1, hours * hour)
        const { since, perHour } = history.hours(at.at(-1)! * hour)!
        expect(perHour.length).toBeLessThanOrEqual(720)
        expect(since / hour + perHour.length - 1).toBe(at.at(-1))
        const kept = at.filter((hours) => hours * hour >= since).length
        expect(perHour.reduce((sum, calls) => sum + calls, 0)).toBe(kept)
        expect(at.filter((hours) => hours > at.at(-1)! - 720).length).toBe(kept)
      }),
    )
  })
})

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'freshet-history-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}

function start(path: string, later = 0) {
  const runtime = manualRuntime()
  runtime.advance(later)
  const ledger = createLedger(path, runtime)
  const guard = createGuard('erp', [quota], runtime, { ledger: ledger.of('erp') })
  const call = async () => {
    const permit = await guard.acquire({ cost: 1, lane: 'interactive', deadline: runtime.monotonic() + 1 })
    expect(permit.dispatch()).toBe(true)
    permit.settle('ok')
  }
  return { runtime, ledger, guard, call, calls: () => ledger.of('erp').history()?.perHour }
}

describe('a ledger', () => {
  test('remembers the calls of earlier processes', async () => {
    const path = await folder()
    const first = start(path)
    expect(first.calls()).toBeUndefined()
    await first.call()
    first.runtime.advance(2 * hour)
    await first.call()
    await first.call()
    await first.ledger.close()
    const second = start(path, 5 * hour)
    await second.call()
    expect(second.calls()).toEqual([1, 0, 2, 0, 0, 1])
  })

  test('counts only what left', async () => {
    const { guard, runtime, calls } = start(await folder())
    const permit = await guard.acquire({ cost: 1, lane: 'interactive', deadline: runtime.monotonic() + 1 })
    permit.settle('ignored')
    expect(calls()).toBeUndefined()
  })

  test('writes a call that leaves after the last writing', async () => {
    const path = await folder()
    const { guard, runtime, ledger } = start(path)
    const permit = await guard.acquire({ cost: 1, lane: 'interactive', deadline: runtime.monotonic() + 1 })
    await ledger.close()
    permit.dispatch()
    runtime.advance(1_000)
    await ledger.close()
    expect(start(path).calls()).toEqual([1])
  })

  test('of before calls were counted is believed in what it says', async () => {
    const path = await folder()
    const { runtime } = start(path)
    await writeFile(join(path, 'erp.json'), renderLedger('erp', { daily: [{ at: runtime.now(), cost: 9 }] }))
    const { guard, calls } = start(path)
    expect(guard.state().budgets[0]!.remaining).toBe(999_991)
    expect(calls()).toBeUndefined()
  })

  test.each([
    'x',
    { since: 'today', perHour: [1] },
    { since: 0, perHour: [] },
    { since: 0, perHour: [-1] },
    { since: -1, perHour: [1] },
  ])('whose calls are %j begins to count them anew, and still knows what is spent', async (calls) => {
    const path = await folder()
    const spent = { daily: [[manualRuntime().now(), 9]] }
    await writeFile(join(path, 'erp.json'), JSON.stringify({ format: 'freshet-ledger-1', source: 'erp', spent, calls }))
    const process = start(path)
    expect(process.guard.isGuessing).toBe(false)
    expect(process.guard.state().budgets[0]!.remaining).toBe(999_991)
    expect(process.calls()).toBeUndefined()
    await process.call()
    expect(process.calls()).toEqual([1])
  })

  test('of a busy month takes some kilobytes', async () => {
    const path = await folder()
    const perHour = Array(720).fill(4_000)
    await writeFile(join(path, 'erp.json'), renderLedger('erp', {}, { since: manualRuntime().now(), perHour }))
    const { call, ledger } = start(path, 719 * hour)
    await call()
    await ledger.close()
    expect((await stat(join(path, 'erp.json'))).size).toBeLessThan(5_000)
    expect(await readFile(join(path, 'erp.json'), 'utf8')).toContain('"perHour":[4000,4000,')
  })
})
