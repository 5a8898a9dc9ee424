import type { EntitySetModel, Row } from '../../dialects/odata/simulate-model.ts'
import { recIdFor } from '../../simulator/company/keys.ts'
import type { Company, GlAccount, JournalEntry, JournalLine } from '../../simulator/company/types.ts'
import { areasOf, collection, negated, noon, ofSystem } from './model.ts'

export function ledgerSets(company: Company): EntitySetModel[] {
  return [mainAccounts(company), postings(company)]
}

const types: Readonly<Record<GlAccount['classification'], string>> = {
  asset: 'Asset',
  liability: 'Liability',
  equity: 'Equity',
  revenue: 'Revenue',
  expense: 'Expense',
}

function mainAccounts(company: Company): EntitySetModel {
  const accounts = ofSystem(company.glAccounts)
  return collection({
    name: 'MainAccounts',
    key: 'ChartOfAccounts MainAccountId',
    columns: {
      text: 'ChartOfAccounts MainAccountId Name MainAccountCategory ParentMainAccountId',
      numbers: 'MainAccountRecId',
      enums: 'MainAccountType:DimensionLedgerAccountType IsSuspended:NoYes DebitCreditDefault:DebitCreditProposal',
    },
    rows: () => [
      ...accounts.map(
        (account, i): Row => ({
          ChartOfAccounts: account.chart,
          MainAccountId: account.number,
          Name: account.name,
          MainAccountType: types[account.classification],
          MainAccountCategory: '',
          IsSuspended: account.active ? 'No' : 'Yes',
          DebitCreditDefault: account.normalBalance === 'debit' ? 'Debit' : 'Credit',
          ParentMainAccountId: '',
          MainAccountRecId: recIdFor(i),
        }),
      ),
      ...otherChart(accounts),
    ],
  })
}

/** Another chart, of a company that is not ours, has accounts of the same numbers. */
const otherChart = (accounts: readonly GlAccount[]): Row[] =>
  accounts.slice(0, 3).map((account, i) => ({
    ChartOfAccounts: 'Statutory',
    MainAccountId: account.number,
    Name: `${account.name} (statutory)`,
    MainAccountType: 'Total',
    MainAccountCategory: '',
    IsSuspended: 'Yes',
    DebitCreditDefault: 'Balanced',
    ParentMainAccountId: i === 0 ? '' : accounts[0]!.number,
    MainAccountRecId: recIdFor(10_000 + i),
  }))

function postings(company: Company): EntitySetModel {
  const areas = areasOf(company)
  return collection({
    name: 'GeneralJournalAccountEntries',
    key: 'GeneralJournalAccountEntryRecId',
    columns: {
      text: 'DataArea JournalNumber Voucher DocumentNumber LedgerAccount AccountDisplayValue Account PostingType TransactionCurrencyCode Description',
      days: 'AccountingDate DocumentDate',
      numbers:
        'GeneralJournalAccountEntryRecId TransactionCurrencyAmount AccountingCurrencyAmount ReportingCurrencyAmount Quantity',
      enums: 'PostingLayer:CurrentOperationsTax IsCredit:NoYes',
    },
    rows: () => {
      const entries = ofSystem(company.journalEntries)
      const lines = entries.flatMap((entry) => entry.lines.map((line) => ({ entry, line })))
      return lines.map(({ entry, line }, i) => ({
        GeneralJournalAccountEntryRecId: recIdFor(i),
        DataArea: areas.get(entry.legalEntityId)!,
        ...entryRow(entry),
        ...lineRow(company, entry, line),
      }))
    },
  })
}

const entryRow = (entry: JournalEntry): Row => ({
  JournalNumber: entry.number,
  Voucher: entry.key,
  AccountingDate: noon(entry.postedOn),
  DocumentDate: noon(entry.documentOn),
  DocumentNumber: '',
  PostingLayer: 'Current',
  PostingType: '',
  Description: entry.memo ?? '',
})

/** Amounts are signed: credits are negative. */
function lineRow(company: Company, entry: JournalEntry, { accountId, side, amount, baseAmount }: JournalLine): Row {
  const account = company.glAccounts[accountId]!
  const sign = (text: string) => (side === 'credit' ? negated(text) : text)
  return {
    LedgerAccount: account.number,
    AccountDisplayValue: account.number,
    Account: account.number,
    IsCredit: side === 'credit' ? 'Yes' : 'No',
    TransactionCurrencyCode: entry.currency,
    TransactionCurrencyAmount: sign(amount),
    AccountingCurrencyAmount: sign(baseAmount),
    ReportingCurrencyAmount: sign(baseAmount),
    Quantity: '0',
  }
}
