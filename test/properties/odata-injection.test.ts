import fc from 'fast-check'
// @ts-expect-error: the package brings no types
import { parse } from 'odata-parser'
import { expect, test } from 'vitest'
import { and, column, compare, isNull, type NativeFilter, oneOf, or } from '../../gateway/connector/index.ts'
import { v2 } from '../../subgraphs/dialects/odata/dialect.ts'
import { renderFilter } from '../../subgraphs/dialects/odata/render.ts'
import { renderSet } from '../../subgraphs/dialects/odata/render-set.ts'

// The judge is odata-parser, another party's parser of OData version 2. It does not read `guid'…'`, which no text reaches.
// (odata-v4-parser reads version 4 and stops at characters beyond ASCII, so it is no judge of these texts.)
const seeded = { seed: 20_261_120, numRuns: 600 }
const nasty = fc.constantFrom(
  "'",
  "''",
  "' or 1 eq 1 or 'a' eq '",
  "')",
  '\\',
  "\\'",
  '%27',
  '%',
  '&$top=0',
  '#',
  '+',
  '\n\r\t',
  '\u0000',
  '\u2028',
  '😀’ʼ＇',
  ' and ',
  "datetime'",
  'null',
)
const part = fc.oneof(
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  fc.string({ maxLength: 40 }),
  nasty,
)
const text = fc
  .array(part, { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join(''))
  .filter((value) => value !== '')

interface Node {
  readonly type: string
  readonly left?: Node
  readonly right?: Node
  readonly func?: string
  readonly args?: readonly Node[]
  readonly name?: string
  readonly value?: unknown
}

/** As the vendor gets it: percent-encoded in a URL, decoded, parsed. */
function parsed(filter: NativeFilter): Node {
  const { url } = renderSet(
    { object: 'A_Set', hint: undefined, columns: [column('Name')], filter, order: [], pageRows: 10 },
    ['Name'],
    v2,
  )
  const raw = url
    .split('?')[1]!
    .split('&')
    .find((option) => option.startsWith('$filter='))!
  const tree = parse(`$filter=${decodeURIComponent(raw.slice('$filter='.length))}`) as { $filter: Node; error?: string }
  expect(tree.error).toBeUndefined()
  return tree.$filter
}

const property = (name: string) => ({ type: 'property', name })
const literal = (value: unknown) => ({ type: 'literal', value })
const equals = (name: string, value: unknown) => ({ type: 'eq', left: property(name), right: literal(value) })

test('any text equals itself after an independent parser has read the filter', () => {
  fc.assert(
    fc.property(text, (value) => {
      expect(parsed(compare(column('Name'), 'eq', value))).toEqual(equals('Name', value))
    }),
    seeded,
  )
})

test('any list of texts is read back as that list', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (values) => {
      const found = branches(parsed(oneOf(column('Name'), ...values)), 'or')
      expect(found).toEqual(values.map((value) => equals('Name', value)))
    }),
    seeded,
  )
})

test('any text searched for is the argument of the function and nothing more', () => {
  fc.assert(
    fc.property(text, (value) => {
      expect(parsed(compare(column('Name'), 'contains', value))).toEqual({
        type: 'functioncall',
        func: 'substringof',
        args: [literal(value), property('Name')],
      })
      expect(parsed(compare(column('Name'), 'startsWith', value))).toEqual({
        type: 'functioncall',
        func: 'startswith',
        args: [property('Name'), literal(value)],
      })
    }),
    seeded,
  )
})

test('the structure of a filter survives whatever its texts say', () => {
  fc.assert(
    fc.property(text, text, text, (a, b, c) => {
      const filter = and(
        or(compare(column('Name'), 'eq', a), compare(column('City'), 'eq', b)),
        compare(column('Country'), 'eq', c),
        isNull(column('Day', 'date')),
      )
      const [first, second, third, ...rest] = branches(parsed(filter), 'and')
      expect(branches(first!, 'or')).toEqual([equals('Name', a), equals('City', b)])
      expect(second).toEqual(equals('Country', c))
      expect(third).toMatchObject({ type: 'eq', left: property('Day') })
      expect(rest).toEqual([])
    }),
    seeded,
  )
})

test('a number keeps every digit', () => {
  const digits = fc.stringMatching(/^-?[0-9]{1,30}(\.[0-9]{1,14})?$/)
  fc.assert(
    fc.property(digits, (value) => {
      expect(parsed(compare(column('Amount', 'number'), 'eq', value))).toEqual(equals('Amount', value))
    }),
    seeded,
  )
})

test('what is no literal of its type never leaves: nothing equals it, and nothing is ordered by it', () => {
  const types = fc.constantFrom('number', 'boolean', 'date', 'instant', 'guid')
  fc.assert(
    fc.property(types, text, (type, value) => {
      const forged = `${value}' or 1 eq 1`
      expect(renderFilter(compare(column('X', type), 'eq', forged))).toBe('X eq null and X ne null')
      expect(() => renderFilter(compare(column('X', type), 'gt', forged))).toThrow(TypeError)
    }),
    seeded,
  )
})

test('half a character cannot be in a URL, so no row is said to have it', () => {
  expect(renderFilter(compare(column('Name'), 'eq', '\ud800'))).toBe("Name eq '' and Name ne ''")
  expect(renderFilter(oneOf(column('Name'), '\ud800', 'a'))).toBe("Name eq 'a'")
  expect(renderFilter(compare(column('Name'), 'contains', '\ud800'))).toBe("Name eq '' and Name ne ''")
})

function branches(node: Node, join: 'and' | 'or'): Node[] {
  return node.type === join ? [...branches(node.left!, join), ...branches(node.right!, join)] : [node]
}
