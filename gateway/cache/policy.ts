/** What a caller wishes about age; the schema and the operator set the floor. */
export interface Freshness {
  /** Nothing older; 0 asks the source anew. */
  readonly maxAgeMillis?: number | undefined
  /** What to do with what is held but older than is believed or wished. Default: ask the source again. */
  readonly onStale?: OnStale | undefined
  /** Answer from what is held or not at all. */
  readonly onlyIfCached?: boolean | undefined
  /** How far beyond its age a value may be shown, labelled, when the source cannot be asked. */
  readonly staleIfErrorMillis?: number | undefined
  /** A held value must stay believable for so long. */
  readonly minFreshMillis?: number | undefined
  /** Past every cache and every call under way. Cannot be taken back by a narrower wish. */
  readonly live?: boolean | undefined
}

/** From the most patient to the strictest. */
export const staleChoices = ['SERVE', 'REFETCH', 'FAIL'] as const
export type OnStale = (typeof staleChoices)[number]

/**
 * FRESH: believed. STALE_SERVABLE: shown with its label while a new one is fetched. STALE_REFUSED: too old, and the caller
 * wants neither it nor a call. MISS: the source has to be asked.
 */
export type Verdict = 'FRESH' | 'STALE_SERVABLE' | 'STALE_REFUSED' | 'MISS'

/** What is judged: when the source was asked, on the clock that `now` is of. */
export interface Judged {
  readonly askedAt: number
}

/** The wider wish with the narrower one laid over it, word by word; only `live` stays whoever said it. */
export function narrow(wide: Freshness, narrower: Freshness): Freshness {
  const said = Object.entries(narrower).filter(([, value]) => value !== undefined)
  if (said.length === 0) return wide
  return { ...wide, ...Object.fromEntries(said), ...(wide.live ? { live: true } : {}) }
}

/** A wish that both are content with: for one read that answers several. */
export function tighten(a: Freshness, b: Freshness): Freshness {
  return {
    maxAgeMillis: least(a.maxAgeMillis, b.maxAgeMillis),
    onStale: stricter(a.onStale ?? 'REFETCH', b.onStale ?? 'REFETCH'),
    onlyIfCached: a.onlyIfCached || b.onlyIfCached,
    staleIfErrorMillis: Math.min(a.staleIfErrorMillis ?? 0, b.staleIfErrorMillis ?? 0),
    minFreshMillis: Math.max(a.minFreshMillis ?? 0, b.minFreshMillis ?? 0),
    live: a.live || b.live,
  }
}

const least = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.min(a, b)

const stricter = (a: OnStale, b: OnStale): OnStale =>
  staleChoices[Math.max(staleChoices.indexOf(a), staleChoices.indexOf(b))]!

/** How old a value may be under a wish: never older than the operator believes it, whatever the caller would allow. */
export const believedMillis = (staleTimeMillis: number, { maxAgeMillis, live }: Freshness): number =>
  live ? 0 : Math.min(maxAgeMillis ?? staleTimeMillis, staleTimeMillis)

/** What to do with a held value, or with none. An age of exactly the bound is too old. */
export function verdict(held: Judged | undefined, now: number, staleTimeMillis: number, wish: Freshness): Verdict {
  if (wish.live) return 'MISS'
  if (!held) return wish.onlyIfCached ? 'STALE_REFUSED' : 'MISS'
  if (now < freshUntil(held, staleTimeMillis, wish)) return 'FRESH'
  if (wish.onStale === 'SERVE') return 'STALE_SERVABLE'
  return wish.onStale === 'FAIL' || wish.onlyIfCached ? 'STALE_REFUSED' : 'MISS'
}

/** The instant from which a held value is believed no more, if it is believed under a wish at all. */
export const freshUntil = ({ askedAt }: Judged, staleTimeMillis: number, wish: Freshness): number =>
  askedAt + believedMillis(staleTimeMillis, wish) - (wish.minFreshMillis ?? 0)

/** Whether a held value may stand in for one that could not be fetched. */
export function mayStandIn(held: Judged, now: number, staleTimeMillis: number, wish: Freshness): boolean {
  if (wish.live || wish.onStale === 'FAIL' || wish.staleIfErrorMillis === undefined) return false
  return now - held.askedAt < believedMillis(staleTimeMillis, wish) + wish.staleIfErrorMillis
}
