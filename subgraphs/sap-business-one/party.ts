import {
  and,
  column,
  type FieldMap,
  isNull,
  type NativeFilter,
  type NativeRow,
  or,
} from '../../gateway/connector/index.ts'
import { derived, flag, made, plain, words } from '../dialects/odata/fields.ts'
import {
  type AddressColumns,
  addressColumns,
  blocked,
  dialled,
  domainOf,
  postal,
  texts,
  vatNumber,
} from '../dialects/odata/parties.ts'
import { at, manyAt, textAt, textsAt } from '../dialects/odata/row.ts'
import { choice, code, currency, owner, partnerIn, stamps, without } from './fields.ts'
import type { Settings } from './settings.ts'

/** Frozen or valid between certain days only: whether it is so today, a row does not say. */
const limits = { Frozen: ['FrozenFrom', 'FrozenTo'], Valid: ['ValidFrom', 'ValidTo'] } as const
type Switch = keyof typeof limits

const unlimited = (name: Switch): NativeFilter[] => limits[name].map((native) => isNull(column(native, 'date')))
const limited = (name: Switch): NativeFilter =>
  or(...limits[name].map((native) => isNull(column(native, 'date'), false)))
const isLimited = (row: NativeRow, name: Switch) => limits[name].some((native) => at(row, native) !== null)

const status = derived(
  ['Frozen', 'Valid', ...limits.Frozen, ...limits.Valid],
  (row) => {
    if (at(row, 'Frozen') === 'tYES') return isLimited(row, 'Frozen') ? 'OTHER' : 'BLOCKED'
    return at(row, 'Valid') === 'tYES' && isLimited(row, 'Valid') ? 'OTHER' : 'ACTIVE'
  },
  {
    BLOCKED: and(flag('Frozen'), ...unlimited('Frozen')),
    OTHER: or(and(flag('Frozen'), limited('Frozen')), and(flag('Frozen', false), flag('Valid'), limited('Valid'))),
    ACTIVE: and(flag('Frozen', false), or(flag('Valid', false), and(...unlimited('Valid')))),
  },
)

/** What customers and suppliers have in common: both are business partners. */
export const party = (settings: Settings) =>
  ({
    ...owner(settings),
    ...stamps(settings, 'CreateDate'),
    number: code('CardCode'),
    name: words('CardName'),
    legalName: without,
    kind: { constant: 'UNKNOWN' },
    status,
    sourceStatus: made(['Frozen', 'Valid'], (row) => `Valid ${at(row, 'Valid')}, Frozen ${at(row, 'Frozen')}`),
    blocks: made(['Frozen', ...limits.Frozen], (row) =>
      blocked(at(row, 'Frozen') === 'tYES' && !isLimited(row, 'Frozen') ? 'ALL' : undefined),
    ),
    identifiers: made(['FederalTaxID', 'Country'], (row) => taxIds(row, settings)),
    emails: texts(['EmailAddress']),
    phones: texts(['Phone1', 'Phone2', 'Cellular'], dialled),
    websites: texts(['Website']),
    domains: texts(['Website'], domainOf),
    addresses: made(
      ['AddressType', ...addressColumns(address)].map((name) => `BPAddresses/${name}`),
      (row) => manyAt(row, 'BPAddresses').flatMap(typed),
    ),
    currency: currency('Currency', settings),
    'paymentTerm.code': { native: 'PayTermsGrpCode', type: 'number' },
    parent: code('FatherCard'),
  }) as const satisfies Record<string, FieldMap>

/** A VAT number begins with its country; what any other number is, the settings say, or nobody does. */
function taxIds(row: NativeRow, { taxIdScheme: scheme }: Settings) {
  const value = textAt(row, 'FederalTaxID')
  if (value === null) return []
  if (/^[A-Z]{2}/i.test(value)) return [vatNumber(value)]
  return scheme === undefined ? [] : [{ scheme, value, country: textAt(row, 'Country'), verified: null }]
}

const addressTypes: Readonly<Record<string, string>> = { bo_BillTo: 'BILLING', bo_ShipTo: 'SHIPPING' }

const address: AddressColumns = { lines: ['Street'], city: 'City', postalCode: 'ZipCode', country: 'Country' }

function typed(row: NativeRow) {
  const found = postal(row, address)
  return found ? [{ ...found, type: addressTypes[textAt(row, 'AddressType') ?? ''] ?? 'UNKNOWN' }] : []
}

const person = (name: string) => `ContactEmployees/${name}`

/** Contacts stand inside their partner. */
export const contact = (settings: Settings) =>
  ({
    ...owner(settings),
    firstName: plain(person('FirstName')),
    lastName: plain(person('LastName')),
    fullName: made([person('FirstName'), person('LastName'), person('Name')], (row) => {
      const parts = ['FirstName', 'LastName'].flatMap((name) => textsAt(row, person(name)))
      return parts.length > 0 ? parts.join(' ') : (textAt(row, person('Name')) ?? '')
    }),
    title: plain(person('Position')),
    emails: texts([person('E_Mail')]),
    phones: texts([person('Phone1'), person('MobilePhone')], dialled),
    customer: partnerIn('', 'cCustomer', 'cLid'),
    supplier: partnerIn('', 'cSupplier'),
  }) as const satisfies Record<string, FieldMap>

/** A lead becomes a customer under the same code. */
export const roles = made(['CardType'], (row) => [at(row, 'CardType') === 'cLid' ? 'PROSPECT' : 'CUSTOMER'])

export const hold = choice('Frozen', { tYES: 'HELD', tNO: 'NONE' })
