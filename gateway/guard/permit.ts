import { dispatchMillis, networkJitterMillis } from './arrival.ts'
import type { Outcome } from './budget.ts'

/** Leave to make one call. Settled exactly once; a second report is a bug and throws. */
export interface Permit {
  /**
   * Called at the instant at which the call leaves. False when that is too late and leave cannot be renewed, or when others have
   * used up the retries: then the permit has been given back, and the call must not leave.
   */
  dispatch(): boolean
  /** `isCutOff`: we hung up, so that the vendor may not know yet that the call is over. */
  settle(outcome: Outcome, isCutOff?: boolean): void
}

/** What a permit needs of the guard that gave it. */
export interface Issuer {
  readonly source: string
  now(): number
  after(millis: number, run: () => void): void
  /** Spends anew for a call whose leave has run out; false when there is no room for it now. */
  renew(): boolean
  /** Counts a call that leaves now; false when it may not after all. */
  mayLeave(): boolean
  /** The vendor's answer, and how long it took where the call left at all. */
  over(outcome: Outcome, millis: number | undefined): void
  /** Makes room for the next call. */
  free(outcome: Outcome, millis: number | undefined): void
}

export function issuePermit(issuer: Issuer): Permit {
  const grantedAt = issuer.now()
  let leftAt: number | undefined
  let isOpen = true
  const close = () => {
    if (!isOpen) throw new Error(`the permit for ${issuer.source} was settled twice`)
    isOpen = false
  }
  return {
    dispatch() {
      if (issuer.now() - grantedAt > dispatchMillis && !issuer.renew()) {
        close()
        return false
      }
      if (!issuer.mayLeave()) {
        close()
        issuer.free('ignored', undefined)
        return false
      }
      leftAt = issuer.now()
      return true
    },
    settle(outcome, isCutOff = false) {
      close()
      const millis = leftAt === undefined ? undefined : issuer.now() - leftAt
      issuer.over(outcome, millis)
      // Word of the end travels no faster than the next call, which must not arrive before it.
      if (isCutOff && leftAt !== undefined) issuer.after(networkJitterMillis, () => issuer.free(outcome, millis))
      else issuer.free(outcome, millis)
    },
  }
}
