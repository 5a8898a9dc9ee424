import { type Day, dateOf, dayOf, instantOf } from './calendar.ts'
import type { KeyMaker } from './keys.ts'
import { createKeyMaker } from './keys.ts'
import { ENTITY } from './master.ts'
import type { Random } from './random.ts'
import { createRandom } from './random.ts'
import type { CompanyOptions, Instant, IsoDate } from './types.ts'

/** Records while they are being made; nobody outside sees them change. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] }

/** What every part of the generator needs: the options, the days and the keys. */
export interface Context {
  readonly seed: number
  readonly scale: number
  readonly today: Day
  /** The first day with documents, three years back. */
  readonly opening: Day
  readonly keys: KeyMaker
  readonly random: Random
  /** `perScale` records at scale 1, but never so few that the odd cases no longer fit. */
  count(perScale: number, atLeast: number): number
}

export function createContext({ seed = 1, scale = 1, today = '2026-11-20' }: CompanyOptions): Context {
  if (!(scale > 0)) throw new RangeError(`scale must be above zero, not ${scale}`)
  return {
    seed,
    scale,
    today: dayOf(today),
    opening: dayOf(today) - 3 * 365,
    keys: createKeyMaker(seed),
    random: createRandom(seed),
    count: (perScale, atLeast) => Math.max(atLeast, Math.round(perScale * scale)),
  }
}

/** Local office hours start at this second of the UTC day; winter time is close enough for made-up data. */
const UTC_OFFSET_SECONDS: Readonly<Record<number, number>> = {
  [ENTITY.organisation]: -3600,
  [ENTITY.europe]: -3600,
  [ENTITY.americas]: 5 * 3600,
  [ENTITY.japan]: -9 * 3600,
  [ENTITY.austria]: -3600,
  [ENTITY.unitedKingdom]: 0,
  [ENTITY.netherlands]: -3600,
  [ENTITY.switzerland]: -3600,
}

/**
 * An instant on a local day of the entity.
 *
 * One in forty lies within the first or last minutes of that day, where the UTC date is another one.
 */
export function localInstant(day: Day, entity: number, random: Random): Instant {
  const second = random.chance(0.025) ? random.pick([300, 86_100]) : random.between(7 * 3600, 19 * 3600)
  return instantOf(day, second + UTC_OFFSET_SECONDS[entity]!)
}

/** A creation and mostly a later change; nothing is later than today. */
export function lifetime(
  context: Context,
  random: Random,
  changed = 0.8,
): { createdAt: Instant; modifiedAt: Instant | null } {
  const created = context.opening - 400 + Math.floor(random.next() * (context.today - context.opening + 380))
  const modified = random.between(created + 1, context.today - 1)
  return {
    createdAt: instantOf(created, random.between(0, 86_399)),
    modifiedAt: random.chance(changed) ? instantOf(modified, random.between(0, 86_399)) : null,
  }
}

export function maybeRecentDate(context: Context, random: Random, probability: number): IsoDate | null {
  return random.chance(probability) ? dateOf(context.today - random.between(0, 400)) : null
}
