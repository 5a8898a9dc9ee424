import type { Database, Row, SObject } from '../../dialects/soql/simulate.ts'
import type { Company } from '../../simulator/company/types.ts'
import { type Table, table } from '../../simulator/table.ts'
import { opportunity, opportunityLine, order, orderLine } from './deals.ts'
import { account, contact, user } from './parties.ts'
import { pricebookEntry, product } from './products.ts'
import type { ObjectSpec } from './sobject.ts'

const OBJECTS: readonly ObjectSpec[] = [
  user,
  account,
  contact,
  opportunity,
  opportunityLine,
  order,
  orderLine,
  product,
  pricebookEntry,
]

/** The company as one Salesforce org. In an org of one currency no object has a CurrencyIsoCode. */
export function orgOf(company: Company, multiCurrency: boolean): Database {
  const objects = OBJECTS.map((spec) => [spec.name.toLowerCase(), sobject(spec, company, multiCurrency)] as const)
  return { objects: new Map(objects), ...(multiCurrency && { rates: ratesOf(company) }) }
}

/** The rows are made at the first question: most clients ask for a few of the objects only. */
function sobject({ name, fields, parents, hasCurrency, rows }: ObjectSpec, company: Company, multi: boolean): SObject {
  let built: Table<Row> | undefined
  const references = Object.keys(fields).filter((field) => fields[field] === 'reference')
  return {
    name,
    fields: hasCurrency && multi ? { ...fields, CurrencyIsoCode: 'picklist' } : fields,
    parents,
    get table() {
      built ??= table(name, [...rows(company)].sort(byId), { key: 'Id', indexes: references })
      return built
    },
  }
}

const byId = (a: Row, b: Row) => (String(a.Id) < String(b.Id) ? -1 : 1)

/** The rates of the last month: what dated exchange rates are not used for. */
function ratesOf({ rates, legalEntities }: Company): Record<string, number> {
  const corporate = legalEntities[0]!.currency
  const last = rates
    .map(({ month }) => month)
    .sort()
    .at(-1)
  const known = rates.filter(({ to, month }) => to === corporate && month === last)
  return Object.fromEntries(known.map(({ from, rate }) => [from, Number(rate)]))
}
