import {
  type FieldNode,
  type GraphQLLeafType,
  type GraphQLOutputType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql'
import { dropLater, placeFailures, type Run } from './run.ts'

/**
 * A writer of JSON text. `null` as text is a null; no text at all is a null that the type does not allow, which then takes the
 * value around it along: its failure has been noted where it happened.
 */
export type Write<T = unknown> = (value: T, run: Run) => string

export const nullText = 'null'
export const noText = ''

/** What is written for a value of a field's type: the rules of the GraphQL specification, section 6.4.3, in text. */
export function completion(type: GraphQLOutputType, inner: Write | undefined, nodes: Nodes, label: string): Write {
  return guarded(type, (value) => value, inner, nodes, label)
}

type Nodes = readonly FieldNode[]

/** The same for what `resolve` makes of a parent: what it throws is the field's failure. */
export function guarded(
  type: GraphQLOutputType,
  resolve: (parent: unknown, run: Run) => unknown,
  inner: Write | undefined,
  nodes: Nodes,
  label: string,
): Write {
  const isRequired = isNonNullType(type)
  const write = shown(isRequired ? type.ofType : type, inner, nodes, label)
  const absent = isRequired ? noText : nullText
  return (parent, run) => {
    try {
      const value = resolve(parent, run)
      if (value instanceof Error) throw value
      if (value !== null && value !== undefined) {
        const before = run.failures.length
        const text = write(value, run)
        if (text !== noText) return text
        dropLater(run, before)
        return absent
      }
      if (!isRequired) return nullText
      throw new Error(`Cannot return null for non-nullable field ${label}.`)
    } catch (error) {
      run.failures.push({ error, nodes, path: [] })
      return absent
    }
  }
}

/** A value that is there, by the type without its "non-null". */
function shown(type: GraphQLOutputType, inner: Write | undefined, nodes: Nodes, label: string): Write {
  if (isListType(type)) return listOf(completion(type.ofType, inner, nodes, label), label)
  if (isLeafType(type)) return leaf(type)
  return inner!
}

function listOf(item: Write, label: string): Write {
  return (values, run) => {
    if (!Array.isArray(values)) throw new Error(`Expected a list for field ${label}.`)
    let text = '['
    for (let i = 0; i < values.length; i++) {
      const before = run.failures.length
      const written = item(values[i], run)
      if (run.failures.length > before) placeFailures(run, before, i)
      if (written === noText) return noText
      text += i === 0 ? written : `,${written}`
    }
    return `${text}]`
  }
}

function leaf(type: GraphQLLeafType): Write {
  return (value) => {
    const serialized = type.serialize(value)
    if (serialized === undefined || serialized === null)
      throw new Error(`Expected \`${type.name}.serialize\` to return a value.`)
    return JSON.stringify(serialized)
  }
}
