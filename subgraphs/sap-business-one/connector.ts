import { defineConnector } from '../../gateway/connector/index.ts'
import { plain } from '../dialects/odata/fields.ts'
import { codecs } from './dialect.ts'
import { entities } from './entities.ts'
import { classify } from './faults.ts'
import { code } from './fields.ts'
import { fetch, render } from './reading.ts'
import { login } from './session.ts'
import { settings } from './settings.ts'
import { fetchSums, renderSums } from './sums.ts'

export default defineConnector({
  kind: 'sap-business-one',
  title: 'SAP Business One',
  settings,
  entities,
  // No rate is published and no header tells of one: what limits calls are the worker nodes, their memory, and the database.
  limits: ({ maxConcurrency: max }) => [
    {
      kind: 'adaptive',
      name: 'concurrency',
      initial: Math.min(4, max),
      min: 1,
      max,
      citation: {
        page: 'https://help.sap.com/doc/fc2f5477516c404c8bf9ad1315a17238/10.0/en-US/Working_with_SAP_Business_One_Service_Layer.pdf',
        readOn: '2026-11-21',
      },
    },
  ],
  caps: ({ pageRows }) => ({ lookupKeys: 400, filterKeys: 400, requestBytes: 200_000, pageRows, or: 'any' }),
  codecs,
  pathSeparator: '/',
  mappingVersion: '1',
  origin: ({ url }) => url,
  credentials: { login },
  render: (query, { settings }) => render(query, settings),
  fetch,
  aggregate: { render: (query, { settings }) => renderSums(query, settings), fetch: fetchSums },
  classify,
  /** A user-defined field, `U_…`, of the row itself; one inside a collection can be read, not searched. */
  externalKey: (native) => (native.includes('/') ? plain(native) : code(native)),
})
