import type { FirstErp } from './systems.ts'
import type { CurrencyCode } from './types.ts'

/** What addresses, names and trade look like in one country. */
export interface Country {
  readonly code: string
  readonly currency: CurrencyCode
  /** Share of the customers. */
  readonly weight: number
  /** How likely an ERP holds a customer from here. */
  readonly erp: Readonly<Record<FirstErp, number>>
  readonly dialling: string
  readonly legalForms: readonly string[]
  readonly people: 'western' | 'german' | 'nordic' | 'slavic' | 'greek' | 'japanese' | 'arabic' | 'romance'
  readonly tld: string
  readonly streets: readonly string[]
  readonly cities: readonly City[]
}

export interface City {
  readonly name: string
  readonly region: string | null
  /** `#` stands for a digit. */
  readonly postalCode: string
}

const city = (name: string, postalCode: string, region: string | null = null): City => ({ name, postalCode, region })

const SAP_LAND = { sap: 0.72, netsuite: 0.1, odoo: 0.07 }
const NETSUITE_LAND = { sap: 0.1, netsuite: 0.8, odoo: 0.02 }

export const COUNTRIES: readonly Country[] = [
  {
    code: 'DE',
    currency: 'EUR',
    weight: 26,
    erp: { sap: 0.76, netsuite: 0.08, odoo: 0.1 },
    dialling: '+49',
    legalForms: ['GmbH', 'AG', 'GmbH & Co. KG', 'e.K.', 'SE'],
    people: 'german',
    tld: 'de',
    streets: ['Hauptstraße', 'Industriestraße', 'Am Güterbahnhof', 'Lindenallee', 'Hafenweg', 'Mühlgasse'],
    cities: [
      city('Berlin', '10###', 'BE'),
      city('München', '80###', 'BY'),
      city('Köln', '50###', 'NW'),
      city('Hamburg', '20###', 'HH'),
      city('Lübeck', '235##', 'SH'),
      city('Görlitz', '028##', 'SN'),
    ],
  },
  {
    code: 'AT',
    currency: 'EUR',
    weight: 12,
    erp: { sap: 0.3, netsuite: 0.04, odoo: 0.78 },
    dialling: '+43',
    legalForms: ['GmbH', 'AG', 'OG', 'KG'],
    people: 'german',
    tld: 'at',
    streets: ['Grazer Straße', 'Ringstraße', 'Kärntner Gasse', 'Bahnhofplatz', 'Murweg'],
    cities: [city('Wien', '10#0'), city('Graz', '80#0'), city('Linz', '40#0'), city('Sankt Pölten', '31##')],
  },
  {
    code: 'CH',
    currency: 'CHF',
    weight: 5,
    erp: { sap: 0.6, netsuite: 0.05, odoo: 0.3 },
    dialling: '+41',
    legalForms: ['AG', 'GmbH', 'SA', 'Sàrl'],
    people: 'german',
    tld: 'ch',
    streets: ['Seestrasse', 'Bahnhofstrasse', 'Rue du Lac', 'Via Nassa'],
    cities: [city('Zürich', '80##', 'ZH'), city('Genève', '12##', 'GE'), city('Basel', '40##', 'BS')],
  },
  {
    code: 'FR',
    currency: 'EUR',
    weight: 6,
    erp: SAP_LAND,
    dialling: '+33',
    legalForms: ['SARL', 'SAS', 'SA'],
    people: 'romance',
    tld: 'fr',
    streets: ["Rue de l'Église", 'Avenue de la Gare', 'Quai des Forges', 'Chemin du Moulin'],
    cities: [city('Lyon', '690##'), city('Nîmes', '300##'), city('Besançon', '250##')],
  },
  {
    code: 'IT',
    currency: 'EUR',
    weight: 4,
    erp: SAP_LAND,
    dialling: '+39',
    legalForms: ['S.r.l.', 'S.p.A.', 'S.n.c.'],
    people: 'romance',
    tld: 'it',
    streets: ['Via Roma', "Via dell'Industria", 'Corso Italia', 'Piazza San Marco'],
    cities: [city('Torino', '101##', 'TO'), city('Bologna', '401##', 'BO'), city("L'Aquila", '671##', 'AQ')],
  },
  {
    code: 'NL',
    currency: 'EUR',
    weight: 3,
    erp: SAP_LAND,
    dialling: '+31',
    legalForms: ['B.V.', 'N.V.', 'V.O.F.'],
    people: 'nordic',
    tld: 'nl',
    streets: ['Kanaalweg', 'Havenstraat', 'Dorpsplein'],
    cities: [city('Utrecht', '35## AB'), city("'s-Hertogenbosch", '52## GV')],
  },
  {
    code: 'BE',
    currency: 'EUR',
    weight: 2,
    erp: SAP_LAND,
    dialling: '+32',
    legalForms: ['BV', 'NV', 'SRL'],
    people: 'romance',
    tld: 'be',
    streets: ['Stationsstraat', 'Rue Haute', 'Kerkstraat'],
    cities: [city('Gent', '90##'), city('Liège', '40##')],
  },
  {
    code: 'PL',
    currency: 'EUR',
    weight: 3,
    erp: SAP_LAND,
    dialling: '+48',
    legalForms: ['Sp. z o.o.', 'S.A.'],
    people: 'slavic',
    tld: 'pl',
    streets: ['ul. Długa', 'ul. Fabryczna', 'al. Lipowa'],
    cities: [city('Łódź', '90-###'), city('Gdańsk', '80-###'), city('Wrocław', '50-###')],
  },
  {
    code: 'SE',
    currency: 'EUR',
    weight: 2,
    erp: SAP_LAND,
    dialling: '+46',
    legalForms: ['AB', 'HB'],
    people: 'nordic',
    tld: 'se',
    streets: ['Storgatan', 'Hamngatan', 'Ängsvägen'],
    cities: [city('Malmö', '211 ##'), city('Örebro', '702 ##')],
  },
  {
    code: 'DK',
    currency: 'EUR',
    weight: 2,
    erp: SAP_LAND,
    dialling: '+45',
    legalForms: ['A/S', 'ApS'],
    people: 'nordic',
    tld: 'dk',
    streets: ['Søndergade', 'Havnevej'],
    cities: [city('Aarhus', '80##'), city('Rønne', '37##')],
  },
  {
    code: 'GR',
    currency: 'EUR',
    weight: 1.5,
    erp: { sap: 0.7, netsuite: 0, odoo: 0.25 },
    dialling: '+30',
    legalForms: ['Α.Ε.', 'Ε.Π.Ε.'],
    people: 'greek',
    tld: 'gr',
    streets: ['Οδός Ερμού', 'Λεωφόρος Αθηνών'],
    cities: [city('Αθήνα', '105 ##'), city('Θεσσαλονίκη', '546 ##')],
  },
  {
    code: 'GB',
    currency: 'GBP',
    weight: 6,
    erp: { sap: 0.6, netsuite: 0.4, odoo: 0.03 },
    dialling: '+44',
    legalForms: ['Ltd', 'plc', 'LLP'],
    people: 'western',
    tld: 'co.uk',
    streets: ['Station Road', "St James's Street", 'Mill Lane', 'Canal Wharf'],
    cities: [city('Leeds', 'LS# #AB'), city('Bristol', 'BS# #QT'), city("King's Lynn", 'PE3# #DP')],
  },
  {
    code: 'US',
    currency: 'USD',
    weight: 30,
    erp: NETSUITE_LAND,
    dialling: '+1',
    legalForms: ['Inc.', 'LLC', 'Corp.', 'LP'],
    people: 'western',
    tld: 'com',
    streets: ['Market Street', 'Industrial Parkway', '5th Avenue', "O'Fallon Road", 'County Road 12'],
    cities: [
      city('Austin', '787##', 'TX'),
      city('Portland', '972##', 'OR'),
      city('Newark', '071##', 'NJ'),
      city('Columbus', '432##', 'OH'),
      city("Coeur d'Alene", '838##', 'ID'),
    ],
  },
  {
    code: 'JP',
    currency: 'JPY',
    weight: 6,
    erp: { sap: 0.04, netsuite: 0.85, odoo: 0 },
    dialling: '+81',
    legalForms: ['株式会社', '合同会社'],
    people: 'japanese',
    tld: 'co.jp',
    streets: ['本町', '港南', '中央'],
    cities: [city('大阪市', '530-####', '27'), city('横浜市', '220-####', '14'), city('札幌市', '060-####', '01')],
  },
  {
    code: 'KW',
    currency: 'KWD',
    weight: 2.5,
    erp: { sap: 0.15, netsuite: 0, odoo: 0.85 },
    dialling: '+965',
    legalForms: ['W.L.L.', 'ذ.م.م'],
    people: 'arabic',
    tld: 'com.kw',
    streets: ['شارع الخليج', 'Al Soor Street'],
    cities: [city('مدينة الكويت', '13###'), city('Hawalli', '32###')],
  },
]

/** What is paid at home: the first companies sell to these countries in euros, the one next door in their own money. */
export function currencyAtHome({ code, currency }: Country): CurrencyCode {
  if (code === 'PL') return 'PLN'
  return code === 'SE' ? 'SEK' : currency
}

export const COUNTRY: ReadonlyMap<string, Country> = new Map(COUNTRIES.map((country) => [country.code, country]))
