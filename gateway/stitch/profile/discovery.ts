import type { GraphQLResolveInfo } from 'graphql'
import { decodeGlobalId, type Source, type SourceName } from '../../connector/index.ts'
import { type Card, disputesOf, type Facts, factsOf, type PlainKey, plainKeysOf } from '../../identity/index.ts'
import type { GatewayContext } from '../context.ts'
import { offers } from '../delegate.ts'
import {
  mostDisputedReads,
  mostFollowed,
  mostRoundsAtOnce,
  mostRoundsOfAll,
  mostSpellings,
  notFollowed,
} from './bounds.ts'
import { byIds, cardsById, listCards, type ProfiledEntity } from './cards.ts'
import { type IdentitySettings, identityOf } from './identity-settings.ts'
import { type Asked, incomingLookups, type Lookup, namespaceLookups, sharingLookups } from './lookups.ts'
import { sourceOf } from './members.ts'

/**
 * Finds out which records hang together with some, by asking their sources: a whole frontier at a time, one question per
 * source and way of asking. What it finds is facts; which of them make a cluster is for identity to judge.
 */
export class Discovery {
  /** What was read, by record; what others name and could not be read stands as `unread`. */
  readonly facts = new Map<string, Facts>()
  /** Records that their source says it does not have. */
  readonly gone = new Set<string>()
  /** Sources that could not be asked: records may be missing. */
  readonly failures = new Map<SourceName, Error>()
  /** Nothing was left to follow when it ended. */
  isComplete = true

  private readonly entity: ProfiledEntity
  private readonly cards: Map<string, Card>
  private readonly context: GatewayContext
  private readonly info: GraphQLResolveInfo
  private readonly identity: IdentitySettings
  private readonly sources: readonly Source[]
  private readonly asked: Asked = new Set()
  private readonly numbers = new Map<string, readonly PlainKey[]>()
  /** Profiles that are sought at once. */
  private readonly sought: number
  private readonly followed = new Map<SourceName, Set<string>>()
  private readonly spelled = new Map<SourceName, number>()
  private roundsLeft = mostRoundsOfAll
  private disputedReadsLeft = mostDisputedReads

  /** `cards` are the records that this request has read already, and are added to. */
  constructor(
    entity: ProfiledEntity,
    sought: number,
    cards: Map<string, Card>,
    context: GatewayContext,
    info: GraphQLResolveInfo,
  ) {
    this.entity = entity
    this.sought = sought
    this.cards = cards
    this.context = context
    this.info = info
    this.identity = identityOf(context)
    this.sources = [...context.subschemas.values()]
      .map(({ source }) => source)
      .filter(({ name }) => offers(name, byIds(entity), context))
  }

  /**
   * Follows everything from these records on. May be called again with more. Links chain through a hub: account → ERP record → other
   * accounts that name it → their ERP records. What would take more rounds or records than explanations tell is not followed.
   */
  async follow(starts: readonly string[]): Promise<void> {
    let frontier = this.unknown(starts)
    for (let round = 0; frontier.length > 0; round++) {
      if (round === mostRoundsAtOnce || this.roundsLeft-- <= 0) return this.giveUp(frontier)
      await this.readCards(frontier)
      for (const record of frontier) this.enter(record)
      frontier = this.unknown(await this.next(frontier))
    }
    await this.readDisputed(starts)
  }

  /**
   * A record that nothing leads on from is not read; but where several others of one system name it, its own numbers may tell
   * which of them is right.
   */
  private async readDisputed(starts: readonly string[]): Promise<void> {
    const unread = starts.filter((record) => this.facts.get(record)?.unread && !this.failures.has(sourceOf(record)))
    if (unread.length === 0) return
    const disputed = new Set(disputesOf([...this.facts.values()]).map(({ record }) => record))
    const open = unread.filter((record) => disputed.has(record))
    if (open.length > 0 && this.disputedReadsLeft-- <= 0) return this.giveUp(open)
    await this.readAll(open)
    for (const record of open) this.enter(record)
  }

  /** What some records lead to. What they name is read at the same time, where no search of its source may bring it anyway. */
  private async next(records: readonly string[]): Promise<string[]> {
    const named = this.unknown(records.flatMap((record) => this.facts.get(record)?.claims ?? []))
    const present = records.filter((record) => !this.gone.has(record))
    const sharing = this.sharingLookups(present)
    const searched = new Set(sharing.map(({ source }) => source))
    // Who else names them is asked once for all: together with what a search may find, or at once where nothing is searched.
    const known = searched.size > 0 ? present : [...present, ...named]
    const lookups = [...incomingLookups(this.entity, known, this.sources, this.asked), ...sharing]
    const [found] = await Promise.all([
      Promise.all(lookups.map((lookup) => this.list(lookup))),
      this.readCards(named.filter((record) => !searched.has(decodeGlobalId(record)!.source))),
    ])
    return [...named, ...found.flat()]
  }

  /** Records of sources that there are, and that were not followed yet. */
  private unknown(records: readonly string[]): string[] {
    const open = [...new Set(records)].filter(
      (record) =>
        !this.facts.has(record) &&
        !this.gone.has(record) &&
        this.sources.some(({ name }) => name === decodeGlobalId(record)?.source),
    )
    return open.filter((record) => this.admit(record))
  }

  private admit(record: string): boolean {
    const source = sourceOf(record)
    const own = this.followed.get(source) ?? new Set()
    this.followed.set(source, own)
    if (own.size < mostFollowed * this.sought) own.add(record)
    const isAdmitted = own.has(record)
    if (!isAdmitted) this.giveUp([record])
    return isAdmitted
  }

  /** Some records may be the same, and nobody will know. */
  private giveUp(records: readonly string[]): void {
    for (const source of new Set(records.map(sourceOf))) this.fail(source)
  }

  private fail(source: SourceName): void {
    this.isComplete = false
    this.failures.set(source, notFollowed(source, this.entity))
  }

  private readCards(records: readonly string[]): Promise<void> {
    return this.readAll(records.filter((record) => !this.cards.has(record) && this.tells(sourceOf(record))))
  }

  private async readAll(records: readonly string[]): Promise<void> {
    const bySource = Map.groupBy(records, sourceOf)
    await Promise.all(
      [...bySource].map(async ([source, ids]) => {
        const answer = await cardsById(this.entity, source, ids, this.context, this.info)
        if (answer instanceof Error) this.failures.set(source, answer)
        else for (const [i, card] of answer.entries()) this.note(ids[i]!, card)
      }),
    )
  }

  private note(record: string, card: Card | null | Error): void {
    if (card instanceof Error) this.failures.set(sourceOf(record), card)
    else if (card === null) this.leave(record)
    else this.cards.set(record, card)
  }

  /** Others may name it still, so that it was entered before it was read. */
  private leave(record: string): void {
    this.gone.add(record)
    this.facts.delete(record)
  }

  /** Whether anything that a record of this source says could lead to another one. */
  private tells(source: SourceName): boolean {
    const names = this.sources.find(({ name }) => name === source)?.externalKeys[this.entity] ?? {}
    const isShared = this.entity === 'Item' && this.identity.facts.skuNamespaces.some((group) => group.includes(source))
    return this.identity.searched.length > 0 || Object.keys(names).length > 0 || isShared
  }

  private enter(record: string): void {
    if (this.gone.has(record)) return
    const card = this.cards.get(record)
    const { source } = decodeGlobalId(record)!
    if (!card) {
      this.facts.set(record, Object.freeze({ record, source, keys: [], claims: [], unread: true }))
      return
    }
    this.facts.set(record, factsOf(card, this.identity.facts))
    this.numbers.set(record, plainKeysOf(card, this.identity.facts))
  }

  private sharingLookups(records: readonly string[]): Lookup[] {
    const keys = records.flatMap((record) => this.numbers.get(record) ?? [])
    const lookups = [
      ...sharingLookups(this.entity, keys, this.sources, this.identity.searched, this.asked),
      ...(this.entity === 'Item' ? namespaceLookups(keys, this.sources, this.identity.facts, this.asked) : []),
    ]
    return lookups.filter(({ source, values }) => this.admitNumbers(source, values))
  }

  private admitNumbers(source: SourceName, values: number): boolean {
    const before = this.spelled.get(source) ?? 0
    this.spelled.set(source, before + values)
    const most = mostFollowed * this.sources.length * mostSpellings * this.sought
    const isAdmitted = before + values <= most
    if (!isAdmitted) this.fail(source)
    return isAdmitted
  }

  private async list({ source, where }: Lookup): Promise<string[]> {
    const cards = await listCards(this.entity, source, where, this.context, this.info)
    if (cards instanceof Error) {
      this.failures.set(source, cards)
      return []
    }
    for (const card of cards) this.cards.set(card.id, card)
    return cards.map(({ id }) => id)
  }
}
