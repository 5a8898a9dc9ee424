import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../gateway/config/index.ts'
import { parse } from './fake-connector.ts'

const source = `
sources:
  erp-1:
    connector: fake-erp
    settings: { url: https://erp.example, name: freshet, password: env:PASSWORD }`

const env = {
  PASSWORD: 'CANARY-from-env',
  REDIS_URL: 'rediss://freshet:CANARY%2Dpw@cache.example:6380/2',
  TOKEN: 'CANARY-a-long-admin-token',
  SHORT: 'CANARY',
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

describe('what replicas share', () => {
  it('is nothing unless it is configured', () => {
    const config = parse(source, env)
    expect(config).not.toHaveProperty('redis')
    expect(config).not.toHaveProperty('adminToken')
  })

  it('may be a Redis on this machine, written as it is', () => {
    expect(parse(`redis: { url: "redis://localhost:6379" }${source}`, env).redis).toEqual({
      url: 'redis://localhost:6379',
      prefix: 'freshet',
      commandTimeoutMillis: 50,
      replicas: 2,
    })
  })

  it('may be any Redis whose address is kept elsewhere, and whose password is never printed', () => {
    const { redis, secrets } = parse(
      `redis: { url: env:REDIS_URL, prefix: prod, commandTimeoutMs: 80, replicas: 5 }${source}`,
      env,
    )
    expect(redis).toEqual({ url: env.REDIS_URL, prefix: 'prod', commandTimeoutMillis: 80, replicas: 5 })
    expect(secrets).toEqual([env.REDIS_URL, 'CANARY-pw', 'CANARY-from-env'])
  })

  const written =
    '1:15 redis.url: is written here: put the address into an environment variable and write env:NAME, or into a file and write file:/path. Only one on this machine, without a password, may be written.'

  it.each([
    ['redis://cache.example:6379', written],
    ['redis://:CANARY@localhost:6379', written],
    ['http://localhost', '1:15 redis.url: is not the address of a Redis: write it as rediss://host.example:6379'],
    [
      'env:PAGE',
      '1:15 redis.url: refers to what is not the address of a Redis: write it as rediss://host.example:6379',
    ],
    ['env:NONE', '1:15 redis.url: refers to the environment variable NONE, which is not set: set it before starting.'],
  ])('is not %s', (url, problem) => {
    expect(problems(`redis: { url: "${url}" }`)).toEqual([problem])
    expect(problem).not.toContain('CANARY')
  })

  it('has a name of its own on the server that others can use too', () => {
    expect(problems('redis: { url: "redis://localhost", prefix: "a:b" }')).toEqual([
      '1:44 redis.prefix: "a:b" is not a prefix: use up to 40 letters, digits, dots, dashes and underscores.',
    ])
  })
})

describe('the token of administrators', () => {
  it('is kept elsewhere', () => {
    const { adminToken, secrets } = parse(`admin: { token: env:TOKEN }${source}`, env)
    expect(adminToken).toBe(env.TOKEN)
    expect(secrets).toContain(env.TOKEN)
    const [problem] = problems('admin: { token: CANARY-written-into-the-file }')
    expect(problem).toMatch(/^1:17 admin\.token: is a secret, and secrets are not written here/)
    expect(problem).not.toContain('CANARY')
  })

  it('is not one that can be guessed', () => {
    expect(problems('admin: { token: env:SHORT }')).toEqual([
      '1:17 admin.token: refers to a token that can be guessed: make it 16 characters or more.',
    ])
  })
})
