import { defineConnector, type NativeFilter, type NativeRequest } from '../../../gateway/connector/index.ts'
import { type ErrorCode, FreshetError } from '../../../gateway/errors.ts'
import { entities } from './entities.ts'

const limitsPage = { page: 'https://larkbooks.example/manual/desks', readOn: '2026-11-21' }

const read = (form: RegExp) => (native: unknown) => {
  if (native === null || native === undefined) return null
  if (!form.test(String(native))) throw new TypeError(`not of the form ${form}`)
  return String(native)
}

/** Larkbooks, an accounting program that exists only here: a whole connector, as small as one can be. */
export default defineConnector({
  kind: 'larkbooks',
  title: 'Larkbooks',
  settings: {
    url: { type: 'url', description: 'Address of the Larkbooks server.' },
    shop: { type: 'text', description: 'Name of the shop, as on the sign-in page.' },
    word: { type: 'secret', description: 'Password of the shop.' },
  },
  entities: () => entities,
  limits: () => [{ name: 'desks', kind: 'concurrency', permits: 4, citation: limitsPage }],
  caps: { lookupKeys: 60, filterKeys: 60, requestBytes: 16_000, pageRows: 100, or: 'any' },
  codecs: {
    text: read(/^/),
    number: read(/^-?\d+(\.\d+)?$/),
    boolean: (native) => native === true,
    date: read(/^\d{4}-\d\d-\d\d$/),
    instant: read(/^\d{4}-\d\d-\d\dT[\d:]+Z$/),
    guid: read(/./),
  },
  pathSeparator: '.',
  mappingVersion: '1',
  origin: ({ url }) => url,
  credentials: {
    async login(dial, { url, shop, word }) {
      const signIn = jsonPost('/sign-in', { shop, word })
      const answer = await dial.send({ ...signIn, url: new URL(signIn.path, url).href })
      const { ticket, seconds } = answer.json() as { ticket?: string; seconds: number }
      if (!ticket) throw new FreshetError('SOURCE_AUTH', { detail: answer.text() })
      return { headers: { 'lark-ticket': ticket }, expiresAt: dial.now() + seconds * 1000 }
    },
  },
  render({ object, columns, filter, order, limit }) {
    const where = filter && condition(filter)
    const by = order.map(({ column, direction }) => `${direction === 'asc' ? '+' : '-'}${column.native}`)
    return jsonPost('/ask', { shelf: object, show: columns.map(({ native }) => native), where, by, most: limit })
  },
  async fetch(request, link) {
    const answer = await link.call(request)
    const { rows, bookmark } = answer.json() as { rows: Record<string, unknown>[]; bookmark?: string }
    if (!Array.isArray(rows)) throw new FreshetError('SOURCE_BAD_RESPONSE', { detail: 'an answer without rows' })
    return bookmark === undefined ? { rows } : { rows, next: jsonPost('/ask', { bookmark }) }
  },
  // Larkbooks is sorry under status 200.
  classify(answer) {
    const { sorry } = (answer.status === 200 ? answer.json() : {}) as { sorry?: string }
    if (sorry === undefined) return undefined
    if (sorry === 'no ticket') return { code: 'SOURCE_AUTH', expired: 'login' }
    return { code: codes[sorry] ?? 'SOURCE_BAD_RESPONSE', detail: sorry }
  },
})

const codes: Record<string, ErrorCode> = {
  busy: 'SOURCE_THROTTLED',
  shut: 'SOURCE_UNAVAILABLE',
  lost: 'CURSOR_EXPIRED',
}

function jsonPost(path: string, question: object): NativeRequest {
  const body = JSON.stringify(question)
  return { method: 'POST', path, headers: { 'content-type': 'application/json' }, body, text: body }
}

/** Larkbooks has no other verbs, so entities.ts offers nothing else. */
const verbs: Record<string, string> = { eq: '=', lt: '<', gt: '>', contains: 'has', startsWith: 'begins' }

/** Conditions are lists that begin with their verb, so no text of a caller can become a word of the question. */
function condition(filter: NativeFilter): readonly unknown[] {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return [filter.kind, ...filter.terms.map(condition)]
    case 'compare':
      return [verbs[filter.op], filter.column.native, filter.value]
    case 'in':
      return ['=', filter.column.native, ...filter.values]
    case 'isNull':
      return [filter.value ? 'blank' : 'filled', filter.column.native]
  }
}
