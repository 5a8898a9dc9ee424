import type { GraphQLSchema } from 'graphql'
import { expect } from 'vitest'
import { generateCompany } from '../../../subgraphs/simulator/company/generate.ts'
import { type Answer, type Asked, ask, isDrift, type Question, type SourceFault } from './ask.ts'
import { expectEqual, MoreByChance } from './compare.ts'
import { print } from './operation.ts'
import { nextPage, withCursors, withIds } from './paging.ts'
import { type Pool, readPool } from './pool.ts'
import { type Executor, openSide, type Side } from './side.ts'
import { unsoundParts } from './soundness.ts'
import type { Story } from './story.ts'

/** Two gateways that are asked the same. */
export interface Duel {
  readonly schema: GraphQLSchema
  readonly pool: Pool
  readonly simulators: Side['simulators']
  /** The same instant for both, with nothing held: no row, limit, rest or token of what was before is left. */
  begin(): void
  advance(millis: number): void
  /** From the beginning, and once more where one of them was lucky. */
  fairly<T>(play: () => Promise<T>): Promise<T>
  /** Asks both, expects them to answer alike, and tells what the second said. */
  both(questions: readonly Question[], faults?: readonly SourceFault[]): Promise<Asked>
  /** Asks the first alone, where the second is known to be wrong. */
  plan(question: Question): Promise<Answer>
  play(story: Story): Promise<void>
  close(): Promise<void>
}

/** One of two that are as good is the luckier so often in a row less than once in a thousand times. */
const mostTries = 10

export async function openDuel(challenger: Executor = 'plan'): Promise<Duel> {
  const company = generateCompany({ scale: 0.03 })
  const sides = await Promise.all([openSide(challenger, company), openSide('stitched', company)])
  // What is found out once, such as a system's version, is known to both from here on.
  const [pool] = await Promise.all(sides.map((side) => readPool(side)))
  const [plan, stitched] = sides as [Side, Side]
  const { schema } = stitched.application

  /** Whether each source has been asked as often by both, since they began. */
  let isEven = true

  function begin(): void {
    for (const side of sides) side.begin()
    isEven = true
  }

  function advance(millis: number): void {
    for (const { clock } of sides) clock.advance(millis)
  }

  async function both(questions: readonly Question[], faults: readonly SourceFault[] = []): Promise<Asked> {
    const reference = await ask(stitched, questions, faults)
    const planned = await ask(plan, questions, faults)
    expectEqual({ questions, faults, isEven }, planned, reference)
    isEven &&= Object.entries(planned.calls).every(([source, calls]) => calls === reference.calls[source])
    return reference
  }

  const planAlone = async (question: Question) => (await ask(plan, [question])).answers[0]!

  async function fairly<T>(play: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      begin()
      try {
        return await play()
      } catch (error) {
        if (!(error instanceof MoreByChance) || tries === mostTries) throw error
      }
    }
  }

  const play = (story: Story) => fairly(() => tell(story))

  async function tell(story: Story): Promise<void> {
    const { headers, faults, sequel } = story
    const asked = story.hasIds ? withIds(story.operation) : story.operation
    const operation = sequel?.kind === 'next page' ? withCursors(asked) : asked
    const { names, ...question } = print(operation)
    const calm = await both([{ ...question, headers }])
    if (faults.length > 0) {
      begin()
      const faulty = await both([{ ...question, headers }], faults)
      // Values that drifted at their source are other values.
      if (!faults.some(isDrift))
        expect(unsoundParts(schema, operation, names, calm.answers[0]!, faulty.answers[0]!)).toEqual([])
    }
    if (!sequel) return
    begin()
    const held = await both([{ ...question, headers: {} }])
    advance(sequel.afterMillis)
    const again = { ...question, headers: sequel.headers }
    if (sequel.kind === 'again') await thrice(again, sequel.changed)
    else if (sequel.kind === 'broken') await both([again], faults)
    else if (sequel.kind === 'beside') await both([again, { ...print(sequel.other), headers: sequel.headers }])
    else await both([{ ...print(nextPage(operation, names, held.answers[0]!.body.data)), headers: sequel.headers }])
  }

  /** The second time all may be held, and the answer with it; the third it is what was kept, unless something has changed. */
  async function thrice(question: Question, changed: string | undefined): Promise<void> {
    await both([question])
    await both([question])
    await both([question])
    if (changed === undefined) return
    await Promise.all(sides.map(({ application }) => application.invalidate({ source: changed })))
    await both([question])
    await both([question])
  }

  const close = async () => {
    await Promise.all(sides.map((side) => side.close()))
  }
  const { simulators } = stitched
  return { schema, pool: pool!, simulators, begin, fairly, advance, both, plan: planAlone, play, close }
}
