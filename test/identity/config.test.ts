import { describe, expect, test } from 'vitest'
import { ConfigError } from '../../gateway/config/index.ts'
import { parse } from '../config/fake-connector.ts'

const source = `
sources:
  erp-1:
    connector: fake-erp
    settings: { url: https://erp.example, name: freshet, password: env:PASSWORD }`
const env = { PASSWORD: 'CANARY-from-env', KEY: 'CANARY-a-long-identity-key', SHORT: 'CANARY' }

const problems = (text: string): string[] => {
  try {
    parse(text + source, env)
  } catch (error) {
    if (error instanceof ConfigError)
      return error.message.split('\n').map((line) => line.replace('/app/test.yaml:', ''))
    throw error
  }
  return []
}

describe('identity', () => {
  test('is kept in memory unless a file is named', () => {
    expect(parse(source, env).identity).toMatchObject({ file: ':memory:', searched: ['VAT', 'DUNS', 'LEI', 'GTIN'] })
    expect(parse(source, env).identity).not.toHaveProperty('secret')
  })

  test('is kept beside the configuration, under a secret that nobody prints', () => {
    const text = 'identity: { file: data/identity.sqlite, secret: env:KEY, search: [VAT], rememberMs: 5 }'
    const { identity, secrets } = parse(text + source, env)
    expect(identity).toMatchObject({
      file: '/app/data/identity.sqlite',
      secret: env.KEY,
      searched: ['VAT'],
      rememberMillis: 5,
    })
    expect(secrets).toContain(env.KEY)
  })

  test('takes policies for fields', () => {
    const text = 'identity: { survivorship: { Customer: [{ fields: [industry], order: [erp-1] }] } }'
    expect(parse(text + source, env).identity.survivorship).toEqual({
      Customer: [{ fields: ['industry'], rule: 'SOURCE_ORDER', order: ['erp-1'] }],
    })
  })

  test.each([
    ['{ file: a.sqlite }', 'needs a secret beside it'],
    ['{ secret: env:SHORT }', 'refers to a secret that can be guessed'],
    ['{ secret: env:MISSING }', 'refers to the environment variable MISSING'],
    ['{ secret: CANARY-written }', 'is a secret, and secrets are not written here'],
    ['{ search: [NAME] }', 'identity.search.0'],
    ['{ survivorship: { Customer: [{ fields: [name], order: [erp-9] }] } }', '"erp-9" is not a configured source'],
    ['{ survivorship: { Invoice: [] } }', 'identity.survivorship'],
  ])('is refused with its line: %s', (identity, expected) => {
    const told = problems(`identity: ${identity}`)
    expect(told).toHaveLength(1)
    expect(told[0]).toMatch(/^1:\d+ identity/)
    expect(told[0]).toContain(expected)
    expect(told[0]).not.toContain('CANARY')
  })
})
