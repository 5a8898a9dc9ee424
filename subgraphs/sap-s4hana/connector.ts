import { defineConnector } from '../../gateway/connector/index.ts'
import { fetchAnalytic, renderAnalytic } from '../dialects/odata/analytic.ts'
import { codecsV2 } from '../dialects/odata/codecs.ts'
import { v2 } from '../dialects/odata/dialect.ts'
import { code, type EntitySet, plain } from '../dialects/odata/fields.ts'
import { fetchRead, renderRead, type SetAddress } from '../dialects/odata/reading.ts'
import { entities } from './entities.ts'
import { classify } from './faults.ts'
import { csrf, login } from './login.ts'
import { type Settings, settings } from './settings.ts'

/** A GET of at most 100 ids and 6,000 characters: the ICM's own ceiling is a profile of the system, and not published. */
const addressOf = ({ service, key }: EntitySet['hint'], { url, servicePath }: Settings): SetAddress => ({
  ...{ service: `${servicePath}/${service}`, key, origin: url },
  ...{ maxUrlChars: 6_000, maxAlternatives: 100 },
})

export default defineConnector({
  kind: 'sap-s4hana',
  title: 'SAP S/4HANA',
  settings,
  entities,
  // SAP publishes no rate: what limits calls are the dialog work processes of the system that is asked.
  limits: ({ maxConcurrency: max }) => [
    {
      kind: 'adaptive',
      name: 'concurrency',
      initial: Math.min(4, max),
      min: 1,
      max,
      citation: { page: 'https://api.sap.com/package/SAPS4HANACloud/odata', readOn: '2026-11-21' },
    },
  ],
  caps: ({ pageRows }) => ({ lookupKeys: 1_000, filterKeys: 1_000, requestBytes: 400_000, pageRows, or: 'any' }),
  codecs: codecsV2,
  pathSeparator: '/',
  mappingVersion: '1',
  origin: ({ url }) => url,
  credentials: { login, csrf },
  render: (query, { settings }) => renderRead(query, addressOf(query.hint, settings), v2),
  fetch: fetchRead,
  aggregate: {
    countsRows: false,
    render: (query, { settings }) => renderAnalytic(query, addressOf(query.hint, settings), v2, settings.pageRows),
    fetch: fetchAnalytic,
  },
  classify,
  /** A column of the entity set, such as a custom field `YY1_…`; one behind a navigation can be read, not searched. */
  externalKey: (native) => (native.includes('/') ? plain(native) : code(native)),
})
