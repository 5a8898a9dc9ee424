import type { SimTable } from '../../dialects/suiteql/simulate.ts'
import { unitOf } from '../../simulator/company/in-system.ts'
import type {
  AccountRole,
  Currency,
  Decimal,
  GlAccount,
  Item,
  LegalEntity,
  ListCurrency,
  PaymentTerm,
  StockRow,
  Tombstone,
  Warehouse,
} from '../../simulator/company/types.ts'
import type { Account } from './account.ts'
import { flag, instant, number, reference, text } from './columns.ts'
import { stored } from './stored.ts'

export function masters(account: Account): SimTable[] {
  return [...places(account), ...goods(account), ...ledger(account), deleted(account)]
}

function places(account: Account): SimTable[] {
  const { legalEntities, warehouses } = account.company
  const nameOf = (id: number | null) => (id === null ? null : account.subsidiary(id).name)
  const subsidiary = stored<LegalEntity>(
    'subsidiary',
    {
      id: number((entity) => entity.key),
      name: text((entity) => entity.name),
      parent: reference(
        ({ parentId }) => (parentId === null ? null : account.subsidiary(parentId).key),
        ({ parentId }) => nameOf(parentId),
      ),
    },
    () => legalEntities.filter(({ system }) => system === 'netsuite'),
  )
  const location = stored<Warehouse>(
    'location',
    {
      id: number((place) => place.key),
      name: text((place) => place.name),
      fullname: text((place) => place.name),
      parent: number(() => null),
      subsidiary: reference(
        ({ legalEntityId }) => account.subsidiary(legalEntityId).key,
        ({ legalEntityId }) => nameOf(legalEntityId),
      ),
      isinactive: flag(({ active }) => !active),
    },
    () => warehouses.filter(({ system }) => system === 'netsuite'),
  )
  return [subsidiary, location]
}

const itemTypes: Readonly<Record<Item['type'], string>> = {
  inventory: 'InvtPart',
  assembly: 'Assembly',
  kit: 'Kit',
  'non-inventory': 'NonInvtPart',
  service: 'Service',
  charge: 'OthCharge',
}

interface Price {
  readonly item: Item
  readonly level: string
  readonly price: Decimal
}

/** The first price level is the base price; the second is what partners pay, here the price in pounds. */
function prices(items: readonly Item[]): Price[] {
  const levels: readonly [string, ListCurrency][] = [
    ['1', 'USD'],
    ['2', 'GBP'],
  ]
  return items.flatMap((item) => levels.map(([level, currency]) => ({ item, level, price: item.prices[currency] })))
}

function goods(account: Account): SimTable[] {
  const { company, items } = account
  const unit = (item: Item) => unitOf(company, item)
  const item = stored<Item>(
    'item',
    {
      id: number(({ keys }) => keys.netsuite),
      itemid: text(({ sku }) => sku),
      displayname: text(({ name }) => name),
      description: text(({ description }) => description),
      itemtype: text(({ type }) => itemTypes[type]),
      upccode: text(({ gtin }) => gtin),
      stockunit: reference(
        (item) => unit(item).keys.netsuite,
        (item) => unit(item).codes.netsuite,
      ),
      averagecost: number(({ costs }) => costs?.netsuite),
      cost: number(({ costs }) => costs?.netsuite),
      isinactive: flag(({ status }) => status !== 'active'),
      lastmodifieddate: instant(({ modifiedAt, createdAt }) => modifiedAt ?? createdAt),
    },
    () => items,
  )
  const itemprice = stored<Price>(
    'itemprice',
    {
      item: reference(
        ({ item }) => item.keys.netsuite,
        ({ item }) => item.sku,
      ),
      pricelevel: number(({ level }) => level),
      price: number(({ price }) => price),
    },
    () => prices(items),
    ['item'],
  )
  return [item, itemprice, stock(account)]
}

/** Stock that may be promised is what is there and not committed. */
function available({ onHand, reserved }: StockRow): Decimal {
  const scale = Math.max(digits(onHand), digits(reserved!))
  const units = scaled(onHand, scale) - scaled(reserved!, scale)
  const text = `${units < 0n ? -units : units}`.padStart(scale + 1, '0')
  const point = text.length - scale
  return `${units < 0n ? '-' : ''}${text.slice(0, point)}${scale > 0 ? `.${text.slice(point)}` : ''}`
}

const digits = (text: Decimal): number => text.split('.')[1]?.length ?? 0
const scaled = (text: Decimal, scale: number): bigint =>
  BigInt(text.replace('.', '')) * 10n ** BigInt(scale - digits(text))

function stock(account: Account): SimTable {
  const { company } = account
  return stored<StockRow>(
    'aggregateItemLocation',
    {
      item: reference(
        ({ itemId }) => account.itemId(itemId),
        ({ itemId }) => account.itemName(itemId),
      ),
      location: reference(
        ({ location }) => location,
        ({ warehouseId }) => account.locationName(warehouseId),
      ),
      quantityonhand: number(({ onHand }) => onHand),
      quantityavailable: number(available),
      quantitycommitted: number(({ reserved }) => reserved),
      quantitybackordered: number(({ backordered }) => backordered),
      quantityonorder: number(({ onOrder }) => onOrder),
      quantityintransit: number(({ inTransit }) => inTransit),
      reorderpoint: number(({ reorderPoint }) => reorderPoint),
      lastquantityavailablechange: instant(({ changedAt }) => changedAt),
    },
    () => company.stock.filter(({ system }) => system === 'netsuite'),
    ['item', 'location'],
  )
}

const accountTypes: Readonly<Record<AccountRole, string>> = {
  bank: 'Bank',
  receivable: 'AcctRec',
  inventory: 'OthCurrAsset',
  'input-tax': 'OthCurrAsset',
  'fixed-asset': 'FixedAsset',
  payable: 'AcctPay',
  'output-tax': 'OthCurrLiab',
  accrual: 'OthCurrLiab',
  equity: 'Equity',
  retained: 'Equity',
  'revenue-goods': 'Income',
  'revenue-services': 'Income',
  'revenue-other': 'Income',
  'cost-of-sales': 'COGS',
  purchases: 'COGS',
  salaries: 'Expense',
  rent: 'Expense',
  depreciation: 'Expense',
  'exchange-difference': 'OthExpense',
}

function ledger({ company, currencyId }: Account): SimTable[] {
  const account = stored<GlAccount>(
    'account',
    {
      id: number(({ key }) => key),
      acctnumber: text((account) => account.number),
      accountsearchdisplayname: text((account) => `${account.number} ${account.name}`),
      fullname: text(({ name }) => name),
      accttype: text(({ role }) => accountTypes[role]),
      parent: number(() => null),
      currency: number(() => null),
      isinactive: flag(({ active }) => !active),
      balance: number(() => null),
      lastmodifieddate: instant(() => null),
    },
    () => company.glAccounts.filter(({ system }) => system === 'netsuite'),
  )
  const term = stored<PaymentTerm>(
    'term',
    {
      id: number((term) => term.keys.netsuite),
      name: text((term) => term.name),
      daysuntilnetdue: number((term) => String(term.netDays)),
    },
    () => company.paymentTerms,
  )
  const currency = stored<Currency>(
    'currency',
    {
      id: number((currency) => currencyId(currency.code)),
      name: text((currency) => currency.name),
      symbol: text((currency) => currency.code),
    },
    () => company.currencies.filter(({ keys }) => keys.netsuite),
  )
  return [account, term, currency]
}

/** Type ids are left out: they differ between accounts. */
function deleted({ company }: Account): SimTable {
  return stored<Tombstone>(
    'deletedrecord',
    {
      recordid: number(({ key }) => key),
      scriptid: text(({ type }) => type.replace('-', '')),
      name: text(({ name }) => name),
      deleteddate: instant(({ deletedAt }) => deletedAt),
    },
    () => company.tombstones.filter(({ system }) => system === 'netsuite'),
    ['recordid'],
  )
}
