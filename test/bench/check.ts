import { isDeepStrictEqual } from 'node:util'
import { graphql } from './graphql.ts'
import type { Question } from './questions.ts'

/** How many variants of a question are looked at before it is measured. */
const LOOKED_AT = 5

/** What one answer costs at the vendors, over some variants. */
export interface Calls {
  readonly least: number
  readonly most: number
}

/** Asks some variants one by one. @returns the calls that each of them made */
export async function countCalls(question: Question, url: string, callsSince: () => Promise<number>): Promise<Calls> {
  const counts: number[] = []
  await callsSince()
  for (const { variables } of question.variants.slice(0, LOOKED_AT)) {
    await graphql(url, question.query, variables)
    counts.push(await callsSince())
  }
  return { least: Math.min(...counts), most: Math.max(...counts) }
}

/** @throws when the hand-written backend says something else: then their costs cannot be compared */
export async function requireEqualData(question: Question, url: string, handWritten: string): Promise<void> {
  for (const { variables, path } of question.variants.slice(0, LOOKED_AT)) {
    const ours = await graphql(url, question.query, variables)
    const theirs = await (await fetch(handWritten + path)).json()
    if (isDeepStrictEqual(ours, theirs)) continue
    throw new Error(
      `${question.name} ${JSON.stringify(variables)}:\n${JSON.stringify(ours)}\n${JSON.stringify(theirs)}`,
    )
  }
}
