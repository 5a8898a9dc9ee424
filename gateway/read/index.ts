export { recordFromKey } from './key-record.ts'
export { PartlyFailed } from './partly-failed.ts'
export type { Position } from './position.ts'
export { createReader, type ReaderParts } from './reader.ts'
export type { Served, ServedFrom, SourceRecord } from './record.ts'
export {
  createScope,
  type Freshness,
  noteAge,
  noteCall,
  type ReadScope,
  type SourceTally,
  tallyOf,
  warn,
} from './scope.ts'
export type {
  ChildrenQuery,
  ExternalQuery,
  ListQuery,
  ListResult,
  LookupQuery,
  SourceReader,
  Wishing,
} from './types.ts'
