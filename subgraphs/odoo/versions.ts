/** What a release of Odoo calls things, and what it cannot say; the releases as data, from `account`, `sale`, `stock` and `crm`. */
export interface Release {
  readonly phones: readonly string[]
  readonly lineUnit: string
  /** Which checkbox says whether an account is in use, and what it says. */
  readonly accountCheckbox: string
  readonly accountStatus: Readonly<Record<'true' | 'false', string>>
  readonly accountCompany: 'company_id' | 'company_ids'
  readonly paymentMemo: string
  readonly paymentStates: Readonly<Record<string, string>>
  /** Whether kinds of product are told by `type` with `is_storable`, or by `detailed_type` alone. */
  readonly hasStorable: boolean
  readonly hasCreditToInvoice: boolean
  readonly hasAmountInvoiced: boolean
  readonly hasWonStatus: boolean
  /** JSON-2, beside JSON-RPC. */
  readonly hasJson2: boolean
  /** `formatted_read_group`, for which `read_group` is deprecated. */
  readonly hasFormattedGroups: boolean
}

const sixteen: Release = {
  phones: ['phone', 'mobile'],
  lineUnit: 'product_uom',
  accountCheckbox: 'deprecated',
  accountStatus: { true: 'INACTIVE', false: 'ACTIVE' },
  accountCompany: 'company_id',
  paymentMemo: 'ref',
  paymentStates: { draft: 'DRAFT', posted: 'POSTED', cancel: 'VOID' },
  hasStorable: false,
  hasCreditToInvoice: false,
  hasAmountInvoiced: false,
  hasWonStatus: false,
  hasJson2: false,
  hasFormattedGroups: false,
}

const seventeen: Release = { ...sixteen, hasCreditToInvoice: true, hasAmountInvoiced: true }

const eighteen: Release = {
  ...seventeen,
  accountCompany: 'company_ids',
  paymentMemo: 'memo',
  // `in_process` is booked and waits for the bank statement; `paid` has met it.
  paymentStates: { draft: 'DRAFT', in_process: 'POSTED', paid: 'CLEARED', canceled: 'VOID', rejected: 'FAILED' },
  hasStorable: true,
}

const nineteen: Release = {
  ...eighteen,
  phones: ['phone'],
  lineUnit: 'product_uom_id',
  accountCheckbox: 'active',
  accountStatus: { true: 'ACTIVE', false: 'INACTIVE' },
  hasWonStatus: true,
  hasJson2: true,
  hasFormattedGroups: true,
}

export const releases = { '16': sixteen, '17': seventeen, '18': eighteen, '19': nineteen } as const
