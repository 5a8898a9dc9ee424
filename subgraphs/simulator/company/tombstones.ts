import { instantOf } from './calendar.ts'
import type { Context } from './context.ts'
import { documentKeys } from './numbers.ts'
import type { System, Tombstone } from './types.ts'

/** What was deleted: a handful per kind, with keys that no living record has. */
export function createTombstones(context: Context): Tombstone[] {
  const random = context.random.fork('tombstones')
  return KINDS.flatMap(([system, type, makeKey]) =>
    Array.from({ length: context.count(20, 3) }, (_, place): Tombstone => {
      const deleted = context.today - random.between(1, 25)
      return {
        system,
        type,
        key: makeKey(context),
        name: `Deleted ${type} ${place + 1}`,
        createdAt: instantOf(deleted - random.between(1, 300), 36_000),
        deletedAt: instantOf(deleted, random.between(30_000, 70_000)),
      }
    }),
  )
}

type KeySource = (context: Context) => string

const KINDS: readonly (readonly [System, Tombstone['type'], KeySource])[] = [
  ['salesforce', 'customer', ({ keys }) => keys.salesforce('001')],
  ['salesforce', 'contact', ({ keys }) => keys.salesforce('003')],
  ['salesforce', 'opportunity', ({ keys }) => keys.salesforce('006')],
  ['salesforce', 'item', ({ keys }) => keys.salesforce('01t')],
  ['netsuite', 'customer', ({ keys }) => keys.netsuite('entity')],
  ['netsuite', 'item', ({ keys }) => keys.netsuite('item')],
  ['netsuite', 'invoice', (context) => documentKeys('netsuite', 'invoice', '2026-01-01', context).key],
  ['netsuite', 'sales-order', (context) => documentKeys('netsuite', 'sales-order', '2026-01-01', context).key],
  ['dataverse', 'customer', ({ keys }) => keys.guid('dataverse/account')],
  ['dataverse', 'contact', ({ keys }) => keys.guid('dataverse/contact')],
  ['dataverse', 'opportunity', ({ keys }) => keys.guid('dataverse/opportunity')],
  ['dataverse', 'item', ({ keys }) => keys.guid('dataverse/product')],
]
