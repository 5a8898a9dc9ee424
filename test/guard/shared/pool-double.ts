import { delayMillis } from '../../../gateway/guard/shared/divide.ts'
import {
  type HeldAsk,
  heartbeatMillis,
  type PoolAnswer,
  type PoolAsk,
  type PoolReply,
  type PoolRequest,
  type PoolTimings,
  type RateAsk,
  type Rest,
  type SpentAsk,
} from '../../../gateway/guard/shared/protocol.ts'

/** One source's account, as the hash holds it. */
export interface Account {
  server: string
  began: number
  now: number
  rest: number
  reason: Rest['reason']
  owners: Map<string, Owner>
  spent: Map<string, Spent>
  /** Theoretical arrival times. */
  rates: Map<string, number>
  learned: Map<string, { value: number; loweredAt: number }>
}

interface Owner {
  till: number
  held: Map<string, number>
  seen: Map<string, number>
}

interface Spent {
  slots: Map<number, number>
  tail: number
  sum: number
  adopted: number
  isKnown: boolean
  reading: number
  readAt: number
  since: number
}

interface Part {
  fits(): [fits: boolean, waitMicros: number]
  close(isGranted: boolean): Omit<PoolAnswer, 'wait'>
}

interface Moment {
  readonly timings: PoolTimings
  readonly account: Account
  readonly ask: PoolRequest
  readonly me: Owner
}

/**
 * What the script says, said again in another language for simulations on a virtual clock. `clock` is the server's, in whole
 * micros. A differential test holds the two together over a real server.
 */
export function askDouble(
  accounts: Map<string, Account>,
  { source, server, clock, ask }: { source: string; server: string; clock: number; ask: PoolRequest },
  timings: PoolTimings,
): { reply: PoolReply; news?: Rest } {
  const account = current(accounts.get(source), server, clock, timings)
  accounts.set(source, account)
  const me: Owner = account.owners.get(ask.owner) ?? { till: 0, held: new Map(), seen: new Map() }
  me.till = Math.ceil((account.now + timings.owner * 1_000) / 1_000)
  account.owners.set(ask.owner, me)
  const moment = { account, ask, me, timings }
  const parts = ask.limits.map((limit) => open(limit, moment))
  const verdicts = ask.limits.map(({ need }, i): [boolean, number] => (need > 0 ? parts[i]!.fits() : [true, 0]))
  const isGranted = verdicts.every(([fits]) => fits)
  const limits = parts.map((part, i) => ({ ...part.close(isGranted), wait: waitOf(verdicts[i]!) }))
  const news = rest(account, ask.rest)
  return {
    reply: {
      epoch: String(account.began),
      now: String(account.now),
      rest: Math.max(0, Math.ceil((account.rest - account.now) / 1_000)),
      reason: account.reason,
      limits,
    },
    ...(news ? { news } : {}),
  }
}

const waitOf = ([fits, micros]: [boolean, number]): number => {
  if (fits) return 0
  return micros < 0 ? -1 : Math.ceil(micros / 1_000)
}

/** The account as it is now, or an empty one when this server knows of none. */
function current(account: Account | undefined, server: string, clock: number, timings: PoolTimings): Account {
  if (account?.server !== server) {
    return {
      server,
      began: clock,
      now: clock,
      rest: 0,
      reason: 'SOURCE_THROTTLED',
      owners: new Map(),
      spent: new Map(),
      rates: new Map(),
      learned: new Map(),
    }
  }
  const now = Math.max(clock, account.now)
  const wasAway = now - account.now > timings.silence * 1_000
  for (const [id, owner] of account.owners) {
    if (wasAway) owner.till = Math.max(owner.till, Math.ceil((now + timings.owner * 1_000) / 1_000))
    else if (owner.till * 1_000 <= now) account.owners.delete(id)
  }
  account.now = now
  return account
}

function rest(account: Account, asked: Rest | undefined): Rest | undefined {
  if (!asked) return undefined
  const till = account.now + asked.millis * 1_000
  const before = account.rest
  if (till > before) {
    account.rest = till
    account.reason = asked.reason
  }
  return till > before + 100_000 ? asked : undefined
}

function open(limit: PoolAsk, moment: Moment): Part {
  switch (limit.kind) {
    case 'spent':
      return openSpent(limit, moment)
    case 'rate':
      return openRate(limit, moment)
    case 'held':
      return openHeld(limit, moment)
  }
}

const others = ({ account, ask }: Moment): Owner[] =>
  [...account.owners].filter(([id]) => id !== ask.owner).map(([, owner]) => owner)

function openSpent(limit: SpentAsk, moment: Moment): Part {
  const { account, ask, me, timings } = moment
  const { now } = account
  const name = `${limit.name}@${limit.slotMillis}`
  const width = limit.slotMillis * 1_000
  const keep = limit.keepMillis * 1_000
  const slot = Math.floor(now / width)
  const found = account.spent.get(name) ?? {
    slots: new Map<number, number>(),
    tail: slot,
    sum: 0,
    adopted: 0,
    isKnown: false,
    reading: -1,
    readAt: 0,
    since: now,
  }
  account.spent.set(name, found)
  const leaves = (which: number) => (which + 1) * width + keep
  for (const which of found.slots.keys()) if (which < slot && leaves(which) <= now) found.slots.delete(which)
  const used = () => [...found.slots.values()].reduce((sum, count) => sum + count, 0)
  const add = (count: number) => {
    found.slots.set(slot, (found.slots.get(slot) ?? 0) + count)
    found.sum += count
  }
  const isSameEpoch = ask.epoch === String(account.began)
  if (limit.isQuota && limit.used >= 0 && !isSameEpoch) {
    const told = limit.used + limit.slack
    if (told > found.adopted) {
      add(told - found.adopted)
      found.adopted = told
    }
    found.isKnown = true
  }
  if (limit.reading >= 0) {
    if (limit.reading > used()) add(limit.reading - used())
    if (now - found.since >= timings.reading * 1_000) found.isKnown = true
    found.reading = limit.reading
    found.readAt = now
  }
  me.seen.set(name, isSameEpoch ? limit.sum : 0)
  const unheard = () => Math.min(...others(moment).map(({ seen }) => limit.slack - (found.sum - (seen.get(name) ?? 0))))
  const room = () => Math.min(limit.part - used(), limit.isQuota ? unheard() : Number.POSITIVE_INFINITY)
  return {
    fits() {
      if (limit.need > limit.part) return [false, -1]
      const opens = found.since + (limit.isQuota && found.isKnown ? timings.settle * 1_000 : keep + width)
      if (now < opens) return [false, opens - now]
      let left = used()
      for (const [which, count] of [...found.slots].sort(([a], [b]) => a - b)) {
        if (left + limit.need <= limit.part) break
        left -= count
        if (left + limit.need <= limit.part) return [false, Math.max(1_000, leaves(which) - now)]
      }
      return [room() >= limit.need, (heartbeatMillis / 5) * 1_000]
    },
    close(isGranted) {
      const granted = isGranted && limit.need > 0 ? Math.min(limit.want, room()) : 0
      if (granted > 0) add(granted)
      const isNew = now - found.readAt < 3 * heartbeatMillis * 1_000
      return { granted, used: used(), sum: found.sum, reading: isNew ? found.reading : -1, learned: -1 }
    },
  }
}

function openRate({ name, need, want, part, burst, intervalMicros }: RateAsk, { account }: Moment): Part {
  const { now } = account
  const arrivesAt = account.rates.get(name) ?? Math.ceil(now + burst * intervalMicros + delayMillis * 1_000)
  account.rates.set(name, arrivesAt)
  const owed = Math.max(0, arrivesAt - now)
  const most = Math.floor((part * intervalMicros - owed) / intervalMicros)
  return {
    fits: () => (need > part ? [false, -1] : [most >= need, Math.max(1_000, owed - (part - need) * intervalMicros)]),
    close(isGranted) {
      const granted = isGranted && need > 0 ? Math.min(want, most) : 0
      if (isGranted && need > 0) account.rates.set(name, now + owed + granted * intervalMicros)
      return { granted, used: Math.ceil(owed / intervalMicros) + granted, sum: 0, reading: -1, learned: -1 }
    },
  }
}

function openHeld(limit: HeldAsk, moment: Moment): Part {
  const { account, me, timings } = moment
  const { name, need, want, inUse } = limit
  const { part, learned } = limit.learning ? learn(limit, moment) : { part: limit.part, learned: -1 }
  const mine = me.held.get(name) ?? 0
  const taken = others(moment).reduce((sum, { held }) => sum + (held.get(name) ?? 0), 0)
  const opens = account.began + timings.settle * 1_000
  return {
    fits() {
      if (need <= mine) return [true, 0]
      if (account.now < opens) return [false, opens - account.now]
      return [part - taken >= need, timings.poll * 1_000]
    },
    close(isGranted) {
      const reached = isGranted && need > mine ? Math.min(want, part - taken) : Math.min(want, mine)
      const granted = Math.max(reached, inUse)
      me.held.set(name, granted)
      return { granted, used: taken + granted, sum: 0, reading: -1, learned }
    },
  }
}

function learn({ name, learning }: HeldAsk, { account, ask }: Moment): { part: number; learned: number } {
  const { initial, min, max, own, known, oks, kept, share } = learning!
  const found = account.learned.get(name) ?? { value: initial, loweredAt: 0 }
  account.learned.set(name, found)
  if (ask.epoch !== String(account.began) && known >= 0) found.value = Math.max(min, Math.min(found.value, known))
  found.value = Math.min(max, found.value + Math.floor((oks * 1_000_000) / found.value))
  if (kept < 1_000 && account.now - found.loweredAt >= 1_000_000) {
    found.value = Math.max(min, Math.floor((found.value * kept) / 1_000))
    found.loweredAt = account.now
  }
  const permits = Math.max(0, Math.floor(found.value / 1_000) - own)
  const part = share < 1 ? Math.min(permits, Math.max(1, Math.floor(permits * share))) : permits
  return { part, learned: found.value }
}
