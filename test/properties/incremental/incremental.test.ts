import fc from 'fast-check'
import { getNamedType } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { generateCompany } from '../../../subgraphs/simulator/company/generate.ts'
import { type Asked, ask } from '../executors/ask.ts'
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
  const { query, variables } = print(one.story.operation)
  await compare({ plain: query, parts: textOf(one), variables }, one.story)
}

interface Pair {
  readonly plain: string
  readonly parts: string
  readonly variables: Readonly<Record<string, unknown>>
}

/** Asks one gateway for the whole answer and the other for its parts, when all is well and under the story's faults. */
async function compare({ plain, parts, variables }: Pair, { headers, faults }: Story): Promise<void> {
  const whole = { query: plain, variables, headers: { ...headers, accept: 'application/json' } }
  const asParts = { query: parts, variables, headers: { ...headers, accept: 'application/json, multipart/mixed' } }
  for (const befalls of faults.length > 0 ? [[], faults] : [[]]) {
    for (const side of sides) side.begin()
    const answers = [await ask(sides[0], [whole], befalls), await ask(sides[1], [asParts], befalls)] as const
    expectSame(...answers, delegated.test(plain))
  }
}

/**
 * What no plan is made of: how often it asks was seen to differ now and then between two gateways of one state, so that only its
 * answers are compared.
 */
const delegated = /profile|\b(node|creditCheck|receivablesAging|openOrders|pipeline|availability|stock|search)\b/i

function expectSame(plain: Asked, parts: Asked, isDelegated: boolean): void {
  const [{ body: whole }, { body: merged, headers }] = [plain.answers[0]!, parts.answers[0]!]
  if (headers['content-type']?.startsWith('multipart/mixed')) inParts++
  // Nothing more is waited for where one field that must not be null takes all along.
  if (whole.data === null || whole.data === undefined) {
    expect([merged.data, merged.errors?.length > 0]).toEqual([whole.data, whole.errors?.length > 0])
    return
  }
  expect(JSON.stringify(ordered(merged.data, whole.data))).toBe(JSON.stringify(whole.data))
  const told = errorsOf(whole)
  // Who waits longer hears more of what was left out of something that is null by then.
  expect(errorsOf(merged).filter((error) => told.includes(error) || !isWithinNull(error, whole.data))).toEqual(told)
  if (isDelegated) return
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

/** Whether an error is of something that is null, or inside of it. */
function isWithinNull(error: string, data: unknown): boolean {
  const { path = [] } = JSON.parse(error) as { readonly path?: readonly string[] }
  const values = path.map((_, i) => path.slice(0, i + 1).reduce((at: unknown, step) => stepInto(at, step), data))
  return values.includes(null)
}

const stepInto = (at: unknown, step: string): unknown =>
  at === null || at === undefined ? undefined : (at as Readonly<Record<string, unknown>>)[step]

test('the parts of an answer make the plain answer, at the same calls', async () => {
  await fc.assert(fc.asyncProperty(told(), play), { seed, numRuns })
  expect(inParts).toBeGreaterThan(numRuns / 10)
}, 3_600_000)

interface List {
  readonly field: string
  readonly first: number
  readonly initialCount: number
}

function lists(): fc.Arbitrary<List> {
  const fields = Object.values(sides[0].application.schema.getQueryType()!.getFields())
  return fc.record({
    field: fc.constantFrom(
      ...fields.filter(({ type }) => getNamedType(type).name.endsWith('Connection')).map(({ name }) => name),
    ),
    first: fc.constantFrom(0, 3, 20, 200, 1_000, 1_001),
    initialCount: fc.constantFrom(0, 1, 30),
  })
}

const streamOf = ({ field, first, initialCount }: List): string => `{ ${field}(first: ${first}) {
  nodes @stream(initialCount: ${initialCount}) { id meta { source { name } } }
  ... @defer { complete totalCount pageInfo { hasNextPage endCursor } sourceResults { source status rows calls } }
} }`

test('a list that leaves source by source is the plain list, at the same calls', async () => {
  const streams = fc.tuple(lists(), told())
  const compareStreams = ([list, { story }]: [List, Told]) => {
    const text = streamOf(list)
    return compare({ plain: text, parts: text, variables: {} }, story)
  }
  inParts = 0
  await fc.assert(fc.asyncProperty(streams, compareStreams), { seed, numRuns: Math.ceil(numRuns / 2) })
  expect(inParts).toBeGreaterThan(numRuns / 20)
}, 3_600_000)
