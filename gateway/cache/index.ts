export { type Asker, SingleFlight } from './flight.ts'
export { cacheKey } from './key.ts'
export { approximateBytes } from './size.ts'
export { createStore, type Entry, type Store } from './store.ts'
