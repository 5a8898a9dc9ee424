import type { AuditLog } from '../../views/audit-log.ts'
import type { RateTable } from '../../views/rates.ts'

/** What the operator has settled for the business views. */
export interface ViewSettings {
  readonly rates: RateTable
  readonly overLimit: 'REVIEW' | 'REJECTED'
  /** Without it no decision is written down. */
  readonly audit?: AuditLog | undefined
  /** A name for a decision, never given twice. */
  newId(): string
}
