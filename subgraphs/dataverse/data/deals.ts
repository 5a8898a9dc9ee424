import type { Row } from '../../dialects/odata/simulate-model.ts'
import { decimal, multiplyDivide, unitsOf } from '../../simulator/company/decimal.ts'
import { guidFor } from '../../simulator/company/keys.ts'
import { DECIMALS } from '../../simulator/company/master.ts'
import type { Company, Opportunity } from '../../simulator/company/types.ts'
import { amountOf, beginOf, currencyColumn, currencyId, ownerColumn, stampsOf, type Table, table } from './model.ts'
import { partyTable } from './parties.ts'

const dealsOf = ({ opportunities }: Company) => opportunities.filter(({ system }) => system === 'dataverse')
const states: Readonly<Record<Opportunity['status'], string>> = { open: '0', won: '1', lost: '2' }
const stateLabels: Readonly<Record<string, string>> = { '0': 'Open', '1': 'Won', '2': 'Lost' }

export function opportunities(company: Company): Table {
  const stageName = (code: string) => company.stages[Number(code)]?.name
  return table({
    set: 'opportunities',
    key: 'opportunityid',
    columns: {
      text: 'name stepname',
      lookups: '_customerid_value _parentaccountid_value _parentcontactid_value',
      choices: 'salesstage salesstagecode',
      amounts: 'estimatedvalue actualvalue totalamount',
      numbers: 'closeprobability',
      days: 'estimatedclosedate actualclosedate',
    },
    labels: { salesstage: stageName, salesstagecode: () => 'Default Value', statecode: (code) => stateLabels[code] },
    tables: {
      _customerid_value: partyTable(company, '_customerid_value'),
      _parentaccountid_value: () => 'account',
      _parentcontactid_value: () => 'contact',
    },
    rows() {
      const stamps = stampsOf(3_000_000)
      return dealsOf(company).map((deal) => ({
        ...dealRow(company, deal),
        ...stamps(deal.createdAt, deal.modifiedAt),
      }))
    },
  })
}

function dealRow(company: Company, deal: Opportunity): Row {
  const account = deal.customerId === null ? null : (company.customers[deal.customerId]!.keys.dataverse ?? null)
  const contact = deal.contactId === null ? null : (company.contacts[deal.contactId]!.keys.dataverse ?? null)
  const stage = company.stages[deal.stageId]!
  const month = deal.createdAt.slice(0, 7)
  const amount = (name: string, value: string | null) => amountOf(company, name, value, deal.currency, month)
  return {
    opportunityid: deal.key,
    name: deal.name,
    // Of a deal with a person, the customer is the person.
    _customerid_value: isPrivate(deal) ? contact : account,
    _parentaccountid_value: account,
    _parentcontactid_value: contact,
    [ownerColumn]: company.users[deal.ownerId]!.keys.dataverse!,
    [currencyColumn]: currencyId(company, deal.currency),
    stepname: stage.name,
    salesstage: String(stage.id),
    salesstagecode: '1',
    closeprobability: String(deal.probability),
    estimatedclosedate: deal.closeOn,
    actualclosedate: deal.closedAt?.slice(0, 10) ?? null,
    statecode: states[deal.status],
    statuscode: String(Number(states[deal.status]) + 1),
    ...amount('estimatedvalue', deal.amount),
    ...amount('actualvalue', deal.status === 'won' ? deal.amount : null),
    ...amount('totalamount', deal.lines.length > 0 ? deal.amount : null),
  }
}

const isPrivate = ({ id, contactId }: Opportunity): boolean => contactId !== null && id % 9 === 0

/** Orders that sales writes from won deals of several lines; those that were fulfilled have an invoice. */
interface Order {
  readonly deal: Opportunity
  readonly key: string
  readonly number: string
  readonly state: '0' | '1' | '2' | '3' | '4'
}

function ordersOf(company: Company): Order[] {
  const won = dealsOf(company).filter(
    ({ status, customerId, lines }) => status === 'won' && customerId !== null && lines.length > 0,
  )
  return won.map((deal, place) => ({
    deal,
    key: guidFor(`dataverse/salesorder/${deal.key}`),
    number: `ORD-${String(place + 1_001).padStart(5, '0')}`,
    state: (['0', '4', '3', '1', '2'] as const)[place % 5]!,
  }))
}

const orderLabels: Readonly<Record<string, string>> = {
  '0': 'Active',
  '1': 'Submitted',
  '2': 'Canceled',
  '3': 'Fulfilled',
  '4': 'Invoiced',
}
/** Codes of `statuscode`, by state; what is fulfilled may be so in part. */
const reasons: Readonly<Record<Order['state'], string>> = { '0': '1', '1': '3', '2': '4', '3': '100001', '4': '100003' }
const partial = '100002'
const invoiceLabels: Readonly<Record<string, string>> = { '0': 'Active', '1': 'Closed', '2': 'Paid', '3': 'Canceled' }
const totals = 'totalamount totaltax totallineitemamount discountamount freightamount'

export function salesorders(company: Company): Table {
  return table({
    set: 'salesorders',
    key: 'salesorderid',
    columns: {
      text: 'ordernumber name',
      lookups: '_customerid_value',
      amounts: totals,
      localDays: 'datefulfilled requestdeliveryby submitdate',
    },
    labels: { statecode: (code) => orderLabels[code] },
    tables: { _customerid_value: partyTable(company, '_customerid_value') },
    rows() {
      const stamps = stampsOf(4_000_000)
      return ordersOf(company).map((order) => ({
        salesorderid: order.key,
        ordernumber: order.number,
        ...documentRow(company, order),
        submitdate: beginOf(company, order.state === '0' ? null : order.deal.closeOn),
        requestdeliveryby: beginOf(company, order.deal.lines[0]!.serviceOn),
        datefulfilled: beginOf(company, order.state === '3' || order.state === '4' ? order.deal.closeOn : null),
        statecode: order.state,
        statuscode: order.state === '3' && order.deal.id % 2 === 0 ? partial : reasons[order.state],
        ...stamps(order.deal.closedAt!, order.deal.modifiedAt),
      }))
    },
  })
}

export function invoices(company: Company): Table {
  const invoiced = ordersOf(company).filter(({ state }) => state === '3' || state === '4')
  return table({
    set: 'invoices',
    key: 'invoiceid',
    columns: {
      text: 'invoicenumber name',
      lookups: '_customerid_value _salesorderid_value',
      amounts: totals,
      days: 'duedate',
      localDays: 'datedelivered',
    },
    labels: { statecode: (code) => invoiceLabels[code] },
    tables: { _customerid_value: partyTable(company, '_customerid_value'), _salesorderid_value: () => 'salesorder' },
    rows() {
      const stamps = stampsOf(5_000_000)
      return invoiced.map((order, place) => ({
        invoiceid: guidFor(`dataverse/invoice/${order.deal.key}`),
        invoicenumber: order.number.replace('ORD', 'INV'),
        ...documentRow(company, order),
        _salesorderid_value: place % 4 === 3 ? null : order.key,
        duedate: place % 5 === 4 ? null : order.deal.closeOn,
        datedelivered: beginOf(company, order.deal.closeOn),
        statecode: String(place % 4),
        statuscode: '1',
        ...stamps(order.deal.closedAt!, order.deal.modifiedAt),
      }))
    },
  })
}

/** A fifth of tax upon the lines; nothing taken off, nothing for freight. */
function documentRow(company: Company, { deal }: Order): Row {
  const { currency } = deal
  const scale = DECIMALS[currency]
  const net = unitsOf(deal.amount!, scale)
  const tax = multiplyDivide(net, 20, 100)
  const amount = (name: string, units: number) =>
    amountOf(company, name, decimal(units, scale), currency, deal.closeOn.slice(0, 7))
  return {
    name: deal.name,
    _customerid_value: company.customers[deal.customerId!]!.keys.dataverse!,
    [ownerColumn]: company.users[deal.ownerId]!.keys.dataverse!,
    [currencyColumn]: currencyId(company, currency),
    ...amount('totallineitemamount', net),
    ...amount('totaltax', tax),
    ...amount('totalamount', net + tax),
    ...amount('discountamount', 0),
    ...amount('freightamount', 0),
  }
}
