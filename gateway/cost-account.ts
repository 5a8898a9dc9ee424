import type { Guard } from './guard/index.ts'
import type { ReadScope } from './read/index.ts'

/** `extensions.cost`: the calls that an answer took, and what is left of each source's daily or windowed limits. */
export function costEntries({ tallies, budget }: ReadScope, guardOf: (source: string) => Guard | undefined): object {
  const sources = [...tallies].map(([name, { calls }]) => [name, { calls, remaining: remainingOf(guardOf(name)) }])
  const calls = [...tallies.values()].reduce((sum, tally) => sum + tally.calls, 0)
  return { calls, maxSourceCalls: budget?.most ?? null, sources: Object.fromEntries(sources) }
}

function remainingOf(guard: Guard | undefined): Readonly<Record<string, number>> {
  const counted = (guard?.budgets() ?? []).filter(({ kind }) => kind === 'quota' || kind === 'window')
  return Object.fromEntries(counted.map(({ name, remaining }) => [name, remaining]))
}
