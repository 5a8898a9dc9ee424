import {
  type EntityMap,
  type EntityName,
  encodeKey,
  type KeyPart,
  type MappedField,
} from '../../gateway/connector/index.ts'
import { pointer as documentPointer } from '../dialects/odata/documents.ts'
import { code, type EntitySet, entitySet, made, mapped, ordered } from '../dialects/odata/fields.ts'
import { textAt } from '../dialects/odata/row.ts'
import type { Member } from './members.ts'
import type { Settings } from './settings.ts'

/** A set; or for a type that is read from several sets, or from the lines below documents, all of them. */
export type Hint = EntitySet['hint'] & { readonly members?: readonly Member[]; readonly isOfLines?: true }

const api = 'api/v2.0'
const analytics = 'api/microsoft/analytics/v1.0'

export const sets = {
  companies: entitySet(api, 'companies', 'id'),
  customers: entitySet(api, 'customers', 'id'),
  vendors: entitySet(api, 'vendors', 'id'),
  contacts: entitySet(api, 'contacts', 'id'),
  items: entitySet(api, 'items', 'id'),
  locations: entitySet(api, 'locations', 'id'),
  accounts: entitySet(api, 'accounts', 'id'),
  ledger: entitySet(api, 'generalLedgerEntries', 'id'),
  orders: entitySet(api, 'salesOrders', 'id'),
  purchases: entitySet(api, 'purchaseOrders', 'id'),
  stock: entitySet(analytics, 'itemLedgerEntries', 'entryNo'),
  receivables: entitySet(analytics, 'customerLedgerEntries', 'cleEntryNo'),
} as const

/** The documents of some sets as one. */
export const documentsOf = (object: string, members: readonly Member[]) => ({
  object,
  hint: { service: api, key: ['id'], members } satisfies Hint,
})

/** The lines of the documents of some sets. */
export const linesOf = (object: string, members: readonly Member[]) => ({
  object,
  hint: { service: api, key: ['id'], members, isOfLines: true } satisfies Hint,
})

/** A reference to a record by its id. */
export const ref = (native: string): MappedField => ({ ...code(native), type: 'guid' })

const id = { native: 'id', type: 'guid' } as const

/** A map of records with ids of their own, and with what all of them have. */
export function records<E extends EntityName>(
  set: EntitySet,
  { companyId, links }: Settings,
  entity: E,
  map: Pick<EntityMap<E, Hint>, 'fields' | 'base' | 'parts' | 'relations' | 'lacks'>,
  key: KeyPart = id,
): EntityMap<E, Hint> {
  const link = links[entity]
  return mapped<E>(set, {
    key: [key],
    modifiedPrecision: 'INSTANT',
    ...(link && {
      url: ([key]: readonly string[]) => link.replaceAll('{id}', encodeURIComponent(key!.split('/').at(-1)!)),
    }),
    ...map,
    fields: { ...(metaOf(companyId) as object), ...map.fields },
  })
}

/** The mark comes with every row, selected or not. */
export const metaOf = (companyId: string) => ({
  'meta.legalEntity': { constant: companyId.toLowerCase() },
  'meta.sourceModifiedAt': ordered('lastModifiedDateTime'),
  'meta.etag': made([], (row) => textAt(row, '@odata.etag')),
})

/** A pointer to a document by its id and its number; the id of zeros is none. */
export const pointer = (type: EntityName, idColumn: string, numberColumn: string): MappedField =>
  documentPointer(type, [idColumn, numberColumn], (row) => {
    const id = textAt(row, idColumn)?.toLowerCase() ?? ''
    return { key: /[^0-]/.test(id) ? encodeKey([id]) : null, number: textAt(row, numberColumn) }
  })
