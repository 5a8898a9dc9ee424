import { and, column, compare, type EntityMaps, oneOf } from '../../gateway/connector/index.ts'
import {
  code,
  type EntitySet,
  flag,
  made,
  mapped,
  money,
  number,
  ordered,
  orderedOrNull,
  partOf,
  plain,
  quantity,
  unsigned,
  words,
} from '../dialects/odata/fields.ts'
import { at } from '../dialects/odata/row.ts'
import { available, computedBy, creditLimit, exposed, utilization } from './credit.ts'
import { dayAsInstant } from './party.ts'
import {
  billed,
  billedTax,
  invoiceStatus,
  isApplied,
  openAmount,
  openWithSign,
  paymentStatus,
  salesOrders,
  unapplied,
} from './receivables.ts'
import { sets } from './sets.ts'
import type { Settings } from './settings.ts'

const isCustomer = compare(column('FinancialAccountType'), 'eq', 'D')
const isOpen = flag('IsCleared', false)
const typeIn = (types: readonly string[]) => oneOf(column('AccountingDocumentType'), ...types)

/** What customers owe, what was paid, and what they may still buy on credit. */
export function finance(settings: Settings): EntityMaps<EntitySet['hint']> {
  const { units, receivableTypes, paymentTypes } = settings
  return {
    Invoice: mapped<'Invoice'>(sets.items, {
      base: and(isCustomer, typeIn(receivableTypes), flag('IsReversal', false)),
      parts: {
        billing: partOf(sets.billing, 'BillingDocument'),
        partials: {
          ...partOf(sets.items, 'InvoiceReference', 'AccountingDocument'),
          base: and(
            isCustomer,
            isOpen,
            ...receivableTypes.map((type) => compare(column('AccountingDocumentType'), 'ne', type)),
          ),
          many: true,
        },
      },
      relations: { lines: { parent: 'BillingDocument', child: column('BillingDocument') } },
      modifiedPrecision: 'DAY',
      fields: {
        direction: { constant: 'RECEIVABLE' },
        kind: { ...code('DebitCreditCode'), values: { S: 'STANDARD', H: 'CREDIT_NOTE' } },
        number: code('DocumentReferenceID'),
        customer: code('Customer'),
        issueDate: ordered('DocumentDate'),
        postingDate: ordered('PostingDate'),
        dueDate: ordered('NetDueDate'),
        paidDate: orderedOrNull('ClearingDate'),
        status: invoiceStatus,
        ...money('totals.taxInclusive', unsigned('AmountInTransactionCurrency'), 'TransactionCurrency'),
        ...money('totals.taxExclusive', billed('TotalNetAmount'), 'TransactionCurrency'),
        ...money('totals.tax', billed('TaxAmount'), 'TransactionCurrency'),
        currency: code('TransactionCurrency'),
        ...money('open.document', openAmount('AmountInTransactionCurrency'), 'TransactionCurrency'),
        ...money('open.base', openAmount('AmountInCompanyCodeCurrency'), 'CompanyCodeCurrency'),
        ...money('openSigned', openWithSign('AmountInTransactionCurrency'), 'TransactionCurrency'),
        'paymentTerm.code': plain('PaymentTerms'),
        poNumber: plain('$billing.PurchaseOrderByCustomer'),
        salesOrders,
        // SAP names the other document's number, not the item of it that is our key.
        'corrects.type': made(['InvoiceReference'], (row) => at(row, 'InvoiceReference') && 'Invoice'),
        'corrects.number': plain('InvoiceReference'),
        'meta.legalEntity': code('CompanyCode'),
        'meta.sourceCreatedAt': dayAsInstant('AccountingDocumentCreationDate'),
        'meta.sourceModifiedAt': dayAsInstant('LastChangeDate'),
      },
    }),
    InvoiceLine: mapped<'InvoiceLine'>(sets.billingItems, {
      fields: {
        lineNo: { native: 'BillingDocumentItem', type: 'text' },
        item: code('Material'),
        description: plain('BillingDocumentItemText'),
        ...quantity('quantity', plain('BillingQuantity'), 'BillingQuantityUnit', units),
        ...money('net', ordered('NetAmount'), 'TransactionCurrency'),
        taxes: billedTax,
      },
    }),
    Payment: mapped<'Payment'>(sets.items, {
      base: and(oneOf(column('FinancialAccountType'), 'D', 'K'), typeIn(paymentTypes), flag('IsReversal', false)),
      modifiedPrecision: 'DAY',
      fields: {
        direction: { ...code('DebitCreditCode'), values: { H: 'INBOUND', S: 'OUTBOUND' } },
        number: number('AccountingDocument'),
        customer: code('Customer'),
        supplier: code('Supplier'),
        date: ordered('PostingDate'),
        ...money('amount.document', unsigned('AmountInTransactionCurrency'), 'TransactionCurrency'),
        ...money('amount.base', unsigned('AmountInCompanyCodeCurrency'), 'CompanyCodeCurrency'),
        method: { native: 'PaymentMethod', values: settings.paymentMethods },
        status: paymentStatus,
        reference: words('PaymentReference'),
        ...money('unapplied', unapplied, 'TransactionCurrency'),
        isApplied,
        'meta.legalEntity': code('CompanyCode'),
        'meta.sourceCreatedAt': dayAsInstant('AccountingDocumentCreationDate'),
        'meta.sourceModifiedAt': dayAsInstant('LastChangeDate'),
      },
    }),
    CreditStatus: mapped<'CreditStatus'>(sets.creditAccounts, {
      parts: {
        partner: partOf(sets.partners, 'BusinessPartner'),
        risk: partOf(sets.creditPartners, 'BusinessPartner'),
        items: { ...partOf(sets.items, 'Customer', 'BusinessPartner'), base: and(isCustomer, isOpen), many: true },
        orders: {
          ...partOf(sets.orders, 'SoldToParty', 'BusinessPartner'),
          base: compare(column('OverallSDProcessStatus'), 'ne', 'C'),
          many: true,
        },
      },
      fields: {
        customer: settings.sameNumbers ? code('BusinessPartner') : plain('$partner.Customer'),
        'scope.kind': { constant: 'CREDIT_SEGMENT' },
        'scope.code': code('CreditSegment'),
        ...money('limit', creditLimit, 'CreditSegmentCurrency'),
        ...money('exposure.total', exposed(settings, 'total'), 'CreditSegmentCurrency'),
        ...money('exposure.openReceivables', exposed(settings, 'openReceivables'), 'CreditSegmentCurrency'),
        ...money('exposure.openOrders', exposed(settings, 'openOrders'), 'CreditSegmentCurrency'),
        ...money('exposure.unappliedPayments', exposed(settings, 'unappliedPayments'), 'CreditSegmentCurrency'),
        ...money('available', available(settings), 'CreditSegmentCurrency'),
        utilization: utilization(settings),
        hold: { ...code('CreditAccountIsBlocked'), type: 'boolean', values: { true: 'HELD', false: 'NONE' } },
        holdScope: made(['CreditAccountIsBlocked'], (row) => (at(row, 'CreditAccountIsBlocked') ? 'UNKNOWN' : null)),
        holdReason: plain('CreditAccountBlockReason'),
        riskClass: plain('$risk.CreditRiskClass'),
        riskBand: { native: '$risk.CreditRiskClass', values: settings.riskBands },
        limitValidUntil: orderedOrNull('CreditLimitValidityEndDate'),
        computedBy: computedBy(settings),
      },
    }),
  }
}
