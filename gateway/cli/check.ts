import { checkTrustedDocuments } from '../application.ts'
import type { ConfiguredSource } from '../config/index.ts'
import { bindSource, canonical, type EntityName } from '../connector/index.ts'
import { readConfig, readOptions } from './options.ts'

export const summary = 'check [FILE]                         says what is wrong with a configuration, line by line'

/** Checks a configuration without asking any source. */
export async function run(args: readonly string[]): Promise<number> {
  const { config: byOption, rest } = readOptions(args)
  const file = rest[0] ?? byOption
  const { sources, trustedDocuments } = await readConfig(file)
  for (const source of sources) console.log(lineOf(source))
  if (trustedDocuments) {
    checkTrustedDocuments(trustedDocuments)
    console.log(`${new Set(trustedDocuments.documents.values()).size} trusted documents`)
  }
  console.log(`${file}: no problems found. Nothing was asked: addresses and credentials are not tried.`)
  return 0
}

const entityNames = Object.keys(canonical) as EntityName[]

function lineOf(source: ConfiguredSource): string {
  const { name, title, entities, limits } = bindSource(source, entityNames)
  const rules = limits.map((limit) => `${limit.name} ${numbersOf(limit)}`).join(', ')
  return `${name}: ${title}; ${Object.keys(entities).length} types; ${rules || 'no limits'}`
}

/** The numbers in force, overrides included. */
function numbersOf(limit: object): string {
  const numbers = Object.entries(limit).filter(([, value]) => typeof value === 'number')
  return `(${numbers.map(([key, value]) => `${key} ${value}`).join(', ')})`
}
