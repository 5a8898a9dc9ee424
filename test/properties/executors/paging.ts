import type { Field, Operation, Selection } from './operation.ts'

const plain = (name: string, of: readonly Selection[] = []): Field => ({
  kind: 'field',
  name,
  hasAlias: false,
  args: [],
  of,
})
const [endCursor, id] = [plain('pageInfo', [plain('endCursor')]), plain('id')]

/** The same question with the end of every page in its answer. */
export const withCursors = (operation: Operation): Operation =>
  added(operation, endCursor, (field) => field.after !== undefined)

/** The same question with the id of every row of a page in its answer. */
export const withIds = (operation: Operation): Operation =>
  added(operation, id, ({ name }) => name === 'nodes' || name === 'node')

/** The root field `node` has rows of any type, whose ids are all alike. */
function added(operation: Operation, extra: Field, belongsIn: (field: Field) => boolean): Operation {
  const mark = (of: readonly Selection[]): Selection[] =>
    of.map((one) => {
      const below = mark(one.of)
      return { ...one, of: one.kind === 'field' && belongsIn(one) ? [...below, extra] : below }
    })
  return { ...operation, of: mark(operation.of) }
}

/** The question for what comes after the pages of an answer; inside lists, after the page of the first that has one. */
export function nextPage(operation: Operation, names: ReadonlyMap<Field, string>, data: unknown): Operation {
  const turn = (of: readonly Selection[], value: unknown): Selection[] =>
    of.map((one) => {
      if (one.kind === 'fragment') return { ...one, of: turn(one.of, value) }
      const own = valueAt(value, names.get(one))
      const below = { ...one, of: turn(one.of, own) }
      const cursor = (own as { pageInfo?: { endCursor?: unknown } } | undefined)?.pageInfo?.endCursor
      if (!one.after || typeof cursor !== 'string') return below
      const others = one.args.filter(({ of }) => of.name !== 'after')
      return { ...below, args: [...others, { of: one.after, value: cursor, how: 'variable' as const }] }
    })
  return { ...operation, of: turn(operation.of, data) }
}

function valueAt(parent: unknown, name: string | undefined): unknown {
  const one = Array.isArray(parent) ? parent.find((entry) => entry !== null) : parent
  return typeof one === 'object' && one !== null && name ? (one as Record<string, unknown>)[name] : undefined
}
