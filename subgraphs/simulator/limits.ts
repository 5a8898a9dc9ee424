import type { FailureName, SimRequest } from './vendor.ts'

interface LimitBase {
  readonly name: string
  readonly max: number
  /** One account for everybody (the default), or one for each principal. */
  readonly per?: 'tenant' | 'principal'
  /** How the vendor says no; `throttled` unless given. */
  readonly failure?: FailureName
  /** Which data calls it counts; all, unless given. */
  readonly counts?: (request: SimRequest) => boolean
}

export interface ConcurrencyLimit extends LimitBase {
  readonly kind: 'concurrency'
  /** Only requests that have run this long count, as where a vendor counts long ones only. */
  readonly olderThanMillis?: number
}

/** So many in any span of `windowMillis`, however it is laid: a rolling day is a window too. */
export interface WindowLimit extends LimitBase {
  readonly kind: 'window'
  readonly windowMillis: number
  /** Whether a refusal carries `Retry-After` in whole seconds. Few vendors document one. */
  readonly sendsRetryAfter?: boolean
}

export type DeclaredLimit = ConcurrencyLimit | WindowLimit

export interface Usage {
  readonly used: number
  readonly max: number
  readonly remaining: number
}

export type Admission =
  | { readonly admitted: true; readonly release: () => void }
  | { readonly admitted: false; readonly limit: DeclaredLimit; readonly retryAfter?: string }

export interface Limits {
  /** Draws on every limit that counts the request, or on none when one of them is full. */
  admit(request: SimRequest, principal: string | undefined): Admission
  usage(limit: string, principal: string | undefined, at: number): Usage
  /** @throws when no window limit has the name */
  charge(limit: string, principal: string | undefined, at: number, cost: number): void
  reset(): void
}

/** Enforces a vendor's declared limits on the simulator's clock. `overrides` gives another `max` by name. */
export function limitsOf(declared: readonly DeclaredLimit[], overrides: Readonly<Record<string, number>> = {}): Limits {
  refuseUnknown(declared, overrides)
  const accounts = new Map<string, Account>()
  const limits = declared.map((limit) => ({ ...limit, max: overrides[limit.name] ?? limit.max }))

  const accountOf = (limit: DeclaredLimit, principal: string | undefined) => {
    const key = limit.per === 'principal' ? `${limit.name} ${principal ?? ''}` : limit.name
    const account = accounts.get(key) ?? (limit.kind === 'window' ? windowAccount(limit) : concurrencyAccount(limit))
    accounts.set(key, account)
    return account
  }
  const named = (name: string) => {
    const limit = limits.find((limit) => limit.name === name)
    if (!limit) throw new Error(`No limit is called "${name}"; declared are: ${namesOf(declared)}.`)
    return limit
  }

  return {
    admit(request, principal) {
      const counting = limits.filter(({ counts }) => counts?.(request) ?? true)
      const full = counting.find((limit) => accountOf(limit, principal).used(request.at) >= limit.max)
      if (full) return refusal(full, accountOf(full, principal), request.at)
      const releases = counting.map((limit) => accountOf(limit, principal).draw(request.at, 1))
      const release = () => {
        for (const release of releases) release()
      }
      return { admitted: true, release }
    },
    usage(name, principal, at) {
      const limit = named(name)
      const used = accountOf(limit, principal).used(at)
      return { used, max: limit.max, remaining: Math.max(0, limit.max - used) }
    },
    charge(name, principal, at, cost) {
      const limit = named(name)
      if (limit.kind !== 'window') throw new Error(`"${name}" limits concurrency; only a window limit can be charged.`)
      accountOf(limit, principal).draw(at, cost)
    },
    reset: () => accounts.clear(),
  }
}

interface Account {
  used(at: number): number
  /** Returns what ends the use; for a window nothing does but time. */
  draw(at: number, cost: number): () => void
  /** When something of what is used now will be free again, if that is known. */
  freeAt(): number | undefined
}

function concurrencyAccount({ olderThanMillis = 0 }: ConcurrencyLimit): Account {
  const running = new Set<{ readonly since: number }>()
  return {
    used: (at) =>
      olderThanMillis ? [...running].filter(({ since }) => at - since >= olderThanMillis).length : running.size,
    draw(at) {
      const call = { since: at }
      running.add(call)
      return () => running.delete(call)
    },
    freeAt: () => undefined,
  }
}

/** Every draw with its instant: exact over any span, where counting by fixed windows would let through up to twice as much. */
function windowAccount({ windowMillis }: WindowLimit): Account {
  const draws: { readonly at: number; readonly cost: number }[] = []
  let [first, sum] = [0, 0]
  const forget = (at: number) => {
    for (let draw = draws[first]; draw && draw.at <= at - windowMillis; draw = draws[first]) {
      sum -= draw.cost
      first += 1
    }
    if (first > 1_000 && first > draws.length / 2) {
      draws.splice(0, first)
      first = 0
    }
  }
  return {
    used(at) {
      forget(at)
      return sum
    },
    draw(at, cost) {
      draws.push({ at, cost })
      sum += cost
      return () => undefined
    },
    freeAt() {
      const oldest = draws[first]
      return oldest && oldest.at + windowMillis
    },
  }
}

function refusal(limit: DeclaredLimit, account: Account, at: number): Admission {
  const freeAt = account.freeAt()
  if (limit.kind !== 'window' || !limit.sendsRetryAfter || freeAt === undefined) return { admitted: false, limit }
  return { admitted: false, limit, retryAfter: String(Math.max(1, Math.ceil((freeAt - at) / 1000))) }
}

function refuseUnknown(declared: readonly DeclaredLimit[], overrides: Readonly<Record<string, number>>): void {
  const unknown = Object.keys(overrides).find((name) => !declared.some((limit) => limit.name === name))
  if (unknown) throw new Error(`No limit is called "${unknown}"; declared are: ${namesOf(declared)}.`)
}

const namesOf = (declared: readonly DeclaredLimit[]) => declared.map(({ name }) => name).join(', ') || 'none'
