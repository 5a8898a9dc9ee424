import {
  type ArgumentNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentSpreadNode,
  type InlineFragmentNode,
  Kind,
  valueFromASTUntyped,
  visit,
} from 'graphql'

/** A fragment whose fields may come later. */
export interface Deferral {
  readonly label: string | undefined
}

/** A list whose entries may come one after the other. */
export interface Streaming {
  readonly label: string | undefined
  readonly initialCount: number
}

type Variables = Readonly<Record<string, unknown>>
type FragmentNode = FragmentSpreadNode | InlineFragmentNode

// The marks hang on nodes, which are copied around while plans are made and stitching delegates, but never changed. Each document
// with marks has nodes of its own, so that what is deferred for one caller is not for another.
const deferrals = new WeakMap<FragmentNode, Deferral>()
const streamings = new WeakMap<FieldNode, Streaming>()

/** How a fragment is deferred; undefined where it is not. */
export const deferralOf = (node: FragmentNode): Deferral | undefined => deferrals.get(node)

/** How a list is streamed; undefined where it is not. */
export const streamingOf = (node: FieldNode): Streaming | undefined => streamings.get(node)

/** A document that says something of incremental delivery, and what was made of it before. */
interface Known {
  readonly variables: readonly string[]
  readonly whole: DocumentNode
  /** By the values of the variables. */
  readonly marked: Map<string, DocumentNode>
}

const known = new WeakMap<DocumentNode, Known | 'says nothing'>()

/** Each variable that decides has two values that matter, and a document few of them: more are noise. */
const mostVariants = 16

/** The document without `@defer` and `@stream`, for who is to be answered at once. Remembered; most documents are returned as they are. */
export function withoutMarks(document: DocumentNode): DocumentNode {
  const of = knownOf(document)
  return of === 'says nothing' ? document : of.whole
}

/** Whether a document says anything of incremental delivery. */
export const saysOfDelivery = (document: DocumentNode): boolean => knownOf(document) !== 'says nothing'

/**
 * The document without `@defer` and `@stream`, its nodes marked by what they said for these values of the variables: so nothing that
 * copies or delegates selections has to know the directives.
 */
export function withMarks(document: DocumentNode, variables: Variables): DocumentNode {
  const of = knownOf(document)
  if (of === 'says nothing') return document
  const variant = JSON.stringify(of.variables.map((name) => variables[name]))
  const before = of.marked.get(variant)
  if (before) return before
  const marked = markedBy(document, variables)
  if (of.marked.size >= mostVariants) of.marked.clear()
  of.marked.set(variant, marked)
  return marked
}

function knownOf(document: DocumentNode): Known | 'says nothing' {
  const before = known.get(document)
  if (before) return before
  const directives = deliveryDirectivesIn(document)
  const of =
    directives.length === 0
      ? 'says nothing'
      : { variables: variablesIn(directives), whole: stripped(document), marked: new Map() }
  known.set(document, of)
  return of
}

const isOfDelivery = ({ name }: DirectiveNode): boolean => name.value === 'defer' || name.value === 'stream'

function deliveryDirectivesIn(document: DocumentNode): readonly DirectiveNode[] {
  const found: DirectiveNode[] = []
  visit(document, { Directive: (node) => void (isOfDelivery(node) && found.push(node)) })
  return found
}

function variablesIn(directives: readonly DirectiveNode[]): readonly string[] {
  const names = new Set<string>()
  for (const directive of directives) visit(directive, { Variable: ({ name }) => void names.add(name.value) })
  return [...names].sort()
}

const stripped = (document: DocumentNode): DocumentNode =>
  visit(document, { Directive: (node) => (isOfDelivery(node) ? null : undefined) })

function markedBy(document: DocumentNode, variables: Variables): DocumentNode {
  const without = <N extends FragmentNode | FieldNode>(node: N): N => ({
    ...node,
    directives: node.directives?.filter((directive) => !isOfDelivery(directive)),
  })
  const fragment = (node: FragmentNode) => {
    const said = saidBy(node, 'defer', variables)
    if (!said) return undefined
    const copy = without(node)
    if (said.if !== false) deferrals.set(copy, { label: labelIn(said) })
    return copy
  }
  const field = (node: FieldNode) => {
    const said = saidBy(node, 'stream', variables)
    if (!said) return undefined
    const copy = without(node)
    const initialCount = typeof said.initialCount === 'number' ? Math.max(0, said.initialCount) : 0
    if (said.if !== false) streamings.set(copy, { label: labelIn(said), initialCount })
    return copy
  }
  // On the way out: what is changed inside a node makes a copy of it, which would have lost its mark.
  return visit(document, {
    InlineFragment: { leave: fragment },
    FragmentSpread: { leave: fragment },
    Field: { leave: field },
  })
}

function saidBy(
  { directives = [] }: { readonly directives?: readonly DirectiveNode[] },
  name: 'defer' | 'stream',
  variables: Variables,
): Readonly<Record<string, unknown>> | undefined {
  const directive = directives.find((directive) => directive.name.value === name)
  return directive && Object.fromEntries((directive.arguments ?? []).map((argument) => valueIn(argument, variables)))
}

const valueIn = ({ name, value }: ArgumentNode, variables: Variables): readonly [string, unknown] => [
  name.value,
  value.kind === Kind.VARIABLE ? variables[value.name.value] : valueFromASTUntyped(value),
]

const labelIn = ({ label }: Readonly<Record<string, unknown>>): string | undefined =>
  typeof label === 'string' ? label : undefined
