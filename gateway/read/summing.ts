import type { EntityName, Link, NativeRequest, NativeSums, Source, SourceKey, SumsPage } from '../connector/index.ts'
import { FreshetError } from '../errors.ts'
import { addedUp, mergeGroups, rowsFor } from './aggregate.ts'
import type { Answers } from './answers.ts'
import { roundTrip, TooManyRows, tooManyToAdd } from './pages.ts'
import type { SourceRecord } from './record.ts'
import { requireEntity, requireFields } from './refuse.ts'
import type { ReadScope } from './scope.ts'
import type { Slot } from './shelf.ts'
import { planSums, type SumsPlan } from './sums-plan.ts'
import { readTold, type Told } from './sums-told.ts'
import type { AggregateQuery, AggregateResult, SourceReader } from './types.ts'

/** What it takes to add up. */
export interface Summing {
  readonly source: Source
  readonly answers: Answers
  readonly rows: Pick<SourceReader, 'list' | 'isHeld'>
  slotOf(entity: EntityName, question: string): Slot
}

/** Groups and sums: as the source tells them, or added up from its rows. @throws FreshetError */
export async function addUp(summing: Summing, query: AggregateQuery, scope: ReadScope): Promise<AggregateResult> {
  const { source, rows } = summing
  requireEntity(source, query.entity)
  requireFields(source, query.entity, query.filter)
  const plan = planSums(source, query)
  const isToldThere = typeof plan !== 'string'
  const asked = rowsFor(source, query)
  if (isToldThere && (holdsOwn(summing, query, scope) || !rows.isHeld(asked, scope))) {
    const told = await toldSums(summing.answers, plan, slotFor(summing, query), scope)
    if (told) return told
  }
  const read = await rows.list(asked, scope).catch(unlessTooMany)
  if (!read || read.hasMore)
    throw tooManyToAdd(source, query.entity, isToldThere ? 'it does not tell it all at once' : plan)
  return addedUp(read.rows, query)
}

/** Where an order takes all rows, there is no first part of them. */
function unlessTooMany(error: unknown): undefined {
  if (!(error instanceof TooManyRows)) throw error
}

/** Whether that would be answered from what this process holds. */
export const holdsSums = (summing: Summing, query: AggregateQuery, scope: ReadScope): boolean =>
  holdsOwn(summing, query, scope) || summing.rows.isHeld(rowsFor(summing.source, query), scope)

/** Its own answer goes before rows that happen to be held: those may be older. */
function holdsOwn(summing: Summing, query: AggregateQuery, scope: ReadScope): boolean {
  const wish = query.freshness ?? scope.freshness
  return summing.answers.isBelieved(slotFor(summing, query), {
    ...{ fields: [], wish },
    mostRecords: Number.POSITIVE_INFINITY,
  })
}

const slotFor = (
  { slotOf }: Summing,
  { entity, filter, groupBy, measures, isCountOptional = false }: AggregateQuery,
): Slot => slotOf(entity, JSON.stringify([filter ?? null, groupBy, measures, isCountOptional]))

/**
 * The answer as the source adds it up by itself, held and shared like that of a list; undefined when it is more than the source
 * adds up at once or cannot be told from its sums, which is held too, so that it is not asked in vain each time.
 */
async function toldSums(
  answers: Answers,
  plan: SumsPlan,
  slot: Slot,
  scope: ReadScope,
): Promise<AggregateResult | undefined> {
  const { source, query, request } = plan
  if (!request) return { groups: [], unreadable: 0, readAt: null, servedFrom: 'LIVE', native: true }
  const { entity, freshness: wish = scope.freshness } = query
  const answered = await answers.answer(
    {
      ...{ entity, wish, fields: [], section: slot.section, names: [slot.name] },
      async read(_names, paths, link, { readAt }) {
        const groups = await readSums(source, request, link)
        const told = groups && readTold(plan, groups)
        return new Map([[slot.name, { records: kept(plan, told ?? [], readAt), hasMore: told === undefined, paths }]])
      },
    },
    scope,
  )
  if (answered.failure) throw answered.failure.error
  const { known, readAt, servedFrom } = answered.answers.get(slot.name)!
  if (known.hasMore) return undefined
  const told = known.records.map(({ values }) => values as unknown as Told)
  const unreadable = told.filter(({ isUnreadable }) => isUnreadable).reduce((total, { rows }) => total + (rows ?? 1), 0)
  return { groups: mergeGroups(told, query), unreadable, readAt, servedFrom, native: true }
}

/** Groups in the form in which answers are held: their keys here are but numbers, and no record has them. */
const kept = ({ source, query }: SumsPlan, told: readonly Told[], readAt: number): SourceRecord[] =>
  told.map((group, i) => ({
    ...{ type: query.entity, source: source.name, key: String(i) as SourceKey, readAt, row: {} },
    values: { ...group },
  }))

/** Every group that the source tells, or undefined when it does not tell them all. */
async function readSums(source: Source, request: NativeRequest, link: Link): Promise<NativeSums[] | undefined> {
  const groups: NativeSums[] = []
  const passed = new Set<string>()
  for (let next: NativeRequest | undefined = request; next; ) {
    const asked: NativeRequest = next
    const name = `${asked.path}\n${asked.body ?? ''}`
    if (passed.has(name)) throw new FreshetError('PAGE_INCONSISTENT', { source: source.name, detail: asked.text })
    passed.add(name)
    const page: SumsPage = await roundTrip(source, link, (noting) => source.connector.aggregate!.fetch(asked, noting))
    groups.push(...page.groups)
    if (page.isTooMuch || groups.length > source.maxScanRows) return undefined
    next = page.next
  }
  return groups
}
