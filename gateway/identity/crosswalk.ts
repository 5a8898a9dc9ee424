import type { Facts } from './facts.ts'
import type { Evidence, LinkMethod, LinkState } from './judge.ts'

/** What kind of thing a cluster is: the type of its records. */
export type ClusterKind = 'Customer' | 'Supplier' | 'Item'

/** Records that are the same thing. */
export interface Cluster {
  /**
   * The record that founded it. The name outlives the record: other members come and go, and when two clusters become
   * one, the older name stays and the other leads to it.
   */
  readonly id: string
  readonly kind: ClusterKind
  /** Global ids, sorted. */
  readonly members: readonly string[]
  /** One more with each change of its members. */
  readonly version: number
  /** Epoch milliseconds at which all systems were last asked for more members; undefined: never, or not all of them. */
  readonly soughtAt: number | undefined
}

/** One decision about two records. Decisions are never changed: a newer one takes their place. */
export interface Link {
  readonly id: number
  readonly kind: ClusterKind
  readonly a: string
  readonly b: string
  readonly state: LinkState
  readonly method: LinkMethod
  readonly rule: string
  readonly ruleVersion: number
  readonly confidence: string
  readonly evidence: readonly Evidence[]
  /** Who decided: a name for people, or `rules`. */
  readonly decidedBy: string
  /** Epoch milliseconds; `validTo` is undefined while it stands. */
  readonly decidedAt: number
  readonly validTo: number | undefined
}

export interface ManualLink {
  readonly kind: ClusterKind
  readonly a: string
  readonly b: string
  readonly state: 'CONFIRMED' | 'REJECTED'
  readonly by: string
  readonly at: number
}

export interface LinkQuery {
  readonly kind?: ClusterKind | undefined
  readonly state?: LinkState | undefined
  /** Links of any of these records. */
  readonly records?: readonly string[] | undefined
  /** Also those whose place a newer one has taken. */
  readonly past?: boolean | undefined
  readonly limit?: number | undefined
}

/** How far a run through a source has come. */
export interface Progress {
  /** Where to go on; null: from the start, or through. */
  readonly cursor: string | null
  readonly records: number
  readonly isDone: boolean
  /** Epoch milliseconds at which the run began. */
  readonly startedAt: number
}

/**
 * The identity map: keys of records, keyed hashes of their numbers, and decisions. No data of any source. Shared by all
 * callers: it says which records belong together, never what is in them. Each call is whole or without effect, whoever else
 * uses it at the same time.
 * @throws by every method: FreshetError for which `isUnreachable` holds, when a store outside of the process cannot be used now
 */
export interface Crosswalk {
  /** Looks for its store; without it, it goes on looking at each call. @throws Error when a newer version of the gateway wrote it */
  connect(): Promise<void>
  readonly isReachable: boolean
  /**
   * Enters what was read of records, decides anew about all that hangs together with them, and gives the clusters of
   * all records touched. `gone` records are known no more to their source, and leave their clusters.
   */
  observe(kind: ClusterKind, facts: readonly Facts[], at: number, gone?: readonly string[]): Promise<void>
  /** The cluster of each record, by record. One that was never observed is a cluster of its own, never sought. */
  clustersOf(kind: ClusterKind, records: readonly string[]): Promise<ReadonlyMap<string, Cluster>>
  /** Notes that all systems were asked for what belongs to these records. */
  markSought(kind: ClusterKind, records: readonly string[], at: number): Promise<void>
  /** The same for everything that is known of a kind. */
  markAllSought(kind: ClusterKind, at: number): Promise<void>
  /** @throws FreshetError BAD_REQUEST when it contradicts what people have said of other members */
  decide(link: ManualLink): Promise<Link>
  /** Puts in force what stood before a decision, as a new decision. @throws FreshetError BAD_REQUEST for a link that is none, or stands no more */
  undo(id: number, by: string, at: number): Promise<Link>
  /** Decisions, newest first. */
  links(query: LinkQuery): Promise<readonly Link[]>
  /** Clusters of two members or more, by id, after one of them. */
  clusters(kind: ClusterKind, after: string | undefined, limit: number): Promise<readonly Cluster[]>
  /** The newest cluster that a retired name leads to; undefined when it leads nowhere. */
  leadsTo(id: string): Promise<string | undefined>
  /** Records of a source that nobody has met since, epoch milliseconds, are known no more to it. */
  forgetUnseen(kind: ClusterKind, source: string, since: number, at: number): Promise<void>
  progress(source: string, kind: ClusterKind): Promise<Progress | undefined>
  saveProgress(source: string, kind: ClusterKind, progress: Progress): Promise<void>
  close(): Promise<void>
}
