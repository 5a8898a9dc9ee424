import {
  type OpenPool,
  type PoolReply,
  type PoolRequest,
  type PoolSession,
  poolTimings,
  type Rest,
} from '../../../gateway/guard/shared/protocol.ts'
import type { EventLoop } from './event-loop.ts'
import { type Account, askDouble } from './pool-double.ts'

/** How a replica's messages come to its own ears: a stopped process hears nothing until it goes on. */
export type Deliver = (run: () => void) => void

export const patienceMillis = 50
/** Of histories that are short: replicas come back within a second or so. */
const timings = { ...poolTimings, settle: 2_500 }

/** One server and what can happen to it, on virtual time. It runs the double of the script. */
export class SimulatedRedis {
  isDown = false
  slowMillis = 0
  /** Of all messages, either way. */
  lossShare = 0
  readonly cutOff = new Set<string>()
  /** Questions answered. */
  asked = 0
  private readonly loop: EventLoop
  private readonly random: () => number
  private accounts = new Map<string, Account>()
  private copies: { readonly at: number; readonly accounts: Map<string, Account> }[] = []
  private id = 1
  /** Server clocks differ by anything. */
  private ahead = 1_790_000_000_000
  private waiting: (() => void)[] | undefined
  private readonly sessions = new Set<SimulatedSession>()

  constructor(loop: EventLoop, random: () => number) {
    this.loop = loop
    this.random = random
  }

  opener(replica: string, deliver: Deliver): OpenPool {
    return async () => {
      await this.travel(deliver)
      if (!this.canReach(replica)) throw new Error('refused')
      const session = new SimulatedSession(this, replica, deliver, this.loop)
      this.sessions.add(session)
      return session
    }
  }

  hang(): void {
    this.waiting ??= []
  }

  resume(): void {
    const waiting = this.waiting ?? []
    this.waiting = undefined
    for (const run of waiting) run()
  }

  flush(): void {
    this.accounts = new Map()
  }

  die(): void {
    this.isDown = true
    this.waiting = undefined
    for (const session of this.sessions) session.cut()
    this.sessions.clear()
  }

  /** As another server, with what was there `lagMillis` ago; undefined for nothing. */
  replace(lagMillis: number | undefined): void {
    this.die()
    this.isDown = false
    this.id++
    this.ahead += Math.floor(this.random() * 2_000_000) - 1_000_000
    const copy = lagMillis === undefined ? undefined : this.copies.findLast(({ at }) => at <= this.loop.now - lagMillis)
    this.accounts = copy ? structuredClone(copy.accounts) : new Map()
  }

  /** For a later replacement by an older copy. */
  copy(): void {
    this.copies.push({ at: this.loop.now, accounts: structuredClone(this.accounts) })
  }

  canReach(replica: string): boolean {
    return !this.isDown && !this.cutOff.has(replica)
  }

  /** Undefined never comes: lost, or asked of a server that is gone. */
  ask(replica: string, source: string, ask: PoolRequest, reply: (reply: PoolReply) => void): void {
    this.send(replica, () => {
      this.asked++
      const clock = Math.floor((this.loop.now + this.ahead) * 1_000)
      const answered = askDouble(this.accounts, { source, server: `server-${this.id}`, clock, ask }, timings)
      this.send(replica, () => reply(answered.reply))
      if (answered.news) this.publish(source, answered.news)
    })
  }

  drop(session: SimulatedSession): void {
    this.sessions.delete(session)
  }

  private publish(source: string, rest: Rest): void {
    for (const session of this.sessions) this.send(session.replica, () => session.hearRest(source, rest))
  }

  private send(replica: string, arrive: () => void): void {
    const { id } = this
    if (!this.canReach(replica) || this.random() < this.lossShare) return
    this.loop.after(this.wayMillis(), () => {
      const run = () => {
        if (id === this.id && this.canReach(replica)) arrive()
      }
      if (this.waiting) this.waiting.push(run)
      else run()
    })
  }

  private travel(deliver: Deliver): Promise<void> {
    return new Promise((resolve) => this.loop.after(this.wayMillis(), () => deliver(resolve)))
  }

  private wayMillis(): number {
    return 0.1 + this.random() * 2 + this.slowMillis
  }
}

class SimulatedSession implements PoolSession {
  readonly replica: string
  private readonly redis: SimulatedRedis
  private readonly deliver: Deliver
  private readonly loop: EventLoop
  private listener: (error: unknown) => void = () => {}
  private restListener: (source: string, rest: Rest) => void = () => {}
  private isClosed = false

  constructor(redis: SimulatedRedis, replica: string, deliver: Deliver, loop: EventLoop) {
    this.redis = redis
    this.replica = replica
    this.deliver = deliver
    this.loop = loop
  }

  ask(source: string, request: PoolRequest): Promise<PoolReply> {
    // What is sent is what it was then.
    const sent = structuredClone(request)
    return new Promise((resolve, reject) => {
      this.loop.after(patienceMillis, () => this.deliver(() => reject(new Error('late'))))
      this.redis.ask(this.replica, source, sent, (reply) => {
        if (!this.isClosed) this.deliver(() => resolve(reply))
      })
    })
  }

  onRest(listener: (source: string, rest: Rest) => void): void {
    this.restListener = listener
  }

  onLost(listener: (error: unknown) => void): void {
    this.listener = listener
  }

  hearRest(source: string, rest: Rest): void {
    if (!this.isClosed) this.deliver(() => this.restListener(source, rest))
  }

  cut(): void {
    if (!this.isClosed) this.deliver(() => this.listener(new Error('cut')))
  }

  close(): void {
    this.isClosed = true
    this.redis.drop(this)
  }
}
