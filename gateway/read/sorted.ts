import type { OrderTerm } from '../connector/index.ts'
import { sortedBy } from '../pushdown/sort.ts'
import { leafReader } from './decode.ts'
import type { SourceRecord } from './record.ts'

/** Records of one entity in an order: all of them, or so many of the first. */
export function sortedRecords(
  records: readonly SourceRecord[],
  order: readonly OrderTerm[],
  most: number = records.length,
): SourceRecord[] {
  const read = (record: SourceRecord) => ({ leaf: leafReader(record), key: record.key })
  return records.length < 2 ? records.slice(0, most) : sortedBy(records, records[0]!.type, order, read, most)
}
