import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'

const main = fileURLToPath(new URL('../../gateway/cli/freshet.mjs', import.meta.url))
const query =
  'query Page($first: Int!) { customers(first: $first) { nodes { name opportunities(first: 2) { nodes { name } } } } }'

let folder: string
let explain: (...args: string[]) => { status: number | null; stdout: string; stderr: string }
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'freshet-explain-'))
  const [config, file] = [join(folder, 'own.yaml'), join(folder, 'page.graphql')]
  writeFileSync(
    config,
    'budget: { maxSourceCalls: 2 }\nsources:\n  crm:\n    connector: salesforce\n    settings: { clientId: x, orgCurrency: EUR }\n',
  )
  writeFileSync(file, query)
  explain = (...args) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [main, 'explain', file, '--config', config, ...args],
      { encoding: 'utf8' },
    )
    return { status, stdout, stderr }
  }
})
afterAll(() => rmSync(folder, { recursive: true }))

it('explains a query by a configuration, in the words of the source', () => {
  const { status, stdout, stderr } = explain('--variables', '{"first": 3}')
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toContain('2 calls predicted')
  expect(stdout).toContain('SELECT Id, Name FROM Account')
  expect(stdout).toContain('#1 children Opportunity of crm for customers.opportunities after #0')
})

it('as JSON, or as a chart', () => {
  expect(JSON.parse(explain('--variables', '{"first": 3}', '--json').stdout)).toMatchObject({
    calls: 2,
    isAllowed: true,
  })
  expect(explain('--variables', '{"first": 3}', '--mermaid').stdout).toMatch(/^flowchart LR\n/)
})

it('fails for what would be refused, and for what is no query', () => {
  expect(explain('--variables', '{}')).toMatchObject({ status: 1, stderr: expect.stringContaining('$first') })
  expect(explain('--variables', 'x')).toMatchObject({ status: 1, stderr: expect.stringContaining('is not JSON') })
  writeFileSync(
    join(folder, 'page.graphql'),
    '{ a: customers { nodes { id } } b: customers { nodes { name } } c: customers(first: 1) { nodes { id } } }',
  )
  expect(explain()).toMatchObject({ status: 1, stdout: expect.stringContaining('more than the 2 that are allowed') })
})
