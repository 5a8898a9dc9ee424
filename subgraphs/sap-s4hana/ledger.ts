import {
  and,
  column,
  compare,
  type EntityMaps,
  type MappedField,
  type NativeRow,
} from '../../gateway/connector/index.ts'
import { negative } from '../dialects/odata/amounts.ts'
import {
  code,
  derived,
  type EntitySet,
  flag,
  made,
  mapped,
  money,
  ordered,
  plain,
  unsigned,
  words,
} from '../dialects/odata/fields.ts'
import { signedAmount, signedOn } from '../dialects/odata/postings.ts'
import { at, decimalAt, textAt } from '../dialects/odata/row.ts'
import { dayAsInstant } from './party.ts'
import { inLanguage } from './products.ts'
import { sets } from './sets.ts'
import type { Settings } from './settings.ts'

/** The name in the configured language, else in any, else the number. */
const accountName = ({ language }: Settings): MappedField =>
  made(['GLAccount', 'to_Text/Language', 'to_Text/GLAccountLongName', 'to_Text/GLAccountName'], (row) => {
    const name = inLanguage(row, 'to_Text', language)
    return textAt(name, 'GLAccountLongName') ?? textAt(name, 'GLAccountName') ?? textAt(row, 'GLAccount')
  })

const blocked = 'AccountIsBlockedForPosting'
const marked = 'AccountIsMarkedForDeletion'

const accountStatus = derived(
  [blocked, marked],
  (row) => (at(row, marked) ? 'INACTIVE' : at(row, blocked) ? 'BLOCKED' : 'ACTIVE'),
  {
    INACTIVE: flag(marked),
    BLOCKED: and(flag(blocked), flag(marked, false)),
    ACTIVE: and(flag(blocked, false), flag(marked, false)),
  },
)

/** SAP tells what is in the balance sheet from what is not, and no more; groups of accounts are customizing. */
const classification = ({ accountGroups }: Settings): MappedField =>
  made(['GLAccountGroup'], (row) => accountGroups[textAt(row, 'GLAccountGroup') ?? ''] ?? 'OTHER')

const tags = { CostCenter: 'COST_CENTER', Segment: 'SEGMENT', ProfitCenter: 'OTHER' } as const

const dimensions = made(Object.keys(tags), (row: NativeRow) =>
  Object.entries(tags).flatMap(([native, kind]) => {
    const tag = textAt(row, native)
    return tag === null ? [] : [{ kind, code: tag, name: null }]
  }),
)

const amount = 'AmountInCompanyCodeCurrency'

type Signed = readonly [amount: string | null, isCredit: boolean]

/** A set that adds up has signed amounts, credits negative; a negative posting is booked with the sign of the other side. */
const posting =
  ({ signedPostings }: Settings) =>
  <T>(read: (...signed: Signed) => T): MappedField => ({
    native: amount,
    type: 'number',
    needs: ['DebitCreditCode'],
    decode: (row) => {
      const [told, isCredit] = [decimalAt(row, amount), at(row, 'DebitCreditCode') === 'H']
      return read(isCredit && !signedPostings && told !== null ? negative(told) : told, isCredit)
    },
  })

/** One side of all lines that are on it; no line is without an amount. */
const booked = (settings: Settings, side: 'DEBIT' | 'CREDIT'): MappedField => ({
  ...posting(settings)((...signed) => signedAmount(...signed, side)),
  present: true,
  aggregatable: { sum: { with: ['DebitCreditCode'] } },
})

/** What the set adds up by. */
const dimension = (native: string): MappedField => ({ ...code(native), aggregatable: { group: true } })

/** The chart of accounts, and what is posted in one of the ledgers. */
export function ledger(settings: Settings): EntityMaps<EntitySet['hint']> {
  return {
    GLAccount: mapped<'GLAccount'>(sets.accounts, {
      modifiedPrecision: 'INSTANT',
      fields: {
        // Kept to ten digits, and known to people without the zeros before it.
        number: made(['GLAccount'], (row) => textAt(row, 'GLAccount')?.replace(/^0+(?=\d)/, '') ?? null),
        name: accountName(settings),
        chart: code('ChartOfAccounts'),
        classification: classification(settings),
        type: { constant: 'UNKNOWN' },
        status: accountStatus,
        groupAccount: code('CorporateGroupAccount'),
        'meta.sourceCreatedAt': dayAsInstant('CreationDate'),
        'meta.sourceModifiedAt': ordered('LastChangeDateTime'),
      },
    }),

    // The set adds up over all that is not selected: its key, which is, makes a row of each line.
    JournalLine: mapped<'JournalLine'>(sets.postings, {
      base: compare(column('Ledger'), 'eq', settings.ledger),
      modifiedPrecision: 'INSTANT',
      fields: {
        lineNo: { native: 'LedgerGLLineItem', type: 'text' },
        ledger: dimension('Ledger'),
        legalEntity: dimension('CompanyCode'),
        postingDate: { ...ordered('PostingDate'), aggregatable: { group: true } },
        // What is parked has no line here; what is taken back stays, as what takes it back does.
        status: { constant: 'POSTED' },
        account: {
          native: ['ChartOfAccounts', 'GLAccount'],
          filter: { eq: 'exact', in: 'exact' },
          aggregatable: { group: true },
        },
        side: posting(settings)((...signed) => signedOn(...signed).side),
        isNegativePosting: posting(settings)((...signed) => signedOn(...signed).isNegativePosting),
        'booked.debit': booked(settings, 'DEBIT'),
        'booked.credit': booked(settings, 'CREDIT'),
        'booked.currency': dimension('CompanyCodeCurrency'),
        ...money('amount.document', unsigned('AmountInTransactionCurrency'), 'TransactionCurrency'),
        ...money('amount.base', unsigned('AmountInCompanyCodeCurrency'), 'CompanyCodeCurrency'),
        customer: dimension('Customer'),
        supplier: dimension('Supplier'),
        item: dimension('Product'),
        dimensions,
        taxCode: plain('TaxCode'),
        text: words('DocumentItemText'),
        'meta.legalEntity': code('CompanyCode'),
        'meta.sourceCreatedAt': plain('CreationDateTime'),
        'meta.sourceModifiedAt': ordered('LastChangeDateTime'),
      },
    }),
  }
}
