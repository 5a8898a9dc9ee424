import type { EntitySetModel, Row } from '../../dialects/odata/simulate.ts'
import { add, isZero, negated } from '../../simulator/company/decimal.ts'
import type { Allocation, Company, CurrencyCode, Invoice, Payment } from '../../simulator/company/types.ts'
import { cut, dayOf, entitySet, europe, isPositive } from './model.ts'

/**
 * Accounting items of customers and suppliers.
 *
 * A payment clears what it settles in full; what it settles in part is an item of its own that refers to the document,
 * and is cleared with it when the rest is paid. A credit memo is set off by a clearing document with an item on each side.
 */
export const ledgerSet = (company: Company): EntitySetModel =>
  entitySet({
    name: 'A_OperationalAcctgDocItemCube',
    key: 'CompanyCode FiscalYear AccountingDocument AccountingDocumentItem',
    indexes: 'AccountingDocument Customer Supplier BillingDocument InvoiceReference DocumentReferenceID',
    columns: {
      ids: 'AccountingDocument Customer Supplier BillingDocument SalesDocument InvoiceReference ClearingAccountingDocument',
      text: 'CompanyCode FiscalYear AccountingDocumentItem CompanyCodeName CustomerName SupplierName FinancialAccountType AccountingDocumentType DebitCreditCode CompanyCodeCurrency TransactionCurrency DocumentReferenceID PaymentTerms PaymentMethod PaymentReference InvoiceReferenceFiscalYear InvoiceItemReference SpecialGLCode CreditControlArea GLAccount',
      flags: 'IsCleared IsReversal IsReversed',
      days: 'PostingDate DocumentDate NetDueDate ClearingDate AccountingDocumentCreationDate LastChangeDate',
      numbers: 'AmountInCompanyCodeCurrency AmountInTransactionCurrency',
    },
    rows: () => new Ledger(company).items(),
  })

type Side = 'S' | 'H'

/** What all items of a document have in common. */
interface Posting {
  readonly number: string
  readonly type: string
  readonly on: string
  readonly createdAt: string
  readonly modifiedAt?: string
  readonly party: Pick<Invoice, 'customerId' | 'supplierId'>
  readonly currency: CurrencyCode
}

interface Amounts {
  readonly amount: string
  readonly baseAmount: string
}

const paymentMethods: Readonly<Record<Payment['method'], string>> = {
  'bank-transfer': 'T',
  'direct-debit': 'E',
  card: 'K',
  cash: 'B',
  check: 'C',
}

class Ledger {
  readonly #company: Company
  readonly #names: Row
  /** The last payment of each settled document: the one that clears it. */
  readonly #clearing: ReadonlyMap<Invoice, Payment>

  constructor(company: Company) {
    const { key, name, currency } = europe(company)
    this.#company = company
    this.#names = { CompanyCode: key, CompanyCodeName: cut(name, 25), CompanyCodeCurrency: currency }
    this.#clearing = new Map(
      this.#payments().flatMap((payment) => this.#settled(payment).map(({ document }) => [document, payment])),
    )
  }

  items(): Row[] {
    const documents = [...this.#company.invoices, ...this.#company.bills].filter(isPosted)
    return [
      ...documents.flatMap((document) => this.#documentItems(document)),
      ...this.#payments().flatMap((payment) => this.#paymentItems(payment)),
    ]
  }

  #payments(): Payment[] {
    return this.#company.payments.filter(({ system, ledgerKey }) => system === 'sap' && ledgerKey !== null)
  }

  #documentOf({ direction }: Payment, { invoiceId }: Allocation): Invoice {
    return (direction === 'inbound' ? this.#company.invoices : this.#company.bills)[invoiceId]!
  }

  #settled(payment: Payment): { document: Invoice; allocation: Allocation }[] {
    return payment.allocations.map((allocation) => ({ document: this.#documentOf(payment, allocation), allocation }))
  }

  #documentItems(document: Invoice): Row[] {
    const { direction, kind, ledgerKey, status } = document
    const isReceivable = direction === 'receivable'
    const side: Side = isReceivable === (kind === 'invoice') ? 'S' : 'H'
    const posting = { ...postingOf(document, ledgerKey!), type: isReceivable ? 'RV' : 'RE' }
    const own = this.#item(posting, side, { amount: document.gross, baseAmount: document.baseGross })
    const item = {
      ...own,
      ...this.#contents(document),
      ...this.#clearance(document),
      IsReversed: status === 'cancelled',
    }
    if (status === 'cancelled') return [item, this.#reversal(item, document)]
    return [item, ...document.applications.flatMap((application) => this.#setOff(document, application))]
  }

  #contents(document: Invoice): Row {
    const { direction, number, key, partyNumber, dueOn, term, salesOrderId, correctsId } = document
    const isReceivable = direction === 'receivable'
    const corrected =
      correctsId === null ? undefined : (isReceivable ? this.#company.invoices : this.#company.bills)[correctsId]
    return {
      DocumentDate: document.issuedOn,
      DocumentReferenceID: cut(isReceivable ? number : partyNumber, 16),
      BillingDocument: isReceivable ? key : '',
      SalesDocument: salesOrderId === null ? '' : this.#company.salesOrders[salesOrderId]!.key,
      PaymentTerms: term,
      NetDueDate: dueOn,
      ...(corrected && referenceTo(corrected)),
    }
  }

  #clearance(document: Invoice): Row {
    const { paidOn, status, postedOn, open, ledgerKey } = document
    if (status === 'cancelled') return cleared(postedOn!, reversalNumber(document))
    if (isPositive(open)) return notCleared
    return cleared(paidOn ?? postedOn!, this.#clearing.get(document)?.ledgerKey ?? setOffNumber(document) ?? ledgerKey!)
  }

  /** A document that takes back another, on the other side. */
  #reversal(item: Row, document: Invoice): Row {
    return {
      ...item,
      AccountingDocument: reversalNumber(document),
      BillingDocument: document.cancellationKey ?? '',
      DebitCreditCode: item.DebitCreditCode === 'S' ? 'H' : 'S',
      AmountInTransactionCurrency: negated(String(item.AmountInTransactionCurrency)),
      AmountInCompanyCodeCurrency: negated(String(item.AmountInCompanyCodeCurrency)),
      IsReversal: true,
      IsReversed: false,
    }
  }

  /** A credit memo against an invoice: an item that takes from the one, and an item that takes from the other. */
  #setOff(credit: Invoice, application: Allocation): Row[] {
    const invoice = (credit.direction === 'receivable' ? this.#company.invoices : this.#company.bills)[
      application.invoiceId
    ]!
    const posting = { ...postingOf(credit, setOffNumber(credit)!), type: 'AB', on: application.appliedOn }
    const creditSide: Side = credit.direction === 'receivable' ? 'S' : 'H'
    const item = (document: Invoice, side: Side, number: string): Row => ({
      ...this.#item(posting, side, application),
      ...referenceTo(document),
      ...this.#clearance(document),
      AccountingDocumentItem: number,
    })
    return [item(credit, creditSide, '1'), item(invoice, creditSide === 'S' ? 'H' : 'S', '2')]
  }

  #paymentItems(payment: Payment): Row[] {
    const posting = { ...postingOf(payment, payment.ledgerKey!), type: payment.direction === 'inbound' ? 'DZ' : 'ZP' }
    const side: Side = payment.direction === 'inbound' ? 'H' : 'S'
    const told = { PaymentMethod: paymentMethods[payment.method], PaymentReference: cut(payment.reference, 30) }
    const settled = this.#settled(payment)
    const whole = settled.filter(({ document }) => this.#clearing.get(document) === payment && isZero(document.open))
    const parts = settled.filter((part) => !whole.includes(part))
    const rows = [
      ...(whole.length > 0
        ? [
            {
              ...this.#item(posting, side, sum(whole.map(({ allocation }) => allocation))),
              ...cleared(posting.on, posting.number),
            },
          ]
        : []),
      ...parts.map(({ document, allocation }) => ({
        ...this.#item(posting, side, allocation),
        ...referenceTo(document),
        ...this.#clearance(document),
      })),
      ...(isPositive(payment.unapplied)
        ? [
            {
              ...this.#item(posting, side, { amount: payment.unapplied, baseAmount: payment.baseUnapplied }),
              ...notCleared,
            },
          ]
        : []),
    ]
    return rows.map((row, i) => ({ ...row, ...told, AccountingDocumentItem: `${i + 1}` }))
  }

  /** Amounts on the credit side are negative. */
  #item(posting: Posting, side: Side, { amount, baseAmount }: Amounts): Row {
    const { customerId, supplierId } = posting.party
    const customer = customerId === null ? undefined : this.#company.customers[customerId]!
    const supplier = supplierId === null ? undefined : this.#company.suppliers[supplierId]!
    const signed = (text: string) => (side === 'H' ? negated(text) : text)
    return {
      ...this.#names,
      ...blank,
      FiscalYear: posting.on.slice(0, 4),
      AccountingDocument: posting.number,
      AccountingDocumentItem: '1',
      AccountingDocumentType: posting.type,
      FinancialAccountType: customer ? 'D' : 'K',
      GLAccount: customer ? '0012100000' : '0021100000',
      Customer: customer?.keys.sap ?? '',
      CustomerName: cut(customer?.name ?? '', 80),
      Supplier: supplier?.keys.sap ?? '',
      SupplierName: cut(supplier?.name ?? '', 80),
      DebitCreditCode: side,
      PostingDate: posting.on,
      DocumentDate: posting.on,
      NetDueDate: posting.on,
      TransactionCurrency: posting.currency,
      AmountInTransactionCurrency: signed(amount),
      AmountInCompanyCodeCurrency: signed(baseAmount),
      AccountingDocumentCreationDate: dayOf(posting.createdAt),
      LastChangeDate: posting.modifiedAt && posting.modifiedAt > posting.createdAt ? dayOf(posting.modifiedAt) : null,
    }
  }
}

const blank: Row = {
  ...{
    BillingDocument: '',
    SalesDocument: '',
    InvoiceReference: '',
    InvoiceReferenceFiscalYear: '',
    InvoiceItemReference: '',
  },
  ...{
    DocumentReferenceID: '',
    PaymentTerms: '',
    PaymentMethod: '',
    PaymentReference: '',
    SpecialGLCode: '',
    CreditControlArea: '1000',
  },
  ...{ IsReversal: false, IsReversed: false },
}

const notCleared: Row = { IsCleared: false, ClearingDate: null, ClearingAccountingDocument: '' }

const cleared = (on: string, by: string): Row => ({ IsCleared: true, ClearingDate: on, ClearingAccountingDocument: by })

const isPosted = ({ system, ledgerKey }: Invoice): boolean => system === 'sap' && ledgerKey !== null

function postingOf(document: Invoice | Payment, number: string): Posting {
  const { customerId, supplierId, currency, createdAt, modifiedAt } = document
  const on = 'postedOn' in document ? document.postedOn! : document.paidOn
  return { number, type: '', on, createdAt, modifiedAt, party: { customerId, supplierId }, currency }
}

const referenceTo = ({ ledgerKey, postedOn }: Invoice): Row => ({
  InvoiceReference: ledgerKey!,
  InvoiceReferenceFiscalYear: postedOn!.slice(0, 4),
  InvoiceItemReference: '1',
})

/** Numbers of documents that the company does not number itself: ranges of their own, one for each side. */
const reversalNumber = ({ id, direction }: Invoice): string =>
  `${(direction === 'receivable' ? 1_910_000_000 : 1_960_000_000) + id}`
const setOffNumber = ({ id, direction, applications }: Invoice): string | undefined =>
  applications.length > 0 ? `${(direction === 'receivable' ? 100_000_000 : 150_000_000) + id}` : undefined

function sum(amounts: readonly Amounts[]): Amounts {
  return {
    amount: add(...amounts.map(({ amount }) => amount)),
    baseAmount: add(...amounts.map(({ baseAmount }) => baseAmount)),
  }
}
