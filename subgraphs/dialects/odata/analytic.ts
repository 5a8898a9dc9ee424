import type {
  Link,
  NativeAggregate,
  NativeQuery,
  NativeRequest,
  NativeRow,
  NativeSums,
  SumsPage,
} from '../../../gateway/connector/index.ts'
import { FreshetError } from '../../../gateway/errors.ts'
import type { Dialect } from './dialect.ts'
import { fetchRead, renderRead, type SetAddress } from './reading.ts'

/** Which columns of a row are the group, and which its sums. */
interface Shape {
  readonly groups: readonly string[]
  readonly measures: readonly string[]
  /** `fetchRead`'s own note. */
  readonly plan: unknown
}

/**
 * A question for sums to a set of `sap:semantics="aggregate"`: it adds up over all dimensions that are not selected, and so is read
 * like any other. It has no count and no measures but sums. The key is not selected, which would make a row of each line; what is
 * makes the order that pages need.
 */
export function renderAnalytic(
  { object, hint, groupBy, measures, filter }: NativeAggregate,
  address: SetAddress,
  dialect: Dialect,
  pageRows: number,
): NativeRequest {
  const sums = measures.map((measure) => {
    if (measure.kind === 'sum') return measure.column
    throw new FreshetError('INTERNAL', { detail: `${object} tells sums, and no ${measure.kind}` })
  })
  const columns = groupBy.map(({ column }) => column)
  const order = columns.map((column) => ({ column, direction: 'asc' as const }))
  const asked = { object, hint, columns: [...columns, ...sums], pageRows, ...(filter && { filter }) }
  // In parts, where the filter has too many alternatives: these exclude each other, and their sums are added here.
  const query: NativeQuery = { ...asked, order, anyOrder: true }
  const request = renderRead(query, { ...address, key: [] }, dialect)
  const shape: Shape = {
    groups: columns.map(({ native }) => native),
    measures: sums.map(({ native }) => native),
    plan: request.hint,
  }
  return { ...request, hint: shape }
}

/** One page of groups. @throws FreshetError as `fetchRead` */
export async function fetchAnalytic(request: NativeRequest, link: Link): Promise<SumsPage> {
  const shape = request.hint as Shape
  const { rows, next } = await fetchRead({ ...request, hint: shape.plan }, link)
  const groups = rows.map((row) => sumsOf(row, shape))
  return next ? { groups, next: { ...next, hint: { ...shape, plan: next.hint } satisfies Shape } } : { groups }
}

const sumsOf = (row: NativeRow, { groups, measures }: Shape): NativeSums => ({
  group: groups.map((native) => row[native]),
  measures: measures.map((native) => row[native]),
})
