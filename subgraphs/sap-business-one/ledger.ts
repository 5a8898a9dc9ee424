import type { NativeRow } from '../../gateway/connector/index.ts'
import { known } from '../dialects/odata/amounts.ts'
import { creditSums, type Sum } from '../dialects/odata/credit.ts'
import { either, made, ordered, orderedOrNull, plain, words } from '../dialects/odata/fields.ts'
import { bookedAmount, postedAmount, postedOn, type Sides } from '../dialects/odata/postings.ts'
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
  local,
  owner,
  partnerIn,
  yesNo,
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
    status: either('FrozenFor', 'BLOCKED', 'ACTIVE', yesNo),
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
const foreign = inLine('FCCurrency')
const own: Sides = [inLine('Debit'), inLine('Credit')]
const other: Sides = [inLine('FCDebit'), inLine('FCCredit')]
const columns = [...own, ...other]

/** A line of nothing but foreign amounts, as of exchange differences the other way round, is on the side of those. */
const posted = (row: NativeRow) => postedOn(row, [own, other], decimalAt)

const isForeign = (row: NativeRow) => textAt(row, foreign) !== null

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
    side: made(columns, (row) => posted(row)?.side ?? null),
    isNegativePosting: made(columns, (row) => posted(row)?.isNegativePosting ?? false),
    'booked.debit': made(own, (row) => bookedAmount(row, own, 0, decimalAt)),
    'booked.credit': made(own, (row) => bookedAmount(row, own, 1, decimalAt)),
    'booked.currency': { constant: settings.currency },
    'amount.document.amount': made([...columns, foreign], (row) =>
      postedAmount(row, isForeign(row) ? other : own, decimalAt),
    ),
    'amount.document.currency': made([foreign], (row) =>
      isForeign(row) ? currencyAt(row, foreign, settings) : settings.currency,
    ),
    ...local(
      'amount.base',
      made(own, (row) => postedAmount(row, own, decimalAt)),
      settings,
    ),
    // A line names a partner where its short name is not the account. Which side he is on, his own record tells.
    customer: partnerIn('$partner.', 'cCustomer', 'cLid'),
    supplier: partnerIn('$partner.', 'cSupplier'),
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
  const limitOf: Sum = { needs: [limit], of: (row) => decimalAt(row, limit) }
  // A balance that is not told is unknown, not nothing owed.
  const used: Sum = { needs: counted, of: (row) => known(counted.map((name) => decimalAt(row, name))) }
  return {
    ...owner(settings),
    customer: code('CardCode'),
    'scope.kind': { constant: 'LEGAL_ENTITY' },
    'scope.code': { constant: settings.companyDb },
    'scope.name': { constant: settings.companyName ?? settings.companyDb },
    'scope.legalEntity': { constant: companyOf(settings.companyDb) },
    ...local('limit', { ...ordered(limit) }, settings),
    ...creditSums(limitOf, used, { constant: settings.currency }),
    ...local('exposure.openReceivables', plain('CurrentAccountBalance'), settings),
    ...local('exposure.deliveredNotInvoiced', plain('OpenDeliveryNotesBalance'), settings),
    ...local('exposure.openOrders', plain('OpenOrdersBalance'), settings),
    riskBand: { constant: 'UNKNOWN' },
    computedBy: { constant: 'MIXED' },
  } as const
}
