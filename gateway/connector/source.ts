import type { EntityName } from './canonical.ts'
import type { Caps, Connector } from './connector.ts'
import type { EntityMap, FieldMap, SourceFacts } from './entity-map.ts'
import { externalKeyOf } from './external-key.ts'
import { type Limit, withHeadroom } from './limit.ts'
import type { SourceName } from './names.ts'

/** One configured tenant of a connector, ready to be asked. Frozen; derived once from configuration. */
export interface Source {
  readonly name: SourceName
  readonly title: string
  readonly region: string | undefined
  /** IANA zone of the owning company, for "today" in due dates. */
  readonly timeZone: string
  readonly connector: Connector
  readonly settings: Readonly<Record<string, unknown>>
  readonly facts: SourceFacts
  readonly entities: { readonly [E in EntityName]?: EntityMap }
  readonly caps: Caps
  /** Our part of what the vendor publishes. */
  readonly limits: readonly Limit[]
  /** How often a call that failed for a moment is made again, at most. */
  readonly retries: number
  /** Retries for each first attempt, over any time; absent: as usual. */
  readonly retryShare?: number
  /** When a source that only fails is left alone; absent: as usual. */
  readonly breaker?: SourceConfig['breaker']
  /** Canonical type → other source → where this source holds the other's key: a native field, or more (`externalKeyOf`). */
  readonly externalKeys: Readonly<Partial<Record<EntityName, Readonly<Record<string, string>>>>>
  /** How long a record of a type may be believed, in milliseconds. */
  readonly staleTimeMillis: Readonly<Record<EntityName, number>>
  /** Most rows read from the source for one question whose filter or order it cannot evaluate itself. */
  readonly maxScanRows: number
}

export interface SourceConfig {
  readonly name: string
  readonly title?: string
  readonly region?: string
  readonly timeZone?: string
  readonly connector: Connector
  readonly settings: Readonly<Record<string, unknown>>
  readonly limits?: Readonly<Record<string, Partial<Record<string, number>>>>
  /** The part of every published limit that is left to the company's other integrations. */
  readonly headroom?: number
  readonly retries?: number
  /** Retries for each first attempt, over any time; 1: as many as `retries` allows. */
  readonly retryShare?: number
  /** So many failures in a row open it (0: never); then a probe is made about once in so long. */
  readonly breaker?: { readonly failures: number; readonly probeMillis: number }
  readonly externalKeys?: Source['externalKeys']
  readonly staleTimeMillis?: Readonly<Partial<Record<EntityName, number>>>
  readonly maxScanRows?: number
}

const usualHeadroom = 0.3
const usualRetries = 2

const minute = 60_000

/** How long each type is believed unless configured: credit and stock briefly, masters long (canonical model, section 8). */
const defaultStaleTime: Readonly<Record<string, number>> = {
  CreditStatus: minute / 2,
  StockLevel: minute / 2,
  Invoice: 2 * minute,
  InvoiceLine: 2 * minute,
  Payment: 2 * minute,
  SalesOrder: 2 * minute,
  SalesOrderLine: 2 * minute,
  PurchaseOrder: 2 * minute,
  PurchaseOrderLine: 2 * minute,
  JournalEntry: 2 * minute,
  JournalLine: 2 * minute,
  Opportunity: 2 * minute,
  OpportunityLine: 2 * minute,
  Item: 60 * minute,
  Warehouse: 24 * 60 * minute,
  GLAccount: 24 * 60 * minute,
  LegalEntity: 24 * 60 * minute,
}

/** Parties, and whatever is not listed. */
const otherStaleTime = 10 * minute

/** Binds a connector to one tenant: entity maps with the configured external keys, effective limits, defaults. */
export function bindSource(config: SourceConfig, entityNames: readonly EntityName[]): Source {
  const { connector, settings } = config
  const maps = connector.entities(settings as never) as Source['entities']
  const externalKeys = config.externalKeys ?? {}
  return Object.freeze({
    name: config.name as SourceName,
    title: config.title ?? connector.title,
    region: config.region,
    timeZone: config.timeZone ?? 'UTC',
    connector,
    settings,
    facts: Object.freeze({ source: config.name, settings }),
    entities: withExternalKeys(maps, externalKeys, connector),
    caps: typeof connector.caps === 'function' ? connector.caps(settings as never) : connector.caps,
    limits: limitsOf(config),
    retries: config.retries ?? usualRetries,
    ...(config.retryShare === undefined ? {} : { retryShare: config.retryShare }),
    ...(config.breaker ? { breaker: config.breaker } : {}),
    externalKeys,
    staleTimeMillis: Object.fromEntries(
      entityNames.map((name) => [name, config.staleTimeMillis?.[name] ?? defaultStaleTime[name] ?? otherStaleTime]),
    ) as Record<EntityName, number>,
    maxScanRows: config.maxScanRows ?? 20_000,
  })
}

/** The path under which a configured external key is an ordinary field of the entity map. */
export const externalKeyPath = (target: string): string => `externalKey.${target}`

function withExternalKeys(
  maps: Source['entities'],
  keys: Source['externalKeys'],
  connector: Connector,
): Source['entities'] {
  const extended = Object.entries(maps).map(([name, map]) => [
    name,
    extend(map, keys[name as EntityName] ?? {}, connector),
  ])
  return Object.freeze(Object.fromEntries(extended)) as Source['entities']
}

function extend(map: EntityMap, keys: Readonly<Record<string, string>>, connector: Connector): EntityMap {
  const fields: Record<string, FieldMap | undefined> = { ...map.fields }
  for (const [target, text] of Object.entries(keys)) {
    if (connector.externalKey) fields[externalKeyPath(target)] = connector.externalKey(externalKeyOf(text).native)
  }
  return Object.freeze({ ...map, fields })
}

/** What an operator overrides is what the vendor grants his company: others have their part of that too. */
function limitsOf({ connector, settings, limits, headroom = usualHeadroom }: SourceConfig): readonly Limit[] {
  return connector
    .limits(settings as never)
    .map((limit) => withHeadroom(override(limit, limits?.[limit.name]), headroom))
}

function override(limit: Limit, changes: Partial<Record<string, number>> | undefined): Limit {
  return changes ? ({ ...limit, ...changes } as Limit) : limit
}
