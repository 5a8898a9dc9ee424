import { type EntityMaps, encodeKey } from '../../gateway/connector/index.ts'
import * as a from '../dialects/odoo-domain/accounting.ts'
import * as f from '../dialects/odoo-domain/fields.ts'
import * as o from '../dialects/odoo-domain/orders.ts'
import * as p from '../dialects/odoo-domain/party.ts'
import * as r from '../dialects/odoo-domain/records.ts'
import { without } from './absent.ts'
import type { Settings } from './settings.ts'
import { releases } from './versions.ts'

/** Odoo's models in our words. @throws when the release does not have the protocol */
export function entities(settings: Settings): EntityMaps {
  const { absent, companies, protocol, timeZone, units, version } = settings
  const release = releases[version]
  if (protocol === 'json2' && !release.hasJson2)
    throw new Error(`Odoo ${version} has no JSON-2: set protocol: jsonrpc.`)
  const company = companies[0] === undefined ? undefined : encodeKey([companies[0]])
  const has = (native: string) => (absent.includes(native) ? undefined : native.split('.').at(-1))
  const day = (native: string) => f.day(native, timeZone)
  const amount = <P extends string>(path: P, native: string, unit: string) =>
    f.quantity(path, f.number(native), unit, units)
  // A deal's is that of its company, which Odoo works out as it is read and so can group by nothing of.
  const dealCurrency = settings.currency === undefined ? 'company_currency' : { constant: settings.currency }
  const partner = f.joined('res.partner', 'partner_id')
  const customerRows = r.rows(r.businesses('customer_rank'), { addresses: p.addressesBelow })
  const supplierRows = r.rows(r.businesses('supplier_rank'), { addresses: p.addressesBelow })
  const dealRows = r.rows(r.opportunities, { partner, stage: f.joined('crm.stage', 'stage_id') })
  const saleRows = r.rows(undefined, { partner, shipTo: f.joined('res.partner', 'partner_shipping_id') })

  const reach = { emails: p.list('email'), phones: p.phones(...release.phones) }
  const party = {
    ...r.owned,
    ...reach,
    ...p.partyFields,
    'identifier.VAT': f.text('vat'),
    ...r.activity('ARCHIVED'),
    ...f.without('legalName', 'blocks'),
    ...f.each(f.text, { number: 'ref', name: 'name' }),
    kind: f.code('is_company', { true: 'ORGANIZATION', false: 'PERSON' }, 'boolean'),
    parent: f.ref('parent_id'),
  }
  const order = {
    ...r.owned,
    ...r.totals,
    number: f.text('name'),
    orderDate: day('date_order'),
    sourceStatus: f.raw('state', 'invoice_status'),
  }
  const orderLine = { ...r.line, status: f.code('state', o.states), sourceStatus: f.raw('state') }
  const [lineUnit, stockUnit] = [release.lineUnit, 'product_uom_id']

  return without(absent, {
    LegalEntity: r.model('res.company', r.all, {
      ...r.stamps,
      code: f.ref('id'),
      name: f.text('name'),
      functionalCurrency: f.currency('currency_id'),
      country: f.label('country_code'),
      timeZone: { constant: timeZone },
      taxIds: p.vat,
      parent: f.ref('parent_id'),
    }),
    Customer: r.model('res.partner', customerRows, {
      ...party,
      ...f.without('employeeCount', 'annualRevenue.amount', 'annualRevenue.currency', 'taxExempt', 'billTo'),
      ...r.paymentTerm('property_payment_term_id'),
      ...f.each(f.label, { industry: 'industry_id', owner: 'user_id' }),
      roles: { constant: ['CUSTOMER'] },
    }),
    Supplier: r.model('res.partner', supplierRows, { ...party, ...f.without('paymentBlocked') }),
    Contact: r.model('res.partner', r.rows(r.persons, { business: f.joined('res.partner', 'commercial_partner_id') }), {
      ...r.owned,
      ...reach,
      ...f.without('firstName', 'lastName', 'department', 'roles', 'isPrimary'),
      ...f.each(f.text, { fullName: 'name', title: 'function' }),
      ...f.each(p.businessRanked, { customer: 'customer_rank', supplier: 'supplier_rank' }),
    }),
    Opportunity: r.model('crm.lead', dealRows, {
      ...r.owned,
      ...f.without('forecastCategory', 'stage.pipeline'),
      owner: f.grouped(f.label('user_id')),
      'stage.name': f.grouped(f.label('stage_id')),
      lossReason: f.label('lost_reason_id'),
      name: f.text('name'),
      customer: p.business,
      primaryContact: p.person,
      'stage.code': f.grouped(r.codeOf('stage_id')),
      'stage.order': f.through('stage', 'sequence', f.amountOf),
      ...(release.hasWonStatus ? o.dealByStatus : o.dealByStage),
      ...f.money('amount.document', f.amount('expected_revenue'), dealCurrency),
      ...f.money('amount.base', f.amount('expected_revenue'), dealCurrency),
      ...f.money('weighted', f.amount('prorated_revenue'), dealCurrency),
      probability: { ...f.number('probability'), present: true, aggregatable: { group: true } },
      expectedCloseDate: f.date('date_deadline'),
      closedAt: f.instant('date_closed'),
    }),
    Invoice: r.model('account.move', r.rows(r.documents), {
      ...r.owned,
      ...r.totals,
      ...a.documentFields,
      ...a.openAmounts,
      ...f.without('paidDate', 'disputed'),
      ...f.each(f.date, { issueDate: 'invoice_date', dueDate: 'invoice_date_due' }),
      ...r.paymentTerm('invoice_payment_term_id'),
      'meta.legalEntity': f.grouped(f.ref('company_id')),
      partyNumber: f.text('ref'),
      postingDate: f.requiredDate('date'),
    }),
    InvoiceLine: r.model('account.move.line', r.rows(r.documentLines), {
      ...r.line,
      ...f.without('lineNo'),
      ...f.each(f.ref, { invoice: 'move_id', account: 'account_id' }),
      ...amount('quantity', 'quantity', stockUnit),
    }),
    CreditStatus: r.model('res.partner', r.rows(r.businesses('customer_rank')), {
      ...f.without('holdReason', 'limitValidUntil', 'lastReviewed'),
      ...o.creditOf(release.hasCreditToInvoice, settings.zeroCreditLimit === 'unlimited'),
      customer: f.ref('id'),
      'scope.kind': { constant: 'LEGAL_ENTITY' },
      ...(company && { 'scope.code': { constant: company }, 'scope.legalEntity': { constant: company } }),
      // Odoo warns and never holds.
      hold: { constant: 'NONE' },
      riskClass: f.raw('trust'),
      riskBand: { native: 'trust', values: settings.riskBands },
      computedBy: { constant: 'GATEWAY' },
    }),
    Payment: r.model('account.payment', r.rows(undefined, { owed: a.owedLines }), {
      ...r.owned,
      ...f.each(f.text, { number: 'name', reference: release.paymentMemo }),
      direction: f.code('payment_type', { inbound: 'INBOUND', outbound: 'OUTBOUND' }),
      customer: p.partnerIf('partner_id', ['partner_type'], (row) => row.partner_type === 'customer'),
      supplier: p.partnerIf('partner_id', ['partner_type'], (row) => row.partner_type === 'supplier'),
      date: f.requiredDate('date'),
      ...f.money('amount.document', f.number('amount'), 'currency_id'),
      ...f.money('unapplied', a.unapplied, 'currency_id'),
      isApplied: a.isApplied,
      status: f.code('state', release.paymentStates),
      sourceStatus: f.raw('state'),
      method: f.unknown,
    }),
    GLAccount: r.model('account.account', r.all, {
      ...r.stamps,
      ...a.accountFields,
      ...f.without('chart', 'parent'),
      ...f.each(f.text, { number: 'code', name: 'name' }),
      'meta.legalEntity': a.accountCompany(release.accountCompany),
      status: f.code(release.accountCheckbox, release.accountStatus, 'boolean'),
      sourceStatus: f.raw(release.accountCheckbox),
    }),
    JournalEntry: r.model('account.move', r.all, {
      ...r.owned,
      ...a.entryFields,
      ...f.without('ledger'),
      legalEntity: f.ref('company_id'),
      documentDate: f.date('invoice_date'),
      postingDate: f.requiredDate('date'),
      memo: f.text('ref'),
    }),
    JournalLine: r.model('account.move.line', r.rows(r.postings), {
      ...r.owned,
      ...a.lineAmounts,
      ...f.without('lineNo', 'ledger'),
      ...f.each(f.ref, { entry: 'move_id', item: 'product_id' }),
      account: f.grouped(f.ref('account_id')),
      legalEntity: f.grouped(f.ref('company_id')),
      postingDate: f.requiredDate('date'),
      status: f.grouped(a.entryStatus('parent_state')),
      sourceStatus: f.raw('parent_state'),
      customer: p.partnerIf('partner_id', ['account_type'], (row) => row.account_type === 'asset_receivable'),
      supplier: p.partnerIf('partner_id', ['account_type'], (row) => row.account_type === 'liability_payable'),
      text: f.text('name'),
    }),
    Item: r.model('product.product', r.all, {
      ...r.owned,
      ...r.activity('INACTIVE'),
      ...f.each(f.text, { sku: 'default_code', name: 'name', description: 'description_sale' }),
      ...f.each(f.flag, { sellable: 'sale_ok', purchasable: 'purchase_ok' }),
      ...f.unit('uom_id', units),
      type: release.hasStorable ? o.typeByStorable : o.typeByDetail,
      identifiers: p.gtin,
      'identifier.GTIN': f.text('barcode'),
      category: f.label('categ_id'),
      tracking: f.code('tracking', { none: 'NONE', lot: 'LOT', serial: 'SERIAL' }),
      ...f.money('listPrice', f.read('lst_price'), 'currency_id'),
      ...f.money('cost', f.read('standard_price'), 'cost_currency_id'),
      ...f.quantity('weight', f.above0('weight'), 'weight_uom_name', units),
    }),
    Warehouse: r.model('stock.warehouse', r.rows(undefined, { partner }), {
      ...r.owned,
      ...r.activity('INACTIVE'),
      ...f.each(f.text, { code: 'code', name: 'name' }),
      ...p.addressAt('address', 'partner'),
      type: { constant: 'WAREHOUSE' },
      legalEntity: f.ref('company_id'),
    }),
    StockLevel: {
      object: 'stock.quant',
      key: [r.link('product_id'), r.link('warehouse_id')],
      keyOrder: false,
      base: r.stocked,
      rollup: { sum: ['onHand.value', 'reserved.value', 'available.value'] },
      fields: {
        'meta.legalEntity': f.ref('company_id'),
        ...f.each(f.ref, { item: 'product_id', warehouse: 'warehouse_id' }),
        category: { constant: 'ALL' },
        ...amount('onHand', 'quantity', stockUnit),
        ...amount('reserved', 'reserved_quantity', stockUnit),
        ...f.quantity('available', o.difference('quantity', 'reserved_quantity'), stockUnit, units),
        availableBy: { constant: 'GATEWAY' },
      },
    },
    SalesOrder: r.model('sale.order', saleRows, {
      ...order,
      ...o.salesProgress(has('sale.order.delivery_status'), release.hasAmountInvoiced),
      ...p.addressAt('shipTo', 'shipTo'),
      customer: p.business,
      requestedDate: f.grouped(day('commitment_date')),
      customerPoNumber: f.text('client_order_ref'),
      creditCheck: f.unknown,
    }),
    SalesOrderLine: r.model('sale.order.line', r.rows(r.orderLines, { order: f.joined('sale.order', 'order_id') }), {
      ...orderLine,
      salesOrder: f.ref('order_id'),
      ...amount('ordered', 'product_uom_qty', lineUnit),
      ...amount('delivered', 'qty_delivered', lineUnit),
      ...amount('invoiced', 'qty_invoiced', lineUnit),
      ...f.quantity('open', o.remaining('product_uom_qty', 'qty_delivered'), lineUnit, units),
      warehouse: f.through('order', 'warehouse_id', f.idOf),
      requestedDate: f.through('order', 'commitment_date', (at) => f.dayOf(at, timeZone)),
    }),
    PurchaseOrder: r.model('purchase.order', r.rows(undefined, { partner }), {
      ...order,
      ...o.purchaseProgress(has('purchase.order.receipt_status')),
      supplier: p.business,
      expectedDate: day('date_planned'),
      supplierReference: f.text('partner_ref'),
    }),
    PurchaseOrderLine: r.model('purchase.order.line', r.rows(r.orderLines), {
      ...orderLine,
      purchaseOrder: f.ref('order_id'),
      ...amount('ordered', 'product_qty', lineUnit),
      ...amount('received', 'qty_received', lineUnit),
      ...amount('billed', 'qty_invoiced', lineUnit),
      ...f.quantity('open', o.remaining('product_qty', 'qty_received'), lineUnit, units),
      expectedDate: day('date_planned'),
    }),
  })
}
