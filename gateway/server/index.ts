export {
  type AdminActed,
  type Administration,
  type AdminOptions,
  adminActed,
  createAdministration,
  type Invalidated,
} from './admin.ts'
export * from './channels.ts'
export { anonymous, type Lane, lanes, type Principal, type RequestContext } from './context.ts'
export { validationRules } from './delivery-rules.ts'
export { type ExampleQuery, exampleQueries } from './example-queries.ts'
export type { ExecuteOptions } from './execute.ts'
export { formatErrors, type PublicError } from './format-error.ts'
export { type Accounts, freshnessEntries, type SourceAccount } from './freshness-account.ts'
export { freshnessHeaders } from './freshness-headers.ts'
export { type RoleWishes, wishOfRequest } from './freshness-wishes.ts'
export { defaultGuardLimits, type GuardLimits } from './limits.ts'
export { createQueryGuard, type QueryGuard } from './query-guard.ts'
export { createServer, type Readiness, type Server, type ServerOptions } from './server.ts'
export { createTrustedDocuments, type TrustedDocumentsOptions } from './trusted-documents.ts'
