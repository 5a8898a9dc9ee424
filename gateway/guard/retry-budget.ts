/** So many retries may be made before any first attempt has paid for them. */
const reserve = 3

/**
 * Retries of one source, paid for by first attempts: over any time at most `share` of those, and three more; from a share of 1 on, any.
 * When everything fails, each call that is tried again is load that nobody needs.
 */
export class RetryBudget {
  private readonly share: number
  private balance = reserve

  constructor(share: number) {
    this.share = share
  }

  /** A first attempt was made. */
  earn(): void {
    this.balance = Math.min(reserve, this.balance + this.share)
  }

  /** Whether a retry might be made now. */
  get allowsOne(): boolean {
    // A sum of shares may be a hair less than one.
    return this.share >= 1 || this.balance >= 1 - 1e-9
  }

  /** Whether a retry may leave at this instant; it is counted as made. */
  take(): boolean {
    if (!this.allowsOne) return false
    this.balance -= 1
    return true
  }
}
