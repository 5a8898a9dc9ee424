import type { Facts } from './facts.ts'

/** Of records that hang together by more than a hint, and of those that merely share a hint with them. */
export interface Neighbourhood {
  readonly core: ReadonlySet<string>
  readonly facts: readonly Facts[]
}
