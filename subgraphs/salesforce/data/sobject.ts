import type { Cell, FieldType, Row } from '../../dialects/soql/simulate.ts'
import type { Company, Instant, System, Tombstone } from '../../simulator/company/types.ts'

/** One object of the org: its fields, its parents, and its rows, which are made when first asked for. */
export interface ObjectSpec {
  readonly name: string
  /** Three characters that begin every id. */
  readonly prefix: string
  readonly fields: Readonly<Record<string, FieldType>>
  readonly parents: Readonly<Record<string, { readonly object: string; readonly by: string }>>
  readonly hasCurrency?: true
  rows(company: Company): Iterable<Row>
}

/** On every object; the owners and users that they name are no more than ids here. */
export const SYSTEM_FIELDS = {
  Id: 'id',
  IsDeleted: 'boolean',
  CreatedDate: 'datetime',
  CreatedById: 'reference',
  LastModifiedDate: 'datetime',
  LastModifiedById: 'reference',
  SystemModstamp: 'datetime',
} as const satisfies Record<string, FieldType>

export function systemCells(id: string, createdAt: Instant, modifiedAt: Instant | null, userId: Cell = null) {
  const changed = modifiedAt ?? createdAt
  return {
    Id: id,
    IsDeleted: false,
    CreatedDate: createdAt,
    CreatedById: userId,
    LastModifiedDate: changed,
    LastModifiedById: userId,
    SystemModstamp: changed,
  }
}

/** What the recycle bin still holds: `queryAll` shows it, `query` does not. */
export function deletedRows(company: Company, type: Tombstone['type']): Row[] {
  const system: System = 'salesforce'
  return company.tombstones
    .filter((tombstone) => tombstone.system === system && tombstone.type === type)
    .map(({ key, name, createdAt, deletedAt }) => ({
      ...systemCells(key, createdAt, deletedAt),
      IsDeleted: true,
      Name: name,
    }))
}
