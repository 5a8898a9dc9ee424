import type { EntitySetModel, Row } from '../../dialects/odata/simulate.ts'
import { negated } from '../../simulator/company/decimal.ts'
import type { Company, GlAccount, JournalEntry, JournalLine } from '../../simulator/company/types.ts'
import { cut, dayOf, entitySet, toMany } from './model.ts'

/** The demo's own groups of accounts. */
const groups: Readonly<Record<GlAccount['classification'], string>> = {
  asset: 'AKTV',
  liability: 'PASV',
  equity: 'EKAP',
  revenue: 'ERLS',
  expense: 'AUFW',
}

const opened = '2019-01-02T08:00:00Z'

export function accountSets(company: Company): EntitySetModel[] {
  const accounts = company.glAccounts.filter(({ system }) => system === 'sap')
  return [
    entitySet({
      name: 'A_GLAccountInChartOfAccounts',
      key: 'ChartOfAccounts GLAccount',
      indexes: 'GLAccount',
      columns: {
        text: 'ChartOfAccounts GLAccount GLAccountGroup CorporateGroupAccount ProfitLossAccountType GLAccountType',
        flags:
          'IsBalanceSheetAccount IsProfitLossAccount AccountIsMarkedForDeletion AccountIsBlockedForCreation AccountIsBlockedForPosting',
        days: 'CreationDate',
        instants: 'LastChangeDateTime',
      },
      navigations: {
        to_Text: toMany('A_GLAccountText', { GLAccount: 'GLAccount', ChartOfAccounts: 'ChartOfAccounts' }),
      },
      rows: () => accounts.map(accountRow),
    }),
    entitySet({
      name: 'A_GLAccountText',
      key: 'ChartOfAccounts GLAccount Language',
      indexes: 'GLAccount',
      columns: {
        text: 'ChartOfAccounts GLAccount Language GLAccountName GLAccountLongName',
        instants: 'LastChangeDateTime',
      },
      rows: () =>
        accounts.map(({ chart, key, name }) => ({
          ChartOfAccounts: chart,
          GLAccount: key,
          Language: 'EN',
          GLAccountName: cut(name, 20),
          GLAccountLongName: cut(name, 50),
          LastChangeDateTime: opened,
        })),
    }),
  ]
}

function accountRow({ chart, key, classification, active }: GlAccount): Row {
  const isInBalance = ['asset', 'liability', 'equity'].includes(classification)
  return {
    ChartOfAccounts: chart,
    GLAccount: key,
    GLAccountGroup: groups[classification],
    CorporateGroupAccount: `G${key.slice(2, 6)}`,
    ProfitLossAccountType: isInBalance ? '' : 'X',
    GLAccountType: isInBalance ? 'X' : 'P',
    IsBalanceSheetAccount: isInBalance,
    IsProfitLossAccount: !isInBalance,
    AccountIsMarkedForDeletion: !active,
    AccountIsBlockedForCreation: false,
    AccountIsBlockedForPosting: false,
    CreationDate: dayOf(opened),
    LastChangeDateTime: opened,
  }
}

/** Lines of the leading ledger; and of another, in which depreciation is posted once more. Who names no ledger adds both. */
export const postingSet = (company: Company): EntitySetModel =>
  entitySet({
    name: 'GLAccountLineItem',
    key: 'Ledger CompanyCode FiscalYear AccountingDocument LedgerGLLineItem',
    indexes: 'AccountingDocument Customer Supplier',
    measures: 'AmountInCompanyCodeCurrency AmountInTransactionCurrency',
    columns: {
      ids: 'AccountingDocument Customer Supplier',
      text: 'Ledger SourceLedger CompanyCode FiscalYear FiscalPeriod LedgerGLLineItem ChartOfAccounts GLAccount DebitCreditCode CompanyCodeCurrency TransactionCurrency CostCenter ProfitCenter Segment Product TaxCode DocumentItemText',
      flags: 'IsReversal IsReversed',
      days: 'PostingDate DocumentDate',
      instants: 'CreationDateTime LastChangeDateTime',
      numbers: 'AmountInCompanyCodeCurrency AmountInTransactionCurrency',
    },
    rows: () => inOrder(company.journalEntries).flatMap((entry) => lineRows(company, entry)),
  })

/** As their keys are sorted, which who reads page by page asks for: there is little left to sort then. */
function inOrder(entries: readonly JournalEntry[]): JournalEntry[] {
  const placeOf = ({ fiscalYear, key }: JournalEntry) => `${fiscalYear}${key.padStart(10, '0')}`
  const placed = entries.filter(({ system }) => system === 'sap').map((entry) => ({ entry, place: placeOf(entry) }))
  return placed.sort((a, b) => (a.place < b.place ? -1 : 1)).map(({ entry }) => entry)
}

const parallel = 'Depreciation'

function lineRows(company: Company, entry: JournalEntry): Row[] {
  const ledgers = entry.memo === parallel ? ['0L', '2L'] : ['0L']
  return ledgers.flatMap((ledger) => entry.lines.map((line) => lineRow(company, entry, line, ledger)))
}

/** Amounts on the credit side are negative. */
function lineRow(company: Company, entry: JournalEntry, line: JournalLine, ledger: string): Row {
  const account = company.glAccounts[line.accountId]!
  const signed = (text: string) => (line.side === 'credit' ? negated(text) : text)
  const keyOf = (records: Company['customers'] | Company['suppliers'], id: number | null) =>
    id === null ? '' : (records[id]!.keys.sap ?? '')
  return {
    Ledger: ledger,
    SourceLedger: ledger,
    CompanyCode: company.legalEntities[entry.legalEntityId]!.key,
    FiscalYear: `${entry.fiscalYear}`,
    FiscalPeriod: `${entry.period}`.padStart(3, '0'),
    AccountingDocument: entry.key,
    LedgerGLLineItem: `${line.lineNo}`.padStart(6, '0'),
    ChartOfAccounts: account.chart,
    GLAccount: account.key,
    DebitCreditCode: line.side === 'debit' ? 'S' : 'H',
    PostingDate: entry.postedOn,
    DocumentDate: entry.documentOn,
    CompanyCodeCurrency: company.legalEntities[entry.legalEntityId]!.currency,
    AmountInCompanyCodeCurrency: signed(line.baseAmount),
    TransactionCurrency: entry.currency,
    AmountInTransactionCurrency: signed(line.amount),
    Customer: keyOf(company.customers, line.customerId),
    Supplier: keyOf(company.suppliers, line.supplierId),
    CostCenter: line.costCenter ?? '',
    ProfitCenter: '',
    Segment: '',
    Product: '',
    TaxCode: '',
    DocumentItemText: cut(line.text, 50),
    IsReversal: entry.reversalOf !== null,
    IsReversed: entry.status === 'reversed' && entry.reversalOf === null,
    CreationDateTime: entry.createdAt,
    LastChangeDateTime: entry.createdAt,
  }
}
