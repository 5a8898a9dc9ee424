import type { EntitySetModel } from '../../dialects/odata/simulate-model.ts'
import { decimal } from '../../simulator/company/decimal.ts'
import { guidFor } from '../../simulator/company/keys.ts'
import type { Company, GlAccount, JournalEntry, JournalLine } from '../../simulator/company/types.ts'
import { scaled } from './amounts.ts'
import { entitySet, type Loose, member, own, stamp } from './model.ts'

const categories: Readonly<Record<GlAccount['classification'], string>> = {
  asset: 'Assets',
  liability: 'Liabilities',
  equity: 'Equity',
  revenue: 'Income',
  expense: 'Expense',
}

const subCategories: Readonly<Partial<Record<GlAccount['role'], string>>> = {
  bank: 'Cash',
  receivable: 'Accounts Receivable',
  inventory: 'Inventory',
  'fixed-asset': 'Equipment',
  payable: 'Accounts Payable',
}

/** The accounts themselves, and a heading above them, to which nothing is posted. */
export const accounts = (company: Company): EntitySetModel =>
  entitySet({
    name: 'accounts',
    columns: {
      text: 'number displayName category subCategory accountType',
      numbers: 'netChange',
      flags: 'blocked directPosting',
      instants: 'lastModifiedDateTime',
    },
    rows: () => {
      const balances = netChanges(company)
      const time = { lastModifiedDateTime: '2021-01-04T08:00:00.000Z' }
      const heading = { number: '10000', displayName: 'BALANCE SHEET', category: 'Assets', accountType: 'Heading' }
      return [
        { id: guidFor('businessCentral/account/10000'), ...heading, ...time },
        ...company.glAccounts.filter(own).map((account) => ({
          id: account.key,
          number: account.number,
          displayName: account.name,
          category: member(
            account.role === 'cost-of-sales' ? 'Cost of Goods Sold' : categories[account.classification],
          ),
          subCategory: subCategories[account.role],
          accountType: 'Posting',
          blocked: !account.active,
          directPosting: !account.isControl,
          netChange: decimal(balances.get(account.id) ?? 0n, 2),
          ...time,
        })),
      ]
    },
  })

function netChanges(company: Company): ReadonlyMap<number, bigint> {
  const balances = new Map<number, bigint>()
  for (const { lines } of company.journalEntries.filter(own))
    for (const { accountId, side, baseAmount } of lines) {
      const amount = scaled(baseAmount, 2)
      balances.set(accountId, (balances.get(accountId) ?? 0n) + (side === 'debit' ? amount : -amount))
    }
  return balances
}

const documentTypes: Readonly<Record<JournalEntry['origin']['type'], string>> = {
  invoice: 'Invoice',
  bill: 'Invoice',
  payment: 'Payment',
  manual: ' ',
}

export const generalLedgerEntries = (company: Company): EntitySetModel =>
  entitySet({
    name: 'generalLedgerEntries',
    columns: {
      text: 'documentNumber documentType accountNumber description',
      ids: 'accountId',
      numbers: 'entryNumber debitAmount creditAmount additionalCurrencyDebitAmount additionalCurrencyCreditAmount',
      days: 'postingDate',
      instants: 'lastModifiedDateTime',
    },
    indexes: 'documentNumber accountId',
    rows: () =>
      company.journalEntries
        .filter(own)
        .flatMap((entry) => entry.lines.map((line) => [entry, line] as const))
        .map(([entry, line], n) => entryRow(company, entry, line, n + 1)),
  })

function entryRow(company: Company, entry: JournalEntry, line: JournalLine, entryNumber: number): Loose {
  const account = company.glAccounts[line.accountId]!
  return {
    id: guidFor(`businessCentral/entry/${entryNumber}`),
    entryNumber: `${entryNumber}`,
    postingDate: entry.postedOn,
    documentNumber: entry.number,
    documentType: member(documentTypes[entry.origin.type]),
    accountId: account.key,
    accountNumber: account.number,
    description: line.text ?? entry.memo ?? account.name,
    ...(line.side === 'debit' ? { debitAmount: line.baseAmount } : { creditAmount: line.baseAmount }),
    lastModifiedDateTime: stamp(entry.createdAt),
  }
}
