import type { AccountRole, ErpSystem, GlAccount } from './types.ts'

type AccountRow = readonly [AccountRole, string, GlAccount['classification'], GlAccount['normalBalance'], string[]]

/** Numbers as SAP, NetSuite and Odoo write them. */
const ACCOUNTS: readonly AccountRow[] = [
  ['bank', 'Bank', 'asset', 'debit', ['11001000', '1000', '280000']],
  ['receivable', 'Trade receivables', 'asset', 'debit', ['12100000', '1200', '200000']],
  ['inventory', 'Inventory', 'asset', 'debit', ['13100000', '1300', '160000']],
  ['input-tax', 'Input tax', 'asset', 'debit', ['12600000', '1450', '250000']],
  ['fixed-asset', 'Plant and equipment', 'asset', 'debit', ['16000000', '1500', '040000']],
  ['payable', 'Trade payables', 'liability', 'credit', ['21100000', '2000', '330000']],
  ['output-tax', 'Output tax', 'liability', 'credit', ['22000000', '2200', '350000']],
  ['accrual', 'Accrued expenses', 'liability', 'credit', ['21700000', '2100', '370000']],
  ['equity', 'Share capital', 'equity', 'credit', ['31000000', '3000', '900000']],
  ['retained', 'Retained earnings', 'equity', 'credit', ['33000000', '3200', '930000']],
  ['revenue-goods', 'Revenue, goods', 'revenue', 'credit', ['41000000', '4000', '400000']],
  ['revenue-services', 'Revenue, services', 'revenue', 'credit', ['41100000', '4100', '401000']],
  ['revenue-other', 'Freight and fees charged', 'revenue', 'credit', ['44000000', '4200', '402000']],
  ['cost-of-sales', 'Cost of sales', 'expense', 'debit', ['50300000', '5000', '500000']],
  ['purchases', 'Goods purchased', 'expense', 'debit', ['51600000', '5100', '510000']],
  ['salaries', 'Salaries', 'expense', 'debit', ['61100000', '6000', '620000']],
  ['rent', 'Rent', 'expense', 'debit', ['63000000', '6100', '740000']],
  ['depreciation', 'Depreciation', 'expense', 'debit', ['64000000', '6200', '700000']],
  ['exchange-difference', 'Exchange differences', 'expense', 'debit', ['72010000', '7000', '770000']],
]

const ERPS: readonly ErpSystem[] = ['sap', 'netsuite', 'odoo']
const CHARTS: Readonly<Record<ErpSystem, string>> = { sap: 'YCOA', netsuite: 'Default', odoo: 'AT' }
const CONTROL: readonly AccountRole[] = ['receivable', 'payable']

export const GL_ACCOUNTS: readonly GlAccount[] = ERPS.flatMap((system, place) =>
  ACCOUNTS.map(([role, name, classification, normalBalance, numbers], row) => ({
    id: place * ACCOUNTS.length + row,
    system,
    key: system === 'sap' ? numbers[place]!.padStart(10, '0') : `${row + (system === 'netsuite' ? 101 : 1)}`,
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

export function accountFor(system: ErpSystem, role: AccountRole): GlAccount {
  const row = ACCOUNTS.findIndex(([known]) => known === role)
  return GL_ACCOUNTS[ERPS.indexOf(system) * ACCOUNTS.length + row]!
}
