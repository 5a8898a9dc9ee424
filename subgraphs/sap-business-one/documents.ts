import {
  column,
  compare,
  encodeKey,
  type FieldMap,
  type MappedField,
  type NativeRow,
} from '../../gateway/connector/index.ts'
import { difference } from '../dialects/odata/amounts.ts'
import { made, plain } from '../dialects/odata/fields.ts'
import { textAt } from '../dialects/odata/row.ts'
import { currency, currencyAt, decimalAt, digits, money, owner, stamps } from './fields.ts'
import { kind } from './sets.ts'
import type { Settings } from './settings.ts'

export const isLocal = (row: NativeRow, settings: Settings) =>
  currencyAt(row, 'DocCurrency', settings) === settings.currency

/** DocTotal is in the company's currency, DocTotalFc in the document's where that is another. */
const total = (row: NativeRow, settings: Settings) => decimalAt(row, isLocal(row, settings) ? 'DocTotal' : 'DocTotalFc')
export const totalColumns = ['DocCurrency', 'DocTotal', 'DocTotalFc']

/** What is told in the company's currency only is known of documents in it. */
const ifLocal = (settings: Settings, needs: readonly string[], of: (row: NativeRow) => string | null): MappedField =>
  made(['DocCurrency', ...needs], (row) => (isLocal(row, settings) ? of(row) : null))

const totals = (settings: Settings) => ({
  ...money(
    'totals.taxInclusive',
    made(totalColumns, (row) => total(row, settings)),
    'DocCurrency',
    settings,
  ),
  ...money(
    'totals.tax',
    ifLocal(settings, ['VatSum'], (row) => decimalAt(row, 'VatSum')),
    'DocCurrency',
    settings,
  ),
  ...money(
    'totals.taxExclusive',
    ifLocal(settings, ['DocTotal', 'VatSum'], (row) =>
      difference(decimalAt(row, 'DocTotal'), decimalAt(row, 'VatSum')),
    ),
    'DocCurrency',
    settings,
  ),
})

export const document = (settings: Settings) =>
  ({
    ...owner(settings),
    ...stamps(settings, 'CreationDate'),
    ...totals(settings),
    number: digits('DocNum'),
    currency: currency('DocCurrency', settings),
    sourceStatus: plain('DocumentStatus'),
  }) as const satisfies Record<string, FieldMap>

const status = column('DocumentStatus')
export const cancelled = column('Cancelled')
export const isOpen = compare(status, 'eq', 'bost_Open')
export const isClosed = compare(status, 'eq', 'bost_Close')
export const isValid = compare(cancelled, 'eq', 'tNO')

/** Receivable and payable partners share their codes: only the kind of document tells which this one is. */
export const partner = (set: Readonly<Record<string, string>>, side: string): MappedField => ({
  native: 'CardCode',
  needs: [kind],
  decode: (row) => {
    const card = textAt(row, 'CardCode')
    return set[textAt(row, kind) ?? ''] === side && card !== null ? encodeKey([card]) : null
  },
  filter: { eq: 'inexact', in: 'inexact' },
})

export const inLine = (name: string) => `DocumentLines/${name}`
export const lineDecimal = (name: string) => made([inLine(name)], (row) => decimalAt(row, inLine(name)))

/** Line totals are in the company's currency. */
const lineNet = (settings: Settings) =>
  money(
    'net',
    made([inLine('LineTotal'), inLine('Currency')], (row) =>
      currencyAt(row, inLine('Currency'), settings) === settings.currency ? decimalAt(row, inLine('LineTotal')) : null,
    ),
    inLine('Currency'),
    settings,
  )

export const line = (settings: Settings) =>
  ({
    lineNo: { native: inLine('LineNum'), type: 'number' },
    item: plain(inLine('ItemCode')),
    description: plain(inLine('ItemDescription')),
    ...money('unitPrice', lineDecimal('UnitPrice'), inLine('Currency'), settings),
    ...lineNet(settings),
    'meta.legalEntity': owner(settings)['meta.legalEntity'],
  }) as const satisfies Record<string, FieldMap>

export const costCenter = (native: string) =>
  made([native], (row) => {
    const center = textAt(row, native)
    return center === null ? [] : [{ kind: 'COST_CENTER', code: center, name: null }]
  })
