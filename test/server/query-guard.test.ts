import fc from 'fast-check'
import { getIntrospectionQuery, parse, visit } from 'graphql'
import { describe, expect, it } from 'vitest'
import { defaultGuardLimits, type GuardLimits } from '../../gateway/server/limits.ts'
import { createQueryGuard } from '../../gateway/server/query-guard.ts'
import { weighQuery } from '../../gateway/server/weigh-query.ts'

const unlimited = Object.fromEntries(
  Object.keys(defaultGuardLimits).map((name) => [name, Infinity]),
) as unknown as GuardLimits

const weigh = (text: string) => weighQuery(parse(text), unlimited)
const weightOf = (text: string) => weigh(text).operations[0]?.weight

function chain(levels: number, spreads: number): string {
  const level = (i: number) => `fragment F${i} on Query { ${`...F${i + 1} `.repeat(spreads)} }`
  return `{ ...F0 } ${Array.from({ length: levels }, (_, i) => level(i)).join(' ')} fragment F${levels} on Query { a }`
}

describe('weighs', () => {
  it('fields, selections, width and depth of a plain query', () => {
    expect(weightOf('{ a b: child { c } }')).toMatchObject({ fields: 3, selections: 3, width: 2, depth: 2 })
  })

  it('a fragment at every place where it is spread', () => {
    expect(weightOf('{ x: child { ...F } y: child { ...F } } fragment F on Query { a b }')).toMatchObject({
      fields: 6,
      selections: 8,
      depth: 2,
    })
  })

  it('a fragment that one selection set spreads twice as resolved once', () => {
    expect(weightOf('{ ...F ...F } fragment F on Query { a }')).toMatchObject({ fields: 1, selections: 4, width: 1 })
  })

  it('what is deferred as what is not', () => {
    const plain = '{ a ... { child { b } } ...F } fragment F on Query { c }'
    const deferred = plain.replace('... {', '... @defer {').replace('...F }', '...F @defer }')
    expect(weightOf(deferred)).toEqual(weightOf(plain))
  })

  it('inline fragments as part of their selection set', () => {
    expect(weightOf('{ ... { a } ... on Query { child { a } } }')).toMatchObject({ fields: 3, width: 2, depth: 2 })
  })

  it('introspection on its own scale of depth', () => {
    expect(weightOf('{ a s: __schema { types { name } } }')).toMatchObject({
      depth: 1,
      introspectionDepth: 3,
      introspectionRoots: 1,
    })
  })

  it('an unknown fragment as nothing', () => {
    expect(weightOf('{ a ...Missing }')).toMatchObject({ fields: 1 })
  })

  it('what grows past every number without failing', () => {
    expect(weightOf(chain(1_100, 2))).toMatchObject({ fields: 1, selections: Infinity })
  })

  it('the same as expanding the fragments by hand', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 3 }), (levels, spreads) => {
        const expanded = Array.from({ length: levels }, (_, i) => spreads ** (i + 1)).reduce(
          (sum, part) => sum + part,
          0,
        )
        expect(weightOf(chain(levels, spreads))?.selections).toBe(1 + expanded + spreads ** levels)
      }),
    )
  })
})

describe('takes time linear in the query', () => {
  it('looks at every selection once, however often its fragment is spread', () => {
    for (const spreads of [1, 2, 8, 32]) {
      for (const levels of [10, 100, 500]) {
        expect(weigh(chain(levels, spreads)).visited).toBe(1 + levels * spreads + 1)
      }
    }
  })

  it('never looks at more than the nodes of the document', () => {
    const name = fc.constantFrom('A', 'B', 'C', 'D', 'E')
    // A fragment spreads only later ones, so that none spreads itself.
    const fragment = (index: number) =>
      fc.array(
        fc.constantFrom(
          'a',
          'child { a b }',
          'echo(list: [1, 2], nested: { value: 1 })',
          ...'ABCDE'
            .slice(index + 1)
            .split('')
            .map((later) => `...${later}`),
        ),
        { minLength: 1, maxLength: 8 },
      )
    const fragments = fc.tuple(...[0, 1, 2, 3, 4].map(fragment))
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 10 }), fragments, (spreads, sets) => {
        const text = `{ ${spreads.map((fragmentName) => `...${fragmentName}`).join(' ')} } ${sets.map((set, i) => `fragment ${'ABCDE'[i]} on Query { ${set.join(' ')} }`).join(' ')}`
        let nodes = 0
        visit(parse(text), {
          enter() {
            nodes += 1
          },
        })
        expect(weigh(text).visited).toBeLessThanOrEqual(nodes)
      }),
    )
  })
})

describe('admits', () => {
  const guard = createQueryGuard({ limits: defaultGuardLimits, introspection: true })

  it('the query of the IDE in its longest form', () => {
    const text = getIntrospectionQuery({
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    })
    expect(guard.admit(text).responseNames).toContain('ofType')
  })

  it('the same text with the same document', () => {
    expect(guard.admit('{ a }').document).toBe(guard.admit('{ a }').document)
  })

  it('no more documents at a time than it has room for', () => {
    const first = guard.admit('{ a }').document
    for (let i = 0; i < 1_000; i++)
      guard.admit(`{ ${Array.from({ length: 50 }, (_, j) => `a${i}_${j}: a`).join(' ')} }`)
    expect(guard.admit('{ a }').document).not.toBe(first)
  })

  it('exactly up to each limit', () => {
    const limits = { ...defaultGuardLimits, depth: 3, selections: 5, tokens: 40 }
    const tight = createQueryGuard({ limits, introspection: true })
    expect(() => tight.admit('{ child { child { a } } }')).not.toThrow()
    expect(() => tight.admit('{ child { child { child { a } } } }')).toThrow(
      'The query is 4 fields deep; the limit is 3.',
    )
    expect(() => tight.admit('{ a b c d e }')).not.toThrow()
    expect(() => tight.admit('{ a b c d e f }')).toThrow(
      'The query asks for 6 fields once its fragments are expanded; the limit is 5.',
    )
  })
})

it('names the fragments of a circle in their order', () => {
  expect(() => weigh('{ ...X } fragment X on Q { ...A } fragment A on Q { ...B } fragment B on Q { ...A }')).toThrow(
    'A → B → A',
  )
})
