import { readFileSync } from 'node:fs'
import { buildSchema, getOperationAST, getVariableValues, parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { createQueryGuard, defaultGuardLimits, exampleQueries } from '../../gateway/server/index.ts'

const root = new URL('../../', import.meta.url)
const schema = buildSchema(readFileSync(new URL('schema/generated/schema.graphql', root), 'utf8'))
const guard = createQueryGuard({ limits: defaultGuardLimits, introspection: true })

describe.each(exampleQueries)('the example "$title"', ({ query, variables = {} }) => {
  it('is valid, and within the limits of every query', () => {
    expect(validate(schema, guard.admit(query).document)).toEqual([])
  })

  it('comes with all its variables', () => {
    const definitions = getOperationAST(parse(query))?.variableDefinitions ?? []
    expect(Object.keys(variables).sort()).toEqual(definitions.map(({ variable }) => variable.name.value).sort())
    expect(getVariableValues(schema, definitions, variables).errors).toBeUndefined()
  })
})

it('the first example has no variables, for the page would not show them', () => {
  expect(exampleQueries[0]?.variables).toBeUndefined()
})

it('what the README shows of them is what they are, and it begins with the first', () => {
  const readme = readFileSync(new URL('README.md', root), 'utf8')
  const shown = [...readme.matchAll(/```graphql\n(.+?)```/gs)].map((match) => match[1]!)
  expect(exampleQueries[0]?.query).toBe(shown[0])
  const named = exampleQueries.filter(({ query }) => /^query (Promise|Customer360) /.test(query))
  expect(named).toHaveLength(2)
  for (const { query } of named) expect(shown).toContain(query)
})
