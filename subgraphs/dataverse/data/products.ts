import type { Row } from '../../dialects/odata/simulate-model.ts'
import { itemIn } from '../../simulator/company/in-system.ts'
import type { Company, Item } from '../../simulator/company/types.ts'
import { amountOf, currencyColumn, currencyId, ownerColumn, stampsOf, type Table, table } from './model.ts'

/** Codes of `statecode`: blocked items are under revision. */
const states: Readonly<Record<Item['status'], string>> = { active: '0', discontinued: '1', inactive: '2', blocked: '3' }
const labels: Readonly<Record<string, string>> = { '0': 'Active', '1': 'Retired', '2': 'Draft', '3': 'Under Revision' }

export function products(company: Company): Table {
  const items = company.items.filter(({ keys }) => keys.dataverse !== undefined)
  return table({
    set: 'products',
    key: 'productid',
    columns: {
      text: 'name productnumber vendorname vendorpartnumber new_gtin',
      amounts: 'price currentcost standardcost',
      numbers: 'quantityonhand stockvolume',
      flags: 'isstockitem',
    },
    labels: { statecode: (code) => labels[code] },
    tables: {},
    rows() {
      const stamps = stampsOf(6_000_000)
      return items.map((item) => ({
        ...productRow(company, itemIn(company, item, 'dataverse')),
        ...stamps(item.createdAt, item.modifiedAt),
      }))
    },
  })
}

/** Who is told of no stock item has not said so: of services and charges nobody has. */
function productRow(company: Company, item: Item): Row {
  const cost = item.costs?.financeOperations ?? null
  const isStocked = item.type === 'inventory' || item.type === 'kit' || item.type === 'assembly'
  return {
    productid: item.keys.dataverse!,
    name: item.name,
    productnumber: item.sku,
    vendorname: item.manufacturer,
    vendorpartnumber: item.mpn,
    new_gtin: item.gtin,
    quantityonhand: null,
    stockvolume: null,
    isstockitem: isStocked ? true : item.type === 'non-inventory' ? false : null,
    [ownerColumn]: company.users[0]!.keys.dataverse!,
    [currencyColumn]: currencyId(company, 'EUR'),
    statecode: states[item.status],
    statuscode: '1',
    ...amountOf(company, 'price', item.prices.EUR, 'EUR'),
    ...amountOf(company, 'standardcost', cost, 'EUR'),
    ...amountOf(company, 'currentcost', cost, 'EUR'),
  }
}
