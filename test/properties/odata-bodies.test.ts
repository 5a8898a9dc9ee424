import fc from 'fast-check'
import { expect, test } from 'vitest'
import { and, column, compare, type NativeFilter, type NativeRequest, oneOf } from '../../gateway/connector/index.ts'
import { dialect as businessCentral } from '../../subgraphs/business-central/dialect.ts'
import { dialect as dataverse } from '../../subgraphs/dataverse/dialect.ts'
import { type Dialect, v2 } from '../../subgraphs/dialects/odata/dialect.ts'
import { renderRead } from '../../subgraphs/dialects/odata/reading.ts'
import type { BatchStyle } from '../../subgraphs/dialects/odata/sending.ts'
import { dialectOf } from '../../subgraphs/dynamics-finance/dialect.ts'
import { serviceLayer } from '../../subgraphs/sap-business-one/dialect.ts'
import { renderJoined } from '../../subgraphs/sap-business-one/query-service.ts'
import { places } from '../../subgraphs/sap-business-one/sets.ts'
import type { Settings } from '../../subgraphs/sap-business-one/settings.ts'
import { chain, filterV2, filterV4, type Tree, urlsOfMultipart } from './odata-judges.ts'

// What is too long for an address travels in a body. Whatever texts it holds, other parties' parsers must find the same
// questions in it: as many, and about the same values.
const seeded = { seed: 20_261_121, numRuns: 60 }
const nasty = fc.constantFrom(
  "'",
  "' or 1 eq 1 or 'a' eq '",
  "')",
  '\r\n--batch_freshet--\r\n',
  '\r\n\r\nGET Everything HTTP/1.1\r\n\r\n',
  '","url":"Everything',
  '&$top=0',
  '&$orderby=Name',
  '%27',
  '%',
  '_[*?',
  '\\',
  ' and ',
  '😀’ʼ＇',
)
const text = fc
  .array(fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), nasty), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join(''))
  .filter((value) => value !== '')
const texts = fc.uniqueArray(text, { minLength: 2, maxLength: 25 })

/** In parts of at most seven alternatives. */
function batchOf(filter: NativeFilter, dialect: Dialect, batch: BatchStyle): NativeRequest {
  const query = { object: 'Set', hint: undefined, columns: [column('Id')], filter, order: [], pageRows: 10 }
  const address = {
    service: '/service',
    key: ['Id'],
    origin: 'https://erp.example',
    maxUrlChars: 150,
    maxAlternatives: 7,
  }
  return renderRead(query, { ...address, paging: 'links', batch }, dialect)
}

async function urlsOf({ method, path, headers, body }: NativeRequest): Promise<string[]> {
  if (method === 'GET') return [path]
  const type = headers!['content-type']!
  if (!type.includes('json')) return urlsOfMultipart(type, body!)
  return (JSON.parse(body!) as { requests: { url: string }[] }).requests.map(({ url }) => url)
}

const filterIn = (url: string): string =>
  url
    .split('?')[1]!
    .split('&')
    .find((option) => option.startsWith('$filter='))!

/** Of plain texts Dataverse is asked by a function with a list of them, which no judge knows: JSON's own parser reads the list. */
function filterOfDataverse(option: string): Tree | string {
  const [, list] = /^\$filter=Microsoft\.Dynamics\.CRM\.In\((.*)\)$/s.exec(option) ?? []
  if (list === undefined) return filterV4(option)
  const [, values] = /^PropertyName='Name',PropertyValues=(\[.*\])$/s.exec(decodeURIComponent(list)) ?? []
  const equalities = (JSON.parse(values!) as string[]).map((value): Tree => ['Equals', 'Name', value])
  return equalities.reduce((left, right) => ['Or', left, right])
}

/** What one alternative wants: a value, said as an equality or as two comparisons by order. */
function wantedBy(tree: Tree | string): readonly string[] {
  const [operator, left, right] = tree
  if (operator === 'And') {
    expect([left![0], right![0]]).toEqual(['GreaterOrEquals', 'LesserOrEquals'])
    expect(left!.slice(1)).toEqual(right!.slice(1))
    return [left![2] as string]
  }
  expect([operator, left]).toEqual(['Equals', 'Name'])
  return [right as string]
}

const multipart: BatchStyle = { format: 'multipart' }
const json: BatchStyle = { format: 'json' }

test.each([
  ['SAP S/4HANA', v2, multipart, filterV2],
  ['SAP Business One', serviceLayer, multipart, filterV4],
  ['Dataverse', dataverse, multipart, filterOfDataverse],
  ['Finance & Operations', dialectOf({ enumTypes: {} }), multipart, filterV4],
  ['Business Central', businessCentral, json, filterV4],
] as const)('%s: any list of texts is read back from its batch as that list', async (_, dialect, batch, read) => {
  const property = fc.asyncProperty(texts, async (values) => {
    const request = batchOf(oneOf(column('Name'), ...values), dialect, batch)
    if (values.length > 7) expect(request.method).toBe('POST')
    const urls = await urlsOf(request)
    const alternatives = urls.map((url) => chain(read(filterIn(url)), 'Or'))
    expect(alternatives.every((some) => some.length <= 7)).toBe(true)
    expect(alternatives.flat().flatMap(wantedBy)).toEqual(values)
  })
  await fc.assert(property, seeded)
})

/** The options of the query service stand in a text, unencoded; the order, which we choose, is the last of them. */
function optionsOf({ body }: NativeRequest) {
  const { QueryPath, QueryOption } = JSON.parse(body!) as { QueryPath: string; QueryOption: string }
  const [, expand, filter, order] = /^(\$expand=.*?)&\$filter=(.*)&(\$orderby=[^&]*)$/s.exec(QueryOption) ?? []
  // The judge reads what is encoded, but for the slashes of paths.
  const encoded = encodeURIComponent(filter!).replaceAll('%2F', '/')
  return { path: QueryPath, expand, order, filter: filterV4(`$filter=${encoded}`) }
}

test('SAP Business One: any text asked of a join is read back from the question of its query service', () => {
  const settings = { servicePath: '/b1s/v2', pageRows: 100 } as Settings
  const property = fc.property(fc.uniqueArray(fc.nat(), { minLength: 2, maxLength: 9 }), text, (entries, value) => {
    const documents = entries.map(String)
    const filter = and(
      oneOf(column('DocEntry', 'number'), ...documents),
      compare(column('DocumentLines/ItemCode'), 'eq', value),
    )
    const columns = [column('DocEntry', 'number'), column('DocumentLines/LineNum', 'number')]
    const query = { object: 'Orders', hint: undefined, columns, filter, order: [], pageRows: 100 }
    const asked = optionsOf(renderJoined(query, places.orderLines, settings))
    const [join, wanted, item, ...rest] = chain(asked.filter, 'And')
    expect(join).toEqual(['Equals', 'Orders/DocEntry', 'Orders/DocumentLines/DocEntry'])
    expect(chain(wanted!, 'Or')).toEqual(documents.map((entry) => ['Equals', 'Orders/DocEntry', entry]))
    expect(item).toEqual(['Equals', 'Orders/DocumentLines/ItemCode', value])
    expect(rest).toEqual([])
    expect(asked.path).toBe('$crossjoin(Orders,Orders/DocumentLines)')
  })
  fc.assert(property, seeded)
})
