import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Limit } from '../../gateway/connector/index.ts'
import { createGuard, createLedger, type Guard } from '../../gateway/guard/index.ts'
import { parseLedger, renderLedger } from '../../gateway/guard/ledger-text.ts'
import { type ManualRuntime, manualRuntime } from '../read/manual-runtime.ts'
import { citation } from './traffic.ts'

const day = 24 * 60 * 60_000
const quota: Limit = { name: 'daily', kind: 'quota', permits: 1_000, windowMillis: day, citation }
const window: Limit = { name: 'minutes', kind: 'window', permits: 500, windowMillis: 300_000, citation }

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'freshet-ledger-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}

/** A process with its own clocks; `later` is how long after the first one it starts. */
function start(path: string, later = 0, runtime: ManualRuntime = manualRuntime()) {
  runtime.step(later)
  const ledger = createLedger(path, runtime)
  const guard = createGuard('erp', [quota, window], runtime, { ledger: ledger.of('erp') })
  return { runtime, ledger, guard, ...handsOn(guard, runtime) }
}

const handsOn = (guard: Guard, runtime: ManualRuntime) => ({
  spend: async (times: number) => {
    for (let i = 0; i < times; i++)
      (await guard.acquire({ cost: 1, lane: 'interactive', deadline: runtime.monotonic() + 1 })).settle('ok')
  },
  left: () => guard.state().budgets.map(({ remaining }) => remaining),
})

describe('what is spent', () => {
  test('outlives the process', async () => {
    const path = await folder()
    const first = start(path)
    await first.spend(30)
    await first.ledger.close()
    const second = start(path, 1_000)
    expect(second.left()).toEqual([970, 470])
    expect(second.ledger.of('erp').state).toBe('KEPT')
  })

  test('is forgotten when its window is over, though no process ran meanwhile', async () => {
    const path = await folder()
    const first = start(path)
    await first.spend(30)
    await first.ledger.close()
    expect(start(path, 310_000).left()).toEqual([970, 500])
    expect(start(path, day + 120_000).left()).toEqual([1_000, 500])
  })

  test('still counts when the clock was set back meanwhile', async () => {
    const path = await folder()
    const first = start(path)
    await first.spend(30)
    await first.ledger.close()
    const second = start(path, -7 * day)
    expect(second.left()).toEqual([970, 470])
    second.runtime.advance(day + 120_000)
    expect(second.left()).toEqual([1_000, 500])
  })

  test('adds up over many processes', async () => {
    const path = await folder()
    for (let i = 0; i < 5; i++) {
      const process = start(path, i * 2_000)
      await process.spend(10)
      await process.ledger.close()
    }
    expect(start(path, 11_000).left()).toEqual([950, 450])
  })

  test('is written a second after it was, once, and in a file that is always whole', async () => {
    const path = await folder()
    const { spend, runtime, ledger } = start(path)
    await spend(3)
    runtime.advance(999)
    expect(await readdir(path)).toEqual([])
    expect(runtime.timers).toBe(1)
    runtime.advance(1)
    await ledger.close()
    expect(await readdir(path)).toEqual(['erp.json'])
    expect(parseLedger(await readFile(join(path, 'erp.json'), 'utf8'), 'erp')!.daily).toMatchObject([{ cost: 3 }])
  })
})

describe('a ledger that', () => {
  test.each([
    ['is empty', ''],
    ['is cut short', '{"format":"freshet-ledger-1","source":"erp","spent":{"daily":[[1,'],
    ['is of another source', renderLedger('crm', {})],
    ['is something else', '{"a":1}'],
    ['has costs below nothing', renderLedger('erp', { daily: [{ at: 1, cost: -5 }] })],
    ['has no numbers', '{"format":"freshet-ledger-1","source":"erp","spent":{"daily":[["now","much"]]}}'],
  ])('%s makes us careful, and says so', async (_, text) => {
    const path = await folder()
    await writeFile(join(path, 'erp.json'), text)
    const { left, ledger, guard } = start(path)
    expect(ledger.of('erp').state).toBe('GUESSED')
    expect(guard.isGuessing).toBe(true)
    expect(left()).toEqual([500, 250])
    // The vendor knows better, in either direction.
    guard.correct({ limit: 'daily', used: 100, permits: 1_000 })
    expect(left()[0]).toBe(900)
    guard.correct({ limit: 'daily', used: 50, permits: 1_000 })
    expect(left()[0]).toBe(900)
    await ledger.close()
    expect(start(path).left()[0]).toBe(900)
  })

  test('is not there makes nobody careful', async () => {
    expect(start(await folder()).left()).toEqual([1_000, 500])
  })

  test('cannot be written costs memory of what was spent, not service', async () => {
    const path = await folder()
    const file = join(path, 'a-file')
    await writeFile(file, 'not a folder')
    const { spend, left, ledger } = start(file)
    await spend(3)
    await ledger.close()
    // Where a folder should be there is a file, so it could not be read either.
    expect(ledger.of('erp').state).toBe('UNWRITABLE')
    expect(left()[0]).toBe(497)
  })

  test('cannot be written for a while is written when it can be', async () => {
    const path = await folder()
    // A folder in the place of the draft is in the way even of an administrator.
    await mkdir(join(path, 'erp.json.new', 'x'), { recursive: true })
    const { spend, ledger, runtime } = start(path)
    await spend(3)
    await ledger.close()
    expect(ledger.of('erp').state).toBe('UNWRITABLE')
    await rm(join(path, 'erp.json.new'), { recursive: true })
    await spend(1)
    runtime.advance(1_000)
    await ledger.close()
    expect(ledger.of('erp').state).toBe('KEPT')
    await chmod(join(path, 'erp.json'), 0o600)
    expect(start(path).left()[0]).toBe(996)
  })
})

test('any spending is read as it was written, and nothing else is', () => {
  const spent = fc.array(
    fc.record({ at: fc.double({ noNaN: true, noDefaultInfinity: true }), cost: fc.nat() }).map(({ at, cost }) => ({
      at: at + 0,
      cost,
    })),
  )
  const limitName = fc.string().filter((name) => name !== '__proto__')
  fc.assert(
    fc.property(fc.string(), fc.dictionary(limitName, spent), (source, spending) => {
      const text = renderLedger(source, spending)
      expect(parseLedger(text, source)).toEqual({ ...spending })
      expect(parseLedger(text, `${source}x`)).toBeUndefined()
      expect(parseLedger(text.slice(0, -2), source)).toBeUndefined()
    }),
  )
  fc.assert(fc.property(fc.string(), (text) => parseLedger(text, 'erp') === undefined))
})
