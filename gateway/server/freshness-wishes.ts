import { type Freshness, narrow } from '../cache/policy.ts'
import type { RequestContext } from './context.ts'

/** What the configuration wishes for the requests of a lane or of a role, by its name. */
export type RoleWishes = Readonly<Record<string, Freshness>>

/**
 * The wish that a request runs under, narrower over wider: operation, headers, role, lane.
 *
 * A caller who names an age is asked for nothing else: the patience that the configuration has with stale values is meant for those
 * who say nothing, and would serve `no-cache` from a cache.
 */
export function wishOfRequest(request: Asking, roles: RoleWishes = {}): Freshness {
  const { lane, principal, freshness, operationFreshness = {} } = request
  const said = narrow(freshness, operationFreshness)
  if (said.maxAgeMillis !== undefined || said.live) return said
  const [byLane = {}, byRole = {}] = [lane, principal.role].map((name) => wishFor(name, roles))
  return narrow(narrow(byLane, byRole), said)
}

type Asking = Pick<RequestContext, 'lane' | 'principal' | 'freshness' | 'operationFreshness'>

const wishFor = (name: string | undefined, roles: RoleWishes): Freshness | undefined =>
  name !== undefined && Object.hasOwn(roles, name) ? roles[name] : undefined
