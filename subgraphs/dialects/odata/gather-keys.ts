import { and, type Column, type NativeFilter, oneOf } from '../../../gateway/connector/index.ts'

interface Equality {
  readonly column: Column
  readonly value: string
}

/**
 * The branches of a disjunction, with keys of several parts gathered under the parts that they share:
 * `a eq 1 and (b eq 2 or b eq 3)` for `a eq 1 and b eq 2` and `a eq 1 and b eq 3`. Other branches stay as they are.
 */
export function gathered(branches: readonly NativeFilter[]): readonly NativeFilter[] {
  const keys = branches.map(equalities)
  const [first] = keys
  const isKeys = keys.every((key) => key !== undefined && columnsOf(key) === columnsOf(first!))
  return isKeys && first!.length > 1 ? gather(keys as readonly (readonly Equality[])[]) : branches
}

function gather(keys: readonly (readonly Equality[])[]): readonly NativeFilter[] {
  const [{ column }, ...others] = keys[0]! as [Equality, ...Equality[]]
  if (others.length === 0) return [oneOf(column, ...keys.map(([only]) => only!.value))]
  const groups = Map.groupBy(keys, (key) => key[0]!.value)
  return [...groups].map(([value, group]) => {
    const rest = gather(group.map((key) => key.slice(1)))
    return and(equals(column, value), rest.length === 1 ? rest[0]! : { kind: 'or', terms: rest })
  })
}

const equals = (column: Column, value: string): NativeFilter => ({ kind: 'compare', op: 'eq', column, value })

/** The parts of a conjunction of equalities; undefined for anything else. */
function equalities(branch: NativeFilter): readonly Equality[] | undefined {
  const terms = branch.kind === 'and' ? branch.terms : [branch]
  const isKey = terms.every((term) => term.kind === 'compare' && term.op === 'eq')
  return isKey ? (terms as readonly (NativeFilter & Equality)[]) : undefined
}

const columnsOf = (key: readonly Equality[]): string => key.map(({ column }) => column.native).join()
