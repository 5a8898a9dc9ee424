export { redisPool } from './redis-pool.ts'
export { createSharedLimits, type SharedLimits, type SharedState, sharedLimitsChanged } from './shared-limits.ts'
