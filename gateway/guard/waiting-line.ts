import { type Lane, lanes, shares, urgentInARow } from './lane.ts'

/** Whoever is next, and the part of the limits that is his. */
export interface Turn<T> {
  readonly waiter: T
  readonly share: number
}

/** Who waits for leave, by lane and in order of arrival; the most urgent first, and nobody for ever. */
export class WaitingLine<T extends { readonly call: { readonly lane: Lane } }> {
  private readonly queues = new Map<Lane, Set<T>>(lanes.map((lane) => [lane, new Set()]))
  /** Urgent calls served since someone behind them was. */
  private passedOver = 0

  get size(): number {
    return lanes.reduce((sum, lane) => sum + this.lengthOf(lane), 0)
  }

  lengthOf(lane: Lane): number {
    return this.queues.get(lane)!.size
  }

  has(waiter: T): boolean {
    return this.queues.get(waiter.call.lane)!.has(waiter)
  }

  join(waiter: T): void {
    this.queues.get(waiter.call.lane)!.add(waiter)
  }

  leave(waiter: T): void {
    this.queues.get(waiter.call.lane)!.delete(waiter)
  }

  all(): readonly T[] {
    return [...this.queues.values()].flatMap((queue) => [...queue])
  }

  /** The most urgent waiter, or now and then one whom the urgent have passed over, who may then draw on the whole. */
  next(): Turn<T> | undefined {
    const urgent = this.firstOf('interactive')
    const other = this.behind()
    if (other && (this.passedOver >= urgentInARow || !urgent))
      return { waiter: other, share: this.passedOver >= urgentInARow ? 1 : shares[other.call.lane] }
    return urgent && { waiter: urgent, share: shares.interactive }
  }

  /** The waiter has had his turn. */
  served(waiter: T): void {
    this.leave(waiter)
    const isPassing = waiter.call.lane === 'interactive' && this.behind() !== undefined
    this.passedOver = isPassing ? this.passedOver + 1 : 0
  }

  /** The first of those who are less urgent. */
  private behind(): T | undefined {
    for (const lane of lanes) {
      const waiter = lane === 'interactive' ? undefined : this.firstOf(lane)
      if (waiter) return waiter
    }
    return undefined
  }

  private firstOf(lane: Lane): T | undefined {
    const queue = this.queues.get(lane)!
    return queue.size === 0 ? undefined : queue.values().next().value
  }
}
