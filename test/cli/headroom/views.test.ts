import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readViews } from '../../../gateway/cli/headroom-views.ts'

function read(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'freshet-views-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'views.json')
  writeFileSync(file, text)
  return readViews(file)
}

test('views are queries, or trusted documents, with what they are asked a day', () => {
  const views = [
    { name: 'page', query: '{ customers { nodes { name } } }', variables: { first: 3 }, perDay: 1_000 },
    { name: 'orders', documentId: 'sha256:x', operationName: 'Orders', perDay: 0.5 },
  ]
  const [page, orders] = read(JSON.stringify(views))
  expect(page).toMatchObject({
    name: 'page',
    perDay: 1_000,
    asked: { query: views[0]!.query, variables: { first: 3 } },
  })
  expect(orders).toMatchObject({
    name: 'orders',
    perDay: 0.5,
    asked: { documentId: 'sha256:x', operationName: 'Orders' },
  })
})

test.each([
  ['{', /views\.json: is not JSON/],
  ['{}', /views\.json: is no list/],
  ['[1]', /view 1: is no object/],
  ['[{"name":"a","query":"x","perDay":1},{"query":"x","perDay":1}]', /view 2: has no name/],
  ['[{"name":"a","perDay":1}]', /a has no query/],
  ['[{"name":"a","query":"x"}]', /"perDay" of a is undefined/],
  ['[{"name":"a","query":"x","perDay":"1"}]', /"perDay" of a is "1"/],
  ['[{"name":"a","query":"x","perDay":-1}]', /"perDay" of a is -1/],
  ['[{"name":"a","query":"x","perDay":1e999}]', /give the times a day/],
  ['[{"name":"a","query":"x","perDay":1,"variables":[]}]', /"variables" of a is no object/],
  ['[{"name":"a","query":"x","perday":1}]', /has no key "perday": use name, query/],
])('%s is refused', (text, message) => {
  expect(() => read(text)).toThrow(message)
})
