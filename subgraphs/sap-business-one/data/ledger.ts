import type { EntitySetModel, Row } from '../../dialects/odata/simulate-model.ts'
import { add, negated } from '../../simulator/company/decimal.ts'
import type { Company, GlAccount, JournalEntry, JournalLine } from '../../simulator/company/types.ts'
import { collection, day, entitySet, flag } from './model.ts'
import { system } from './partners.ts'

const titles: readonly (readonly [classification: GlAccount['classification'], code: string, name: string])[] = [
  ['asset', '1', 'Assets'],
  ['liability', '2', 'Liabilities'],
  ['equity', '28', 'Equity'],
  ['revenue', '3', 'Revenues'],
  ['expense', '4', 'Expenses'],
]

export function ledgerSets(company: Company): EntitySetModel[] {
  const entries = () => company.journalEntries.filter((entry) => entry.system === system)
  return [
    entitySet({
      name: 'ChartOfAccounts',
      key: 'Code',
      columns: {
        text: 'Code Name AcctCurrency AccountType FatherAccountKey FormatCode ActiveAccount CashAccount ValidFor FrozenFor',
        whole: 'AccountLevel',
        numbers: 'Balance Balance_syscurr Balance_FrgnCurr',
      },
      rows: () => accountRows(company, entries()),
    }),
    entitySet({
      name: 'JournalEntries',
      key: 'JdtNum',
      columns: {
        text: 'Memo Reference OriginalJournal',
        whole: 'JdtNum Number',
        days: 'ReferenceDate DueDate TaxDate',
      },
      collections: { JournalEntryLines: collection('JournalEntries.JournalEntryLines', { JdtNum: 'JdtNum' }) },
      rows: () => entries().map(entryRow),
    }),
    entitySet({
      name: 'JournalEntries.JournalEntryLines',
      key: 'JdtNum Line_ID',
      columns: {
        text: 'AccountCode ShortName ContraAccount FCCurrency LineMemo CostingCode',
        whole: 'JdtNum Line_ID',
        numbers: 'Debit Credit FCDebit FCCredit DebitSys CreditSys',
        days: 'DueDate',
      },
      rows: () => entries().flatMap((entry) => entry.lines.map((line, i) => lineRow(company, entry, line, i))),
    }),
  ]
}

function accountRows(company: Company, entries: readonly JournalEntry[]): Row[] {
  const lines = Map.groupBy(
    entries.flatMap((entry) => entry.lines),
    ({ accountId }) => accountId,
  )
  const balanceOf = (id: number) =>
    add(
      '0.00',
      ...(lines.get(id) ?? []).map((line) => (line.side === 'debit' ? line.baseAmount : negated(line.baseAmount))),
    )
  const own = company.glAccounts.filter((account) => account.system === system)
  return [
    ...titles.map(([classification, code, name]) =>
      accountRow({ code, name, classification, father: null, balance: '0' }),
    ),
    ...own.map(({ id, key: code, name, classification }) =>
      accountRow({ code, name, classification, father: fatherOf(classification), balance: balanceOf(id) }),
    ),
  ]
}

const fatherOf = (classification: GlAccount['classification']) => titles.find(([known]) => known === classification)![1]
const types: Readonly<Record<string, string>> = { revenue: 'at_Revenues', expense: 'at_Expenses' }

interface Account {
  readonly code: string
  readonly name: string
  readonly classification: GlAccount['classification']
  readonly father: string | null
  readonly balance: string
}

const accountRow = ({ code, name, classification, father, balance }: Account): Row => ({
  Code: code,
  Name: name,
  AcctCurrency: '##',
  AccountType: types[classification] ?? 'at_Other',
  FatherAccountKey: father,
  FormatCode: father === null ? null : code,
  ActiveAccount: flag(father !== null),
  CashAccount: 'tNO',
  ValidFor: 'tYES',
  FrozenFor: 'tNO',
  AccountLevel: father === null ? '1' : '2',
  Balance: balance,
  Balance_syscurr: balance,
  Balance_FrgnCurr: '0',
})

const entryRow = ({ key, number, memo, documentOn, postedOn, origin }: JournalEntry): Row => ({
  JdtNum: key,
  Number: /^\d+$/.test(number) ? number : key,
  Memo: memo,
  Reference: null,
  OriginalJournal: origin.type,
  ReferenceDate: day(postedOn),
  DueDate: day(postedOn),
  TaxDate: day(documentOn),
})

function lineRow(company: Company, entry: JournalEntry, line: JournalLine, place: number): Row {
  const account = company.glAccounts[line.accountId]!.key
  const partner =
    line.customerId !== null
      ? company.customers[line.customerId]!.keys.businessOne
      : line.supplierId !== null
        ? company.suppliers[line.supplierId]!.keys.businessOne
        : undefined
  const local = company.legalEntities[entry.legalEntityId]!.currency
  const isForeign = entry.currency !== local
  const on = (side: JournalLine['side'], amount: string) => (line.side === side ? amount : '0')
  return {
    JdtNum: entry.key,
    Line_ID: `${place}`,
    AccountCode: account,
    ShortName: partner ?? account,
    ContraAccount: null,
    Debit: on('debit', line.baseAmount),
    Credit: on('credit', line.baseAmount),
    FCDebit: isForeign ? on('debit', line.amount) : '0',
    FCCredit: isForeign ? on('credit', line.amount) : '0',
    FCCurrency: isForeign ? entry.currency : null,
    DebitSys: on('debit', line.baseAmount),
    CreditSys: on('credit', line.baseAmount),
    DueDate: day(entry.postedOn),
    LineMemo: line.text,
    CostingCode: line.costCenter,
  }
}
