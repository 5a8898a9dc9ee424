import { readFileSync } from 'node:fs'
import { generate } from '@graphql-codegen/cli'
import { describe, expect, expectTypeOf, test } from 'vitest'
import config from '../../codegen.ts'
import type { Entities, FieldPath, RelationName } from '../../schema/generated/entities.ts'
import type { InvoiceOrder } from '../../schema/generated/types.ts'

interface Output {
  readonly filename: string
  readonly content: string
}

const outputs: readonly Output[] = await generate({ ...config, silent: true }, false)

describe('the generated files', () => {
  test.each(outputs.map(({ filename }) => filename))('%s is what the written schema gives', (name) => {
    const fresh = outputs.find(({ filename }) => filename === name)!.content
    // Not `toEqual`: a difference of thousands of lines helps nobody. The remedy is to generate again.
    expect(readFileSync(name, 'utf8') === fresh).toBe(true)
  })

  test('are three', () => {
    expect(outputs.map(({ filename }) => filename.split('/').at(-1)).sort()).toEqual([
      'entities.ts',
      'schema.graphql',
      'types.ts',
    ])
  })
})

describe('the generated types', () => {
  test('know the leaf paths and relations of every entity', () => {
    expectTypeOf<'totals.taxInclusive.amount'>().toExtend<FieldPath<'Invoice'>>()
    expectTypeOf<'customer'>().toExtend<FieldPath<'Invoice'>>()
    expectTypeOf<'lines'>().not.toExtend<FieldPath<'Invoice'>>()
    expectTypeOf<RelationName<'Item'>>().toEqualTypeOf<'stock'>()
  })

  test('hold exact numbers and dates as text', () => {
    expectTypeOf<NonNullable<Entities['Invoice']['openSigned']>['amount']>().toEqualTypeOf<string>()
    expectTypeOf<Entities['Invoice']['dueDate']>().toEqualTypeOf<string | null>()
  })

  test('allow one field to a term of an order', () => {
    expectTypeOf<{ dueDate: 'ASC' }>().toExtend<InvoiceOrder>()
    expectTypeOf<{ dueDate: 'ASC'; number: 'ASC' }>().not.toExtend<InvoiceOrder>()
  })
})
