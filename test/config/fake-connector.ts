import { parseConfig } from '../../gateway/config/index.ts'
import type { Connector, Limit, SettingsSpec } from '../../gateway/connector/index.ts'

const settings = {
  url: { type: 'url', description: 'Address of the system.' },
  name: { type: 'text', description: 'Login name of the gateway.' },
  password: { type: 'secret', description: 'Its password.' },
  token: { type: 'secret', optional: true, description: 'A token instead.' },
  release: { type: 'choice', options: ['16', '17'], default: '17', description: 'Release of the system.' },
  pageRows: { type: 'integer', default: 100, min: 1, max: 1000, description: 'Rows per page.' },
  archived: { type: 'boolean', description: 'Whether to read archived records.' },
  companies: { type: 'list', description: 'Companies to read.' },
  units: { type: 'map', default: { PC: 'C62' }, description: 'Units and their codes.' },
} as const satisfies SettingsSpec

const citation = { page: 'https://vendor.example/limits', readOn: '2026-01-01' }

const limits: readonly Limit[] = [
  { name: 'calls', kind: 'concurrency', permits: 4, citation },
  { name: 'minute', kind: 'window', permits: 100, windowMillis: 60_000, citation },
]

/** As much of a connector as the configuration looks at. */
export const fakeConnector = {
  kind: 'fake-erp',
  title: 'Fake ERP',
  settings,
  limits: () => limits,
  externalKey: (native: string) => ({ native }),
} as unknown as Connector

export const withoutKeys = { ...fakeConnector, kind: 'keyless', externalKey: undefined } as unknown as Connector

const connectors = { 'fake-erp': fakeConnector, keyless: withoutKeys }

/** Checks a text as the file `test.yaml`, with one secret in the environment and one in a file. */
export function parse(text: string, env: Record<string, string> = { PASSWORD: 'CANARY-from-env' }) {
  const readFile = (path: string): string => {
    if (path === '/etc/secret' || path === '/app/secret') return 'CANARY-from-file\n'
    if (path === '/etc/empty') return '\n'
    throw Object.assign(new Error('CANARY'), { code: 'ENOENT' })
  }
  return parseConfig(text, { file: '/app/test.yaml', connectors, env, readFile })
}
