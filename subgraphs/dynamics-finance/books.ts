import Big from 'big.js'
import {
  and,
  column,
  type EntityMaps,
  encodeKey,
  type MappedField,
  type NativeRow,
  oneOf,
} from '../../gateway/connector/index.ts'
import { type EntitySet, made, mapped, ordered, plain, present, unsigned, words } from '../dialects/odata/fields.ts'
import { signedAmount, signedOn } from '../dialects/odata/postings.ts'
import { decimalAt, textAt } from '../dialects/odata/row.ts'
import { booked, bookedSides, company, enumerated, money, text, within } from './fields.ts'
import { text as key, number, partOf, sets } from './sets.ts'
import type { Settings } from './settings.ts'

const classifications = {
  Asset: 'ASSET',
  Liability: 'LIABILITY',
  Equity: 'EQUITY',
  Revenue: 'REVENUE',
  Expense: 'EXPENSE',
  ProfitAndLoss: 'OTHER',
  BalanceSheet: 'OTHER',
  Total: 'OTHER',
}
const types = { Equity: 'EQUITY', Revenue: 'REVENUE', Expense: 'EXPENSE', Total: 'NON_POSTING' }

const normalBalance = made(['DebitCreditDefault'], (row) => {
  const side = textAt(row, 'DebitCreditDefault')?.toUpperCase()
  return side === 'DEBIT' || side === 'CREDIT' ? side : null
})

/** An entry names an account of the company's chart, but not the chart. */
const account = ({ charts }: Settings): MappedField =>
  made(['DataArea', 'Account', '$account.ChartOfAccounts', '$account.MainAccountId'], (row) => {
    const found = (row.$account ?? []) as readonly NativeRow[]
    const own = charts[textAt(row, 'DataArea')?.toLowerCase() ?? '']
    const [match, ...others] = found.filter((chart) => own === undefined || textAt(chart, 'ChartOfAccounts') === own)
    if (match === undefined || others.length > 0) return null
    return encodeKey([textAt(match, 'ChartOfAccounts')!, textAt(match, 'MainAccountId')!])
  })

const amount = 'AccountingCurrencyAmount'
const isCredit = (row: NativeRow) => textAt(row, 'IsCredit') === 'Yes'

/** Amounts are signed, credits negative. */
const posting = <T>(read: (amount: string | null, isCredit: boolean) => T): MappedField =>
  made([amount, 'IsCredit'], (row) => read(decimalAt(row, amount), isCredit(row)))

/** Blocked altogether, or for invoices. What the other codes mean for credit the vendor's pages do not say. */
const holds = {
  No: 'NONE',
  All: 'HELD',
  Invoice: 'HELD',
  Payment: 'OTHER',
  Requisition: 'OTHER',
  Never: 'OTHER',
  PurchOrder: 'OTHER',
}

const holdScopes: Readonly<Record<string, string>> = { All: 'ALL', Invoice: 'OTHER' }

/** A limit of zero that is not mandatory is one that nobody has set, which does not mean unlimited. */
const creditLimit = made(['CreditLimit', 'CreditLimitIsMandatory'], (row) => {
  const limit = decimalAt(row, 'CreditLimit')
  const isUnset = limit !== null && new Big(limit).eq(0) && textAt(row, 'CreditLimitIsMandatory') !== 'Yes'
  return isUnset ? null : limit
})

/** Companies, their charts and their postings, and the credit that they give. */
export function books(settings: Settings): EntityMaps<EntitySet['hint']> {
  const areas = Object.keys(settings.companies)
  return {
    GLAccount: mapped<'GLAccount'>(sets.accounts, {
      fields: {
        number: text('MainAccountId'),
        name: words('Name'),
        chart: text('ChartOfAccounts'),
        classification: enumerated('MainAccountType', classifications, settings),
        type: enumerated('MainAccountType', types, settings),
        normalBalance,
        isPosting: made(['MainAccountType'], (row) => textAt(row, 'MainAccountType') !== 'Total'),
        parent: {
          native: ['ChartOfAccounts', 'ParentMainAccountId'],
          filter: { eq: 'inexact', in: 'inexact' },
        },
        status: enumerated('IsSuspended', { No: 'ACTIVE', Yes: 'BLOCKED' }, settings),
        sourceStatus: plain('IsSuspended'),
        'meta.sourceModifiedAt': { absent: 'NOT_PROVIDED_BY_SOURCE' },
      },
    }),

    JournalEntry: mapped<'JournalEntry'>(sets.postings, {
      // There is no collection of entries: lines with the same voucher of the same journal number are one.
      key: [key('DataArea'), key('JournalNumber'), key('Voucher')],
      base: and(present('JournalNumber'), present('Voucher')),
      rollup: { sum: [], ordered: true },
      fields: {
        number: text('JournalNumber'),
        ledger: plain('PostingLayer'),
        legalEntity: company('DataArea'),
        documentDate: { native: 'DocumentDate' },
        postingDate: ordered('AccountingDate'),
        status: { constant: 'POSTED' },
        memo: plain('Description'),
        'meta.legalEntity': company('DataArea'),
      },
    }),

    JournalLine: mapped<'JournalLine'>(sets.postings, {
      key: [number('GeneralJournalAccountEntryRecId')],
      parts: { account: partOf(sets.accounts, 'MainAccountId', 'Account') },
      fields: {
        entry: { native: ['DataArea', 'JournalNumber', 'Voucher'], filter: { eq: 'inexact', in: 'inexact' } },
        ledger: plain('PostingLayer'),
        legalEntity: company('DataArea'),
        postingDate: ordered('AccountingDate'),
        status: { constant: 'POSTED' },
        account: account(settings),
        side: posting((...signed) => signedOn(...signed).side),
        isNegativePosting: posting((...signed) => signedOn(...signed).isNegativePosting),
        ...bookedSides(
          posting((...signed) => signedAmount(...signed, 'DEBIT')),
          posting((...signed) => signedAmount(...signed, 'CREDIT')),
          settings,
          'DataArea',
        ),
        ...money('amount.document', unsigned('TransactionCurrencyAmount'), 'TransactionCurrencyCode'),
        ...booked('amount.base', unsigned(amount), settings, 'DataArea'),
        text: plain('Description'),
        'meta.legalEntity': company('DataArea'),
      },
    }),

    ...(areas.length > 0 && {
      // No documented collection lists companies: those that have a currency here, and a warehouse there.
      LegalEntity: mapped<'LegalEntity'>(sets.warehouses, {
        key: [key('dataAreaId')],
        base: oneOf(column('dataAreaId'), ...areas),
        rollup: { sum: [], ordered: true },
        fields: {
          code: text('dataAreaId'),
          name: made(['dataAreaId'], (row) => {
            const area = textAt(row, 'dataAreaId')
            return area && (settings.companyNames[area] ?? area)
          }),
          functionalCurrency: made(
            ['dataAreaId'],
            (row) => settings.companies[textAt(row, 'dataAreaId') ?? ''] ?? null,
          ),
        },
      }),

      CreditStatus: mapped<'CreditStatus'>(sets.customers, {
        fields: {
          customer: within('CustomerAccount'),
          'scope.kind': { constant: 'LEGAL_ENTITY' },
          'scope.code': plain('dataAreaId'),
          'scope.legalEntity': company('dataAreaId'),
          ...booked('limit', creditLimit, settings),
          hold: enumerated('OnHoldStatus', holds, settings),
          holdScope: made(['OnHoldStatus'], (row) => holdScopes[textAt(row, 'OnHoldStatus') ?? ''] ?? null),
          riskClass: text('CreditRating'),
          riskBand: { native: 'CreditRating', values: settings.riskBands },
          'meta.legalEntity': company('dataAreaId'),
        },
      }),
    }),
  }
}
