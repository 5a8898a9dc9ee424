import { defineConnector } from '../../gateway/connector/index.ts'
import { codecs } from '../dialects/odoo-domain/codecs.ts'
import { name, renderFields, renderFilter, renderOrder } from '../dialects/odoo-domain/render.ts'
import { entities } from './entities.ts'
import { classify } from './faults.ts'
import { login } from './login.ts'
import { settings } from './settings.ts'
import { BY_ID, nextPage, requestOf, rowsOf, sumsOf, sumsRequest, type Turn } from './wire.ts'

export default defineConnector({
  kind: 'odoo',
  title: 'Odoo',
  settings,
  mappingVersion: '1',
  entities,
  codecs,
  pathSeparator: '.',
  origin: ({ url }) => url,
  // No count limit on ids. Proxies before Odoo often cap a body at 1 MiB, and 50,000 characters keep well below it.
  caps: { lookupKeys: 2_000, filterKeys: 2_000, requestBytes: 50_000, pageRows: 2_000, or: 'any' },
  // Odoo publishes no limit: what limits it is that a worker serves one request at a time.
  limits: ({ concurrency }) => [
    {
      kind: 'adaptive',
      name: 'workers',
      initial: concurrency,
      min: 1,
      max: concurrency,
      citation: { page: 'https://www.odoo.com/acceptable-use', readOn: '2026-11-20' },
    },
  ],
  credentials: { login },
  render({ object, columns, filter, order, limit, pageRows }, { settings }) {
    const rows = Math.min(pageRows, limit ?? pageRows)
    const [domain, sort] = [renderFilter(filter, settings.timeZone), renderOrder(order) || BY_ID]
    return requestOf(
      { model: name(object), domain, fields: renderFields(columns), order: sort, rows, offset: 0, left: limit },
      settings,
    )
  },
  async fetch(request, link) {
    const rows = rowsOf(await link.call(request))
    const next = nextPage(request.hint as Turn, rows)
    return next ? { rows, next } : { rows }
  },
  aggregate: {
    render: (query, { settings }) => sumsRequest(query, settings),
    fetch: async (request, link) => sumsOf(await link.call(request), request.hint),
  },
  classify,
  externalKey: (native) => ({ native, filter: { eq: 'exact', in: 'exact' } }),
})
