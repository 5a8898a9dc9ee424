/**
 * What one reading of the server's clock tells of the distance between it and ours. The reading was taken somewhere between
 * sending and receiving, so the distance is known within a round trip only: `low` to `high`, in millis.
 */
export interface ClockOffset {
  readonly low: number
  readonly high: number
}

/**
 * Replicas have wall clocks that differ, and monotonic clocks that mean nothing to each other. So instants are exchanged on the
 * one clock they all can ask, the server's, and each turns them into its own monotonic millis.
 */
export function clockOffset(serverMillis: number, sentAt: number, receivedAt: number): ClockOffset {
  return { low: serverMillis - receivedAt, high: serverMillis - sentAt }
}

/** Our instant on the server's clock, never too late: nothing gets younger on the way. */
export const onServer = (at: number, { low }: ClockOffset): number => at + low

/** The server's instant on our clock, never too late: for the age of what was read. */
export const earliestHere = (serverMillis: number, { high }: ClockOffset): number => serverMillis - high

/** The server's instant on our clock, never too early: for what is not to be believed any more. */
export const latestHere = (serverMillis: number, { low }: ClockOffset): number => serverMillis - low
