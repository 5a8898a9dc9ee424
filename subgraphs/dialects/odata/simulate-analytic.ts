import { type EntitySetModel, type Row, refused } from './simulate-model.ts'
import { type Found, find, type SetQuery, type Store } from './simulate-query.ts'

/** Whether rows of the answer stand for several of the set: not where its whole key is selected. @throws ODataError for a filter by a measure */
export function addsUp({ filter = '', shape }: SetQuery, { key, measures, name }: EntitySetModel): boolean {
  if (!measures) return false
  const judged = measures.find((measure) => new RegExp(`\\b${measure}\\b`).test(filter.replace(/'[^']*'/g, '')))
  if (judged) throw refused('notSupported', `Property ${judged} of ${name} is not filterable`)
  return !key.every((column) => shape.columns.includes(column))
}

/** One row for all that are alike in the selected dimensions, in the asked order. */
export function findSums(query: SetQuery, store: Store, skip: number, limit: number): Found {
  const { shape, orderby, isCounted } = query
  const measures = shape.columns.filter((column) => store.set.measures!.includes(column))
  const dimensions = shape.columns.filter((column) => !measures.includes(column))
  const lost = orderby.find(({ column }) => !shape.columns.includes(column))
  if (lost) throw refused('notSupported', `Property ${lost.column} is not selected and cannot be sorted by`)
  const { rows } = find({ ...query, orderby: [], isCounted: false }, store, 0, Number.POSITIVE_INFINITY)
  const groups = Map.groupBy(rows, (row) => JSON.stringify(dimensions.map((column) => row[column])))
  const added = [...groups.values()].map((own) => addedUp(own, dimensions, measures))
  return {
    rows: store.sort(added, orderby).slice(skip, skip + limit),
    ...(isCounted && { count: added.length }),
  }
}

const addedUp = (rows: readonly Row[], dimensions: readonly string[], measures: readonly string[]): Row =>
  Object.fromEntries([
    ...dimensions.map((column) => [column, rows[0]![column]!] as const),
    ...measures.map((column) => [column, sumOf(rows.map((row) => String(row[column])))] as const),
  ])

/** Exact, in the widest scale. */
function sumOf(texts: readonly string[]): string {
  const scale = Math.max(...texts.map((text) => text.split('.')[1]?.length ?? 0))
  const total = texts.reduce((sum, text) => {
    const [whole = '', fraction = ''] = text.split('.')
    return sum + BigInt(whole + fraction.padEnd(scale, '0'))
  }, 0n)
  const digits = `${total < 0n ? -total : total}`.padStart(scale + 1, '0')
  const point = digits.length - scale
  return `${total < 0n ? '-' : ''}${digits.slice(0, point)}${scale > 0 ? `.${digits.slice(point)}` : ''}`
}
