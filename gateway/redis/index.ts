export { type ClockOffset, clockOffset, earliestHere, latestHere, onServer } from './clock.ts'
export { connect, connectMillis, createConnection, onceLost, pauseMillis, type Redis, within } from './connection.ts'
export type { RedisSettings, SharingSettings } from './settings.ts'
