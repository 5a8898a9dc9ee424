import type { SourceKey } from '../connector/index.ts'
import { FreshetError } from '../errors.ts'

/**
 * A read of many keys of which some could be answered from what is held. Whoever does not look into it sees a failure, so that
 * nothing that failed is taken for absent.
 */
export class PartlyFailed<T = unknown> extends FreshetError {
  /** The answers that there are; a key that is neither here nor in `failed` is known to have none. */
  readonly served: ReadonlyMap<SourceKey, T>
  readonly failed: ReadonlySet<SourceKey>

  constructor(error: FreshetError, served: ReadonlyMap<SourceKey, T>, failed: ReadonlySet<SourceKey>) {
    const { source, message, detail, retryAfterMs } = error
    super(error.code, { source, message, detail, retryAfterMs, cause: error })
    this.served = served
    this.failed = failed
  }
}
