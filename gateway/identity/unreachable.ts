import { FreshetError } from '../errors.ts'

/** A crosswalk that cannot be used now. `cause` is for logs: it may hold the store's own words. */
export const unreachable = (cause: unknown): FreshetError =>
  new FreshetError('SOURCE_UNAVAILABLE', {
    message: 'It cannot be looked up now which records are the same: the store of links is not reachable.',
    cause,
  })

/** No system failed, so none is named. */
export const isUnreachable = (error: unknown): boolean =>
  error instanceof FreshetError && error.code === 'SOURCE_UNAVAILABLE' && error.source === undefined
