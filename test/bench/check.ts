import { isDeepStrictEqual } from 'node:util'
import type { Request } from 'autocannon'
import { type Answer, post, postById, send } from './graphql.ts'
import type { Job } from './measure.ts'
import type { Question, Variant } from './questions.ts'
import type { Player } from './stage.ts'

/** How many variants of a question are looked at before it is measured. */
const LOOKED_AT = 5

/** What one answer costs at the vendors, over some variants. */
export interface Calls {
  readonly least: number
  readonly most: number
}

/** Whether the question can be put in the contender's words. */
export function canAnswer({ language }: Pick<Player, 'language'>, { smallQuery, variants }: Question): boolean {
  switch (language) {
    case 'ours':
      return true
    case 'small':
      return smallQuery !== undefined
    case 'paths':
      return variants[0]?.path !== undefined
  }
}

/** The question in the contender's words. `isFresh`: nothing may come from a cache. */
export function requestOf(
  { language }: Pick<Player, 'language'>,
  { query, documentId, smallQuery }: Question,
  { variables, smallVariables, path }: Variant,
  isFresh: boolean,
): Request {
  switch (language) {
    case 'ours':
      return documentId === undefined ? post(query, variables, isFresh) : postById(documentId, variables, isFresh)
    case 'small':
      return post(smallQuery!, smallVariables!, false)
    case 'paths':
      return { path: path! }
  }
}

const ask = (player: Player, question: Question, variant: Variant): Promise<Answer> =>
  send(player.url, requestOf(player, question, variant, true))

/** Asks some of the requests one by one. @returns the calls to vendors that each of them made */
export async function countCalls(
  { url, requests }: Pick<Job, 'url' | 'requests'>,
  callsSince: () => Promise<number>,
): Promise<Calls> {
  const counts: number[] = []
  await callsSince()
  for (const request of requests.slice(0, LOOKED_AT)) {
    await send(url, request)
    counts.push(await callsSince())
  }
  return { least: Math.min(...counts), most: Math.max(...counts) }
}

/** @throws when one of them says something else than the first: then their costs cannot be compared */
export async function requireEqualData(question: Question, [first, ...others]: readonly Player[]): Promise<void> {
  for (const variant of question.variants.slice(0, LOOKED_AT)) {
    const { data } = await ask(first!, question, variant)
    for (const other of others) {
      const theirs = await ask(other, question, variant)
      if (isDeepStrictEqual(data, theirs.data)) continue
      const texts = [data, theirs.data].map((said) => JSON.stringify(said))
      throw new Error(
        `${question.name} ${JSON.stringify(variant)}\n${first!.name}: ${texts[0]}\n${other.name}: ${texts[1]}`,
      )
    }
  }
}
