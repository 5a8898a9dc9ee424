import { dirname, resolve } from 'node:path'
import type { AuditSettings } from '../views/audit-log.ts'
import type { Rate } from '../views/rates.ts'
import type { ConfigProblem } from './config-error.ts'
import { type Part, problemAt } from './problems.ts'
import { readRates } from './rates-file.ts'
import type { Root } from './schema.ts'
import type { SecretPlaces } from './secrets.ts'

/** What the business views go by. */
export interface ViewsConfig {
  readonly rates?: { readonly table: readonly Rate[]; readonly maxAgeDays: number }
  readonly overLimit: 'REVIEW' | 'REJECTED'
  readonly audit?: AuditSettings
}

export interface ReadViews {
  readonly views: ViewsConfig
  readonly problems: readonly ConfigProblem[]
}

/** Paths are relative to the configuration file. The table of rates is read once, when the configuration is. */
export function readViews({ views }: Pick<Root, 'views'>, part: Part, places: SecretPlaces): ReadViews {
  const { rates, overLimit, audit } = views
  const path = (file: string) => resolve(dirname(places.configFile), file)
  const { enabled, file, ...policy } = audit
  const settings = { overLimit, ...(enabled && { audit: Object.freeze({ ...policy, file: path(file) }) }) }
  if (!rates) return { views: Object.freeze(settings), problems: [] }
  const read = readRates(path(rates.file), places.readFile)
  if ('problem' in read)
    return { views: settings, problems: [problemAt(part, ['views', 'rates', 'file'], read.problem)] }
  const table = { table: read.rates, maxAgeDays: rates.maxAgeDays }
  return { views: Object.freeze({ ...settings, rates: Object.freeze(table) }), problems: [] }
}
