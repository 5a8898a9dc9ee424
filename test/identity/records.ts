import { encodeGlobalId, type SourceKey, type SourceName } from '../../gateway/connector/index.ts'
import { type Card, type Facts, factsOf } from '../../gateway/identity/index.ts'

/** Records for tests that need some, whatever they are. */
export const idOf = (source: string, key: string, type = 'Customer'): string =>
  encodeGlobalId({ type, source: source as SourceName, key: key as SourceKey })

export const vat = [{ scheme: 'VAT', value: 'DE136695976', country: null }]

export const cardOf = (id: string, name: string, identifiers: Card['identifiers'] = []): Card => ({
  id,
  name,
  identifiers,
})

export const settings = { secret: 'a secret of this test', skuNamespaces: [['crm', 'erp', 'shop']] }

export const factsOfAll = (cards: readonly Card[]): Facts[] => cards.map((card) => factsOf(card, settings))
