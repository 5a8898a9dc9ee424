export { type Cost, type KeyKind, keyedCost, type ScanCost, scanCost } from './cost.ts'
export { recordFromKey } from './key-record.ts'
export { turn } from './key-sets.ts'
export { lacksOf, type RelationName } from './lacks.ts'
export { PartlyFailed } from './partly-failed.ts'
export type { Position } from './position.ts'
export { createReader, type ReaderParts } from './reader.ts'
export type { Served, ServedFrom, SourceRecord } from './record.ts'
export {
  type CallBudget,
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
  ListQuery,
  ListResult,
  LookupQuery,
  SourceReader,
  Wishing,
} from './types.ts'
