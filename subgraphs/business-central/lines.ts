import type { EntityMap, EntityName, MappedField, NativeRow } from '../../gateway/connector/index.ts'
import { difference, isZero } from '../dialects/odata/amounts.ts'
import { taxLines } from '../dialects/odata/documents.ts'
import { made, mapped, money, plain, quantity } from '../dialects/odata/fields.ts'
import { decimalAt, textAt } from '../dialects/odata/row.ts'
import { enumeration, memberAt } from './enumerations.ts'
import { line, type Member } from './members.ts'
import { currencyOf } from './party.ts'
import { type Hint, linesOf, metaOf } from './sets.ts'
import type { Settings } from './settings.ts'

/** The lines of the documents of some sets. They come below their documents, whose columns stand beside them. */
export const lineMap = <E extends EntityName>(
  object: string,
  members: readonly Member[],
  { companyId }: Settings,
  fields: EntityMap<E>['fields'],
): EntityMap<E, Hint> =>
  mapped<E>(linesOf(object, members), {
    key: [{ native: line, type: members.length > 1 ? 'text' : 'guid' }],
    // Documents come in the order of their ids, and lines in that of their documents: not in the order of their own ids.
    keyOrder: false,
    modifiedPrecision: 'INSTANT',
    fields: {
      ...({
        lineNo: { ...plain('lines/sequence'), type: 'number' },
        description: plain('lines/description'),
        'meta.legalEntity': metaOf(companyId)['meta.legalEntity'],
        // A line that changes changes its document.
        'meta.sourceModifiedAt': plain('lastModifiedDateTime'),
        'meta.sourceCreatedAt': { absent: 'NOT_PROVIDED_BY_SOURCE' },
      } as object),
      ...fields,
    },
  })

/** The usual fields of lines. */
export function lineFields(settings: Settings) {
  const unit = 'lines/unitOfMeasureCode'
  const currency = currencyOf(settings)
  const ordered = 'lines/quantity'
  return {
    item: { ...plain('lines/itemId'), type: 'guid' },
    account: { ...plain('lines/accountId'), type: 'guid' },
    warehouse: { ...plain('lines/locationId'), type: 'guid' },
    amount: <P extends string>(path: P, native: string) => money(path, plain(`lines/${native}`), currency),
    quantity: <P extends string>(path: P, native: string) =>
      quantity(path, plain(`lines/${native}`), unit, settings.units),
    /** What has not moved yet. */
    left: (moved: string) =>
      quantity(
        'open',
        made([ordered, `lines/${moved}`], (row) => less(row, ordered, `lines/${moved}`)),
        unit,
        settings.units,
      ),
    status: (...done: readonly string[]): MappedField =>
      made(['status', ordered, ...done.map((native) => `lines/${native}`)], (row) => {
        const status = lineStatuses[memberAt(row, 'status') ?? ''] ?? 'UNKNOWN'
        const left = done.map((native) => less(row, ordered, `lines/${native}`))
        const isDone = left.every((rest) => rest !== null && isZero(rest))
        return status === 'OPEN' && isDone ? 'COMPLETED' : status
      }),
    taxes: made(
      ['taxCode', 'taxPercent', 'netAmount', 'netTaxAmount'].map((native) => `lines/${native}`).concat('currencyCode'),
      (row) => taxOf(row, settings),
    ),
  } as const
}

/** The statuses of orders. */
export const orderStatuses = { Draft: 'DRAFT', 'In Review': 'PENDING_APPROVAL', Open: 'OPEN' }
const lineStatuses: Readonly<Record<string, string>> = orderStatuses

export const orderStatus = enumeration('status', orderStatuses)

const less = (row: NativeRow, whole: string, part: string): string | null =>
  difference(decimalAt(row, whole), decimalAt(row, part))

const taxOf = (row: NativeRow, { localCurrency }: Settings) =>
  taxLines({
    net: decimalAt(row, 'lines/netAmount'),
    tax: decimalAt(row, 'lines/netTaxAmount'),
    currency: textAt(row, 'currencyCode') ?? localCurrency,
    code: textAt(row, 'lines/taxCode'),
    rate: decimalAt(row, 'lines/taxPercent'),
  })
