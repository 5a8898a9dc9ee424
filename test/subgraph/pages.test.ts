import { describe, expect, test } from 'vitest'
import { ask, idOf } from './ask.ts'
import { companySource, rows } from './data.ts'
import { fakeReader } from './fake-reader.ts'

const company = () => fakeReader(companySource(), rows)

/** Follows a connection to its end, `first` at a time; the keys as they come. */
async function walk(
  fieldOf: (args: string) => string,
  connectionOf: (data: never) => Page,
  first: number,
): Promise<string[][]> {
  const pages: string[][] = []
  for (let after: string | null = null, hasNext = true; hasNext; ) {
    const { data, errors } = await ask(
      company(),
      `{ ${fieldOf(`first: ${first}${after ? `, after: "${after}"` : ''}`)} }`,
    )
    expect(errors).toEqual([])
    const page = connectionOf(data as never)
    expect(page.pageInfo.hasPreviousPage).toBe(after !== null)
    pages.push(page.nodes.map(({ meta }) => meta.sourceId))
    after = page.pageInfo.endCursor
    hasNext = page.pageInfo.hasNextPage
  }
  return pages
}

interface Page {
  readonly nodes: readonly { readonly meta: { readonly sourceId: string } }[]
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly endCursor: string | null
  }
}

const page = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor } nodes { meta { sourceId } }'

describe('paging', () => {
  const orders = [
    '',
    'orderBy: [{ industry: ASC }, { name: DESC }],',
    'orderBy: [{ number: DESC }],',
    'orderBy: [{ employeeCount: ASC }],',
  ]

  test.each(orders)('a root list neither drops nor repeats: %s', async (order) => {
    const pages = await walk(
      (args) => `customers(${order} ${args}) { ${page} }`,
      ({ customers }: { customers: Page }) => customers,
      1,
    )
    const [whole] = await walk(
      (args) => `customers(${order} ${args}) { ${page} }`,
      ({ customers }: { customers: Page }) => customers,
      50,
    )
    expect(pages).toHaveLength(3)
    expect(pages.flat()).toEqual(whole)
  })

  test.each(['', 'orderBy: [{ lastName: ASC }],', 'orderBy: [{ lastName: DESC }, { fullName: ASC }],'])(
    'so does a relation: %s',
    async (order) => {
      const field = (args: string) =>
        `customer(id: "${idOf('Customer', 'C1')}") { contacts(${order} ${args}) { ${page} } }`
      const pages = await walk(field, ({ customer }: { customer: { contacts: Page } }) => customer.contacts, 2)
      const [whole] = await walk(field, ({ customer }: { customer: { contacts: Page } }) => customer.contacts, 50)
      expect(pages.map((keys) => keys.length)).toEqual([2, 1])
      expect(pages.flat()).toEqual(whole)
    },
  )

  test('puts nulls last in both directions', async () => {
    const names = async (direction: string) => {
      const { data } = await ask(
        company(),
        `{ contacts(orderBy: [{ lastName: ${direction} }]) { nodes { lastName } } }`,
      )
      return data.contacts.nodes.map(({ lastName }: { lastName: string | null }) => lastName)
    }
    expect(await names('ASC')).toEqual(['Dijkstra', 'Hopper', 'Lovelace', null])
    expect(await names('DESC')).toEqual(['Lovelace', 'Hopper', 'Dijkstra', null])
  })

  test('goes on at the cursor of any edge', async () => {
    const { data } = await ask(
      company(),
      '{ contacts(orderBy: [{ fullName: ASC }]) { edges { cursor node { fullName } } pageInfo { startCursor endCursor } } }',
    )
    const { edges, pageInfo } = data.contacts
    expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([edges[0].cursor, edges[3].cursor])
    const rest = await ask(
      company(),
      `{ contacts(orderBy: [{ fullName: ASC }], after: "${edges[1].cursor}") { nodes { fullName } } }`,
    )
    expect(rest.data.contacts.nodes.map(({ fullName }: { fullName: string }) => fullName)).toEqual(['Edsger', 'Grace'])
  })

  test('counts what it has seen whole: a relation always, a root list when it fits on one page', async () => {
    const { data } = await ask(
      company(),
      '{ customers { totalCount nodes { contacts(first: 1) { totalCount } } } some: customers(first: 2) { totalCount } }',
    )
    expect(data.customers.totalCount).toBe(3)
    expect(data.customers.nodes[0].contacts.totalCount).toBe(3)
    expect(data.some.totalCount).toBeNull()
  })

  test('lists lines by number, not by key', async () => {
    const { data } = await ask(company(), `{ invoice(id: "${idOf('Invoice', 'I1')}") { lines { description } } }`)
    expect(data.invoice.lines).toEqual([{ description: 'ninth' }, { description: 'tenth' }])
  })
})

describe('page arguments', () => {
  test.each([-1, 1001, 2_000_000_000])('first %i is refused with the range', async (first) => {
    const { data, errors } = await ask(company(), `{ customers(first: ${first}) { totalCount } }`)
    expect(data.customers).toBeNull()
    expect(errors).toEqual([
      `BAD_REQUEST customers "first" is ${first}: it must be between 0 and 1000. Read on with "after".`,
    ])
  })

  test('nothing may be asked for, and null is the default', async () => {
    const reader = company()
    const { data, errors } = await ask(
      reader,
      'query ($no: Int) { none: customers(first: 0) { nodes { id } } some: customers(first: $no, where: null, orderBy: null, after: null) { nodes { id } } }',
      { variables: { no: null } },
    )
    expect(errors).toEqual([])
    expect(data.none.nodes).toEqual([])
    expect(reader.asked.map(({ first }) => first)).toEqual([0, 50])
  })

  const cursorOf = (content: unknown) =>
    Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)).toString('base64url')

  async function ownContent(): Promise<unknown[]> {
    const { data } = await ask(
      company(),
      '{ customers(orderBy: [{ employeeCount: ASC }], first: 1) { pageInfo { endCursor } } }',
    )
    return JSON.parse(Buffer.from(data.customers.pageInfo.endCursor, 'base64url').toString())
  }

  const byCount = (after: string) =>
    ask(company(), `{ customers(orderBy: [{ employeeCount: ASC }], after: ${JSON.stringify(after)}) { totalCount } }`)

  test.each([
    '',
    'nonsense',
    'é',
    cursorOf('{'),
    cursorOf('null'),
    cursorOf('[]'),
    cursorOf('{"v":1}'),
    cursorOf([1]),
    cursorOf([1, null, [], 'C1']),
  ])('%j is no cursor', async (after) => {
    const { errors } = await byCount(after)
    expect(errors).toEqual([expect.stringMatching(/^BAD_REQUEST customers The cursor .* is not one of ours/)])
  })

  test('every part of a cursor is checked', async () => {
    const [version, hash, values, key] = await ownContent()
    const forged = [
      [version, hash, values, ''],
      [version, hash, values, 7],
      [version, hash, values, 'a;b'],
      [version, hash, [], key],
      [version, hash, ['7'], key],
      [version, hash, [7.5], key],
      [version, hash, [{}], key],
      [version, hash, values],
    ]
    for (const content of forged) {
      const { errors } = await byCount(cursorOf(content))
      expect(errors).toEqual([expect.stringMatching(/^BAD_REQUEST .* is not one of ours/)])
    }
    expect((await byCount(cursorOf([version, hash, [null], key]))).errors).toEqual([])
  })

  test('a cursor of another order or type is refused, one of another version has expired', async () => {
    const content = await ownContent()
    const elsewhere = [
      `customers(after: "${cursorOf(content)}")`,
      `customers(orderBy: [{ employeeCount: DESC }], after: "${cursorOf(content)}")`,
      `contacts(after: "${cursorOf(content)}")`,
    ]
    for (const field of elsewhere) {
      const { errors } = await ask(company(), `{ ${field} { totalCount } }`)
      expect(errors).toEqual([
        expect.stringMatching(/^BAD_REQUEST .*was made for another type or order\. Keep `orderBy`/),
      ])
    }
    const { errors } = await byCount(cursorOf([2, ...content.slice(1)]))
    expect(errors).toEqual([expect.stringMatching(/^CURSOR_EXPIRED /)])
  })
})
