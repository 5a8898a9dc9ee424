import { gln13 } from './check-digits.ts'
import { guidFor } from './keys.ts'
import { ENTITY } from './master.ts'
import type { JoinedErp } from './systems.ts'
import type { Address, StorageLocation, Warehouse } from './types.ts'

const address = (
  street: string,
  city: string,
  region: string | null,
  postalCode: string,
  country: string,
): Address => ({
  type: 'shipping',
  street,
  houseNumber: '1',
  city,
  region,
  postalCode,
  country,
})

const locations = (...pairs: readonly (readonly [key: string, name: string])[]): StorageLocation[] =>
  pairs.map(([key, name]) => ({ key, name }))

type Site = Omit<Warehouse, 'id' | 'gln' | 'active'> & { readonly isClosed?: true }

const plant = (key: string, name: string, place: Address, ...storage: [string, string][]): Site => ({
  system: 'sap',
  key,
  code: key,
  name,
  type: 'plant',
  legalEntityId: ENTITY.europe,
  address: place,
  timeZone: 'Europe/Berlin',
  locations: locations(...storage),
})

const location = (key: string, name: string, entity: number, place: Address, timeZone: string): Site => ({
  system: 'netsuite',
  key,
  code: name,
  name,
  type: 'warehouse',
  legalEntityId: entity,
  address: place,
  timeZone,
  locations: locations([key, name]),
})

const odoo = (key: string, code: string, name: string, type: Warehouse['type'], city: string, first: number): Site => ({
  system: 'odoo',
  key,
  code,
  name,
  type,
  legalEntityId: ENTITY.austria,
  address: address('Murweg', city, null, '8010', 'AT'),
  timeZone: 'Europe/Vienna',
  locations: locations(
    [`${first}`, `${code}/Stock`],
    [`${first + 1}`, `${code}/Stock/Shelf A`],
    [`${first + 2}`, `${code}/Stock/Shelf B`],
  ),
})

/** The warehouse is its own and only location. */
const joined = (system: JoinedErp, code: string, name: string, place: Address): Site => ({
  system,
  key: system === 'businessCentral' ? guidFor(`businessCentral/location/${code}`) : code,
  code,
  name,
  type: 'warehouse',
  ...HOMES[system],
  address: place,
  locations: locations([code, name]),
})

const HOMES: Readonly<Record<JoinedErp, Pick<Warehouse, 'legalEntityId' | 'timeZone'>>> = {
  businessCentral: { legalEntityId: ENTITY.unitedKingdom, timeZone: 'Europe/London' },
  financeOperations: { legalEntityId: ENTITY.netherlands, timeZone: 'Europe/Amsterdam' },
  businessOne: { legalEntityId: ENTITY.switzerland, timeZone: 'Europe/Zurich' },
}

const SITES: readonly Site[] = [
  plant(
    '1010',
    'Hamburg',
    address('Hafenweg', 'Hamburg', 'HH', '20457', 'DE'),
    ['101A', 'Std. storage 1'],
    ['101B', 'Std. storage 2'],
    ['101R', 'Returns'],
  ),
  plant(
    '1020',
    'München Süd',
    address('Industriestraße', 'München', 'BY', '80331', 'DE'),
    ['102A', 'Main store'],
    ['102K', 'Cold room'],
  ),
  plant('1030', 'Köln', address('Am Güterbahnhof', 'Köln', 'NW', '50668', 'DE'), ['103A', 'Main store']),
  plant(
    '1040',
    'Łódź',
    address('ul. Fabryczna', 'Łódź', null, '90-001', 'PL'),
    ['104A', 'Main store'],
    ['104B', 'Bulk'],
  ),
  {
    ...plant('1050', 'In transit', address('Hafenweg', 'Hamburg', 'HH', '20457', 'DE'), ['105A', 'Transit']),
    type: 'transit',
  },
  {
    ...plant('1090', 'Lübeck (closed)', address('Hauptstraße', 'Lübeck', 'SH', '23552', 'DE'), ['109A', 'Rest']),
    isClosed: true,
  },
  location(
    '1',
    'Newark DC',
    ENTITY.americas,
    address('Industrial Parkway', 'Newark', 'NJ', '07105', 'US'),
    'America/New_York',
  ),
  location(
    '2',
    'Portland',
    ENTITY.americas,
    address('Market Street', 'Portland', 'OR', '97201', 'US'),
    'America/Los_Angeles',
  ),
  {
    ...location(
      '3',
      'Austin Store & Shop',
      ENTITY.americas,
      address('5th Avenue', 'Austin', 'TX', '78701', 'US'),
      'America/Chicago',
    ),
    type: 'store',
  },
  location('7', '大阪倉庫', ENTITY.japan, address('港南', '大阪市', '27', '530-0001', 'JP'), 'Asia/Tokyo'),
  odoo('1', 'GRZ', 'Graz', 'warehouse', 'Graz', 8),
  odoo('2', 'VIE', 'Wien Laden', 'store', 'Wien', 18),
  joined('businessCentral', 'LEEDS', 'Leeds', address('Canal Wharf', 'Leeds', null, 'LS1 4AB', 'GB')),
  joined('businessCentral', 'BRISTOL', 'Bristol & Bath', address('Mill Lane', 'Bristol', null, 'BS1 6QT', 'GB')),
  {
    ...joined('financeOperations', '11', 'Utrecht', address('Kanaalweg', 'Utrecht', null, '3526 AB', 'NL')),
    site: 'NL',
  },
  {
    ...joined('financeOperations', '21', 'Gdańsk', address('ul. Długa', 'Gdańsk', null, '80-001', 'PL')),
    timeZone: 'Europe/Warsaw',
    site: 'PL',
  },
  joined('businessOne', '01', 'Zürich', address('Seestrasse', 'Zürich', 'ZH', '8002', 'CH')),
  joined('businessOne', '02', 'Genève', address('Rue du Lac', 'Genève', 'GE', '1201', 'CH')),
]

/** Eighteen at every scale: six SAP plants, four NetSuite locations, and two in each of the other ERPs. */
export const WAREHOUSES: readonly Warehouse[] = SITES.map(({ isClosed, ...site }, id) => ({
  ...site,
  id,
  gln: id % 3 === 2 ? null : gln13(id + 1),
  active: isClosed !== true,
}))
