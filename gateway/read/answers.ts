import { channel } from 'node:diagnostics_channel'
import {
  believedMillis,
  type Entry,
  type Freshness,
  freshUntil,
  type HeldEntry,
  mayStandIn,
  type Share,
  SingleFlight,
  type Verdict,
  verdict,
} from '../cache/index.ts'
import type { EntityName, Link, Source } from '../connector/index.ts'
import { type ErrorCode, FreshetError } from '../errors.ts'
import { type Lane, lanes } from '../guard/index.ts'
import type { Runtime } from '../runtime.ts'
import type { CallScope, Transport } from '../transport/index.ts'
import { freePaths } from './columns.ts'
import { inTheWordsOf, isOutage, olderShown } from './outages.ts'
import type { ServedFrom } from './record.ts'
import { createScope, noteAge, noteCall, type ReadScope, spendCall, tallyOf, warn } from './scope.ts'
import { believable, covers, type Known, type Moment, type Section, type Shelf, type Slot } from './shelf.ts'

/** Some answers of one kind, wanted together: those that are not held are read in one go. */
export interface Question {
  readonly entity: EntityName
  readonly section: Section
  readonly names: readonly string[]
  readonly fields: readonly string[]
  readonly wish: Freshness
  /** Asks the source for some of the names, in these fields; what it leaves out is not there. */
  read(names: readonly string[], fields: readonly string[], link: Link, moment: Moment): Promise<Read>
}

/** What would have to be known of a slot, and how well, to answer from it. */
type Wanted = Pick<Question, 'fields' | 'wish'> & { readonly mostRecords: number }

export type Read = ReadonlyMap<string, Known>

export interface Answer {
  readonly known: Known
  readonly readAt: number
  readonly servedFrom: ServedFrom
}

export interface Answered {
  readonly answers: ReadonlyMap<string, Answer>
  /** Why the names that are not among the answers are not. */
  readonly failure?: { readonly error: unknown; readonly names: readonly string[] } | undefined
}

/** Published when a refresh behind a stale answer fails: nobody waits for it. For logs only. */
export const refreshFailed = channel('freshet.read.refresh-failed')

export interface AnswersParts {
  readonly source: Source
  readonly transport: Transport
  readonly shelf: Shelf
  readonly runtime: Runtime
}

/** An answer in the making. */
interface Work {
  readonly question: Question
  readonly scope: ReadScope
  readonly answers: Map<string, Answer>
}

interface Landed {
  readonly read: Read
  /** What is known of a name that was asked for and that the source has nothing of. */
  readonly nothing: Known
  readonly moment: Moment
}

// What the operator has not bounded: nobody waits for a refresh, but it must end.
const refreshMillis = 30_000

/** Answers from what is held, from what is under way, or from the source: by the caller's wish, and labelled. */
export class Answers {
  private readonly source: Source
  private readonly transport: Transport
  private readonly shelf: Shelf
  private readonly runtime: Runtime
  /** By lane and section, for as long as any is under way there. */
  private readonly flights = new Map<string, SingleFlight>()
  /** Monotonic millis at which the source denied us an entity, or everything: what was read before may not be ours to show. */
  private readonly denials = new Map<EntityName | '*', number>()

  constructor({ source, transport, shelf, runtime }: AnswersParts) {
    this.source = source
    this.transport = transport
    this.shelf = shelf
    this.runtime = runtime
  }

  async answer(question: Question, scope: ReadScope): Promise<Answered> {
    const work: Work = { question, scope, answers: new Map() }
    const judged = this.judgeAll(work, question.names)
    // Without a wait where there is nothing to wait for: what is asked in one tick must leave in one tick.
    const open = this.isWorthRecalling(work, judged) ? await this.recalled(work, judged) : judged
    const { stale, missing, refused } = open
    this.serveHeld(work, stale)
    tallyOf(scope, this.source.name).misses += missing.length
    const failed = missing.length > 0 ? await this.ask(work, missing) : undefined
    if (refused.length === 0 && !failed) return { answers: work.answers }
    const error = refused.length > 0 ? nothingHeld(this.source) : failed!.error
    return { answers: work.answers, failure: { error, names: [...refused, ...(failed?.names ?? [])] } }
  }

  /** What is held of a slot and believed under a wish, booked as a hit; for questions that a wider answer can answer. */
  believed(slot: Slot, asked: Wanted, scope: ReadScope): Answer | undefined {
    const held = this.fresh(slot, asked)
    return held && this.book(scope, slot.section, held, asked.wish)
  }

  /** Whether that is so, without booking anything. */
  isBelieved(slot: Slot, asked: Wanted): boolean {
    return this.fresh(slot, asked) !== undefined
  }

  private fresh({ section, name }: Slot, { fields, wish, mostRecords }: Wanted): HeldEntry<Known> | undefined {
    const held = this.shelf.peek(section, name)
    if (!held || held.value.records.length > mostRecords || !covers(held.value, fields)) return undefined
    return verdict(held, this.runtime.monotonic(), believable(section, held.value), wish) === 'FRESH' ? held : undefined
  }

  /** Answers what may be answered from what is held. @returns the rest */
  private judgeAll({ question, scope, answers }: Work, names: readonly string[]): Open {
    const now = this.runtime.monotonic()
    const open = { stale: new Map<string, HeldEntry<Known>>(), missing: [] as string[], refused: [] as string[] }
    for (const name of names) {
      const held = this.usable(question, name)
      const judged = this.judge(question, held, now)
      if (judged === 'FRESH') answers.set(name, this.book(scope, question.section, held!, question.wish))
      else if (judged === 'STALE_SERVABLE') open.stale.set(name, held!)
      else (judged === 'MISS' ? open.missing : open.refused).push(name)
    }
    return open
  }

  private judge({ entity, section, wish }: Question, held: HeldEntry<Known> | undefined, now: number): Verdict {
    const judged = verdict(held, now, held ? believable(section, held.value) : 0, wish)
    // As if nothing were held.
    return judged === 'STALE_SERVABLE' && this.isDenied(entity, held!) ? verdict(undefined, now, 0, wish) : judged
  }

  private usable({ section, fields }: Question, name: string): HeldEntry<Known> | undefined {
    const held = this.shelf.peek(section, name)
    return held && covers(held.value, fields) ? held : undefined
  }

  /** What is not believed here may have been read by another replica since. */
  private isWorthRecalling({ question }: Work, open: Open): boolean {
    return (
      this.shelf.isShared && believedMillis(Number.POSITIVE_INFINITY, question.wish) > 0 && namesOf(open).length > 0
    )
  }

  private async recalled(work: Work, open: Open): Promise<Open> {
    const names = namesOf(open)
    await this.shelf.recall(work.question.section, names)
    return this.judgeAll(work, names)
  }

  /** Shows what is stale and wished so, and has it read anew behind the caller's back. */
  private serveHeld(work: Work, stale: Open['stale']): void {
    if (stale.size === 0) return
    for (const [name, held] of stale) work.answers.set(name, this.bookStale(work, held))
    if (work.question.wish.onlyIfCached) return
    tallyOf(work.scope, this.source.name).hits += stale.size
    this.refresh(work, [...stale.keys()])
  }

  private refresh({ question }: Work, names: readonly string[]): void {
    const flights = lanes.map((lane) => this.flights.get(flightsName(lane, question)))
    const idle = names.filter((name) => !flights.some((lane) => lane?.has(name)))
    if (idle.length === 0) return
    const deadline = this.runtime.monotonic() + refreshMillis
    const scope = createScope({ lane: 'refresh', deadline })
    const behind: Work = { question: { ...question, wish: {} }, scope, answers: new Map() }
    this.ask(behind, idle).then((failed) => {
      if (failed) refreshFailed.publish({ source: this.source.name, entity: question.entity, error: failed.error })
    })
  }

  /**
   * Reads what is not under way already, in one call for all. A caller who wants nothing older than now shares with nobody,
   * and an urgent one does not wait in the queue of another lane. Returns what failed and has nothing to stand in for it.
   */
  private async ask(work: Work, names: readonly string[]): Promise<Answered['failure']> {
    const { question, scope } = work
    const group = flightsName(scope.lane, question)
    const flights = this.flights.get(group) ?? new SingleFlight()
    this.flights.set(group, flights)
    const shares = flights.runEach<Landed>(names, this.asker(work, names), (names, signal) =>
      this.fetch(work, names, signal),
    )
    const landings = shares.map((share) => this.landed(work, share))
    const failures = landings.length === 1 ? [await landings[0]] : await Promise.all(landings)
    if (flights.isIdle && this.flights.get(group) === flights) this.flights.delete(group)
    const failed = failures.filter((failure) => failure !== undefined)
    if (failed.length === 0) return undefined
    return { error: inTheWordsOf(question.wish, failed[0]!.error), names: failed.flatMap(({ names }) => names) }
  }

  private async landed(work: Work, { keys, result, joined }: Share<Landed>): Promise<Answered['failure']> {
    if (joined) tallyOf(work.scope, this.source.name).coalesced++
    try {
      this.land(work, keys, await result)
      return undefined
    } catch (error) {
      return this.standIn(work, keys, error)
    }
  }

  private asker({ question, scope }: Work, names: readonly string[]) {
    const staleTime = this.source.staleTimeMillis[question.entity]
    return {
      signal: scope.signal,
      now: this.runtime.monotonic(),
      deadline: scope.deadline,
      maxAgeMillis: believedMillis(staleTime, question.wish),
      after: names.reduce((last, name) => Math.max(last, question.section.changedAt(name)), Number.NEGATIVE_INFINITY),
      wants: question.fields,
    }
  }

  private async fetch({ question, scope }: Work, names: readonly string[], signal: AbortSignal): Promise<Landed> {
    const { entity, section } = question
    const { lane, deadline } = scope
    const moment: Moment = { readAt: this.runtime.now(), askedAt: this.runtime.monotonic() }
    const fields = this.widened(question, names, lane === 'refresh')
    const link = this.linkFor(scope, { lane, deadline, signal, onCall: () => noteCall(scope, this.source.name) })
    try {
      const read = await question.read(names, fields, link, moment)
      const nothing: Known = { records: [], hasMore: false, paths: fields }
      this.shelf.keep(section, { names, values: names.map((name) => read.get(name) ?? nothing) }, moment)
      this.forgetDenials(entity, moment)
      return { read, nothing, moment }
    } catch (error) {
      this.noteDenial(entity, error)
      throw error
    }
  }

  /** Every question to the source is taken from the request's budget before it waits for leave. */
  private linkFor(scope: ReadScope, bounds: CallScope): Link {
    const link = this.transport.link(bounds)
    if (!scope.budget) return link
    return {
      call: async (request) => {
        spendCall(scope, this.source.name)
        return link.call(request)
      },
    }
  }

  /**
   * The fields to read, so that what is known of these names in other columns is still known afterwards. Not what would cost a
   * further call, and not what nobody has wanted lately.
   */
  private widened(
    { entity, section, fields, wish }: Question,
    names: readonly string[],
    evenStale: boolean,
  ): readonly string[] {
    // Who believes nothing that is held does not pay for what others hold.
    if (wish.live || wish.maxAgeMillis === 0) return fields
    const now = this.runtime.monotonic()
    const known = new Set<readonly string[]>()
    for (const name of names) {
      const held = this.shelf.peek(section, name)
      if (held && (evenStale || now - held.askedAt < believable(section, held.value))) known.add(held.value.paths)
    }
    known.delete(fields)
    if (known.size === 0) return fields
    const more = [...new Set([...known].flat())].filter((path) => !fields.includes(path))
    return more.length === 0 ? fields : [...fields, ...freePaths(this.source, entity, fields, more)]
  }

  private land({ scope, answers, question }: Work, names: readonly string[], landed: Landed): void {
    const { read, nothing, moment } = landed
    const { readAt } = moment
    let believed = Number.POSITIVE_INFINITY
    for (const name of names) {
      const value = read.get(name) ?? nothing
      believed = Math.min(believed, question.wish.live ? 0 : believable(question.section, value))
      answers.set(name, { known: value, readAt, servedFrom: 'LIVE' })
    }
    if (names.length > 0) noteAge(tallyOf(scope, this.source.name), readAt, readAt + believed)
  }

  /** What is held of the names instead of what could not be read; the names of which nothing may be shown are returned. */
  private standIn(work: Work, names: readonly string[], error: unknown): Answered['failure'] {
    const failed = names.filter((name) => {
      const held = isOutage(error) ? this.substitute(work, name) : undefined
      if (held) work.answers.set(name, this.bookStale(work, held))
      return held === undefined
    })
    if (failed.length < names.length) warn(work.scope, olderShown(error as FreshetError))
    return failed.length > 0 ? { error, names: failed } : undefined
  }

  private substitute({ question }: Work, name: string): Entry<Known> | undefined {
    const held = this.usable(question, name)
    const believed = held ? believable(question.section, held.value) : 0
    const isAllowed = held && mayStandIn(held, this.runtime.monotonic(), believed, question.wish)
    return isAllowed && !this.isDenied(question.entity, held) ? held : undefined
  }

  private noteDenial(entity: EntityName, error: unknown): void {
    const { code } = error as { code?: ErrorCode }
    if (code === 'SOURCE_AUTH') this.denials.set('*', this.runtime.monotonic())
    if (code === 'SOURCE_FORBIDDEN') this.denials.set(entity, this.runtime.monotonic())
  }

  /** What the source gives us now, it gives us: unless it denied it after this was asked. */
  private forgetDenials(entity: EntityName, { askedAt }: Moment): void {
    for (const what of [entity, '*'] as const)
      if ((this.denials.get(what) ?? askedAt) < askedAt) this.denials.delete(what)
  }

  private isDenied(entity: EntityName, { askedAt }: Moment): boolean {
    return [this.denials.get(entity), this.denials.get('*')].some((at) => at !== undefined && askedAt <= at)
  }

  private bookStale({ scope, question }: Work, held: Entry<Known>): Answer {
    const tally = tallyOf(scope, this.source.name)
    tally.stale++
    noteAge(tally, held.readAt, Math.min(believedUntil(question.section, held), this.runtime.now() - 1))
    return { known: held.value, readAt: held.readAt, servedFrom: 'STALE_CACHE' }
  }

  private book(scope: ReadScope, section: Section, held: HeldEntry<Known>, wish: Freshness): Answer {
    const tally = tallyOf(scope, this.source.name)
    tally.hits++
    noteAge(tally, held.readAt, believedUntil(section, held))
    if (scope.held) noteHeld(scope.held, held, freshUntil(held, believable(section, held.value), wish))
    return { known: held.value, readAt: held.readAt, servedFrom: originOf(held, scope) }
  }
}

/** What came together stands and falls together, but is believed for no longer than the first of what was asked of it. */
function noteHeld(noted: NonNullable<ReadScope['held']>, { batch, readAt }: HeldEntry<Known>, until: number): void {
  const known = noted.get(batch)
  if (!known || until < known.until) noted.set(batch, { left: known?.left ?? batch.left, readAt, until })
}

/** What is not answered yet, by name. */
interface Open {
  /** May be shown as it is. */
  readonly stale: ReadonlyMap<string, HeldEntry<Known>>
  readonly missing: readonly string[]
  /** Neither shown nor asked for. */
  readonly refused: readonly string[]
}

const namesOf = ({ stale, missing, refused }: Open): string[] => [...stale.keys(), ...missing, ...refused]

/** No lane has a space in its name. */
const flightsName = (lane: Lane, { section }: Question): string => `${lane} ${section.name}`

/** What this very request has read is live, although the cache gives it back. */
const originOf = ({ readAt }: Moment, scope: ReadScope): ServedFrom => (readAt >= scope.startedAt ? 'LIVE' : 'CACHE')

const believedUntil = (section: Section, { value, readAt }: Entry<Known>): number => readAt + believable(section, value)

const nothingHeld = ({ name }: Source) =>
  new FreshetError('STALE_REFUSED', {
    source: name,
    message: `Nothing fresh enough is held of the source "${name}", and the request allows no other.`,
  })
