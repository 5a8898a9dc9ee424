import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createApplication, type Gateway } from '../application.ts'
import { decodeGlobalId, encodeGlobalId, encodeKey, type SourceName } from '../connector/index.ts'
import type { Crosswalk } from '../identity/index.ts'
import { applicationOptions, demoConfig, readConfig } from './options.ts'

/** A command's words, and what it works on. */
export interface OpenedLinks {
  readonly gateway: Gateway
  readonly identity: NonNullable<Gateway['identity']>
  readonly crosswalk: Crosswalk
  readonly now: () => number
  readonly rest: readonly string[]
  readonly flags: Readonly<Record<string, string | boolean | undefined>>
}

const options = {
  config: { type: 'string', short: 'c' },
  source: { type: 'string' },
  type: { type: 'string' },
  'budget-calls': { type: 'string' },
  by: { type: 'string' },
  suggested: { type: 'boolean' },
  rejected: { type: 'boolean' },
  json: { type: 'boolean' },
  limit: { type: 'string' },
} as const

/** Opens the crosswalk of a configuration. @throws Error when it is kept in memory, where a command cannot reach it */
export async function openLinks(args: readonly string[], needsFile: boolean): Promise<OpenedLinks> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
  const file = values.config ?? demoConfig
  const config = await readConfig(file)
  if (needsFile && !config.identity.postgres && config.identity.file === ':memory:')
    throw new Error(
      `The crosswalk of ${file} is in memory: name a file as identity.file, or a database as identity.store, and a secret beside it.`,
    )
  const settings = applicationOptions(config)
  const gateway = createApplication({ ...settings, ledgerFolder: ownLedger(settings.ledgerFolder) })
  // A gateway beside this command draws on the same limits.
  await gateway.connect()
  const identity = gateway.identity!
  return {
    gateway,
    identity,
    crosswalk: identity.crosswalk,
    now: () => settings.runtime.now(),
    rest: positionals,
    flags: values,
  }
}

/** Who writes into the ledger of a running gateway makes it forget what that has spent. */
const ownLedger = (folder: string | undefined) => (folder === undefined ? undefined : join(folder, 'link'))

/** A record from a global id or from "Customer erp-1 0010000001". @throws Error saying how it is written */
export function recordOf(text: string): string {
  if (decodeGlobalId(text)) return text
  const [type, source, ...key] = text.trim().split(/\s+/)
  if (type && source && key.length > 0)
    return encodeGlobalId({ type, source: source as SourceName, key: encodeKey([key.join(' ')]) })
  throw new Error(`${JSON.stringify(text.slice(0, 80))} is no record: write its global id, or "Customer erp-1 42".`)
}

/** `erp-1 0010000001`, for people. */
export function recordName(id: string): string {
  const ref = decodeGlobalId(id)
  return ref ? `${ref.source} ${ref.key}` : id
}

/** Who decides: never guessed, because it is kept for good. */
export function personOf({ by }: OpenedLinks['flags']): string {
  if (typeof by === 'string' && by.trim() !== '') return by.trim()
  throw new Error('Say who decides: --by NAME.')
}

export function countOf(text: string | boolean | undefined, name: string, fallback: number): number {
  if (text === undefined) return fallback
  const count = Number(text)
  if (Number.isInteger(count) && count > 0) return count
  throw new Error(`--${name} ${String(text)} is no number of ${name}: give a whole number above 0.`)
}
