import type { Connector, Limit } from '../connector/index.ts'
import type { ConfigProblem } from './config-error.ts'
import { type Part, problemAt } from './problems.ts'
import type { SourceEntry } from './schema.ts'

/** Overrides of limits that the connector does not have, or of numbers that a limit does not have. */
export function limitProblems({ limits }: SourceEntry, declared: readonly Limit[], part: Part): ConfigProblem[] {
  return Object.entries(limits).flatMap(([name, changes]) => {
    const limit = declared.find((candidate) => candidate.name === name)
    if (!limit)
      return [
        problemAt(
          part,
          ['limits', name],
          `is not a limit of this connector: it has ${declared.map((other) => other.name).join(', ')}.`,
        ),
      ]
    const numbers = Object.entries(limit).flatMap(([key, value]) => (typeof value === 'number' ? [key] : []))
    const unknown = Object.keys(changes).filter((key) => !numbers.includes(key))
    return unknown.map((key) =>
      problemAt(part, ['limits', name, key], `is not a number of this limit: it has ${numbers.join(', ')}.`),
    )
  })
}

/** External keys that lead to no configured source, or that this kind of system cannot keep. */
export function externalKeyProblems(
  { externalKeys }: SourceEntry,
  connector: Connector,
  known: readonly string[],
  part: Part,
): ConfigProblem[] {
  const entries = Object.entries(externalKeys)
  if (entries.length > 0 && !connector.externalKey)
    return [problemAt(part, ['externalKeys'], `is not possible: ${connector.kind} keeps no keys of other systems.`)]
  return entries.flatMap(([entity, keys]) =>
    Object.keys(keys ?? {})
      .filter((target) => !known.includes(target))
      .map((target) =>
        problemAt(part, ['externalKeys', entity, target], `is not a configured source: use ${known.join(', ')}.`),
      ),
  )
}

/** Sources in the orders of survivorship that are none. */
export function unknownPolicySources(
  survivorship: Readonly<Partial<Record<string, readonly { readonly order: readonly string[] }[]>>>,
  known: readonly string[],
  part: Part,
): ConfigProblem[] {
  return Object.entries(survivorship).flatMap(([type, policies = []]) =>
    policies.flatMap(({ order }, i) =>
      unknownNames(order, ['identity', 'survivorship', type, i, 'order'], known, part),
    ),
  )
}

/** Names in the groups of one article numbering that are no sources. */
export function unknownSources(
  namespaces: readonly (readonly string[])[],
  known: readonly string[],
  part: Part,
): ConfigProblem[] {
  return namespaces.flatMap((group, i) => unknownNames(group, ['identity', 'skuNamespaces', i], known, part))
}

function unknownNames(
  names: readonly string[],
  path: readonly (string | number)[],
  known: readonly string[],
  part: Part,
): ConfigProblem[] {
  return names.flatMap((name, at) => {
    const message = `${JSON.stringify(name)} is not a configured source: use ${known.join(', ')}.`
    return known.includes(name) ? [] : [problemAt(part, [...path, at], message)]
  })
}
