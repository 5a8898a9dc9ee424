import { expect, test } from 'vitest'
import { FreshetError } from '../../gateway/errors.ts'
import { type Answered, type Awaited, deliveries } from '../../gateway/plan/incremental/deliveries.ts'
import type { Delivery } from '../../gateway/stitch/delivery.ts'

const never = new Promise<never>(() => undefined)
const nothingToTell = () => []

const part = (key: string, isRead: Promise<unknown>, later: Awaited[] = []): Awaited => ({
  label: undefined,
  path: ['at'],
  kind: 'data',
  keys: [key],
  isRead,
  answer: (): Answered => ({ text: `{"${key}":1}`, errors: [], later }),
})

async function all(awaited: readonly Awaited[], over: Promise<unknown> = never): Promise<Delivery[]> {
  const found: Delivery[] = []
  for await (const delivery of deliveries({ awaited, tell: nothingToTell, allRead: async () => {}, over }))
    found.push(delivery)
  return found
}

const textsOf = (found: readonly Delivery[]) => found.map(({ parts }) => parts.map(({ text }) => text))

test('what is there at one time leaves together, and what follows from it after it', async () => {
  const inner = part('c', Promise.resolve())
  const found = await all([part('a', Promise.resolve(), [inner]), part('b', Promise.resolve())])
  expect(textsOf(found)).toEqual([['{"a":1}', '{"b":1}'], ['{"c":1}']])
  expect(found.map(({ hasNext }) => hasNext)).toEqual([true, false])
})

test('what is not there when nothing is waited for any longer is null, with an error for each field', async () => {
  const late = new FreshetError('DEADLINE_EXCEEDED', { message: 'Too late.' })
  const found = await all([part('a', never)], Promise.resolve(late))
  expect(textsOf(found)).toEqual([['{"a":null}']])
  expect(found[0]!.hasNext).toBe(false)
  expect(found[0]!.parts[0]!.errors).toMatchObject([{ path: ['at', 'a'], originalError: late }])
})
