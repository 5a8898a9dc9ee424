import { expect, test } from 'vitest'
import { encodeGlobalId, type SourceKey, type SourceName } from '../../gateway/connector/index.ts'
import { disputesOf, type Facts } from '../../gateway/identity/index.ts'

const idOf = (source: string, key: string) =>
  encodeGlobalId({ type: 'Customer', source: source as SourceName, key: key as SourceKey })
const facts = (source: string, key: string, ...claims: string[]): Facts => ({
  ...{ record: idOf(source, key), source, keys: [], claims },
})
const books = idOf('books', '1')

test('two records of one system that name the same record dispute it', () => {
  const found = disputesOf([facts('books', '1'), facts('crm', 'A', books), facts('crm', 'B', books)])
  expect(found).toEqual([{ record: books, source: 'crm', claimants: [idOf('crm', 'A'), idOf('crm', 'B')] }])
})

test('records of two systems may name the same record', () => {
  expect(disputesOf([facts('books', '1'), facts('crm', 'A', books), facts('shop', 'B', books)])).toEqual([])
})

test('nobody disputes a record that there is not', () => {
  expect(disputesOf([facts('crm', 'A', books), facts('crm', 'B', books)])).toEqual([])
})
