import {
  type ArgumentNode,
  type ConstArgumentNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql'
import type { GuardLimits } from './limits.ts'
import { overLimit, Refusal } from './refusal.ts'

/** What a selection set amounts to once every fragment in it is expanded. Sums may reach Infinity; they are only compared. */
export interface Weight {
  /** Fields that would be resolved: a fragment that one selection set spreads twice is resolved once. */
  readonly fields: number
  /** Fields and spreads as written, every spread expanded: what a reader of the query without a memory would walk. */
  readonly selections: number
  /** Fields of the outermost selection set alone. */
  readonly width: number
  readonly depth: number
  readonly introspectionDepth: number
  readonly introspectionRoots: number
}

export interface Weighed {
  readonly operations: readonly { readonly name: string | undefined; readonly weight: Weight }[]
  /** Nodes looked at. Every node is looked at once, however often its fragment is spread. */
  readonly visited: number
  /** Every response name of the document, the only strings that may stand in the path of an error. */
  readonly responseNames: ReadonlySet<string>
}

interface Weighing {
  readonly limits: GuardLimits
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  /** By fragment; `open` while it is being weighed, so that meeting it again means a circle. */
  readonly weights: Map<string, Weight | 'open'>
  readonly responseNames: Set<string>
  visited: number
}

/** What one selection set holds itself, inline fragments included. */
interface Tally {
  readonly repeats: Map<string, number>
  readonly spread: Set<string>
  spreads: number
}

const nothing: Weight = { fields: 0, selections: 0, width: 0, depth: 0, introspectionDepth: 0, introspectionRoots: 0 }

/**
 * Weighs every operation in one pass. A fragment is weighed once and remembered, so a chain of fragments that each spread
 * the next one twice costs linear time here, where the stitching below would take time exponential in its length.
 * @throws Refusal for what a single node may not hold, and for fragments that spread each other in a circle
 */
export function weighQuery(document: DocumentNode, limits: GuardLimits): Weighed {
  const weighing: Weighing = {
    limits,
    fragments: fragmentsOf(document),
    weights: new Map(),
    responseNames: new Set(),
    visited: 0,
  }
  for (const name of weighing.fragments.keys()) weighFragment(name, weighing)
  const operations = document.definitions
    .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    .map((operation) => ({ name: operation.name?.value, weight: weighOperation(operation, weighing) }))
  return { operations, visited: weighing.visited, responseNames: weighing.responseNames }
}

function fragmentsOf(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]))
}

function weighOperation(operation: OperationDefinitionNode, weighing: Weighing): Weight {
  if (operation.name) refuseReserved(operation.name.value, 'operation')
  for (const variable of operation.variableDefinitions ?? []) {
    weighing.visited += 1
    refuseReserved(variable.variable.name.value, 'variable')
    visitDirectives(variable.directives, weighing)
    if (variable.defaultValue) visitValue(variable.defaultValue, weighing)
  }
  visitDirectives(operation.directives, weighing)
  return weighSet(operation.selectionSet, weighing)
}

function weighFragment(name: string, weighing: Weighing): Weight {
  const known = weighing.weights.get(name)
  if (known === 'open') throw cycle(name, weighing)
  if (known) return known
  const fragment = weighing.fragments.get(name)
  // A fragment that does not exist weighs nothing; validation names it.
  if (!fragment) return nothing
  refuseReserved(name, 'fragment')
  weighing.weights.set(name, 'open')
  visitDirectives(fragment.directives, weighing)
  const weight = weighSet(fragment.selectionSet, weighing)
  weighing.weights.set(name, weight)
  return weight
}

function weighSet(set: SelectionSetNode | undefined, weighing: Weighing): Weight {
  if (!set) return nothing
  const weight = weighInto(set, { repeats: new Map(), spread: new Set(), spreads: 0 }, weighing)
  const { width: limit } = weighing.limits
  if (weight.width > limit) {
    const what = 'One selection set has % fields once its fragments are expanded'
    throw overLimit('QUERY_TOO_LARGE', what, weight.width, limit, 'Ask in several queries.')
  }
  return weight
}

function weighInto(set: SelectionSetNode, tally: Tally, weighing: Weighing): Weight {
  let sum = nothing
  for (const selection of set.selections) {
    weighing.visited += 1
    visitDirectives(selection.directives, weighing)
    if (selection.kind === Kind.FIELD) sum = add(sum, weighField(selection, tally, weighing))
    else if (selection.kind === Kind.INLINE_FRAGMENT) sum = add(sum, weighInto(selection.selectionSet, tally, weighing))
    else sum = add(sum, weighSpread(selection.name.value, tally, weighing))
  }
  return sum
}

function weighField(field: FieldNode, tally: Tally, weighing: Weighing): Weight {
  const responseName = field.alias?.value ?? field.name.value
  refuseReserved(responseName, 'alias')
  weighing.responseNames.add(responseName)
  countRepeat(responseName, tally, weighing.limits)
  visitArguments(field.arguments, weighing)
  const below = weighSet(field.selectionSet, weighing)
  const own = { ...below, fields: below.fields + 1, selections: below.selections + 1, width: 1, depth: below.depth + 1 }
  return isIntrospection(field.name.value) ? asIntrospection(field.name.value, own) : own
}

/** Introspection has its own allowance of depth, so its depth moves out of the way of the other. */
function asIntrospection(name: string, own: Weight): Weight {
  const introspectionRoots = own.introspectionRoots + (name === '__schema' ? 1 : 0)
  return { ...own, depth: 1, introspectionDepth: Math.max(own.depth, own.introspectionDepth), introspectionRoots }
}

export function isIntrospection(fieldName: string): boolean {
  return fieldName === '__schema' || fieldName === '__type'
}

function weighSpread(name: string, tally: Tally, weighing: Weighing): Weight {
  const { spreads: limit } = weighing.limits
  tally.spreads += 1
  if (tally.spreads > limit) {
    throw overLimit(
      'QUERY_TOO_LARGE',
      'One selection set spreads at least % fragments',
      tally.spreads,
      limit,
      'Join some of them.',
    )
  }
  const weight = weighFragment(name, weighing)
  const isRepeated = tally.spread.has(name)
  tally.spread.add(name)
  const once = isRepeated ? { ...weight, fields: 0, width: 0, introspectionRoots: 0 } : weight
  return { ...once, selections: weight.selections + 1 }
}

function add(left: Weight, right: Weight): Weight {
  return {
    fields: left.fields + right.fields,
    selections: left.selections + right.selections,
    width: left.width + right.width,
    depth: Math.max(left.depth, right.depth),
    introspectionDepth: Math.max(left.introspectionDepth, right.introspectionDepth),
    introspectionRoots: left.introspectionRoots + right.introspectionRoots,
  }
}

function countRepeat(responseName: string, tally: Tally, limits: GuardLimits): void {
  const count = (tally.repeats.get(responseName) ?? 0) + 1
  tally.repeats.set(responseName, count)
  if (count > limits.repeats) {
    const what = `One selection set asks for "${responseName}" at least % times`
    throw overLimit('QUERY_TOO_LARGE', what, count, limits.repeats, 'Ask for it once.')
  }
}

function visitDirectives(directives: readonly DirectiveNode[] | undefined, weighing: Weighing): void {
  if (!directives || directives.length === 0) return
  const { directives: limit } = weighing.limits
  if (directives.length > limit) {
    throw overLimit(
      'QUERY_TOO_LARGE',
      'One place of the query has % directives',
      directives.length,
      limit,
      'Remove some.',
    )
  }
  for (const directive of directives) {
    weighing.visited += 1
    visitArguments(directive.arguments, weighing)
  }
}

function visitArguments(args: readonly (ArgumentNode | ConstArgumentNode)[] | undefined, weighing: Weighing): void {
  for (const argument of args ?? []) {
    weighing.visited += 1
    visitValue(argument.value, weighing)
  }
}

function visitValue(value: ValueNode, weighing: Weighing): void {
  weighing.visited += 1
  const entries = entriesOf(value)
  const { literalEntries: limit } = weighing.limits
  if (entries.length > limit) {
    const what = 'One list or object written in the query has % entries'
    throw overLimit('QUERY_TOO_LARGE', what, entries.length, limit, 'Pass it as a variable.')
  }
  for (const entry of entries) visitValue(entry, weighing)
}

function entriesOf(value: ValueNode): readonly ValueNode[] {
  if (value.kind === Kind.LIST) return value.values
  if (value.kind === Kind.OBJECT) return value.fields.map((field) => field.value)
  return []
}

function cycle(name: string, { weights }: Weighing): Refusal {
  // A Map keeps insertion order, so the open fragments stand in the order in which they spread each other.
  const open = [...weights].filter(([, weight]) => weight === 'open').map(([fragment]) => fragment)
  const names = [...open.slice(open.indexOf(name)), name]
  return new Refusal(
    'BAD_REQUEST',
    `The fragments spread each other in a circle: ${names.join(' → ')}. Break it at one of them.`,
  )
}

const reserved: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** Names that mean something to JavaScript objects. Nothing of ours uses them, so no layer below has to be trusted with them. */
export function isReserved(name: string): boolean {
  return reserved.has(name)
}

function refuseReserved(name: string, what: string): void {
  if (isReserved(name)) throw new Refusal('BAD_REQUEST', `"${name}" cannot be the name of a ${what}: choose another.`)
}
