import fc from 'fast-check'
import { expect, test } from 'vitest'
import { and, column, compare, isNull, type NativeFilter, oneOf, or } from '../../gateway/connector/index.ts'
import { renderFilter, renderOrder } from '../../subgraphs/dialects/odoo-domain/render.ts'
import { requestOf } from '../../subgraphs/odoo/wire.ts'

// The judge reads the text as Odoo does: as JSON, and then its prefix notation by the rules of the ORM reference. It shares
// nothing with the renderer or the simulator.
const seeded = { seed: 20_261_120, numRuns: 600 }

const nasty = fc.constantFrom(
  '"],["id",">",0]',
  '"]],"fields":["password"],"domain":[["id',
  '\\"]]',
  '\\',
  '\\\\',
  "'",
  '"',
  '%',
  '_',
  '\\%_',
  '&',
  '|',
  '!',
  'false',
  'null',
  '\u0000',
  '\ud800',
  '\u2028\u2029\u0085',
  '∖﹨＼％＿',
  '😀’ʼ＇',
  '\n\r\t\b\f',
)
const part = fc.oneof(
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  fc.string({ maxLength: 40 }),
  nasty,
)
const text = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''))
const storable = text.filter((value) => value !== '' && !value.includes('\u0000') && value.isWellFormed())

test('any text equals itself after an independent parser has read the domain', () => {
  fc.assert(
    fc.property(storable, (value) => {
      expect(read(compare(column('name'), 'eq', value))).toEqual(['name', '=', value])
      expect(read(compare(column('name'), 'ne', value))).toEqual(['name', '!=', value])
    }),
    seeded,
  )
})

test('any list of texts is read back as that list', () => {
  fc.assert(
    fc.property(fc.array(storable, { minLength: 1, maxLength: 5 }), (values) => {
      expect(read(oneOf(column('name'), ...values))).toEqual(['name', 'in', values])
    }),
    seeded,
  )
})

test('a pattern has no wildcard of its own, and one character for each that accent-blind databases read as a backslash', () => {
  fc.assert(
    fc.property(storable, (value) => {
      const blurred = value.replace(/[∖﹨＼]/gu, '\u0001')
      const [, like, contained] = read(compare(column('name'), 'contains', value)) as [string, string, string]
      const [, equal, begun] = read(compare(column('name'), 'startsWith', value)) as [string, string, string]
      expect([like, equal]).toEqual(['like', '=like'])
      expect(unescaped(contained)).toBe(blurred)
      expect(unescaped(begun)).toBe(`${blurred}\u0002`)
    }),
    seeded,
  )
})

test('text that no database row can hold matches nothing and its negation everything', () => {
  for (const value of ['', 'a\u0000b', '\ud800', 'x\udc00']) {
    expect(read(compare(column('name'), 'eq', value))).toEqual(['id', '=', false])
    expect(read(compare(column('name'), 'ne', value))).toEqual(['id', '!=', false])
    expect(read(oneOf(column('name'), value))).toEqual(['id', '=', false])
  }
})

test('the structure of a filter survives, whatever its texts say', () => {
  const leaf: fc.Arbitrary<NativeFilter> = fc.oneof(
    storable.map((value) => compare(column('name'), 'eq', value)),
    fc.array(storable, { minLength: 1, maxLength: 3 }).map((values) => oneOf(column('ref'), ...values)),
    fc.constant(isNull(column('parent_id', 'guid'))),
    fc.integer({ min: 1 }).map((value) => compare(column('id', 'guid'), 'gt', String(value))),
  )
  const { tree } = fc.letrec<{ tree: NativeFilter }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      fc.array(tie('tree'), { minLength: 1, maxLength: 4 }).map((terms) => and(...terms)),
      fc.array(tie('tree'), { minLength: 1, maxLength: 4 }).map((terms) => or(...terms)),
    ),
  }))
  fc.assert(
    fc.property(tree, (filter) => {
      expect(flat(read(filter))).toEqual(flat(meant(filter)))
    }),
    seeded,
  )
})

test('numbers reach Odoo digit by digit, and nothing but a number does', () => {
  const decimal = fc.tuple(fc.bigInt(), fc.bigInt({ min: 0n, max: 10n ** 20n })).map(([a, b]) => `${a}.${b}`)
  fc.assert(
    fc.property(
      decimal.filter((value) => Number(value) !== 0),
      (value) => {
        expect(renderFilter(compare(column('amount', 'number'), 'eq', value))).toBe(`[["amount","=",${value}]]`)
      },
    ),
    seeded,
  )
  fc.assert(
    fc.property(
      text.filter((value) => !/^-?\d+(\.\d+)?$/.test(value)),
      (value) => {
        expect(() => renderFilter(compare(column('amount', 'number'), 'eq', value))).toThrow('Odoo cannot be asked')
      },
    ),
    seeded,
  )
})

test('an id that is none equals no record, and never reaches the domain', () => {
  fc.assert(
    fc.property(
      text.filter((value) => !/^[1-9]\d{0,14}$/.test(value)),
      (value) => {
        expect(read(compare(column('partner_id', 'guid'), 'eq', value))).toEqual(['id', '=', false])
        expect(read(oneOf(column('partner_id', 'guid'), value, '7'))).toEqual(['partner_id', 'in', [7]])
      },
    ),
    seeded,
  )
})

test('what is no name of a field is refused, in filters and in orders', () => {
  fc.assert(
    fc.property(
      text.filter((value) => !/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/.test(value)),
      (value) => {
        expect(() => renderFilter(isNull(column(value)))).toThrow('no name')
        expect(() => renderOrder([{ column: column(value), direction: 'asc' }])).toThrow('no name')
      },
    ),
    seeded,
  )
})

test('in the request of either protocol the domain stands where it belongs, whatever its texts say', () => {
  const settings = {
    database: 'db"]}',
    apiKey: 'k"],"x":["',
    userId: 2,
    companies: ['1'],
    lang: 'en_US',
  }
  fc.assert(
    fc.property(storable, (value) => {
      const domain = renderFilter(compare(column('name'), 'eq', value))
      const ask = { model: 'res.partner', domain, fields: ['id'], order: 'id asc', rows: 5, offset: 0, left: 5 }
      const [json2, rpc] = (['json2', 'jsonrpc'] as const).map((protocol) =>
        JSON.parse(requestOf(ask, { ...settings, protocol } as never).body!),
      )
      expect(json2).toMatchObject({ domain: [['name', '=', value]], fields: ['id'], limit: 5 })
      expect(rpc.params.args).toMatchObject([
        'db"]}',
        2,
        settings.apiKey,
        'res.partner',
        'search_read',
        [[['name', '=', value]]],
        { fields: ['id'] },
      ])
    }),
    seeded,
  )
})

type Tree = readonly ['&' | '|', ...Tree[]] | readonly [string, string, unknown]

/** A domain's tree: each operator takes the two expressions that follow it, and what stands side by side is joined by "and". */
function read(filter: NativeFilter): unknown {
  const items = JSON.parse(renderFilter(filter)) as unknown[]
  const trees: unknown[] = []
  while (items.length > 0) trees.push(expression(items))
  return trees.length === 1 ? trees[0] : ['&', ...trees]
}

function expression(items: unknown[]): unknown {
  const item = items.shift()
  if (item === '&' || item === '|') return [item, expression(items), expression(items)]
  if (!Array.isArray(item) || item.length !== 3) throw new Error(`no condition: ${JSON.stringify(item)}`)
  return item
}

function meant(filter: NativeFilter): unknown {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return [filter.kind === 'and' ? '&' : '|', ...filter.terms.map(meant)]
    case 'in':
      return [filter.column.native, 'in', filter.values]
    case 'isNull':
      return [filter.column.native, '=', false]
    case 'compare':
      return filter.op === 'gt'
        ? [filter.column.native, '>', Number(filter.value)]
        : [filter.column.native, '=', filter.value]
  }
}

/** One form for trees that say the same: `a and (b and c)` is `a and b and c`, and an "or" of one is that one. */
function flat(tree: unknown): unknown {
  const [head, ...rest] = tree as Tree
  if (head !== '&' && head !== '|') return tree
  const terms = rest
    .map(flat)
    .flatMap((term) => ((term as unknown[])[0] === head ? (term as unknown[]).slice(1) : [term]))
  return terms.length === 1 ? terms[0] : [head, ...terms]
}

/** PostgreSQL's LIKE: a backslash makes the next character plain. \u0001 stands for `_`, \u0002 for `%`. */
function unescaped(pattern: string): string {
  return pattern.replace(/\\([\s\S])|_|%/g, (match, plain?: string) => plain ?? (match === '_' ? '\u0001' : '\u0002'))
}
