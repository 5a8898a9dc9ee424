import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseConfig } from '../../gateway/config/index.ts'
import { defaultGuardLimits } from '../../gateway/server/index.ts'
import { fakeConnector } from './fake-connector.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'freshet-documents-'))
  mkdirSync(join(folder, 'documents'))
  mkdirSync(join(folder, 'empty'))
  writeFileSync(join(folder, 'documents/orders.graphql'), '{ salesOrders { nodes { id } } }')
  writeFileSync(join(folder, 'documents/README.md'), 'not a document')
  writeFileSync(join(folder, 'manifest.json'), '{"abc": "{ customers { nodes { id } } }"}')
  writeFileSync(join(folder, 'list.json'), '["{ a }"]')
  writeFileSync(join(folder, 'broken.json'), '{')
})
afterAll(() => rmSync(folder, { recursive: true }))

const read = (trusted: string) =>
  parseConfig(
    `trustedDocuments: ${trusted}\nsources:\n  erp-1:\n    connector: fake-erp\n    settings: { url: https://erp.example, name: freshet, password: env:PASSWORD }`,
    {
      file: join(folder, 'freshet.yaml'),
      connectors: { 'fake-erp': fakeConnector },
      env: { PASSWORD: 'a-password' },
      readFile: () => '',
    },
  )

describe('trusted documents', () => {
  test('of a folder have the names of their files and their hashes', () => {
    const { documents, only, limits } = read('{ path: documents }').trustedDocuments!
    const ids = [...documents.keys()]
    expect(ids).toEqual(['orders', expect.stringMatching(/^sha256:[0-9a-f]{64}$/)])
    expect(new Set(documents.values())).toEqual(new Set(['{ salesOrders { nodes { id } } }']))
    expect({ only, limits }).toEqual({ only: false, limits: defaultGuardLimits })
  })

  test('of a file have the names that stand in it, and limits of their own', () => {
    const { documents, only, limits } = read('{ path: manifest.json, only: true, guard: { depth: 20 } }')
      .trustedDocuments!
    expect([...documents]).toEqual([['abc', '{ customers { nodes { id } } }']])
    expect({ only, depth: limits.depth, width: limits.width }).toEqual({
      only: true,
      depth: 20,
      width: defaultGuardLimits.width,
    })
  })

  test.each([
    ['nowhere', 'cannot be read (ENOENT)'],
    ['empty', 'has no .graphql files'],
    ['list.json', 'is not a JSON object of texts by their ids'],
    ['broken.json', 'is not a JSON object of texts by their ids'],
  ])('that are %s are told with their line', (path, message) => {
    expect(() => read(`{ path: ${path} }`)).toThrow(`:1:`)
    expect(() => read(`{ path: ${path} }`)).toThrow(`"${path}" ${message}`)
  })
})
