import {
  type DirectiveNode,
  type FieldNode,
  type GraphQLResolveInfo,
  Kind,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql'
import { type Freshness, narrow, type OnStale, tighten } from '../cache/index.ts'

type Variables = Readonly<Record<string, unknown>>
type Directed = { readonly directives?: readonly DirectiveNode[] | undefined }

/** What `@freshness` says on an operation or a field; undefined where it does not stand. */
export function saidBy(node: Directed, variables: Variables): Freshness | undefined {
  const directive = node.directives?.find(({ name }) => name.value === 'freshness')
  if (!directive) return undefined
  const args = Object.fromEntries(
    (directive.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value, variables)]),
  )
  return wishOf(args as { maxAge?: string | null; onStale?: OnStale | null })
}

function wishOf({ maxAge, onStale }: { maxAge?: string | null; onStale?: OnStale | null }): Freshness {
  if (typeof maxAge !== 'string') return onStale ? { onStale } : {}
  const aged = { maxAgeMillis: durationMillis(maxAge), onStale: onStale ?? 'REFETCH' }
  // Who names an age wants nothing older: the patience that stands around it is not meant.
  return aged.onStale === 'REFETCH' ? { ...aged, staleIfErrorMillis: 0 } : aged
}

const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** A `Duration` in milliseconds; what cannot be read is the strictest, for a bound was named. */
export function durationMillis(text: string): number {
  const [, count, unit] = /^(\d{1,9})(ms|s|m|h|d)$/.exec(text) ?? []
  return count === undefined ? 0 : Number(count) * units[unit as keyof typeof units]
}

/** The directive that says as much of a wish as a directive can. */
export function directiveOf({ maxAgeMillis, onStale }: Freshness): DirectiveNode {
  const argument = (name: string, value: { kind: Kind.STRING | Kind.ENUM; value: string }) =>
    ({ kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: name }, value }) as const
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: 'freshness' },
    arguments: [
      ...(maxAgeMillis === undefined ? [] : [argument('maxAge', { kind: Kind.STRING, value: `${maxAgeMillis}ms` })]),
      ...(onStale === undefined ? [] : [argument('onStale', { kind: Kind.ENUM, value: onStale })]),
    ],
  }
}

/** The wish of fields that are one in the answer: what each of them is content with. */
export function wishOfNodes(nodes: readonly Directed[], wide: Freshness, variables: Variables): Freshness {
  const wishes = nodes.map((node) => saidBy(node, variables))
  if (wishes.every((wish) => wish === undefined)) return wide
  return wishes.map((wish) => narrow(wide, wish ?? {})).reduce(tighten)
}

interface Known {
  readonly wide: Freshness
  readonly wish: Freshness
}

const known = new WeakMap<readonly FieldNode[], Known>()

/**
 * The wish that holds for a field being resolved: its own, over those of the fields around it, over `wide`, the request's.
 * Remembered for the place in the query, because a field is resolved once for every parent.
 */
export function wishAt(info: GraphQLResolveInfo, wide: Freshness): Freshness {
  const last = known.get(info.fieldNodes)
  if (last?.wide === wide) return last.wish
  const wish = walk(info, wide)
  known.set(info.fieldNodes, { wide, wish })
  return wish
}

function walk(info: GraphQLResolveInfo, wide: Freshness): Freshness {
  let wish = wide
  let selections: readonly SelectionSetNode[] = [info.operation.selectionSet]
  for (const key of responseKeys(info)) {
    const nodes = selections.flatMap((selection) => [...fieldsNamed(key, selection, info.fragments)])
    wish = wishOfNodes(nodes, wish, info.variableValues)
    selections = nodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []))
  }
  return wish
}

function responseKeys({ path }: GraphQLResolveInfo): string[] {
  const keys: string[] = []
  for (let at: GraphQLResolveInfo['path'] | undefined = path; at; at = at.prev)
    if (typeof at.key === 'string') keys.unshift(at.key)
  return keys
}

/** Fragments are looked into whatever type they are on: a wish too many makes the answer fresher, not older. */
export function* fieldsNamed(
  key: string,
  { selections }: SelectionSetNode,
  fragments: GraphQLResolveInfo['fragments'],
): Generator<FieldNode> {
  for (const node of selections) {
    if (node.kind === Kind.FIELD) {
      if ((node.alias ?? node.name).value === key) yield node
      continue
    }
    const inside = node.kind === Kind.INLINE_FRAGMENT ? node : fragments[node.name.value]
    if (inside) yield* fieldsNamed(key, inside.selectionSet, fragments)
  }
}
