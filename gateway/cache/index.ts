export { type Asker, type Share, SingleFlight } from './flight.ts'
export { createInvalidations, type Invalidation, type Invalidations } from './invalidation.ts'
export { cacheKey, cacheKeyIn, cacheSection } from './key.ts'
export {
  believedMillis,
  type Freshness,
  freshUntil,
  mayStandIn,
  narrow,
  type OnStale,
  staleChoices,
  tighten,
  type Verdict,
  verdict,
} from './policy.ts'
export { type SharedStateChanged, sharedStateChanged, sharedWriteFailed } from './redis-channels.ts'
export { createRedisStore } from './redis-store.ts'
export {
  createInvalidate,
  type Invalidate,
  type Reach,
  type SharedState,
  type SharedStore,
  type SharedWrite,
} from './shared.ts'
export { approximateBytes } from './size.ts'
export { type Batch, createStore, type Entry, type HeldEntry, type Moment, type Several, type Store } from './store.ts'
