import type { EntityMaps } from '../../gateway/connector/index.ts'
import type { EntitySet } from '../dialects/odata/fields.ts'
import { books } from './books.ts'
import { inventory } from './inventory.ts'
import { orders } from './orders.ts'
import { parties } from './party.ts'
import { receivables } from './receivables.ts'
import type { Settings } from './settings.ts'

/** Every type of the model for which the vendor's pages give a collection with fields. */
export const entities = (settings: Settings): EntityMaps<EntitySet['hint']> => ({
  ...parties(settings),
  ...inventory(settings),
  ...receivables(settings),
  ...orders(settings),
  ...books(settings),
})
