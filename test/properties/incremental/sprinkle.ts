import {
  type DirectiveNode,
  type FieldNode,
  Kind,
  type NameNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql'

/** Numbers from 0 to 99, thrown before: a shrunk question has fewer directives. */
export type Dice = readonly number[]

/**
 * The same question with `@defer` and `@stream` strewn over it: on its own fragments, and on fragments around some of its fields.
 * None of them changes what is asked for.
 */
export function sprinkled(query: string, dice: Dice): string {
  let thrown = 0
  let labels = 0
  const isHit = (percent: number) => dice.length > 0 && dice[thrown++ % dice.length]! < percent
  const labelled = (name: 'defer' | 'stream'): DirectiveNode => ({
    kind: Kind.DIRECTIVE,
    name: nameOf(name),
    arguments: isHit(50) ? [argument('label', { kind: Kind.STRING, value: `part ${labels++}` })] : [],
  })
  const deferred = <N extends { readonly directives?: readonly DirectiveNode[] }>(node: N): N | undefined =>
    isHit(40) ? { ...node, directives: [...(node.directives ?? []), labelled('defer')] } : undefined
  const streamed = (node: FieldNode) => {
    if (node.name.value !== 'nodes' || !isHit(40)) return undefined
    return { ...node, directives: [...(node.directives ?? []), labelled('stream')] }
  }
  const around = ({ selections, ...set }: SelectionSetNode) => {
    // Beside entries that come one after the other, nothing may stand that is only known at their end.
    const share = selections.some(isStreamed) ? 75 : 25
    const isWrapped = (node: SelectionNode) => !isStreamed(node) && !isTypeName(node) && isHit(share)
    return {
      ...set,
      selections: selections.map(
        (node): SelectionNode => (isWrapped(node) ? { ...inline([node]), directives: [labelled('defer')] } : node),
      ),
    }
  }
  return print(
    visit(parse(query), {
      InlineFragment: { leave: deferred },
      FragmentSpread: { leave: deferred },
      Field: { leave: streamed },
      SelectionSet: { leave: around },
    }),
  )
}

const isStreamed = ({ directives = [] }: SelectionNode): boolean =>
  directives.some(({ name }) => name.value === 'stream')

/** A fragment around nothing but the name of a type is lost where a question is delegated, deferred or not. */
const isTypeName = (node: SelectionNode): boolean => node.kind === Kind.FIELD && node.name.value === '__typename'

const nameOf = (value: string): NameNode => ({ kind: Kind.NAME, value })

const argument = (name: string, value: { readonly kind: Kind.STRING; readonly value: string }) =>
  ({ kind: Kind.ARGUMENT, name: nameOf(name), value }) as const

const inline = (selections: readonly SelectionNode[]) =>
  ({ kind: Kind.INLINE_FRAGMENT, selectionSet: { kind: Kind.SELECTION_SET, selections } }) as const
