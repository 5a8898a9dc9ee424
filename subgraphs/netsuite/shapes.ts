import type { MappedField } from '../../gateway/connector/index.ts'
import * as f from '../dialects/suiteql/fields.ts'
import * as transactions from '../dialects/suiteql/transactions.ts'
import type { Settings } from './settings.ts'

export type Shapes = ReturnType<typeof shapes>

/**
 * Groups of fields that several entities share, as the account is set up: subsidiaries exist in OneWorld accounts only and
 * currencies where that feature is on; elsewhere the base currency stands for them and no such column is asked.
 */
export function shapes(settings: Settings) {
  const { baseCurrency, currencies, subsidiaries, timeZone, taxNumberField, units } = settings
  const isOneWorld = Object.keys(subsidiaries).length > 0
  const isMultiCurrency = Object.keys(currencies).length > 0
  const home: MappedField = { constant: baseCurrency }
  const currency = isMultiCurrency ? f.byId('currency', currencies) : home
  const booksCurrency = isOneWorld ? f.byId('subsidiary', subsidiaries) : home
  const uom = f.derived(['unit'], (row) => f.textOf(units, row.unit))

  const money = <P extends string>(path: P, amount: MappedField, of = currency) => f.at(path, { amount, currency: of })
  const quantity = <P extends string>(path: P, value: MappedField) =>
    f.at(path, { value, uom, sourceUom: f.shown('unit') })

  const owner = isOneWorld ? { 'meta.legalEntity': f.id('subsidiary') } : {}
  const modified = { 'meta.sourceModifiedAt': f.instant('lastmodifieddate', timeZone) }
  const reach = { emails: f.list('email'), phones: f.phones }
  const terms = f.at('paymentTerm', {
    code: f.id('terms'),
    description: f.shown('termname'),
    netDays: f.plain('netdays'),
  })
  const inUse = {
    status: f.code('isinactive', { T: 'INACTIVE', F: 'ACTIVE' }),
    sourceStatus: f.shown('isinactive'),
  }
  const party = {
    ...inUse,
    ...reach,
    ...terms,
    ...modified,
    number: f.text('entityid'),
    name: f.text('name'),
    currency,
    ...(taxNumberField && {
      identifiers: f.identifier('VAT', taxNumberField),
      'identifier.VAT': f.text(taxNumberField),
    }),
  }
  const header = {
    ...modified,
    number: f.text('tranid'),
    sourceStatus: f.shown('status'),
    'meta.sourceCreatedAt': f.instant('createddate', timeZone),
  }
  const priced = {
    ...owner,
    ...header,
    currency,
    ...money('totals.taxInclusive', f.number('total')),
    ...money('totals.tax', transactions.taxAmount),
    ...money('totals.taxExclusive', transactions.netAmount),
  }
  const order = { ...priced, orderDate: f.date('trandate'), billing: transactions.billingProgress }
  const line = {
    ...owner,
    lineNo: f.number('linesequencenumber'),
    item: f.id('item'),
    ...money('unitPrice', f.plain('rate')),
    ...money('net', f.number('net')),
  }
  const orderLine = {
    ...line,
    sourceStatus: f.shown('status'),
    warehouse: f.id('location'),
    'ordered.value': f.plain('ordered'),
    'open.value': f.number('notdone'),
  }
  return {
    isOneWorld,
    isMultiCurrency,
    home,
    currency,
    booksCurrency,
    uom,
    money,
    quantity,
    owner,
    modified,
    reach,
    terms,
    inUse,
    party,
    header,
    priced,
    order,
    line,
    orderLine,
  }
}
