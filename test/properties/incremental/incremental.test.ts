import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { generateCompany } from '../../../subgraphs/simulator/company/generate.ts'
import { type Asked, ask, type SourceFault } from '../executors/ask.ts'
import { print } from '../executors/operation.ts'
import { type Pool, readPool } from '../executors/pool.ts'
import { openSide, type Side } from '../executors/side.ts'
import { type Story, storiesOf, tell } from '../executors/story.ts'
import { type Dice, sprinkled } from './sprinkle.ts'

/**
 * Whatever is deferred or streamed of a question: the parts make the plain answer, under any fault, and cost the same calls. Another
 * seed: FRESHET_SEED=7; more questions: FRESHET_RUNS=5000.
 */
const seed = Number(process.env.FRESHET_SEED ?? 20_261_121)
const numRuns = Number(process.env.FRESHET_RUNS ?? 100)

let sides: readonly [Side, Side]
let pool: Pool
let inParts = 0

beforeAll(async () => {
  const company = generateCompany({ scale: 0.03 })
  sides = [await openSide('plan', company), await openSide('plan', company)]
  ;[pool] = (await Promise.all(sides.map((side) => readPool(side)))) as [Pool, Pool]
}, 120_000)
afterAll(() => Promise.all((sides ?? []).map((side) => side.close())))

/** The same instant for both, with nothing held. */
function begin(): void {
  for (const { application, clock } of sides) {
    application.store.clear()
    clock.restart()
  }
}

interface Told {
  readonly story: Story
  readonly dice: Dice
}

function told(): fc.Arbitrary<Told> {
  const [{ application, simulators }] = sides
  return fc
    .record({
      story: storiesOf({ schema: application.schema, pool, simulators }),
      dice: fc.array(fc.nat(99), { minLength: 1, maxLength: 24, size: 'max' }),
    })
    .map((one) => ({ ...one, [fc.toStringMethod]: () => `${tell(one.story)}\n${textOf(one)}` }))
}

const textOf = ({ story, dice }: Told): string => sprinkled(print(story.operation).query, dice)

async function play(one: Told): Promise<void> {
  const { headers, faults } = one.story
  const { query, variables } = print(one.story.operation)
  const inOne = { query, variables, headers: { ...headers, accept: 'application/json' } }
  const asParts = {
    query: textOf(one),
    variables,
    headers: { ...headers, accept: 'application/json, multipart/mixed' },
  }
  const both = async (befalls: readonly SourceFault[]) => {
    begin()
    const plain = await ask(sides[0], [inOne], befalls)
    const parts = await ask(sides[1], [asParts], befalls)
    expectSame(plain, parts)
  }
  await both([])
  if (faults.length > 0) await both(faults)
}

function expectSame(plain: Asked, parts: Asked): void {
  const [{ body: whole }, { body: merged, headers }] = [plain.answers[0]!, parts.answers[0]!]
  if (headers['content-type']?.startsWith('multipart/mixed')) inParts++
  // Nothing more is waited for where one field that must not be null takes all along.
  if (whole.data === null || whole.data === undefined) {
    expect([merged.data, merged.errors?.length > 0]).toEqual([whole.data, whole.errors?.length > 0])
    return
  }
  expect(JSON.stringify(ordered(merged.data, whole.data))).toBe(JSON.stringify(whole.data))
  expect(errorsOf(merged)).toEqual(errorsOf(whole))
  expect(merged.extensions).toEqual(whole.extensions)
  expect(parts.calls).toEqual(plain.calls)
}

/** A value with its keys in the order of another, as far as that has them. */
function ordered(value: unknown, like: unknown): unknown {
  if (Array.isArray(value)) return value.map((one, i) => ordered(one, Array.isArray(like) ? like[i] : undefined))
  if (!isObject(value) || !isObject(like)) return value
  const keys = [...Object.keys(like).filter((key) => Object.hasOwn(value, key)), ...Object.keys(value)]
  return Object.fromEntries([...new Set(keys)].map((key) => [key, ordered(value[key], like[key])]))
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** In one order, and without places: the questions are written differently. */
const errorsOf = ({ errors = [] }: { readonly errors?: readonly Record<string, unknown>[] }): string[] =>
  errors.map(({ locations: _, ...error }) => JSON.stringify(error)).sort()

test('the parts of an answer make the plain answer, at the same calls', async () => {
  await fc.assert(fc.asyncProperty(told(), play), { seed, numRuns })
  expect(inParts).toBeGreaterThan(numRuns / 10)
}, 3_600_000)
