import { type Citation, defineConnector } from '../../gateway/connector/index.ts'
import { codecsV4 } from '../dialects/odata/codecs-v4.ts'
import { entraToken } from '../dialects/odata/entra.ts'
import { code, plain } from '../dialects/odata/fields.ts'
import { entities } from './entities.ts'
import { classify } from './faults.ts'
import { fetch, render } from './requests.ts'
import { settings } from './settings.ts'

const citation: Citation = {
  page: 'https://learn.microsoft.com/dynamics365/business-central/dev-itpro/administration/operational-limits-online',
  readOn: '2026-11-21',
}

export default defineConnector({
  kind: 'business-central',
  title: 'Dynamics 365 Business Central',
  settings,
  entities,
  // Per user, which the application is: several of them would each have as much.
  limits: () => [
    { kind: 'window', name: 'speed', permits: 6_000, windowMillis: 300_000, citation },
    // More would wait in the vendor's queue, up to 95 of them, where our deadlines do not see them.
    { kind: 'concurrency', name: 'concurrency', permits: 5, citation },
  ],
  caps: ({ pageRows }) => ({
    // Each line is a GET of its own in a batch of 100.
    lookupKeys: 100,
    // 25 GETs of 40 ids.
    filterKeys: 1_000,
    requestBytes: 400_000,
    pageRows,
    or: 'sameColumn',
  }),
  codecs: codecsV4({ text: true, days: ['0001-01-01'], guid: true }),
  pathSeparator: '/',
  mappingVersion: '1',
  origin: ({ url }) => url,
  credentials: {
    login: (dial, client) => entraToken(dial, { ...client, resource: client.url }),
  },
  render: (query, { settings }) => render(query, settings),
  fetch,
  classify,
  /** A property of the set, such as one that is kept for the number of another system; one behind a navigation can be read, not searched. */
  externalKey: (native) =>
    native.includes('/') ? plain(native) : { ...code(native), filter: { eq: 'inexact', in: 'inexact' } },
})
