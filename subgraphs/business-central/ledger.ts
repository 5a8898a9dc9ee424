import {
  and,
  column,
  compare,
  type EntityMaps,
  isNull,
  type MappedField,
  oneOf,
} from '../../gateway/connector/index.ts'
import {
  made,
  mapped,
  money,
  number,
  ordered,
  orderedOrNull,
  partOf,
  plain,
  unsigned,
  words,
} from '../dialects/odata/fields.ts'
import { bookedAmount, postedAmount, postedOn } from '../dialects/odata/postings.ts'
import { textAt } from '../dialects/odata/row.ts'
import { activity, enumeration, isOneOf, memberAt } from './enumerations.ts'
import { type Hint, metaOf, records, ref, sets } from './sets.ts'
import type { Settings } from './settings.ts'

const absent = { absent: 'NOT_PROVIDED_BY_SOURCE' } as const

const classifications = {
  Assets: 'ASSET',
  Liabilities: 'LIABILITY',
  Equity: 'EQUITY',
  Income: 'REVENUE',
  'Cost of Goods Sold': 'EXPENSE',
  Expense: 'EXPENSE',
}

/** What a category says of the use of an account, where no setting says more of its subcategory. */
const types: Readonly<Record<string, string>> = {
  Equity: 'EQUITY',
  Income: 'REVENUE',
  'Cost of Goods Sold': 'COST_OF_SALES',
  Expense: 'EXPENSE',
}

const accountType = ({ accountTypes }: Settings): MappedField =>
  made(['category', 'subCategory'], (row) => {
    const own = accountTypes[textAt(row, 'subCategory') ?? '']
    return own ?? types[memberAt(row, 'category') ?? ''] ?? 'UNKNOWN'
  })

/** Debit and credit stand in two columns, of which one is zero. */
const sides = ['debitAmount', 'creditAmount'] as const

/** The company, its accounts and what is booked on them, and what customers have paid. */
export function ledger(settings: Settings): EntityMaps<Hint> {
  const local: MappedField = { constant: settings.localCurrency }
  const amount = made(sides, (row) => postedAmount(row, sides))
  const numbered = isNull(column('documentNumber'), false)
  return {
    LegalEntity: records(sets.companies, settings, 'LegalEntity', {
      base: compare(column('id', 'guid'), 'eq', settings.companyId),
      fields: {
        code: words('name'),
        name: words('displayName'),
        functionalCurrency: local,
        ...(settings.country && { country: { constant: settings.country } }),
        parent: absent,
        'meta.sourceCreatedAt': ordered('systemCreatedAt'),
        'meta.sourceModifiedAt': ordered('systemModifiedAt'),
      },
    }),

    GLAccount: records(sets.accounts, settings, 'GLAccount', {
      fields: {
        number: number('number'),
        name: words('displayName'),
        chart: absent,
        classification: enumeration('category', classifications),
        type: accountType(settings),
        normalBalance: absent,
        isPosting: isOneOf('accountType', 'Posting'),
        isControl: absent,
        parent: absent,
        currency: absent,
        status: activity,
        ...money('balance', plain('netChange'), local),
        'meta.sourceCreatedAt': absent,
      },
    }),

    // There is no set of entries: what is booked under one document number is one.
    JournalEntry: mapped<'JournalEntry'>(sets.ledger, {
      key: ['documentNumber'],
      base: numbered,
      rollup: { sum: [], ordered: true },
      modifiedPrecision: 'INSTANT',
      fields: {
        number: number('documentNumber'),
        ledger: absent,
        legalEntity: { constant: settings.companyId.toLowerCase() },
        postingDate: orderedOrNull('postingDate'),
        status: { constant: 'POSTED' },
        sourceStatus: absent,
        memo: words('description'),
        ...metaOf(settings.companyId),
        'meta.etag': absent,
        'meta.sourceCreatedAt': absent,
      },
    }),
    JournalLine: records(sets.ledger, settings, 'JournalLine', {
      fields: {
        entry: number('documentNumber'),
        lineNo: { ...ordered('entryNumber'), type: 'number' },
        ledger: absent,
        legalEntity: { constant: settings.companyId.toLowerCase() },
        postingDate: orderedOrNull('postingDate'),
        status: { constant: 'POSTED' },
        sourceStatus: absent,
        account: ref('accountId'),
        side: made(sides, (row) => postedOn(row, [sides])?.side ?? 'DEBIT'),
        isNegativePosting: made(sides, (row) => postedOn(row, [sides])?.isNegativePosting ?? false),
        'booked.debit': made(sides, (row) => bookedAmount(row, sides, 0)),
        'booked.credit': made(sides, (row) => bookedAmount(row, sides, 1)),
        'booked.currency': local,
        // Entries are in local currency, whatever the document behind them was in.
        ...money('amount.document', amount, local),
        ...money('amount.base', amount, local),
        item: absent,
        text: plain('description'),
        'meta.sourceCreatedAt': absent,
      },
    }),

    // Receipts that are posted are entries of customers; those that are being written are left out.
    Payment: mapped<'Payment'>(sets.receivables, {
      key: [{ native: 'cleEntryNo', type: 'number' }],
      base: and(
        oneOf(column('dcleDocumentType'), 'Payment', 'Refund'),
        compare(column('dcleEntryType'), 'eq', settings.initialEntry),
      ),
      parts: { customer: partOf(sets.customers, 'number', 'dcleCustomerNo') },
      fields: {
        direction: {
          native: 'dcleDocumentType',
          values: { Payment: 'INBOUND', Refund: 'OUTBOUND' },
          filter: { eq: 'exact', ne: 'exact', in: 'exact' },
        },
        number: number('dcleDocumentNo'),
        customer: { ...plain('$customer.id'), type: 'guid' },
        date: orderedOrNull('clePostingDate'),
        // Money that comes in lowers what is owed, and is negative. The Analytics API tells it in local currency only.
        ...money('amount.document', unsigned('dcleAmountLCY'), local),
        ...money('amount.base', unsigned('dcleAmountLCY'), local),
        method: { constant: 'UNKNOWN' },
        status: { constant: 'POSTED' },
        sourceStatus: absent,
        reference: absent,
        bankAccount: absent,
        'meta.legalEntity': { constant: settings.companyId.toLowerCase() },
        'meta.sourceCreatedAt': absent,
        'meta.sourceModifiedAt': absent,
      },
    }),
  }
}
