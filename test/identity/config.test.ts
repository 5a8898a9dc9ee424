import { describe, expect, test } from 'vitest'
import { ConfigError } from '../../gateway/config/index.ts'
import { parse } from '../config/fake-connector.ts'

const source = `
sources:
  erp-1:
    connector: fake-erp
    settings: { url: https://erp.example, name: freshet, password: env:PASSWORD }`
const env = {
  PASSWORD: 'CANARY-from-env',
  KEY: 'CANARY-a-long-identity-key',
  SHORT: 'CANARY',
  LINKS: 'postgres://freshet:CANARY%2Dpw@db.example:5433/links',
  QUERIED: 'postgres://freshet:CANARY@db.example/links?sslmode=disable',
  PAGE: 'https://CANARY.example',
}

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

const stored = (postgres: string) => `{ secret: env:KEY, store: { postgres: { ${postgres} } } }`

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

  test('is kept in a Postgres on this machine, written as it is', () => {
    const text = 'identity: { store: { postgres: { url: "postgres://freshet@localhost/links" } }, secret: env:KEY }'
    expect(parse(text + source, env).identity.postgres).toEqual({
      url: 'postgres://freshet@localhost/links',
      schema: 'freshet',
      poolSize: 4,
      timeoutMillis: 2_000,
      tls: false,
    })
  })

  test('is kept in any Postgres whose address is kept elsewhere, reached by TLS unless it is said otherwise', () => {
    const kept = (more: string) =>
      parse(`identity: { store: { postgres: { url: env:LINKS${more} } }, secret: env:KEY }${source}`, env)
    const { identity, secrets } = kept(', schema: crm, poolSize: 9, timeoutMs: 500')
    const settings = { url: env.LINKS, schema: 'crm', poolSize: 9, timeoutMillis: 500, tls: {} }
    expect(identity.postgres).toEqual(settings)
    expect(secrets).toEqual([env.KEY, env.LINKS, 'CANARY-pw', env.PASSWORD])
    expect(kept(', tls: false').identity.postgres!.tls).toBe(false)
    expect(kept(', tls: { ca: /etc/secret }').identity.postgres!.tls).toEqual({ ca: 'CANARY-from-file\n' })
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
    ['{ store: { postgres: { url: env:LINKS } } }', 'identity.store: needs a secret beside it'],
    ['{ file: a, store: { postgres: { url: env:LINKS } } }', 'identity.file: is not used beside identity.store'],
    ['{ secret: env:KEY, store: {} }', 'identity.store.postgres: is missing'],
    [stored('url: env:NONE'), 'identity.store.postgres.url: refers to the environment variable NONE'],
    [stored('url: env:PAGE'), 'refers to what is not the address of a Postgres: write it as postgres://user:'],
    [stored('url: env:QUERIED'), 'refers to what has a query or fragment'],
    [stored('url: "postgres://db.example/links"'), 'postgres.url: is written here'],
    [stored('url: "postgres://freshet:CANARY@localhost/links"'), 'postgres.url: is written here'],
    [stored('url: env:LINKS, schema: pg_own'), 'postgres.schema: is no name for it'],
    [stored('url: env:LINKS, tls: { ca: missing.pem }'), 'postgres.tls.ca: /app/missing.pem cannot be read (ENOENT)'],
    [stored('url: env:LINKS, timeoutMillis: 5'), 'postgres.timeoutMillis: is not a key of this part'],
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
