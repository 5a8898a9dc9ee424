import {
  type Column,
  canonical,
  decodeKey,
  type EntityName,
  encodeKey,
  type Filter,
  type Link,
  type OrderTerm,
  type Source,
  type SourceKey,
  stepsOf,
} from '../connector/index.ts'
import { FreshetError } from '../errors.ts'
import { keysFilter } from '../pushdown/native-terms.ts'
import { fieldColumns } from '../pushdown/native-type.ts'
import { columnText, walk } from './decode.ts'
import { mappedField } from './native-path.ts'
import type { SourceRecord } from './record.ts'
import { readScan } from './scan.ts'
import type { Known } from './shelf.ts'
import { sortedRecords } from './sorted.ts'

/** How the records of an entity belong to keys. */
export interface Membership {
  readonly entity: EntityName
  /** What the source is asked by: the native columns that hold the key's parts. */
  readonly columns: readonly Column[]
  /**
   * The ref that decides, as decoded: the source may find more by its columns than truly belong. Without it the columns
   * themselves do.
   */
  readonly by?: string
}

export interface GroupQuery {
  readonly membership: Membership
  /** The keys, by their names. */
  readonly names: readonly string[]
  readonly fields: readonly string[]
  readonly filter?: Filter | undefined
  readonly order: readonly OrderTerm[]
}

interface Group extends Known {
  readonly records: SourceRecord[]
}

/**
 * Records by the key they belong to, in one call for all keys (plus chunks forced by the vendor); sorted within a key. A key that has
 * none is left out.
 */
export async function readGroups(
  source: Source,
  query: GroupQuery,
  link: Link,
  readAt: number,
): Promise<ReadonlyMap<string, Known>> {
  const { entity, columns, by } = query.membership
  const keys = query.names.map((name) => keyParts(name as SourceKey))
  const condition = keysFilter(columns, keys)
  if (condition === false) return new Map()
  const { records } = await readScan(
    source,
    {
      entity,
      fields: by ? [...query.fields, by] : query.fields,
      filter: query.filter,
      condition,
      ...(by ? {} : { columns }),
      order: query.order,
    },
    link,
    readAt,
  )
  const nameOf = by ? refName(by) : columnsName(source, columns)
  // To sort them all at once takes less than to sort a few of each.
  return divided(sortedRecords(records, query.order), nameOf, query)
}

function divided(
  records: readonly SourceRecord[],
  nameOf: (record: SourceRecord) => string,
  { names, fields: paths }: GroupQuery,
): Map<string, Group> {
  const asked = new Set(names)
  const groups = new Map<string, Group>()
  for (const record of records) {
    const name = nameOf(record)
    const group = groups.get(name)
    if (group) group.records.push(record)
    else if (asked.has(name)) groups.set(name, { records: [record], hasMore: false, paths })
  }
  return groups
}

/** A decoded ref is a key, and names its group as it stands. Whose record one is that cannot be read, nobody knows. */
function refName(by: string) {
  const steps = stepsOf(by)
  return (record: SourceRecord) => {
    const key = walk(record.values, steps)
    if (key instanceof Error) throw key
    return String(key ?? '')
  }
}

function columnsName(source: Source, columns: readonly Column[]) {
  const readers = columns.map((column) => columnText(source, column.native, column.type))
  return (record: SourceRecord) => groupName(readers.map((read) => read(record.row) ?? ''))
}

/** One text for the parts of a key that no other parts have. */
export const groupName = (parts: readonly string[]): string => encodeKey(parts)

/** The columns by which a relation's records name their parent. @throws FreshetError UNSUPPORTED when the source cannot filter by them */
export function childMembership(source: Source, parent: EntityName, relation: string): Membership {
  const shape = canonical[parent].relations[relation]!
  const joined = source.entities[parent]!.relations?.[relation]
  if (joined) return { entity: shape.to, columns: [joined.child] }
  const field = mappedField(source.entities[shape.to]!, shape.by)
  const columns = field ? fieldColumns(source, shape.to, shape.by, field) : []
  if (columns.length === 0 || !(field?.filter?.in ?? field?.filter?.eq)) {
    throw new FreshetError('UNSUPPORTED', {
      source: source.name,
      message: `The source "${source.name}" cannot find ${shape.to} records by their ${shape.by}.`,
    })
  }
  return { entity: shape.to, columns, by: shape.by }
}

/** Whether children name their parent by its key, so that the parent itself need not be read to find them. */
export function isJoinedByKey(source: Source, parent: EntityName, relation: string): boolean {
  const { key, relations } = source.entities[parent]!
  const join = relations?.[relation]
  return join === undefined || (key.length === 1 && key[0]!.native === join.parent)
}

export const keyParts = (key: SourceKey): string[] => decodeKey(key)
