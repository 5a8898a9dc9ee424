import { anyTable, type SimTable } from '../../dialects/suiteql/simulate.ts'
import type { Decimal } from '../../simulator/company/types.ts'
import type { Account } from './account.ts'
import { code, date, flag, instant, number, reference, text } from './columns.ts'
import { type Document, type Documents, documentsOf } from './documents.ts'
import { absolute, negative, statusName, typeNames } from './headers.ts'
import type { Line, Posting } from './lines.ts'
import { type Columns, stored } from './stored.ts'

export function transactions(account: Account): SimTable[] {
  const documents = documentsOf(account)
  return [
    headers(account, documents),
    lines(account, documents),
    postings(account, documents),
    ...['previous', 'next'].map((side) => links(`${side}transactionlinelink`, account)),
  ]
}

function headers(account: Account, documents: Documents): SimTable {
  const columns: Columns<Document> = {
    id: number(({ id }) => id),
    tranid: text(({ header }) => header.number),
    type: code(
      ({ type }) => type,
      ({ type }) => typeNames[type],
    ),
    entity: reference(
      ({ header }) => header.party?.id,
      ({ header }) => header.party?.name,
    ),
    status: code(
      ({ header }) => header.status,
      ({ type, header }) => statusName(type, header.status),
    ),
    trandate: date(({ header }) => header.on),
    duedate: date(({ header }) => header.due),
    currency: reference(
      ({ header }) => account.currencyId(header.currency),
      ({ header }) => account.currencyName(header.currency),
    ),
    exchangerate: number(({ header }) => header.rate),
    foreigntotal: number(({ header }) => header.total),
    foreignamountpaid: number(({ header }) => header.paid),
    foreignamountunpaid: number(({ header }) => header.unpaid),
    foreignpaymentamountused: number(({ header }) => header.used),
    foreignpaymentamountunused: number(({ header }) => header.unused),
    otherrefnum: text(({ header }) => header.reference),
    memo: text(({ header }) => header.memo),
    posting: flag(({ header }) => header.isPosting),
    voided: flag(({ header }) => header.isVoided),
    terms: reference(
      ({ header }) => header.term && account.termId(header.term),
      ({ header }) => header.term && account.termName(header.term),
    ),
    createddate: instant(({ header }) => header.createdAt),
    lastmodifieddate: instant(({ header }) => header.modifiedAt),
  }
  const byId = (id: string) => {
    const found = documents.byId(id)
    return found ? [found] : []
  }
  const indexes = { id: byId, type: documents.ofType, entity: documents.ofParty }
  return anyTable({ name: 'transaction', columns, rows: documents.all, indexes })
}

interface LineRow {
  readonly document: Document
  readonly line: Line
}

/** Queries go through documents one after the other, looking at each several times: the last one's rows are kept. */
function lastKept<Row>(
  rowsOf: (document: Document) => readonly Row[],
): (document: Document | undefined) => readonly Row[] {
  let last: { readonly document: Document; readonly rows: readonly Row[] } | undefined
  return (document) => {
    if (!document) return []
    if (last?.document !== document) last = { document, rows: rowsOf(document) }
    return last.rows
  }
}

const rowsOf = lastKept((document): LineRow[] => document.lines().map((line) => ({ document, line })))

function lines(account: Account, documents: Documents): SimTable {
  const columns: Columns<LineRow> = {
    id: number(({ line }) => String(line.id)),
    transaction: number(({ document }) => document.id),
    linesequencenumber: number(({ line }) => String(line.id)),
    mainline: flag(({ line }) => line.isMain),
    taxline: flag(({ line }) => line.isTax),
    item: reference(
      ({ line }) => account.itemId(line.itemId ?? null),
      ({ line }) => account.itemName(line.itemId ?? null),
    ),
    quantity: number(({ line }) => line.quantity),
    quantityshiprecv: number(({ line }) => line.shipped),
    quantitybilled: number(({ line }) => line.billed),
    rate: number(({ line }) => line.rate),
    foreignamount: number(({ line }) => line.amount),
    netamount: number(({ line }) => line.posting()?.amount),
    location: reference(
      ({ line }) => account.locationId(line.warehouseId ?? null),
      ({ line }) => account.locationName(line.warehouseId ?? null),
    ),
    subsidiary: reference(
      ({ document }) => account.subsidiary(document.header.legalEntityId).key,
      ({ document }) => account.subsidiary(document.header.legalEntityId).name,
    ),
    department: reference(
      ({ line }) => departmentId(line.department),
      ({ line }) => line.department,
    ),
    class: number(() => null),
    createdfrom: number(({ document }) => document.header.sourceId),
  }
  return anyTable({
    name: 'transactionline',
    columns,
    *rows() {
      for (const document of documents.all()) yield* rowsOf(document)
    },
    indexes: { transaction: (id) => rowsOf(documents.byId(id)) },
  })
}

/** Cost centers are departments; a department's id is the number in its code. */
const departmentId = (costCenter: string | null | undefined): string | null => costCenter?.replace(/\D/g, '') || null

interface PostingRow extends LineRow {
  readonly posting: Posting
  readonly book: string
}

/** The account keeps two books, which here agree; who forgets to name one sees every amount twice. */
const BOOKS = ['1', '2']

const postingsOf = lastKept((document): PostingRow[] =>
  rowsOf(document).flatMap(({ line }) => {
    const posting = line.posting()
    return posting ? BOOKS.map((book) => ({ document, line, posting, book })) : []
  }),
)

function postings(account: Account, documents: Documents): SimTable {
  const { glAccounts } = account.company
  const nameOf = (id: string) => glAccounts.find(({ system, key }) => system === 'netsuite' && key === id)?.name
  const isDebit = ({ posting }: PostingRow) => !posting.amount.startsWith('-')
  const side = (debit: boolean, row: PostingRow): Decimal | null =>
    isDebit(row) === debit ? absolute(row.posting.amount) : null
  const columns: Columns<PostingRow> = {
    transaction: number(({ document }) => document.id),
    transactionline: number(({ line }) => String(line.id)),
    account: reference(
      ({ posting }) => posting.accountId,
      ({ posting }) => nameOf(posting.accountId),
    ),
    accountingbook: number(({ book }) => book),
    posting: flag(() => true),
    debit: number((row) => side(true, row)),
    credit: number((row) => side(false, row)),
    amount: number(({ posting }) => posting.amount),
    netamount: number(({ posting }) => posting.amount),
    amountpaid: number(({ posting }) => posting.paid),
    amountunpaid: number(({ posting }) => posting.unpaid),
    paymentamountused: number(({ posting }) => posting.used),
    paymentamountunused: number(({ posting }) => posting.unused),
    exchangerate: number(({ document }) => document.header.rate),
  }
  return anyTable({
    name: 'transactionaccountingline',
    columns,
    *rows() {
      for (const document of documents.all()) yield* postingsOf(document)
    },
    indexes: { transaction: (id) => postingsOf(documents.byId(id)) },
  })
}

interface Link {
  readonly previous: string
  readonly next: string
  readonly amount: Decimal
}

/** What settled what: payments and credit memos come after the invoices that they settle. */
function links(name: string, { company }: Account): SimTable {
  const settled = ({ invoiceId }: { invoiceId: number }, isPayable: boolean) =>
    (isPayable ? company.bills : company.invoices)[invoiceId]!.key
  const load = (): Link[] => [
    ...company.payments
      .filter(({ system }) => system === 'netsuite')
      .flatMap(({ key, direction, allocations }) =>
        allocations.map((part) => ({
          previous: settled(part, direction === 'outbound'),
          next: key,
          amount: part.amount,
        })),
      ),
    ...[...company.invoices, ...company.bills]
      .filter(({ system }) => system === 'netsuite')
      .flatMap(({ key, direction, applications }) =>
        applications.map((part) => ({
          previous: settled(part, direction === 'payable'),
          next: key,
          amount: part.amount,
        })),
      ),
  ]
  const columns: Columns<Link> = {
    previousdoc: number(({ previous }) => previous),
    nextdoc: number(({ next }) => next),
    linktype: text(() => 'Payment'),
    foreignamount: number(({ amount }) => negative(amount)),
  }
  return stored(name, columns, load, ['previousdoc', 'nextdoc'])
}
