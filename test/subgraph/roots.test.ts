import { buildSchema, type GraphQLSchema, printSchema, validateSchema } from 'graphql'
import { describe, expect, test } from 'vitest'
import { FreshetError } from '../../gateway/errors.ts'
import { buildSubgraph } from '../../gateway/stitch/subgraph/index.ts'
import { ask, askSchema, idOf, sdl } from './ask.ts'
import { companySource, rows } from './data.ts'
import { fakeReader } from './fake-reader.ts'

const source = companySource({}, { externalKeys: { Customer: { crm: 'crm_id' } } })
const company = () => fakeReader(source, rows)

const rootsOf = (schema: ReturnType<typeof buildSubgraph>) =>
  Object.values(schema.getQueryType()!.getFields()).map(
    ({ name, args, type }) => `${name}(${args.map((arg) => arg.name)}): ${type}`,
  )

describe('the schema of a subgraph', () => {
  test('has the roots that its source serves', () => {
    const small = companySource({}, {}, ['Customer', 'Contact', 'Invoice', 'InvoiceLine'])
    expect(rootsOf(buildSubgraph(fakeReader(small, {}), sdl))).toEqual([
      'node(id): Node',
      'customers(where,orderBy,first,after): CustomerConnection',
      'customer(id): Customer',
      'contacts(where,orderBy,first,after): ContactConnection',
      'contact(id): Contact',
      'invoices(where,orderBy,first,after): InvoiceConnection',
      'invoice(id): Invoice',
      '_customersByIds(ids): [Customer]!',
      '_Customer_contacts(ids,where,orderBy,first,after): [ContactConnection]!',
      '_Customer_invoices(ids,where,orderBy,first,after): [InvoiceConnection]!',
      '_contactsByIds(ids): [Contact]!',
      '_invoicesByIds(ids): [Invoice]!',
      '_Invoice_lines(ids): [[InvoiceLine!]]!',
    ])
  })

  test('has every other type whole, and is valid', () => {
    const schema = buildSubgraph(company(), sdl)
    expect(validateSchema(schema)).toEqual([])
    const withoutQuery = (given: GraphQLSchema) => printSchema(given).replace(/^type Query \{.*?^\}/ms, '')
    expect(withoutQuery(schema)).toBe(withoutQuery(buildSchema(sdl)))
  })

  test('tells its state when it is given one', async () => {
    const state = () => ({
      name: 'erp',
      kind: 'plain',
      title: 'Plain',
      entities: ['Customer'],
      status: 'OK',
      inFlight: 0,
      queued: 0,
      callsTotal: 3,
      limits: [],
    })
    const schema = buildSubgraph(company(), sdl, { state })
    const { data } = await askSchema(schema, '{ _source { name status callsTotal } }', {})
    expect(data).toEqual({ _source: { name: 'erp', status: 'OK', callsTotal: 3 } })
    expect(rootsOf(buildSubgraph(company(), sdl)).some((root) => root.startsWith('_source'))).toBe(false)
  })
})

const foreign = [
  idOf('Customer', 'C1', 'other'),
  idOf('Contact', 'P1'),
  idOf('Customer', 'C1;2'),
  idOf('Nothing', 'C1'),
  idOf('Supplier', 'C1'),
]

describe('a record by its id', () => {
  test('is found by its own root and by node', async () => {
    const id = idOf('Customer', 'C2')
    const { data } = await ask(
      company(),
      `{ customer(id: "${id}") { name } node(id: "${id}") { __typename id ... on Customer { number } } }`,
    )
    expect(data).toEqual({ customer: { name: 'Customer C2' }, node: { __typename: 'Customer', id, number: '200' } })
  })

  test('may be a line of a document', async () => {
    const { data } = await ask(
      company(),
      `{ node(id: "${idOf('InvoiceLine', 'I1-9')}") { ... on InvoiceLine { description invoice { id } } } }`,
    )
    expect(data.node).toEqual({ description: 'ninth', invoice: { id: idOf('Invoice', 'I1') } })
  })

  test('is read even for its id alone: whether it exists is the question', async () => {
    const { data } = await ask(
      company(),
      `{ customer(id: "${idOf('Customer', 'C9')}") { id } node(id: "${idOf('Customer', 'C9')}") { id } }`,
    )
    expect(data).toEqual({ customer: null, node: null })
  })

  test.each(foreign)('is null without a read where the id is of something else: %s', async (id) => {
    const reader = company()
    const { data, errors } = await ask(
      reader,
      `{ customer(id: "${id}") { id } ${id === idOf('Contact', 'P1') ? '' : `node(id: "${id}") { id }`} }`,
    )
    expect(Object.values(data)).toEqual(Object.values(data).map(() => null))
    expect({ errors, reads: reader.asked }).toEqual({ errors: [], reads: [] })
  })

  test.each(['', 'C1', 'MXxDdXN0b21lcg', `${idOf('Customer', 'C1')}=`])(
    'is refused where the id is none: %j',
    async (id) => {
      const { errors } = await ask(company(), `{ node(id: "${id}") { id } customer(id: "${id}") { id } }`)
      const message = `The id ${JSON.stringify(id)} is no global id. Take ids from earlier answers, unchanged.`
      expect(errors).toEqual([`BAD_REQUEST node ${message}`, `BAD_REQUEST customer ${message}`])
    },
  )
})

describe('many at once, each in its place and failing alone', () => {
  const ids = [
    idOf('Customer', 'C2'),
    idOf('Customer', 'C9'),
    idOf('Contact', 'P1'),
    'bad',
    idOf('Customer', 'C1'),
    idOf('Customer', 'C2'),
  ]

  test('records by id, in one read', async () => {
    const reader = company()
    const { data, errors } = await ask(reader, `{ _customersByIds(ids: ${JSON.stringify(ids)}) { number } }`)
    expect(data._customersByIds).toEqual([{ number: '200' }, null, null, null, { number: '100' }, { number: '200' }])
    expect(errors).toEqual([expect.stringMatching(/^BAD_REQUEST _customersByIds\.3 The id "bad"/)])
    expect(reader.asked).toEqual([{ verb: 'lookup', entity: 'Customer', keys: ['C2', 'C9', 'C1'], fields: ['number'] }])
  })

  test('connections by parent, in one read', async () => {
    const reader = company()
    const query = `{ _Customer_contacts(ids: ${JSON.stringify(ids)}, first: 1, orderBy: [{ fullName: DESC }], where: { fullName: { ne: "Grace" } }) {
      totalCount nodes { fullName } pageInfo { hasNextPage }
    } }`
    const { data, errors } = await ask(reader, query)
    const two = { totalCount: 1, nodes: [{ fullName: 'Edsger' }], pageInfo: { hasNextPage: false } }
    expect(data._Customer_contacts).toEqual([
      two,
      { totalCount: 0, nodes: [], pageInfo: { hasNextPage: false } },
      null,
      null,
      { totalCount: 2, nodes: [{ fullName: 'Alan' }], pageInfo: { hasNextPage: true } },
      two,
    ])
    expect(errors).toHaveLength(1)
    expect(reader.asked).toHaveLength(1)
  })

  test('lines by document, in one read', async () => {
    const reader = company()
    const invoices = ['I1', 'I2'].map((key) => idOf('Invoice', key))
    const { data } = await ask(reader, `{ _Invoice_lines(ids: ${JSON.stringify(invoices)}) { lineNo } }`)
    expect(data._Invoice_lines).toEqual([[{ lineNo: 9 }, { lineNo: 10 }], []])
    expect(reader.asked).toHaveLength(1)
  })

  test('nothing for no keys, without a read', async () => {
    const reader = company()
    const { data } = await ask(reader, '{ _customersByIds(ids: []) { id } _Invoice_lines(ids: []) { id } }')
    expect(data).toEqual({ _customersByIds: [], _Invoice_lines: [] })
    expect(reader.asked).toEqual([])
  })

  test('a failure of one question leaves the others', async () => {
    const failure = ({ verb }: { verb: string }) =>
      verb === 'lookup' ? new FreshetError('SOURCE_UNAVAILABLE', { source: 'erp' }) : undefined
    const reader = fakeReader(source, rows, { failure })
    const one = JSON.stringify(idOf('Customer', 'C1'))
    const query = `{ _customersByIds(ids: [${one}]) { name } _Customer_contacts(ids: [${one}]) { totalCount } }`
    const { data, errors } = await ask(reader, query)
    expect(data).toEqual({
      _customersByIds: [null],
      _Customer_contacts: [{ totalCount: 3 }],
    })
    expect(errors.map((error) => error.split(' ').slice(0, 2).join(' '))).toEqual([
      'SOURCE_UNAVAILABLE _customersByIds.0',
    ])
  })
})
