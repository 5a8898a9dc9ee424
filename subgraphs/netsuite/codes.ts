/** Stages of one customer record, in capitals: accounts differ in how they write them. */
export const stages: Readonly<Record<string, string>> = { LEAD: 'PROSPECT', PROSPECT: 'PROSPECT', CUSTOMER: 'CUSTOMER' }

/** The last of them is in published queries only: the vendor's list is open. Others are UNKNOWN. */
export const itemTypes: Readonly<Record<string, string>> = {
  InvtPart: 'INVENTORY',
  Assembly: 'ASSEMBLY',
  Kit: 'KIT',
  NonInvtPart: 'NON_INVENTORY',
  Service: 'SERVICE',
  OthCharge: 'CHARGE',
}

/** Which way a document points, and money goes, by transaction type. */
export const directions: Readonly<Record<string, string>> = {
  CustInvc: 'RECEIVABLE',
  CustCred: 'RECEIVABLE',
  VendBill: 'PAYABLE',
  VendCred: 'PAYABLE',
  CustPymt: 'INBOUND',
  VendPymt: 'OUTBOUND',
}

export const invoiceKinds: Readonly<Record<string, string>> = {
  CustInvc: 'STANDARD',
  VendBill: 'STANDARD',
  CustCred: 'CREDIT_NOTE',
  VendCred: 'CREDIT_NOTE',
}

/** Letters of `status`: how far an order has come, and how much of it is fulfilled. What H (closed) had fulfilled is not told. */
export const salesStages = {
  status: {
    A: 'PENDING_APPROVAL',
    B: 'OPEN',
    C: 'CANCELLED',
    D: 'OPEN',
    E: 'OPEN',
    F: 'OPEN',
    G: 'COMPLETED',
    H: 'CLOSED',
  },
  progress: { A: 'NONE', B: 'NONE', C: 'NONE', D: 'PARTIAL', E: 'PARTIAL', F: 'COMPLETE', G: 'COMPLETE' },
}

export const purchaseStages = {
  status: { A: 'PENDING_APPROVAL', B: 'OPEN', D: 'OPEN', E: 'OPEN', F: 'OPEN', G: 'COMPLETED', H: 'CLOSED' },
  progress: { A: 'NONE', B: 'NONE', D: 'PARTIAL', E: 'PARTIAL', F: 'COMPLETE', G: 'COMPLETE' },
}

interface AccountMeaning {
  readonly classification: string
  readonly type: string
}

const asset = (type: string): AccountMeaning => ({ classification: 'ASSET', type })
const liability = (type: string): AccountMeaning => ({ classification: 'LIABILITY', type })
const revenue = (type: string): AccountMeaning => ({ classification: 'REVENUE', type })
const expense = (type: string): AccountMeaning => ({ classification: 'EXPENSE', type })

const meanings: Readonly<Record<string, AccountMeaning>> = {
  Bank: asset('BANK'),
  AcctRec: asset('ACCOUNTS_RECEIVABLE'),
  UnbilledRec: asset('OTHER_CURRENT_ASSET'),
  OthCurrAsset: asset('OTHER_CURRENT_ASSET'),
  FixedAsset: asset('FIXED_ASSET'),
  OthAsset: asset('OTHER'),
  DeferExpense: asset('OTHER'),
  AcctPay: liability('ACCOUNTS_PAYABLE'),
  CredCard: liability('CREDIT_CARD'),
  OthCurrLiab: liability('OTHER_CURRENT_LIABILITY'),
  LongTermLiab: liability('LONG_TERM_LIABILITY'),
  DeferRevenue: liability('OTHER'),
  Equity: { classification: 'EQUITY', type: 'EQUITY' },
  Income: revenue('REVENUE'),
  OthIncome: revenue('OTHER_INCOME'),
  COGS: expense('COST_OF_SALES'),
  Expense: expense('EXPENSE'),
  OthExpense: expense('OTHER_EXPENSE'),
}

const each = (read: (meaning: AccountMeaning) => string) =>
  Object.fromEntries(Object.entries(meanings).map(([code, meaning]) => [code, read(meaning)]))

export const classifications = each(({ classification }) => classification)
export const accountTypes = each(({ type }) => type)
/** Assets and expenses grow on the debit side. */
export const normalBalances = each(({ classification }) =>
  classification === 'ASSET' || classification === 'EXPENSE' ? 'DEBIT' : 'CREDIT',
)
