import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { defaultGuardLimits } from '../../gateway/server/index.ts'
import { openWorld, type World } from '../e2e/world.ts'
import { cells, freshet } from './run.ts'

/** Each command is a process of its own, which takes its time where others run. */
vi.setConfig({ testTimeout: 90_000 })

const adminToken = 'an-admin-token-of-the-tests'
let world: World
beforeAll(async () => {
  const documents = new Map([['names', '{ customers(first: 1) { nodes { name } } }']])
  const trustedDocuments = { documents, only: true, limits: defaultGuardLimits }
  world = await openWorld({ change: (options) => ({ ...options, adminToken, trustedDocuments }) })
})
afterAll(() => world.close())
afterEach(() => {
  vi.unstubAllEnvs()
})

it.each(['sources', 'headroom'])(
  '%s asks a gateway of trusted documents alone as an administrator',
  async (command) => {
    vi.stubEnv('FRESHET_ADMIN_TOKEN', adminToken)
    const { stdout, stderr } = await freshet(command, '--url', world.url)
    expect(stderr).toBe('')
    expect(cells(stdout, 'salesforce')).not.toEqual([])
  },
)

it.each(['', 'another-token-of-the-tests'])('and is told what it lacks where its token is "%s"', async (token) => {
  vi.stubEnv('FRESHET_ADMIN_TOKEN', token)
  const { status, stderr } = await freshet('sources', '--url', world.url)
  expect(status).toBe(1)
  expect(stderr).toContain('or the token of an administrator')
})

it('others are answered its documents alone', async () => {
  const ask = async (body: object, headers: object = {}) => {
    const response = await fetch(`${world.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    return response.status
  }
  const query = '{ sources { name } }'
  expect(await ask({ documentId: 'names' })).toBe(200)
  expect(await ask({ query })).toBe(403)
  expect(await ask({ query }, { authorization: 'Bearer wrong' })).toBe(403)
  expect(await ask({ query }, { authorization: `Bearer ${adminToken}` })).toBe(200)
})
