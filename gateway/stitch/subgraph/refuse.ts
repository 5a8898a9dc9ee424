import { FreshetError } from '../../errors.ts'

/** A caller's mistake. The message quotes what was wrong and says what to write instead. */
export const badRequest = (message: string): FreshetError => new FreshetError('BAD_REQUEST', { message })

/** A caller's value as it may stand in a message. */
export const quoted = (value: unknown): string => JSON.stringify(value).slice(0, 120)
