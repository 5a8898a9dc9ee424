import { guidFor } from './keys.ts'
import { ERP_SYSTEMS } from './systems.ts'
import type { AccountRole, ErpSystem, GlAccount } from './types.ts'

type AccountRow = readonly [AccountRole, string, GlAccount['classification'], GlAccount['normalBalance'], string[]]

/** Numbers as SAP, NetSuite, Odoo, Business Central, Finance & Operations and Business One write them. */
const ACCOUNTS: readonly AccountRow[] = [
  ['bank', 'Bank', 'asset', 'debit', ['11001000', '1000', '280000', '20100', '110110', '1020']],
  ['receivable', 'Trade receivables', 'asset', 'debit', ['12100000', '1200', '200000', '15110', '130100', '1100']],
  ['inventory', 'Inventory', 'asset', 'debit', ['13100000', '1300', '160000', '14100', '140200', '1200']],
  ['input-tax', 'Input tax', 'asset', 'debit', ['12600000', '1450', '250000', '15700', '132400', '1170']],
  ['fixed-asset', 'Plant and equipment', 'asset', 'debit', ['16000000', '1500', '040000', '12100', '180100', '1500']],
  ['payable', 'Trade payables', 'liability', 'credit', ['21100000', '2000', '330000', '22300', '200100', '2000']],
  ['output-tax', 'Output tax', 'liability', 'credit', ['22000000', '2200', '350000', '25500', '202300', '2200']],
  ['accrual', 'Accrued expenses', 'liability', 'credit', ['21700000', '2100', '370000', '23900', '201500', '2300']],
  ['equity', 'Share capital', 'equity', 'credit', ['31000000', '3000', '900000', '30100', '300100', '2800']],
  ['retained', 'Retained earnings', 'equity', 'credit', ['33000000', '3200', '930000', '30300', '300200', '2970']],
  ['revenue-goods', 'Revenue, goods', 'revenue', 'credit', ['41000000', '4000', '400000', '40100', '401100', '3200']],
  [
    'revenue-services',
    'Revenue, services',
    'revenue',
    'credit',
    ['41100000', '4100', '401000', '40200', '401200', '3400'],
  ],
  [
    'revenue-other',
    'Freight and fees charged',
    'revenue',
    'credit',
    ['44000000', '4200', '402000', '40300', '401300', '3600'],
  ],
  ['cost-of-sales', 'Cost of sales', 'expense', 'debit', ['50300000', '5000', '500000', '50100', '500100', '4000']],
  ['purchases', 'Goods purchased', 'expense', 'debit', ['51600000', '5100', '510000', '50200', '510100', '4200']],
  ['salaries', 'Salaries', 'expense', 'debit', ['61100000', '6000', '620000', '61100', '601200', '5000']],
  ['rent', 'Rent', 'expense', 'debit', ['63000000', '6100', '740000', '62100', '602100', '6000']],
  ['depreciation', 'Depreciation', 'expense', 'debit', ['64000000', '6200', '700000', '66200', '607200', '6800']],
  [
    'exchange-difference',
    'Exchange differences',
    'expense',
    'debit',
    ['72010000', '7000', '770000', '69100', '801300', '6949'],
  ],
]

const CHARTS: Readonly<Record<ErpSystem, string>> = {
  sap: 'YCOA',
  netsuite: 'Default',
  odoo: 'AT',
  businessCentral: 'UK',
  financeOperations: 'Shared',
  businessOne: 'CH',
}
const CONTROL: readonly AccountRole[] = ['receivable', 'payable']

export const GL_ACCOUNTS: readonly GlAccount[] = ERP_SYSTEMS.flatMap((system, place) =>
  ACCOUNTS.map(([role, name, classification, normalBalance, numbers], row) => ({
    id: place * ACCOUNTS.length + row,
    system,
    key: keyOf(system, numbers[place]!, row),
    number: numbers[place]!,
    name,
    chart: CHARTS[system],
    role,
    classification,
    normalBalance,
    isControl: CONTROL.includes(role),
    active: true,
  })),
)

function keyOf(system: ErpSystem, number: string, row: number): string {
  switch (system) {
    case 'sap':
      return number.padStart(10, '0')
    case 'netsuite':
      return `${row + 101}`
    case 'odoo':
      return `${row + 1}`
    case 'businessCentral':
      return guidFor(`businessCentral/account/${number}`)
    case 'financeOperations':
    case 'businessOne':
      return number
  }
}

export function accountFor(system: ErpSystem, role: AccountRole): GlAccount {
  const row = ACCOUNTS.findIndex(([known]) => known === role)
  return GL_ACCOUNTS[ERP_SYSTEMS.indexOf(system) * ACCOUNTS.length + row]!
}
