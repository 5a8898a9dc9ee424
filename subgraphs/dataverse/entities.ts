import { column, type EntityMaps, encodeKey, isNull, or } from '../../gateway/connector/index.ts'
import { pointer } from '../dialects/odata/documents.ts'
import { either, flag, made, money, number, orderedOrNull, plain, words } from '../dialects/odata/fields.ts'
import {
  type AddressColumns,
  countryIn,
  dialled,
  domainOf,
  identifier,
  ownAddress,
  texts,
  vatNumber,
} from '../dialects/odata/parties.ts'
import { textAt } from '../dialects/odata/row.ts'
import {
  accountIn,
  amount,
  choice,
  choiceLabelOf,
  coded,
  currencyOf,
  dayAsInstant,
  dayed,
  dualMoney,
  grouped,
  labelOf,
  localDay,
  lookup,
  measured,
  type Table,
  table,
  unknown,
} from './fields.ts'
import type { Settings } from './settings.ts'

const accounts = ['accounts', 'account', 'accountid'] as const
const contacts = ['contacts', 'contact', 'contactid'] as const
const opportunities = ['opportunities', 'opportunity', 'opportunityid'] as const
const orders = ['salesorders', 'salesorder', 'salesorderid'] as const
const invoices = ['invoices', 'invoice', 'invoiceid'] as const
const products = ['products', 'product', 'productid'] as const

/** The first address of an account. */
const address: AddressColumns = {
  lines: ['address1_line1'],
  city: 'address1_city',
  region: 'address1_stateorprovince',
  postalCode: 'address1_postalcode',
  country: 'address1_country',
}

/** Every type of the model that tables of Dataverse and of its Sales application fill. */
export function entities(settings: Settings): EntityMaps<Table> {
  const currency = currencyOf(settings)
  return {
    Customer: table<'Customer'>(accounts, settings, {
      fields: {
        number: number('accountnumber'),
        name: words('name'),
        kind: unknown,
        roles: made(['customertypecode'], ({ customertypecode: type }) => [roleOf(type, settings)]),
        status: coded('statecode', settings.accountStates),
        sourceStatus: choice('statecode'),
        ...(settings.vatField && { identifiers: texts([settings.vatField], vatNumber) }),
        emails: texts(['emailaddress1']),
        phones: texts(['telephone1'], dialled),
        websites: texts(['websiteurl']),
        domains: texts(['websiteurl'], domainOf),
        // What it is for is not told.
        addresses: ownAddress(address, countryIn(settings.countries)),
        currency,
        'paymentTerm.code': choice('paymenttermscode'),
        'paymentTerm.description': choiceLabelOf('paymenttermscode'),
        industry: choiceLabelOf('industrycode'),
        ...money('annualRevenue', amount(orderedOrNull('revenue'), settings), currency),
        parent: lookup('_parentaccountid_value'),
        owner: labelOf('_ownerid_value'),
      },
    }),

    Contact: table<'Contact'>(contacts, settings, {
      parts: {
        account: {
          object: 'accounts',
          hint: { key: 'accountid' },
          key: { native: 'accountid', type: 'guid' },
          on: '_parentcustomerid_value',
        },
      },
      fields: {
        firstName: words('firstname'),
        lastName: words('lastname'),
        fullName: words('fullname'),
        title: words('jobtitle'),
        emails: texts(['emailaddress1']),
        phones: texts(['telephone1', 'mobilephone'], dialled),
        customer: accountIn('_parentcustomerid_value'),
        // The account names its main contact, not the contact its rank.
        isPrimary: made(['contactid', '$account._primarycontactid_value'], ({ contactid, $account }) =>
          $account ? ($account as { _primarycontactid_value?: unknown })._primarycontactid_value === contactid : null,
        ),
        supplier: { absent: 'NOT_PROVIDED_BY_SOURCE' },
      },
    }),

    Opportunity: table<'Opportunity'>(opportunities, settings, {
      fields: {
        name: words('name'),
        customer: accountIn('_customerid_value'),
        primaryContact: lookup('_parentcontactid_value'),
        owner: labelOf('_ownerid_value'),
        ...stageOf(settings),
        status: coded('statecode', settings.opportunityStates),
        sourceStatus: choice('statecode'),
        ...dualMoney('amount', 'estimatedvalue', currency, settings),
        probability: measured('closeprobability'),
        expectedCloseDate: dayed('estimatedclosedate'),
        closedAt: dayAsInstant('actualclosedate'),
      },
    }),

    Item: table<'Item'>(products, settings, {
      fields: {
        sku: number('productnumber'),
        name: words('name'),
        type: grouped(either('isstockitem', 'INVENTORY', 'NON_INVENTORY')),
        status: coded('statecode', settings.productStates),
        sourceStatus: choice('statecode'),
        tracking: unknown,
        ...(settings.gtinField && { identifiers: texts([settings.gtinField], identifier('GTIN')) }),
        ...money('listPrice', amount(orderedOrNull('price'), settings), currency),
        ...money('cost', amount(orderedOrNull(settings.costColumn), settings), currency),
      },
    }),

    ...(settings.documents && { SalesOrder: orderOf(settings), Invoice: invoiceOf(settings) }),
    ...(settings.credit && { CreditStatus: creditOf(settings) }),
  }
}

function orderOf(settings: Settings) {
  return table<'SalesOrder'>(orders, settings, {
    fields: {
      number: number('ordernumber'),
      customer: accountIn('_customerid_value'),
      orderDate: localDay(settings.orderDateColumn, settings),
      requestedDate: localDay('requestdeliveryby', settings),
      status: coded('statecode', settings.orderStates),
      sourceStatus: choice('statecode'),
      fulfillment: coded('statuscode', settings.orderFulfillments),
      billing: coded('statecode', settings.orderBillings),
      creditCheck: unknown,
      ...totals(settings),
    },
  })
}

function invoiceOf(settings: Settings) {
  const { invoiceDateColumn } = settings
  const open = ['open.document.amount', 'open.document.currency', 'openSigned.amount', 'openSigned.currency'] as const
  const absent = { absent: 'NOT_PROVIDED_BY_SOURCE' } as const
  return table<'Invoice'>(invoices, settings, {
    fields: {
      direction: { constant: 'RECEIVABLE' },
      kind: { constant: 'STANDARD' },
      number: number('invoicenumber'),
      customer: accountIn('_customerid_value'),
      supplier: absent,
      issueDate: invoiceDateColumn ? localDay(invoiceDateColumn, settings) : absent,
      dueDate: dayed('duedate'),
      status: coded('statecode', settings.invoiceStates),
      sourceStatus: choice('statecode'),
      ...totals(settings),
      // A sales application keeps no ledger of what is paid.
      ...Object.fromEntries(open.map((path) => [path, absent])),
      salesOrders: pointer('SalesOrder', ['_salesorderid_value'], (row) => {
        const order = textAt(row, '_salesorderid_value')
        return { key: order && encodeKey([order.toLowerCase()]), number: null }
      }),
    },
  })
}

/** An account without limit and hold has no credit status: nobody has said anything about its credit. */
function creditOf(settings: Settings) {
  return table<'CreditStatus'>(accounts, settings, {
    base: or(isNull(column('creditlimit', 'number'), false), flag('creditonhold')),
    fields: {
      customer: lookup('accountid'),
      'scope.kind': { constant: 'GLOBAL' },
      ...money('limit', amount(orderedOrNull('creditlimit'), settings), currencyOf(settings)),
      unlimited: { absent: 'NOT_PROVIDED_BY_SOURCE' },
      hold: grouped(either('creditonhold', 'HELD', 'NONE')),
      riskBand: unknown,
      computedBy: { constant: 'SOURCE' },
    },
  })
}

/** What an order and an invoice add up to, in the currency of the document. */
function totals(settings: Settings) {
  const currency = currencyOf(settings)
  return {
    ...money('totals.lineNet', amount(plain('totallineitemamount'), settings), currency),
    ...money('totals.allowances', amount(plain('discountamount'), settings), currency),
    ...money('totals.charges', amount(plain('freightamount'), settings), currency),
    ...money('totals.tax', amount(plain('totaltax'), settings), currency),
    ...money('totals.taxInclusive', amount(orderedOrNull('totalamount'), settings), currency),
    currency,
  }
}

/** The step of the sales process: a text, or a choice with a label. */
const stageOf = ({ stageColumn: native }: Settings) =>
  native === 'stepname'
    ? { 'stage.code': words(native), 'stage.name': words(native) }
    : { 'stage.code': choice(native), 'stage.name': choiceLabelOf(native) }

function roleOf(type: unknown, { customerTypes }: Settings): string {
  if (type === null || type === undefined) return 'UNKNOWN'
  return customerTypes[String(type)] ?? 'OTHER'
}
