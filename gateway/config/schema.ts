import { z } from 'zod'
import { staleChoices } from '../cache/policy.ts'
import { defaultCallBudgets } from '../call-budget.ts'
import { canonical } from '../connector/index.ts'
import { searchableSchemes } from '../identity/index.ts'
import { executors } from '../plan/names.ts'
import { defaultGuardLimits, type GuardLimits } from '../server/index.ts'
import { address, secretReference } from './settings-schema.ts'

const entityName = z.enum(Object.keys(canonical) as [string, ...string[]])
const millis = z.int().min(0)
const positive = z.int().min(1)

const staleTimeMs = z.partialRecord(entityName, millis).default({})

/** Recursion in and below the server is bounded by these; beyond the ceiling a query could exhaust the stack. */
const ceilings: Partial<Record<keyof GuardLimits, number>> = {
  tokens: 10_000,
  nesting: 500,
  jsonDepth: 100,
  depth: 100,
}

const guard = z
  .strictObject(
    Object.fromEntries(
      Object.keys(defaultGuardLimits).map((name) => {
        const ceiling = ceilings[name as keyof GuardLimits]
        return [name, (ceiling === undefined ? positive : positive.max(ceiling)).optional()]
      }),
    ) as Record<keyof GuardLimits, z.ZodOptional<z.ZodInt>>,
  )
  .prefault({})

const origin = z
  .string()
  .regex(/^https?:\/\/[^/*]+$/, 'is not an origin: write it as https://host.example, without a path.')

export const serverSchema = z
  .strictObject({
    port: z.int().min(0).max(65_535).default(4000),
    host: z.string().min(1).default('127.0.0.1'),
    graphiql: z.boolean().default(true),
    introspection: z.boolean().default(true),
    development: z.boolean().default(false),
    requestTimeoutMs: positive.max(600_000).default(30_000),
    corsOrigins: z.array(origin).default([]),
    allowedHosts: z.array(z.string().min(1).toLowerCase()).default([]),
    executor: z.enum(executors).default('plan'),
    guard,
  })
  .prefault({})

const megabyte = 1_000_000

export const cacheSchema = z
  .strictObject({
    maxBytes: z
      .int()
      .min(megabyte)
      .default(256 * megabyte),
    staleTimeMs,
  })
  .prefault({})

const role = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_.-]{0,62}$/,
    'is not a name for a role: use letters, digits, dots, dashes and underscores.',
  )

/** What requests of a lane or a role wish that say nothing themselves. */
export const freshnessSchema = z
  .strictObject({
    roles: z
      .record(
        role,
        z.strictObject({
          maxAgeMs: millis.optional(),
          onStale: z.enum(staleChoices).optional(),
          staleIfErrorMs: millis.optional(),
        }),
      )
      .default({}),
  })
  .prefault({})

/** `xw` stands for the crosswalk in the ids of profiles, so no source can have it. */
export const sourceName = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,62}$/,
    'is not a name for a source: use small letters, digits and dashes, beginning with a letter.',
  )
  .refine((name) => name !== 'xw', 'is taken: it stands for profiles. Choose another name.')

/** Chosen values where records of one cluster differ; the first entry that names a field holds. */
const fieldPolicy = z.strictObject({
  fields: z.array(z.string().min(1)).min(1),
  rule: z.enum(['SOURCE_ORDER', 'MOST_RECENT', 'LONGEST']).default('SOURCE_ORDER'),
  order: z.array(sourceName).default([]),
})

const minute = 60_000

/** A Postgres in which several replicas keep what they know of links. */
const postgresSchema = z.strictObject({
  url: z.string(),
  schema: z
    .string()
    .regex(/^(?!pg_)[a-z_][a-z0-9_]{0,39}$/, 'is no name for it: use up to 40 small letters, digits and underscores.')
    .default('freshet'),
  // One for each kind of thing that is written about, and one for readers.
  poolSize: z.int().min(4).max(100).default(4),
  timeoutMs: positive.max(60_000).default(2_000),
  tls: z.union([z.boolean(), z.strictObject({ ca: z.string().min(1) })]).optional(),
})

export const identitySchema = z
  .strictObject({
    skuNamespaces: z.array(z.array(sourceName)).default([]),
    file: z.string().min(1).optional(),
    store: z.strictObject({ postgres: postgresSchema }).optional(),
    secret: secretReference.optional(),
    search: z.array(z.enum(searchableSchemes)).default(['VAT', 'DUNS', 'LEI', 'GTIN']),
    rememberMs: millis.default(10 * minute),
    stopList: z.array(z.string().min(1)).default([]),
    survivorship: z.partialRecord(z.enum(['Customer', 'Supplier', 'Item']), z.array(fieldPolicy)).default({}),
  })
  .prefault({})

/** What replicas share. Without it each keeps to itself. */
export const redisSchema = z.strictObject({
  url: z.string(),
  prefix: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,40}$/, 'is not a prefix: use up to 40 letters, digits, dots, dashes and underscores.')
    .default('freshet'),
  commandTimeoutMs: positive.max(10_000).default(50),
  replicas: positive.max(1_000).default(2),
})

/** Calls to sources that one operation may cause, and by role or lane where those may cause more or less. */
export const budgetSchema = z
  .strictObject({
    maxSourceCalls: positive.default(defaultCallBudgets.maxSourceCalls),
    roles: z.record(role, positive).default({}),
  })
  .prefault({})

/** A folder of `.graphql` files, or a JSON file of texts by their ids; relative to the configuration. */
export const trustedDocumentsSchema = z.strictObject({
  path: z.string().min(1),
  only: z.boolean().default(false),
  guard,
})

/** A folder for what is spent of the vendors' limits, or `false` where nothing can or shall be written. */
export const ledgerSchema = z.union([z.literal(false), z.string().min(1)]).default('.freshet')

export const adminSchema = z.strictObject({ token: secretReference })

/** What the business views go by. */
export const viewsSchema = z
  .strictObject({
    rates: z.strictObject({ file: z.string().min(1), maxAgeDays: z.int().min(0).max(3_660).default(7) }).optional(),
    overLimit: z.enum(['REVIEW', 'REJECTED']).default('REVIEW'),
    audit: z
      .strictObject({
        enabled: z.boolean().default(true),
        file: z.string().min(1).default('.freshet/audit/credit-checks.jsonl'),
        required: z.boolean().default(true),
        sync: z.boolean().default(true),
      })
      .prefault({}),
  })
  .prefault({})

export const rootSchema = z.strictObject({
  server: serverSchema,
  cache: cacheSchema,
  freshness: freshnessSchema,
  identity: identitySchema,
  views: viewsSchema,
  redis: redisSchema.optional(),
  budget: budgetSchema,
  admin: adminSchema.optional(),
  trustedDocuments: trustedDocumentsSchema.optional(),
  ledger: ledgerSchema,
  sources: z
    .record(sourceName, z.unknown())
    .refine((sources) => Object.keys(sources).length > 0, 'is empty: connect at least one source.'),
})

export type Root = z.output<typeof rootSchema>

const timeZone = z.string().refine(isTimeZone, 'is not an IANA time zone: write it as Europe/Berlin.')

function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return true
  } catch {
    return false
  }
}

/** A probe every five seconds at the least: a source that is back is to be noticed. */
const breakerSchema = z
  .strictObject({ failures: z.int().min(0).default(5), probeMs: positive.min(500).max(4_000).default(2_000) })
  .prefault({})

/** What every source has, whatever its connector. `settings` is checked by the connector's own declaration. */
export const sourceSchema = z.strictObject({
  connector: z.string(),
  title: z.string().min(1).optional(),
  region: z.string().min(1).optional(),
  timeZone: timeZone.default('UTC'),
  settings: z.unknown().optional(),
  limits: z.record(z.string(), z.record(z.string(), z.number().positive())).default({}),
  headroom: z.number().min(0).max(0.9).default(0.3),
  retries: z.int().min(0).max(5).default(2),
  breaker: breakerSchema,
  externalKeys: z.partialRecord(entityName, z.record(sourceName, z.string().min(1))).default({}),
  staleTimeMs,
  remote: address().optional(),
  maxScanRows: positive.default(20_000),
})

export type SourceEntry = z.output<typeof sourceSchema>
