import { defineConnector, type LimitReading } from '../../gateway/connector/index.ts'
import { FreshetError } from '../../gateway/errors.ts'
import { codecs } from '../dialects/soql/codecs.ts'
import { text } from '../dialects/soql/fields.ts'
import { fetchPage, requestFor } from '../dialects/soql/rest.ts'
import { fetchSums, sumsRequest } from '../dialects/soql/sums.ts'
import { entities } from './entities.ts'
import { classify } from './faults.ts'
import { login } from './login.ts'
import { settings } from './settings.ts'

const DAY = 24 * 60 * 60_000
const limitsPage = {
  page: 'https://developer.salesforce.com/docs/platform/salesforce-app-limits-cheatsheet/guide/salesforce-app-limits-platform-api.html',
  readOn: '2026-11-20',
}

export default defineConnector({
  kind: 'salesforce',
  title: 'Salesforce',
  settings,
  entities,
  codecs,
  pathSeparator: '.',
  mappingVersion: '1',

  limits: () => [
    // Enterprise without licences; more per licence. The true figure comes with every answer.
    { name: 'DailyApiRequests', kind: 'quota', permits: 100_000, windowMillis: DAY, citation: limitsPage },
    // Only calls of 20 seconds and more count: so many at a time can never be too many.
    { name: 'ConcurrentApiRequests', kind: 'concurrency', permits: 25, citation: limitsPage },
  ],

  caps: {
    lookupKeys: 2_000,
    filterKeys: 2_000,
    // Of a statement, in characters; percent-encoded in a body it is never shorter.
    requestBytes: 100_000,
    pageRows: 2_000,
    or: 'any',
  },

  origin: ({ loginUrl }) => new URL(loginUrl).origin,
  credentials: { login },

  render: (query, { settings: { apiVersion } }) => requestFor(query, version(apiVersion)),
  fetch: fetchPage,
  aggregate: {
    render: (query, { settings: { apiVersion } }) => sumsRequest(query, version(apiVersion)),
    fetch: fetchSums,
  },
  classify,

  readings: ({ headers }): LimitReading[] => {
    // Beside it may stand `per-app-api-usage`, which is another limit.
    const [, used, permits] = /(?:^|[\s,;])api-usage=(\d+)\/(\d+)/.exec(headers['sforce-limit-info'] ?? '') ?? []
    return used && permits ? [{ limit: 'DailyApiRequests', used: Number(used), permits: Number(permits) }] : []
  },

  // Needs "View Setup and Configuration"; without it the header of the first answer has to do.
  usage: {
    request: ({ apiVersion }) => {
      const path = `/services/data/v${version(apiVersion)}/limits`
      return { method: 'GET', path, text: path }
    },
    readings(answer): LimitReading[] {
      const { Max: permits, Remaining: left } = limitIn(answer.json(), 'DailyApiRequests')
      return permits !== undefined && left !== undefined
        ? [{ limit: 'DailyApiRequests', used: permits - left, permits }]
        : []
    },
  },

  externalKey(native) {
    if (!/^[A-Za-z]\w*__c$/.test(native)) {
      throw new FreshetError('BAD_REQUEST', {
        message: `"${native}" is not a custom field of Salesforce, as in SAP_Customer__c.`,
      })
    }
    return text(native)
  },
})

/** An entry of `/limits`, described with the limits themselves. */
function limitIn(body: unknown, name: string): { readonly Max?: number; readonly Remaining?: number } {
  const limit = (body as Record<string, Record<string, unknown> | undefined> | null)?.[name]
  const [Max, Remaining] = [limit?.Max, limit?.Remaining]
  return typeof Max === 'number' && typeof Remaining === 'number' ? { Max, Remaining } : {}
}

function version(apiVersion: string): string {
  if (/^\d{2,3}\.0$/.test(apiVersion)) return apiVersion
  throw new FreshetError('BAD_REQUEST', {
    message: `"${apiVersion}" is not a version of the Salesforce API, as in 62.0.`,
  })
}
