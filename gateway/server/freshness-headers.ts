import { type Item, serializeList, Token } from 'structured-headers'
import { type Accounts, ageOf, type SourceAccount, stateOf } from './freshness-account.ts'

/**
 * `Age`, `Cache-Control` and `Cache-Status` of an answer. It is as old as its oldest part and holds as long as the part that
 * ends first; of what is not known the strictest is said. `isWhole`: nothing failed, and nothing is true at this instant only.
 */
export function freshnessHeaders(accounts: Accounts, isWhole: boolean): Readonly<Record<string, string>> {
  const { sources, now } = accounts
  if (sources.size === 0) return { 'cache-control': 'no-store' }
  const ages = [...sources.values()].flatMap((account) => ageOf(account, now) ?? [])
  const age = ages.length > 0 ? Math.max(...ages) : undefined
  return {
    ...(age === undefined ? {} : { age: String(age) }),
    ...cacheControl(accounts, isWhole, age),
    'cache-status': serializeList([...sources].map(([name, account]) => cacheStatus(name, account, accounts))),
  }
}

// What an answer depends on beside its address and body; whoever keeps it must not show it to another caller or another wish.
const vary = 'accept, authorization, cookie, cache-control, x-freshet-lane, x-freshet-on-stale'

/**
 * A cache takes the age off `max-age` before it believes (RFC 9111 section 4.2), so the age is put on: what is left for it is the
 * least time that a part of the answer is still believed.
 */
function cacheControl({ sources, now }: Accounts, isWhole: boolean, age: number | undefined): Record<string, string> {
  const accounts = [...sources.values()]
  const rest = Math.min(...accounts.map((account) => restOf(account, now)))
  if (!isWhole || age === undefined || rest <= 0) return { 'cache-control': 'no-store' }
  return { 'cache-control': `private, max-age=${Math.min(age + rest, yearSeconds)}`, vary }
}

/** Whole seconds for which a source's part holds: none when the source does not say how old it is, or how long it holds. */
function restOf({ oldestReadAt, believedUntil }: SourceAccount, now: number): number {
  if (oldestReadAt === undefined || believedUntil === undefined) return 0
  return Math.floor((believedUntil - now) / 1_000)
}

const yearSeconds = 31_536_000

/** RFC 9211: how the cache before a source handled its part. A part beyond belief is a hit whose `ttl` is below zero. */
function cacheStatus(name: string, account: SourceAccount, { startedAt, now }: Accounts): Item {
  const { calls, coalesced, oldestReadAt, believedUntil } = account
  const isHit = calls + coalesced === 0 && oldestReadAt !== undefined
  const parameters: Item[1] = new Map()
  if (isHit) parameters.set('hit', true)
  else parameters.set('fwd', new Token(forwardReason(account, startedAt)))
  if (believedUntil !== undefined) parameters.set('ttl', bounded(Math.floor((believedUntil - now) / 1_000)))
  if (calls === 0 && coalesced > 0) parameters.set('collapsed', true)
  return [new Token(name), parameters]
}

const bounded = (seconds: number): number => Math.max(-yearSeconds, Math.min(yearSeconds, seconds))

function forwardReason(account: SourceAccount, startedAt: number): 'miss' | 'partial' | 'stale' {
  const state = stateOf(account, startedAt)
  if (state === 'STALE') return 'stale'
  return state === 'MIXED' ? 'partial' : 'miss'
}
