import { bookedLines } from '../../../subgraphs/simulator/company/booked-lines.ts'
import { ALL_SYSTEMS } from '../../../subgraphs/simulator/company/expected/arithmetic.ts'
import { trialBalance as balanceOf } from '../../../subgraphs/simulator/company/expected.ts'
import type {
  Company,
  Invoice,
  IsoDate,
  JournalEntry,
  JournalLine,
  System,
} from '../../../subgraphs/simulator/company/types.ts'
import { plain, sourceOf } from '../company.ts'

export const systems: readonly System[] = ALL_SYSTEMS

export const balances = /* GraphQL */ `
  query ($groupBy: [TrialBalanceGrouping!], $from: Date, $to: Date, $sources: [String!]) {
    trialBalance(groupBy: $groupBy, from: $from, to: $to, sources: $sources) {
      groups {
        source legalEntityKey ledger accountId number name classification groupAccount currency lines
        opening { amount currency } debits { amount } credits { amount } closing { amount }
      }
      ledgers { source legalEntityKey ledger currency to debits { amount } credits { amount } difference { amount } balanced }
      balanced remarks complete
      sourceResults { source status rows calls message }
    }
  }
`

export interface Group {
  readonly source: string | null
  readonly legalEntityKey: string | null
  readonly ledger: string | null
  readonly accountId: string | null
  readonly number: string | null
  readonly name: string | null
  readonly classification: string | null
  readonly currency: string
  readonly opening: { readonly amount: string }
  readonly debits: { readonly amount: string }
  readonly credits: { readonly amount: string }
  readonly closing: { readonly amount: string }
}

export interface Check {
  readonly source: string
  readonly legalEntityKey: string | null
  readonly to: string
  readonly difference: { readonly amount: string }
  readonly balanced: boolean
}

/** One line for each company and account, as answers and books are compared. */
export const shown = (groups: readonly Group[]): string[] =>
  groups
    .map(({ source, legalEntityKey, number, currency, opening, debits, credits, closing }) =>
      [
        source,
        legalEntityKey,
        number,
        currency,
        ...[opening, debits, credits, closing].map(({ amount }) => plain(amount)),
      ].join(' '),
    )
    .sort()

/**
 * The books as the systems tell them. NetSuite dates a posting by its transaction, which the company writes in its books some
 * days later; and it and Odoo post every line of a document, where the company posts what the lines of one account add up to.
 */
export function asTold(company: Company): Company {
  const byId = (documents: readonly Invoice[]) => new Map(documents.map((document) => [document.id, document]))
  const documents = { invoice: byId(company.invoices), bill: byId(company.bills) }
  const journalEntries = company.journalEntries.map((entry) => {
    const { system, origin } = entry
    const isDocument = origin.type === 'invoice' || origin.type === 'bill'
    const posted = isDocument ? lineByLine(entry, documents[origin.type].get(origin.id)!) : entry
    if (system === 'netsuite') return { ...posted, postedOn: entry.documentOn }
    return system === 'odoo' ? posted : entry
  })
  return { ...company, journalEntries }
}

function lineByLine(entry: JournalEntry, document: Invoice): JournalEntry {
  const { kind, direction } = document
  const accounts = new Set(document.lines.map(({ accountId }) => accountId))
  const others = entry.lines.filter(({ accountId }) => !accounts.has(accountId))
  const usual = (direction === 'receivable') === (kind === 'invoice') ? 'credit' : 'debit'
  const lines = bookedLines(document).map(
    (amount, place): JournalLine => ({
      ...others[0]!,
      accountId: document.lines[place]!.accountId,
      side: amount.startsWith('-') === (usual === 'credit') ? 'debit' : 'credit',
      baseAmount: amount.replace('-', ''),
    }),
  )
  return { ...entry, lines: [...others, ...lines] }
}

/** The books themselves, day by day: what was there before `from`, and what the days up to `to` have moved. */
export function truth(company: Company, { from, to }: { from?: IsoDate; to: IsoDate }, left: readonly System[] = []) {
  const kept = company.journalEntries.filter(({ system }) => !left.includes(system))
  const told = asTold({ ...company, journalEntries: kept })
  return told.legalEntities
    .filter(({ system }) => kept.some((entry) => entry.system === system))
    .flatMap((entity) => {
      const before = from === undefined ? [] : balanceOf(told, entity.id, dayBefore(from))
      return balanceOf(told, entity.id, to).map(({ accountId, debit, credit, balance }) => {
        const earlier = before.find((other) => other.accountId === accountId)
        const less = (whole: string, part = '0') => plain(cents(whole, part))
        return [
          ...[sourceOf[entity.system], entity.key, told.glAccounts[accountId]!.number, entity.currency],
          ...[
            plain(earlier?.balance ?? '0'),
            less(debit, earlier?.debit),
            less(credit, earlier?.credit),
            plain(balance),
          ],
        ].join(' ')
      })
    })
    .sort()
}

const dayBefore = (day: IsoDate): IsoDate =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)

/** The difference of two amounts of one scale, in its smallest units. */
function cents(whole: string, part: string): string {
  const scale = whole.split('.')[1]?.length ?? 0
  const units = (text: string) => BigInt((text.includes('.') ? text : `${text}.${'0'.repeat(scale)}`).replace('.', ''))
  const difference = units(whole) - units(part)
  const digits = `${difference < 0n ? -difference : difference}`.padStart(scale + 1, '0')
  const sign = difference < 0n ? '-' : ''
  return scale === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}
