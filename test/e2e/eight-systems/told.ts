import { ALL_SYSTEMS } from '../../../subgraphs/simulator/company/expected/arithmetic.ts'
import { isOpenOrder } from '../../../subgraphs/simulator/company/expected.ts'
import type { Company, Invoice, SalesOrder, System } from '../../../subgraphs/simulator/company/types.ts'
import { idOf, sourceOf } from '../company.ts'

export const systems = ALL_SYSTEMS

/** Of these nobody can read which payments are not matched with invoices. */
export const withoutUnapplied: readonly System[] = ['businessCentral', 'financeOperations', 'businessOne']

/** The currency in which the company of a system keeps its books, where amounts in others are not told. */
const localOnly: Readonly<Partial<Record<System, string>>> = { financeOperations: 'EUR', businessOne: 'CHF' }

/** The books as far as their systems tell them to others: what the views have to answer, and not more. */
export const toldOf = (company: Company): Company => ({
  ...company,
  invoices: company.invoices.filter((invoice) => isTold(invoice)),
  payments: company.payments.filter(({ system }) => !withoutUnapplied.includes(system)),
  salesOrders: company.salesOrders.filter(hasNet),
})

/** Credit memos of Business Central are not read; what is open is told in local currency, in Business One only while some is paid. */
export function isTold({ system, kind, currency, open, gross }: Invoice): boolean {
  if (system === 'businessCentral') return kind === 'invoice'
  if (system === 'financeOperations') return currency === localOnly[system]
  return system !== 'businessOne' || currency === localOnly[system] || open === gross
}

/** Finance & Operations tells no net total of an order; Business One none in another currency. */
export const hasNet = ({ system, currency }: SalesOrder): boolean =>
  system !== 'financeOperations' && (system !== 'businessOne' || currency === localOnly[system])

/** On order there, drafts included where the system knows none. */
export const isAtWork = (order: SalesOrder): boolean =>
  isOpenOrder(order) || (order.system === 'businessOne' && order.status === 'draft')

/** Keys of Finance & Operations begin with the company. */
export const keyIn = (system: System, key: string | number): string =>
  system === 'financeOperations' ? `nl01;${key}` : `${key}`

export const recordOf = (type: 'Customer' | 'Item', system: System, key: string | number): string =>
  idOf(type, system, keyIn(system, key))

/** As answers name a record: source and key. */
export const nameIn = (system: System, key: string | number): string => `${sourceOf[system]} ${keyIn(system, key)}`

export const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)

export interface Result {
  readonly source: string
  readonly status: string
  readonly rows: number
  readonly message: string | null
}

/** What the sources that did not tell all said of it. */
export const remarks = (results: readonly Result[]) =>
  Object.fromEntries(
    results.filter(({ status }) => status !== 'OK').map(({ source, status, message }) => [source, { status, message }]),
  )
