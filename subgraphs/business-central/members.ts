import { type Column, column, type NativeQuery, type NativeRow, oneOf } from '../../gateway/connector/index.ts'
import { listEntries } from '../dialects/odata/collections.ts'
import type { List, Shape } from '../dialects/odata/reading.ts'
import { type Folded, inWordsOf, isTrueOf, type Leaf } from '../dialects/odata/tagged.ts'

/** One of the sets that a type is read from, with the lines below its documents. */
export interface Member {
  readonly object: string
  readonly lines: string
  /** Its own names of columns that another set calls otherwise; null for what it does not have. */
  readonly columns?: Readonly<Record<string, string | null>>
}

/** Columns that no set has: the set itself, a document of it and a line of it, and the one line of a row. */
export const set = 'set'
export const document = 'document'
export const line = 'line'
const lines = 'lines'

const id = column('id', 'guid')

/** Of several sets the set is part of a key: `salesInvoices/1f2e…`. A document of the only set is its id. */
export const keyIn = (members: readonly Member[], object: string, id: string): string =>
  members.length > 1 ? `${object}/${id}` : id

/** The list of one of the sets; undefined where the question rules it out. With `isOfLines` its rows are lines. */
export function listOf(
  query: NativeQuery,
  member: Member,
  members: readonly Member[],
  isOfLines: boolean,
): List | undefined {
  const open = inWordsOf(query, (leaf) => inMember(leaf, member, members))
  if (open === undefined) return undefined
  const sequence = column(`${member.lines}/sequence`, 'number')
  const own: NativeQuery = {
    ...open,
    object: member.object,
    columns: [...query.columns.flatMap((asked) => columnsIn(asked, member)), ...(isOfLines ? [sequence, id] : [])],
    order: query.order.map((term) => ({ ...term, column: term.column.native === document ? id : term.column })),
  }
  const { query: asked, shape: below = alone } = isOfLines ? listEntries(own, sequence) : { query: own }
  return { query: asked, shape: (row) => below(row).map((found) => named(found, member, members)) }
}

const alone: Shape = (row) => [row]

function nameIn(native: string, { columns = {}, lines: own }: Member): string | null {
  const name = Object.hasOwn(columns, native) ? columns[native]! : native
  return name?.startsWith(`${lines}/`) ? name.replace(lines, own) : name
}

function columnsIn(asked: Column, member: Member): Column[] {
  if (asked.native === set) return []
  if (asked.native === document) return [id]
  if (asked.native === line) return [{ ...id, native: `${member.lines}/${id.native}` }]
  const native = nameIn(asked.native, member)
  return native === null ? [] : [{ ...asked, native }]
}

/** A row as the question named its columns; what the set does not have is empty in all its rows. */
function named(row: NativeRow, member: Member, members: readonly Member[]): NativeRow {
  const entry = row[member.lines] as NativeRow | undefined
  const without = Object.entries(member.columns ?? {}).filter(([, own]) => own === null)
  const renamed = Object.entries(member.columns ?? {}).filter(([, own]) => own !== null) as [string, string][]
  const ofRow = renamed.filter(([name]) => !name.includes('/')).map(([name, own]) => [name, row[own]])
  const step = (path: string) => path.slice(lines.length + 1)
  const ofLine = renamed.filter(([name]) => name.includes('/')).map(([name, own]) => [step(name), entry?.[step(own)]])
  return {
    ...row,
    ...Object.fromEntries(without),
    ...Object.fromEntries(ofRow),
    [set]: member.object,
    [document]: row.id && keyIn(members, member.object, String(row.id)),
    ...(entry && {
      [lines]: { ...entry, ...Object.fromEntries(ofLine) },
      [line]: keyIn(members, member.lines, String(entry.id)),
    }),
  }
}

function inMember(leaf: Leaf, member: Member, members: readonly Member[]): Folded {
  const { native } = leaf.column
  if (native === set) return isTrueOf(member.object, leaf)
  if (native === document) return keyed(leaf, id, member.object, members)
  if (native === line) return keyed(leaf, { ...id, native: `${member.lines}/${id.native}` }, member.lines, members)
  const own = nameIn(native, member)
  if (own === null) return leaf.kind === 'isNull' ? leaf.value : leaf.kind === 'compare' && leaf.op === 'ne'
  return { ...leaf, column: { ...leaf.column, native: own } }
}

/** Keys of this set as ids; a place in another set is before all of this one, or behind. No row lacks its key. */
function keyed(leaf: Leaf, own: Column, object: string, members: readonly Member[]): Folded {
  if (leaf.kind === 'isNull') return !leaf.value
  if (leaf.kind === 'in') return someOf(own, leaf.values, object, members)
  const id = idIn(leaf.value, object, members)
  if (id !== undefined) return { ...leaf, column: own, value: id }
  return leaf.op === 'gt' ? object > leaf.value : leaf.op === 'ne'
}

function someOf(own: Column, keys: readonly string[], object: string, members: readonly Member[]): Folded {
  const ids = keys.map((key) => idIn(key, object, members)).filter((id) => id !== undefined)
  return ids.length > 0 && oneOf(own, ...ids)
}

export function idIn(key: string, object: string, members: readonly Member[]): string | undefined {
  if (members.length === 1) return key
  return key.startsWith(`${object}/`) ? key.slice(object.length + 1) : undefined
}
