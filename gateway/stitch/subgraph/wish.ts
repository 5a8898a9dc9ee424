import type { GraphQLResolveInfo } from 'graphql'
import { type Freshness, narrow, tighten } from '../../cache/index.ts'
import { wishAt } from '../wish.ts'
import type { SubgraphContext } from './context.ts'
import { isLive } from './live.ts'
import type { Selection } from './selection.ts'

interface Known {
  readonly wide: Freshness
  readonly wish: Freshness
}

const known = new WeakMap<Selection, Known>()

/**
 * How fresh the records that a field leads to must be. They are read as a whole, so what is wished of one of their plain
 * fields is wished of them; and what the schema calls live is live whoever asks.
 */
export function readWish(selection: Selection, context: SubgraphContext, info: GraphQLResolveInfo): Freshness {
  const wide = wishAt(info, context.scope.freshness)
  const last = known.get(selection)
  if (last?.wide === wide) return last.wish
  const wish = tightened(selection, wide, isLive(info.parentType.getFields()[info.fieldName]))
  known.set(selection, { wide, wish })
  return wish
}

/** The same where the wish that holds for the field is known. */
export function tightened({ wishes, isLive }: Selection, wide: Freshness, isLiveField: boolean): Freshness {
  const wish = wishes.map((own) => narrow(wide, own)).reduce(tighten, wide)
  return isLive || isLiveField ? { ...wish, live: true } : wish
}
