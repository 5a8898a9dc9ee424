/** Priority classes of calls to a source, most urgent first. */
export const lanes = ['interactive', 'refresh', 'batch'] as const
export type Lane = (typeof lanes)[number]

/** The part of every limit that a lane may draw on: the rest is kept for people who wait. */
export const shares: Readonly<Record<Lane, number>> = { interactive: 1, refresh: 0.7, batch: 0.7 }

/** After so many urgent calls in a row the next one is of whoever waits behind them, so that nobody waits for ever. */
export const urgentInARow = 9
