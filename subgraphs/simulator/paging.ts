import { randomId, seededRandom } from './random.ts'

export interface Cursors<State> {
  /** Keeps where to go on from, under an id that says nothing about it. */
  open(state: State, at: number): string
  /** Undefined for an id that was never given, or whose life is over. Reading does not use it up. */
  read(id: string, at: number): State | undefined
  expireAll(): void
}

/** How many cursors are kept; the oldest go first, as in a vendor that caps open cursors. */
const MAX_CURSORS = 10_000

/** Server-side cursors, locators and skip tokens, which expire on the simulator's clock. */
export function cursors<State>(options: {
  lifeMillis: number
  seed?: number
  prefix?: string
  length?: number
  alphabet?: string
}): Cursors<State> {
  const { lifeMillis, seed = 1, prefix = '', length = 18, alphabet } = options
  const random = seededRandom(seed)
  const kept = new Map<string, { readonly state: State; readonly openedAt: number }>()
  return {
    open(state, at) {
      const id = prefix + randomId(random, length, alphabet)
      kept.set(id, { state, openedAt: at })
      if (kept.size > MAX_CURSORS) kept.delete(kept.keys().next().value!)
      return id
    },
    read(id, at) {
      const cursor = kept.get(id)
      return cursor && at < cursor.openedAt + lifeMillis ? cursor.state : undefined
    },
    expireAll: () => kept.clear(),
  }
}
