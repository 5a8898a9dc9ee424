import { channel } from 'node:diagnostics_channel'
import type { SharedState } from './shared.ts'

/** Published whenever the shared level is found again or lost, and for each attempt to find it that failed. For logs and metrics. */
export interface SharedStateChanged {
  readonly state: SharedState
  /** What was lost, as it was thrown. */
  readonly error?: unknown
}

export const sharedStateChanged = channel('freshet.cache.shared')

/** Published with `{ error }` when entries could not be written, as by a server that is full. For logs and metrics. */
export const sharedWriteFailed = channel('freshet.cache.shared-write-failed')
