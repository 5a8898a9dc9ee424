import Big from 'big.js'
import type { NativeRow } from '../../gateway/connector/index.ts'
import { derived, flag as is, made, ordered, orderedOrNull, plain, words } from '../dialects/odata/fields.ts'
import { at, textAt } from '../dialects/odata/row.ts'
import { costCenter } from './documents.ts'
import {
  choice,
  code,
  companyOf,
  currency,
  currencyAt,
  decimalAt,
  digits,
  flag,
  isZero,
  keyAt,
  local,
  owner,
} from './fields.ts'
import type { Settings } from './settings.ts'

const accountTypes: Readonly<Record<string, string>> = { at_Revenues: 'REVENUE', at_Expenses: 'EXPENSE' }

export const account = (settings: Settings) =>
  ({
    ...owner(settings),
    number: made(['FormatCode', 'Code'], (row) => textAt(row, 'FormatCode') ?? textAt(row, 'Code')),
    name: words('Name'),
    // Assets, liabilities and equity are all "other" to Business One.
    classification: choice('AccountType', accountTypes),
    type: made(['ActiveAccount', 'AccountType'], (row) =>
      at(row, 'ActiveAccount') === 'tNO'
        ? 'NON_POSTING'
        : (accountTypes[textAt(row, 'AccountType') ?? ''] ?? 'UNKNOWN'),
    ),
    isPosting: flag('ActiveAccount'),
    parent: code('FatherAccountKey'),
    currency: currency('AcctCurrency', settings),
    status: derived(['FrozenFor'], (row) => (at(row, 'FrozenFor') === 'tYES' ? 'BLOCKED' : 'ACTIVE'), {
      BLOCKED: is('FrozenFor'),
      ACTIVE: is('FrozenFor', false),
    }),
    ...local('balance', plain('Balance'), settings),
  }) as const

export const journal = (settings: Settings) =>
  ({
    ...owner(settings),
    number: digits('Number'),
    legalEntity: { constant: companyOf(settings.companyDb) },
    documentDate: ordered('TaxDate'),
    postingDate: ordered('ReferenceDate'),
    // What is not posted yet is kept elsewhere, as a voucher.
    status: { constant: 'POSTED' },
    memo: words('Memo'),
  }) as const

const inLine = (name: string) => `JournalEntryLines/${name}`
const [debit, credit] = [inLine('Debit'), inLine('Credit')]
const [foreignDebit, foreignCredit, foreign] = ['FCDebit', 'FCCredit', 'FCCurrency'].map(inLine) as [
  string,
  string,
  string,
]

/** A line of nothing but foreign amounts, as of exchange differences the other way round, is on the side of those. */
function sideOf(row: NativeRow): { side: 'DEBIT' | 'CREDIT'; isNegative: boolean } | null {
  const columns = [debit, credit, foreignDebit, foreignCredit]
  const used = columns.find((column) => !isZero(decimalAt(row, column)))
  if (used === undefined) return null
  const isDebit = used === debit || used === foreignDebit
  const isNegative = new Big(decimalAt(row, used)!).lt(0)
  return { side: isDebit === isNegative ? 'CREDIT' : 'DEBIT', isNegative }
}

const sides = [debit, credit, foreignDebit, foreignCredit]

/** Whichever of the two columns is used, without its sign. */
function amountOf(row: NativeRow, [left, right]: readonly [string, string]): string | null {
  const [a, b] = [decimalAt(row, left), decimalAt(row, right)]
  return a === null && b === null ? null : new Big(isZero(a) ? (b ?? 0) : a!).abs().toFixed()
}

const isForeign = (row: NativeRow) => textAt(row, foreign) !== null

/** A line names a partner where its short name is not the account. Which side he is on, his own record tells. */
const partnerOf = (...types: readonly string[]) =>
  made(['$partner.CardCode', '$partner.CardType'], (row) =>
    types.includes(textAt(row, '$partner/CardType') ?? '') ? keyAt(row, '$partner/CardCode') : null,
  )

export const journalLine = (settings: Settings) =>
  ({
    'meta.legalEntity': owner(settings)['meta.legalEntity'],
    entry: digits('JdtNum'),
    legalEntity: { constant: companyOf(settings.companyDb) },
    // Lines come with their entries, so that a list of them cannot go on in the middle of a day.
    postingDate: orderedOrNull('ReferenceDate'),
    // What is not posted yet is kept elsewhere, as a voucher.
    status: { constant: 'POSTED' },
    lineNo: { native: inLine('Line_ID'), type: 'number' },
    account: plain(inLine('AccountCode')),
    side: made(sides, (row) => sideOf(row)?.side ?? null),
    isNegativePosting: made(sides, (row) => sideOf(row)?.isNegative ?? false),
    'amount.document.amount': made([...sides, foreign], (row) =>
      amountOf(row, isForeign(row) ? [foreignDebit, foreignCredit] : [debit, credit]),
    ),
    'amount.document.currency': made([foreign], (row) =>
      isForeign(row) ? currencyAt(row, foreign, settings) : settings.currency,
    ),
    ...local(
      'amount.base',
      made([debit, credit], (row) => amountOf(row, [debit, credit])),
      settings,
    ),
    customer: partnerOf('cCustomer', 'cLid'),
    supplier: partnerOf('cSupplier'),
    dimensions: costCenter(inLine('CostingCode')),
    text: plain(inLine('LineMemo')),
  }) as const

/** The balances that the server keeps; one read gives limit and exposure. */
const balances = ['CurrentAccountBalance', 'OpenDeliveryNotesBalance', 'OpenOrdersBalance'] as const

/** The credit limit is held against what is invoiced, the commitment limit against what is delivered and ordered too. */
export function creditStatus(settings: Settings) {
  const isCommitment = settings.creditCheck === 'commitmentLimit'
  const limit = isCommitment ? 'MaxCommitment' : 'CreditLimit'
  const counted: readonly string[] = isCommitment ? balances : balances.slice(0, 1)
  // A balance that is not told is unknown, not nothing owed.
  const used = (row: NativeRow): Big | null =>
    counted.reduce<Big | null>((total, name) => {
      const balance = decimalAt(row, name)
      return total && balance !== null ? total.plus(balance) : null
    }, new Big(0))
  const limitOf = (row: NativeRow) => decimalAt(row, limit)
  return {
    ...owner(settings),
    customer: code('CardCode'),
    'scope.kind': { constant: 'LEGAL_ENTITY' },
    'scope.code': { constant: settings.companyDb },
    'scope.name': { constant: settings.companyName ?? settings.companyDb },
    'scope.legalEntity': { constant: companyOf(settings.companyDb) },
    ...local('limit', { ...ordered(limit) }, settings),
    ...local(
      'exposure.total',
      made(counted, (row) => used(row)?.toFixed() ?? null),
      settings,
    ),
    ...local('exposure.openReceivables', plain('CurrentAccountBalance'), settings),
    ...local('exposure.deliveredNotInvoiced', plain('OpenDeliveryNotesBalance'), settings),
    ...local('exposure.openOrders', plain('OpenOrdersBalance'), settings),
    ...local(
      'available',
      made([limit, ...counted], (row) => {
        const [most, own] = [limitOf(row), used(row)]
        return most === null || own === null ? null : new Big(most).minus(own).toFixed()
      }),
      settings,
    ),
    utilization: made([limit, ...counted], (row) => {
      const [most, own] = [limitOf(row), used(row)]
      return isZero(most) || own === null ? null : own.div(most!).times(100).toFixed(2)
    }),
    riskBand: { constant: 'UNKNOWN' },
    computedBy: { constant: 'MIXED' },
  } as const
}
