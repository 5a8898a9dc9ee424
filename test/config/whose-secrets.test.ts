import { expect, it } from 'vitest'
import { parseConfig } from '../../gateway/config/index.ts'
import { fakeConnector } from './fake-connector.ts'

const entry = (name: string, more = '') => `
  ${name}:
    connector: fake-erp${more}
    settings: { url: https://erp.example, name: freshet, password: env:${name.toUpperCase()} }`

const text = `sources:${entry('near')}${entry('far', '\n    remote: https://far.example/graphql')}`

const read = (env: Record<string, string>, only?: string) =>
  parseConfig(text, { file: 'test.yaml', connectors: { 'fake-erp': fakeConnector }, env, readFile: () => '', only })

it('needs no secret of a source that has a server of its own', () => {
  expect(read({ NEAR: 'one' }).secrets).toEqual(['one'])
})

it('needs only the secret of the source that is served alone', () => {
  expect(read({ FAR: 'two' }, 'far').secrets).toEqual(['two'])
})

it('misses the secret of a source that it asks itself', () => {
  expect(() => read({ FAR: 'two' })).toThrow(/NEAR/)
})

it('refuses a secret that is written out, whoever would use it', () => {
  const written = text.replace('env:FAR', 'CANARY')
  const options = {
    file: 'test.yaml',
    connectors: { 'fake-erp': fakeConnector },
    env: { NEAR: 'x' },
    readFile: () => '',
  }
  expect(() => parseConfig(written, options)).toThrow(/secrets are not written here/)
  expect(() => parseConfig(written, options)).not.toThrow(/CANARY/)
})
