import { type Citation, defineConnector, type Limit } from '../../gateway/connector/index.ts'
import { entraToken } from '../dialects/odata/entra.ts'
import { fetchRead, renderRead } from '../dialects/odata/reading.ts'
import { dialectOf } from './dialect.ts'
import { entities } from './entities.ts'
import { classify } from './faults.ts'
import { codecs, text } from './fields.ts'
import { service } from './sets.ts'
import { settings } from './settings.ts'

const citation: Citation = {
  page: 'https://learn.microsoft.com/dynamics365/fin-ops-core/dev-itpro/data-entities/service-protection-api-limits',
  readOn: '2026-11-21',
}

/** Per user and web server; withdrawn by the vendor with 10.0.36. */
const userLimits: readonly Limit[] = [
  { kind: 'window', name: 'requests', permits: 6_000, windowMillis: 300_000, citation },
  { kind: 'concurrency', name: 'user-concurrency', permits: 52, citation },
]

export default defineConnector({
  kind: 'dynamics-finance',
  title: 'Dynamics 365 Finance & Operations',
  settings,
  entities,
  // The environment's processor and memory decide, and no number is published.
  limits: ({ maxConcurrency: max, userLimits: isLimited }) => [
    { kind: 'adaptive', name: 'concurrency', initial: Math.min(4, max), min: 1, max, citation },
    ...(isLimited ? userLimits : []),
  ],
  caps: ({ pageRows }) => ({ lookupKeys: 400, filterKeys: 400, requestBytes: 60_000, pageRows, or: 'any' }),
  codecs,
  pathSeparator: '/',
  mappingVersion: '1',
  origin: ({ url }) => url,
  credentials: { login: (dial, client) => entraToken(dial, { ...client, resource: client.url }) },
  render(query, { settings }) {
    const address = {
      service,
      key: query.hint.key,
      origin: settings.url,
      maxUrlChars: settings.maxUrlChars,
      maxAlternatives: 40,
      batch: { format: 'multipart' },
      // Without it only the user's default company is read, and nothing tells that the others are missing.
      always: [['cross-company', 'true']],
    } as const
    return renderRead(query, address, dialectOf(settings))
  },
  fetch: fetchRead,
  classify,
  /** A column of the collection, such as a custom field of the data entity. */
  externalKey: text,
})
