import { type Column, defineConnector } from '../../gateway/connector/index.ts'
import { FreshetError } from '../../gateway/errors.ts'
import { codecsV4 } from '../dialects/odata/codecs-v4.ts'
import { entraToken } from '../dialects/odata/entra.ts'
import { number } from '../dialects/odata/fields.ts'
import { fetchRead, renderRead, type SetAddress } from '../dialects/odata/reading.ts'
import type { ServiceAddress } from '../dialects/odata/sending.ts'
import { fetchSums, renderSums } from '../dialects/odata/sums.ts'
import { dialect, dialectOfApply } from './dialect.ts'
import { entities } from './entities.ts'
import { classify } from './faults.ts'
import { type Settings, settings } from './settings.ts'

/** Per user and web server, in a sliding window. */
const limitsPage = {
  page: 'https://learn.microsoft.com/power-apps/developer/data-platform/api-limits',
  readOn: '2026-11-21',
}
/** Of the address of a GET, which may have 32,768 with the host. https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/overview */
const maxUrlChars = 32_000

/** Of one answer: https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/page-results, read 2026-11-21 */
const mostGroups = 5_000

/** On every request. A collection might come from a cache of the vendor's otherwise. */
const headers = { 'odata-maxversion': '4.0', 'odata-version': '4.0', 'if-none-match': 'null' }

export default defineConnector({
  kind: 'dataverse',
  title: 'Microsoft Dataverse',
  settings,
  entities,
  codecs: codecsV4(),
  pathSeparator: '/',
  // An annotation belongs to a value.
  omitsNull: (native) => native.includes('@'),
  mappingVersion: '1',

  // What is left by the x-ms-ratelimit headers is of the one web server that answered, and no measure to pace by.
  limits: () => [
    { name: 'requests', kind: 'window', permits: 6_000, windowMillis: 5 * 60_000, citation: limitsPage },
    { name: 'concurrency', kind: 'concurrency', permits: 52, citation: limitsPage },
  ],

  // 500 ids in one condition are 23,000 characters. A lookup takes a condition for each, of which a query may have 500.
  caps: ({ pageRows }) => ({ lookupKeys: 500, filterKeys: 400, requestBytes: maxUrlChars, pageRows, or: 'any' }),

  origin: ({ url }) => url,
  credentials: { login: (dial, client) => entraToken(dial, { ...client, resource: client.url }) },

  render({ columns, hint, ...query }, { settings }) {
    const address: SetAddress = {
      ...serviceOf(settings),
      key: [hint.key],
      origin: settings.url,
      maxAlternatives: 500,
      paging: 'links',
      headers,
      prefer: annotations(columns),
    }
    return renderRead({ ...query, hint, columns: columns.flatMap(unannotated) }, address, dialect)
  },
  fetch: fetchRead,
  aggregate: {
    render(query, { settings }) {
      const prefer = annotations(query.groupBy.map(({ column }) => column))
      return renderSums(query, { ...serviceOf(settings), mostGroups, headers, prefer }, dialectOfApply)
    },
    fetch: fetchSums,
  },
  classify,

  /** A column of the table. Text is compared without case: what is found is rechecked. */
  externalKey(native) {
    if (/^[a-z][a-z0-9_]*$/.test(native)) return number(native)
    throw new FreshetError('BAD_REQUEST', {
      message: `"${native}" is not the logical name of a column of Dataverse, as in accountnumber or new_erpnumber.`,
    })
  },
})

const serviceOf = ({ apiVersion }: Settings): ServiceAddress => ({
  service: `/api/data/v${apiVersion}`,
  maxUrlChars,
  batch: { format: 'multipart', headers },
})

/** `statecode@OData.Community.Display.V1.FormattedValue` comes with `statecode` to who asks for such annotations. */
function annotations(columns: readonly Column[]): string[] {
  const names = columns.map(({ native }) => native.split('@')).filter(([column]) => column !== '')
  const asked = [...new Set(names.flatMap(([, annotation]) => annotation ?? []))]
  return asked.length > 0 ? [`odata.include-annotations="${asked.join(',')}"`] : []
}

/** The column that an annotation is of; the etag is of none, and always comes. */
function unannotated(column: Column): Column[] {
  const native = column.native.split('@')[0]!
  return native === '' ? [] : [{ ...column, native }]
}
