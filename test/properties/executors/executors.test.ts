import fc from 'fast-check'
import { afterAll, beforeAll, test } from 'vitest'
import { type Duel, openDuel } from './duel.ts'
import { storiesOf } from './story.ts'

/**
 * One question, two executors: whatever is asked, in whatever state the sources are, the compiled plan answers as the stitched
 * schema does and calls no source more often. Another seed: FRESHET_SEED=7; more questions: FRESHET_RUNS=5000.
 */
const seed = Number(process.env.FRESHET_SEED ?? 20_261_121)
const numRuns = Number(process.env.FRESHET_RUNS ?? 200)

let duel: Duel
beforeAll(async () => {
  duel = await openDuel()
}, 120_000)
afterAll(() => duel?.close())

test('every question is answered alike by the plan and by the stitched schema, at no more calls', async () => {
  await fc.assert(fc.asyncProperty(storiesOf(duel), duel.play), { seed, numRuns })
}, 3_600_000)
