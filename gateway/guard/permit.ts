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

/** What permits need of the guard that gives them. `C`: what was let through. */
export interface Issuer<C> {
  readonly source: string
  now(): number
  after(millis: number, run: () => void): void
  /** Spends anew for a call whose leave has run out; false when there is no room for it now. */
  renew(call: C): boolean
  /** Counts a call that leaves now; false when it may not after all. */
  mayLeave(call: C): boolean
  /** The vendor's answer, and how long it took where the call left at all. */
  over(call: C, outcome: Outcome, millis: number | undefined): void
  /** Makes room for the next call. */
  free(call: C, outcome: Outcome, millis: number | undefined): void
}

export const issuePermit = <C>(issuer: Issuer<C>, call: C): Permit => new IssuedPermit(issuer, call)

class IssuedPermit<C> implements Permit {
  private readonly issuer: Issuer<C>
  private readonly call: C
  private readonly grantedAt: number
  private leftAt: number | undefined = undefined
  private isOpen = true

  constructor(issuer: Issuer<C>, call: C) {
    this.issuer = issuer
    this.call = call
    this.grantedAt = issuer.now()
  }

  dispatch(): boolean {
    const { issuer, call } = this
    if (issuer.now() - this.grantedAt > dispatchMillis && !issuer.renew(call)) {
      this.close()
      return false
    }
    if (!issuer.mayLeave(call)) {
      this.close()
      issuer.free(call, 'ignored', undefined)
      return false
    }
    this.leftAt = issuer.now()
    return true
  }

  settle(outcome: Outcome, isCutOff = false): void {
    const { issuer, call, leftAt } = this
    this.close()
    const millis = leftAt === undefined ? undefined : issuer.now() - leftAt
    issuer.over(call, outcome, millis)
    // Word of the end travels no faster than the next call, which must not arrive before it.
    if (isCutOff && leftAt !== undefined) issuer.after(networkJitterMillis, () => issuer.free(call, outcome, millis))
    else issuer.free(call, outcome, millis)
  }

  private close(): void {
    if (!this.isOpen) throw new Error(`the permit for ${this.issuer.source} was settled twice`)
    this.isOpen = false
  }
}
