/**
 * The true answers to business questions, computed from the raw data by the shortest code that can be read and believed.
 *
 * Nothing here is shared with the gateway or with the generator: a mistake must not be able to agree with itself.
 * Amounts keep the scale of their currency, quantities that of their unit. Every list is in the order of the raw data
 * unless its function says otherwise.
 */
export * from './expected/aging.ts'
export * from './expected/availability.ts'
export * from './expected/counts.ts'
export * from './expected/credit.ts'
export * from './expected/credit-check.ts'
export * from './expected/customers.ts'
export * from './expected/ledger.ts'
export * from './expected/orders.ts'
export * from './expected/pipeline.ts'
export * from './expected/receivables.ts'
export * from './expected/stock.ts'
