import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { company, type Server, startServer } from './server.ts'

// Operators and prefix notation: https://www.odoo.com/documentation/19.0/developer/reference/backend/orm.html#search-domains
let server: Server
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const idsOf = async (model: string, domain: unknown, order = 'id asc'): Promise<number[]> => {
  const reply = await server.json2(`${model}/search`, { domain, order, context: { active_test: false } })
  expect(reply.status, reply.text).toBe(200)
  return reply.body
}
const items = company.items.filter(({ keys }) => keys.odoo !== undefined)
const customers = company.customers.filter(({ keys }) => keys.odoo !== undefined)
const keys = (records: readonly { readonly keys: { readonly odoo?: number } }[]) =>
  records.map((record) => record.keys.odoo!).sort((a, b) => a - b)

describe('a domain', () => {
  test('joins what stands side by side with "and"', async () => {
    const both = await idsOf('product.product', [
      ['sale_ok', '=', true],
      ['type', '=', 'service'],
    ])
    expect(both).toEqual(await idsOf('product.product', ['&', ['sale_ok', '=', true], ['type', '=', 'service']]))
    expect(both.length).toBeGreaterThan(0)
  })

  test('takes an operator before its operands, and negates the one that follows', async () => {
    const [all, services, goods] = await Promise.all([
      idsOf('product.product', []),
      idsOf('product.product', [['type', '=', 'service']]),
      idsOf('product.product', ['!', ['type', '=', 'service']]),
    ])
    expect([...services, ...goods].sort((a, b) => a - b)).toEqual(all)
    expect(await idsOf('product.product', ['|', ['type', '=', 'service'], '!', ['type', '=', 'service']])).toEqual(all)
  })

  test('matches what is unset with false, in lists too', async () => {
    const without = keys(
      items.filter(
        ({ gtin, keys }) =>
          gtin === null && !company.truth.gtinConflicts.some((known) => company.items[known.itemId]!.keys === keys),
      ),
    )
    expect(await idsOf('product.product', [['barcode', '=', false]])).toEqual(without)
    expect(await idsOf('product.product', [['barcode', 'in', [false, 'x']]])).toEqual(without)
    expect((await idsOf('product.product', [['barcode', '!=', 'x']])).length).toBe(items.length)
  })

  test('tells upper and lower case apart in like, and not in ilike', async () => {
    const [like, ilike] = await Promise.all([
      idsOf('product.product', [['default_code', 'like', 'too-']]),
      idsOf('product.product', [['default_code', 'ilike', 'too-']]),
    ])
    expect(like).toEqual([])
    expect(ilike).toEqual(keys(items.filter(({ sku }) => sku.includes('TOO-'))))
  })

  test('has wildcards in patterns, unless a backslash stands before them', async () => {
    const odd = customers.find(({ name }) => name.includes('%'))!
    expect(await idsOf('res.partner', [['name', '=like', '100\\%%']])).toEqual([odd.keys.odoo])
    expect(await idsOf('res.partner', [['name', '=like', '100\\_%']])).toEqual([])
    expect((await idsOf('res.partner', [['name', '=like', '1%']])).includes(odd.keys.odoo!)).toBe(true)
  })

  test('follows paths, and asks of what is related with any', async () => {
    const lines = await idsOf('account.move.line', [['move_id.state', '=', 'draft']])
    expect(lines.length).toBeGreaterThan(0)
    expect(await idsOf('account.move.line', [['move_id', 'any', [['state', '=', 'draft']]]])).toEqual(lines)
    const rest = await idsOf('account.move.line', [['move_id', 'not any', [['state', '=', 'draft']]]])
    expect(rest.length + lines.length).toBe((await idsOf('account.move.line', [])).length)
  })

  test('goes down a tree with child_of, and up with parent_of', async () => {
    const contact = company.contacts.find(({ keys }) => keys.odoo !== undefined)!
    const customer = company.customers[contact.customerId]!
    expect(await idsOf('res.partner', [['id', 'child_of', [customer.keys.odoo]]])).toContain(contact.keys.odoo)
    expect(await idsOf('res.partner', [['id', 'parent_of', [contact.keys.odoo]]])).toContain(customer.keys.odoo)
  })

  test('searches what partners owe by number only', async () => {
    const owing = await idsOf('res.partner', [
      ['credit', '>', 0],
      ['customer_rank', '>', 0],
    ])
    expect(owing.length).toBeGreaterThan(0)
    const reply = await server.json2('res.partner/search', { domain: [['credit', 'in', [1]]] })
    expect(reply.body.name).toBe('builtins.ValueError')
  })
})

describe('an order', () => {
  test('puts what is unset last when ascending, and first when descending', async () => {
    const isUnset = async (direction: string) => {
      const ids = await idsOf('product.product', [], `barcode ${direction}, id asc`)
      const unset = new Set(await idsOf('product.product', [['barcode', '=', false]]))
      return ids.map((id) => unset.has(id))
    }
    expect((await isUnset('asc')).at(-1)).toBe(true)
    expect((await isUnset('desc'))[0]).toBe(true)
  })

  test('of text follows a language, not code points', async () => {
    const reply = await server.json2('res.partner/search_read', {
      domain: [['name', '!=', false]],
      fields: ['name'],
      order: 'name asc',
      context: { active_test: false },
    })
    const names: string[] = reply.body.map(({ name }: { name: string }) => name)
    expect(names).not.toEqual([...names].sort())
    expect(names).toEqual([...names].sort(new Intl.Collator('en-US').compare))
  })

  test('by a reference is that of the records it points to', async () => {
    const ids = await idsOf('stock.quant', [], 'location_id asc, id asc')
    const reply = await server.json2('stock.quant/read', { ids, fields: ['location_id'] })
    const names = reply.body.map(({ location_id }: { location_id: [number, string] }) => location_id[1])
    expect(names).toEqual([...names].sort(new Intl.Collator('en-US').compare))
  })
})
