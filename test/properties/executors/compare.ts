import type { GraphQLFormattedError } from 'graphql'
import { expect } from 'vitest'
import { type Answer, type Asked, isDrift, type Question, type SourceFault } from './ask.ts'

/** Questions that were asked of both. */
export interface Round {
  readonly questions: readonly Question[]
  readonly faults: readonly SourceFault[]
  /** Before it both had made the same calls. */
  readonly isEven: boolean
}

/**
 * What the reference answers is what the plan must answer, to the byte once errors stand in one order; and it may not ask a
 * source more often for it.
 *
 * One thing is allowed, and shows in the account of a source: where a record is asked for by its key, the plan asks for what hangs
 * on it at the same time, in vain when there is no such record or when it cannot be read.
 */
export function expectEqual({ questions, faults, isEven }: Round, plan: Asked, stitched: Asked): void {
  const mayBeAskedInVain = excusedBy(stitched, faults)
  const held = Object.entries(plan.calls).filter(([source]) => !mayBeAskedInVain(source))
  const isRaced = questions.some(({ query }) => racing.test(query))
  const more = askedMore(questions, Object.fromEntries(held), stitched.calls)
  if (more && isRaced) throw new MoreByChance(more)
  expect(more).toBeUndefined()
  // Who needed fewer calls has another account.
  const alike = new Set(held.flatMap(([source, calls]) => (calls === stitched.calls[source] ? [source] : [])))
  const told = {
    sources: alike,
    isWhole: alike.size === Object.keys(plan.calls).length,
    isCounted: isEven && questions.length === 1,
    isRaced,
    isShared: isRaced && questions.length > 1,
    isSoughtAgain: isRaced && faults.length > 0,
  }
  // A source that wants to be left alone delays what comes after it, and what that is is decided by sockets.
  const isTimed = plan.took === stitched.took
  const part = (answer: Answer) => (isTimed ? comparable(answer, told) : withoutTime(comparable(answer, told)))
  expect(plan.answers.map(part)).toEqual(stitched.answers.map(part))
  const written = ({ answers }: Asked) => answers.map((answer) => JSON.stringify(part(answer)))
  // Equal in the order of keys as well.
  expect(written(plan)).toEqual(written(stitched))
  for (const [i, answer] of plan.answers.entries()) expectPlaces(questions[i]!.query, answer)
}

/**
 * Who the records are that a view leads to is asked for all of them together by the plan, and as they come by the stitched schema:
 * then by chance a question to one source meets another one, while those of all of them together are more.
 */
function askedMore(questions: readonly Question[], plan: Asked['calls'], stitched: Asked['calls']): string | undefined {
  const sources = Object.keys(plan)
  const sum = (calls: Asked['calls']) => sources.reduce((total, source) => total + calls[source]!, 0)
  if (questions.some(({ query }) => leadingToProfiles.test(query)))
    return sum(plan) > sum(stitched) ? `${sum(plan)} calls instead of ${sum(stitched)}` : undefined
  const [source] = sources.filter((source) => plan[source]! > stitched[source]!)
  return source && `${plan[source]} calls to ${source} instead of ${stitched[source]}`
}

/**
 * The plan asked more often where several things read by themselves, which either executor asks together when sockets let them meet:
 * then it is more than chance only if it is so time after time.
 */
export class MoreByChance extends Error {}

/** Of views, those that lead to records that have profiles, and one of these. */
const leadingToProfiles = /\b(receivablesAging|openOrders|search)\b[\s\S]*\bprofile\b/

/** Sources that failed or whose keys drifted and lead nowhere; any, where a record is missing or a part of an answer was cut short. */
function excusedBy({ answers }: Asked, faults: readonly SourceFault[]): (source: string) => boolean {
  const errors: readonly GraphQLFormattedError[] = answers.flatMap(({ body }) => body.errors ?? [])
  const failing = new Set([
    ...errors.map(({ extensions }) => extensions?.source),
    ...faults.filter(isDrift).map(({ source }) => source),
  ])
  const isAny = answers.some(({ body }) => body.data === null || isMissing(body) || isCutShort(body))
  return (source) => isAny || failing.has(source)
}

function isMissing({ data, errors = [] }: Answer['body']): boolean {
  const failed = new Set(errors.map(({ path }: GraphQLFormattedError) => path?.[0]))
  return Object.entries(data ?? {}).some(([key, value]) => value === null && !failed.has(key))
}

/**
 * Whether a failure took along what stands around it: what is asked for beside it goes on behind the answer, and is in its accounts as
 * far as it has come by then.
 */
function isCutShort({ data, errors = [] }: Answer['body']): boolean {
  return errors.some(({ path }: GraphQLFormattedError) => {
    const above = path?.slice(0, -1).map((_, i) => path.slice(0, i + 1)) ?? []
    return above.some((steps) => valueAt(data, steps) === null)
  })
}

function valueAt(data: unknown, steps: readonly (string | number)[]): unknown {
  return steps.reduce((value, step) => (value as Record<string | number, unknown> | null | undefined)?.[step], data)
}

/**
 * Without the orders in which things happened: of errors, and of the sources in what is said of their freshness and cost. Accounts
 * are those of `sources`, which were asked as often; an answer is as old as all of them together. What is left of a limit is what
 * others asked at the same time or before have left of it. Views and profiles ask side by side for the same rows: whether these are held by
 * then or still on their way is decided by sockets, and not by executors.
 */
function comparable(
  { status, headers, body }: Answer,
  { sources, isWhole, isCounted, isRaced, isShared, isSoughtAgain }: Told,
): unknown {
  // Where one root field that cannot be null failed, the stitched schema does not wait for what else might.
  if (body.data === null) return { status, data: null, hasErrors: body.errors?.length > 0 }
  const { 'cache-status': states, ...rest } = headers
  const { freshness = {}, cost = {}, ...others } = body.extensions ?? {}
  const { calls: _, sources: costs = {}, ...allowed } = cost
  const ofSources = (entries: object) =>
    Object.entries(isShared ? withoutCalls(entries) : entries)
      .filter(([source]) => sources.has(source))
      .sort()
  return {
    status,
    headers: isWhole ? rest : rest['content-type'],
    states: states
      ?.split(', ')
      .filter((state) => sources.has(state.split(';')[0]!))
      .map((state) => (isShared ? state.replace(';collapsed', '') : state))
      .sort(),
    parts: Object.keys(body),
    errors: sorted(body.errors),
    data: body.data,
    freshness: ofSources(isRaced ? withoutRace(freshness, isSoughtAgain) : freshness),
    cost: { ...allowed, sources: ofSources(isCounted ? costs : withoutRest(costs)) },
    others,
  }
}

/** Which accounts are comparable. */
interface Told {
  readonly sources: ReadonlySet<string>
  readonly isWhole: boolean
  readonly isCounted: boolean
  readonly isRaced: boolean
  /** Others asked at the same time, and raced: which of them made a call that each has a share of is decided by sockets. */
  readonly isShared: boolean
  /** What could not be found out is sought again, and what it is looked up with then is another. */
  readonly isSoughtAgain: boolean
}

/** What reads by itself, whatever else is asked beside it. */
const racing = /profile|\b(creditCheck|receivablesAging|openOrders|pipeline|stock|availability|search)\b/i

const withoutRace = (accounts: object, isSoughtAgain: boolean): object =>
  Object.fromEntries(
    Object.entries(accounts).map(([source, { hits, misses, coalesced: _, ...account }]) => [
      source,
      isSoughtAgain ? account : { ...account, lookedFor: hits + misses },
    ]),
  )

const withoutCalls = (accounts: object): object =>
  Object.fromEntries(Object.entries(accounts).map(([source, { calls: _, ...account }]) => [source, account]))

/** Without what tells how much time went by. */
const withoutTime = (part: unknown): unknown =>
  JSON.parse(JSON.stringify(part), (key, value) => {
    if (/age(Seconds)?$/i.test(key)) return value === null ? null : 0
    return typeof value === 'string' ? value.replaceAll(passing, '0') : value
  })

/** Instants, ages in headers, and for how long something is believed. */
const passing = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z|(?<=ttl=|age=)-?\d+/g

const withoutRest = (costs: object): object =>
  Object.fromEntries(Object.entries(costs).map(([source, { remaining: _, ...cost }]) => [source, cost]))

const sorted = (errors: readonly unknown[] | undefined) => errors && [...errors].sort(byText)

const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)

/** Where the plan says that an error is, something stands in the question. */
function expectPlaces(query: string, { body }: Answer): void {
  const lines = query.split('\n')
  const places: { line: number; column: number }[] = (body.errors ?? []).flatMap(
    ({ locations = [] }: { locations?: [] }) => locations,
  )
  for (const { line, column } of places) expect(lines[line - 1]?.slice(column - 1)).toMatch(/^\S/)
}
