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
} from '../connector/index.ts'
import { FreshetError } from '../errors.ts'
import { orderOf } from '../pushdown/evaluate.ts'
import { keysFilter } from '../pushdown/native-terms.ts'
import { nativeTypeOf } from '../pushdown/native-type.ts'
import { columnText, leafReader } from './decode.ts'
import { mappedField } from './native-path.ts'
import type { SourceRecord } from './record.ts'
import { readScan } from './scan.ts'

/** How the records of an entity belong to keys: the native columns that hold the key's parts. */
export interface Membership {
  readonly entity: EntityName
  readonly columns: readonly Column[]
}

export interface GroupQuery {
  readonly membership: Membership
  /** Key parts, as many as columns. */
  readonly keys: readonly (readonly string[])[]
  readonly fields: readonly string[]
  readonly filter?: Filter | undefined
  readonly order: readonly OrderTerm[]
}

/** Records by the key they belong to, in one call for all keys (plus chunks forced by the vendor); sorted within a key. */
export async function readGroups(
  source: Source,
  query: GroupQuery,
  link: Link,
  readAt: number,
): Promise<Map<string, SourceRecord[]>> {
  const { entity, columns } = query.membership
  const groups = new Map(query.keys.map((key) => [groupName(key), [] as SourceRecord[]]))
  const condition = keysFilter(columns, query.keys)
  if (condition === false) return groups
  const { records } = await readScan(
    source,
    { entity, fields: query.fields, filter: query.filter, condition, columns, order: query.order },
    link,
    readAt,
  )
  const readers = columns.map((column) => columnText(source, column.native, column.type))
  for (const record of records) groups.get(groupName(readers.map((read) => read(record.row) ?? '')))?.push(record)
  const compare = orderOf(entity, query.order)
  return new Map([...groups].map(([name, group]) => [name, sorted(group, compare)]))
}

/** One text for the parts of a key that no other parts have. */
export const groupName = (parts: readonly string[]): string => encodeKey(parts)

function sorted(records: readonly SourceRecord[], compare: ReturnType<typeof orderOf>): SourceRecord[] {
  const entries = records.map((record) => ({ record, leaf: leafReader(record), key: record.key as string }))
  return entries.sort(compare).map((entry) => entry.record)
}

/** The columns by which a relation's records name their parent. @throws FreshetError UNSUPPORTED when the source cannot filter by them */
export function childMembership(source: Source, parent: EntityName, relation: string): Membership {
  const shape = canonical[parent].relations[relation]!
  const joined = source.entities[parent]!.relations?.[relation]
  if (joined) return { entity: shape.to, columns: [joined.child] }
  const field = mappedField(source.entities[shape.to]!, shape.by)
  const natives = typeof field?.native === 'string' ? [field.native] : (field?.native ?? [])
  if (!field || natives.length === 0 || !(field.filter?.in ?? field.filter?.eq)) {
    throw new FreshetError('UNSUPPORTED', {
      source: source.name,
      message: `The source "${source.name}" cannot find ${shape.to} records by their ${shape.by}.`,
    })
  }
  const type = nativeTypeOf(shape.to, shape.by, field)
  return { entity: shape.to, columns: natives.map((native) => ({ native, type })) }
}

export const keyParts = (key: SourceKey): string[] => decodeKey(key)
