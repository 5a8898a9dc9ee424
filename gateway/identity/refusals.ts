import { FreshetError } from '../errors.ts'
import type { Link } from './crosswalk.ts'
import type { ManualDecision } from './resolve.ts'

/** Refuses to decide about records of which nothing was read. @throws FreshetError BAD_REQUEST */
export function requireSeen(records: readonly string[], known: { has(record: string): boolean }): void {
  const missing = records.find((record) => !known.has(record))
  if (missing) throw badRequest(`The crosswalk has not seen the record "${missing}" yet: ask for its profile first.`)
}

/** A confirmation that has no effect would stand there as a lie. @throws FreshetError BAD_REQUEST */
export function requireHonoured(
  decisions: readonly ManualDecision[],
  clusters: ReadonlyMap<string, { readonly members: readonly string[] }>,
): void {
  if (decisions.some(({ a, b, state }) => state === 'CONFIRMED' && !clusters.get(a)?.members.includes(b)))
    throw badRequest('This contradicts what people have said of other records of these clusters: undo that first.')
}

/** Only what a person said last can be taken back. @throws FreshetError BAD_REQUEST */
export function requireUndoable(id: number, link: Link | undefined): asserts link is Link {
  if (!link) throw badRequest(`There is no link ${id}.`)
  if (link.validTo !== undefined) throw badRequest(`The link ${id} stands no more: a newer decision took its place.`)
  if (link.method !== 'MANUAL')
    throw badRequest(`The link ${id} was made by a rule: reject it, and the rule will not make it again.`)
}

const badRequest = (message: string) => new FreshetError('BAD_REQUEST', { message })
