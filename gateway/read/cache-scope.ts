import { createHash } from 'node:crypto'
import { cacheKey } from '../cache/index.ts'
import { canonical, type Source } from '../connector/index.ts'

/**
 * What every key of a reader begins with: what the same question may be answered differently by. The source and where it is,
 * whose rights it is asked with, and the schema and the mapping that its rows were read by: after an upgrade, what replicas of
 * the old version have left behind is not found.
 */
export function cacheScope(source: Source, credentialScope: string): string {
  const { name, connector, settings, timeZone, entities } = source
  // Secrets are left out: whose they are is what `credentialScope` says, and they may change without changing the data.
  const open = Object.entries(settings).filter(([option]) => connector.settings[option]?.type !== 'secret')
  const mapping = JSON.stringify(entities, (_name, value) => (typeof value === 'function' ? String(value) : value))
  const parts = [name, connector.origin(settings as never), credentialScope, timeZone, connector.mappingVersion]
  return createHash('sha256')
    .update(cacheKey(...parts, JSON.stringify(open.sort()), schema, mapping), 'utf16le')
    .digest('base64url')
}

const schema = JSON.stringify(canonical)
