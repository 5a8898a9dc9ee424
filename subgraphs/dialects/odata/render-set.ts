import type { NativeQuery } from '../../../gateway/connector/index.ts'
import type { Dialect } from './dialect.ts'
import { renderFilter } from './render.ts'

type Option = readonly [name: string, value: string]

/** The set and its query options without paging, percent-encoded, relative to the service; and the same for human eyes. */
export function renderSet(
  query: NativeQuery,
  key: readonly string[],
  dialect: Dialect,
  always: readonly Option[] = [],
): { readonly url: string; readonly text: string } {
  const options = [...always, ...queryOptions(query, key, dialect)]
  const text = options.map(([name, value]) => `${name}=${value}`).join('&')
  const url = options.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')
  return { url: `${query.object}?${url}`, text: `${query.object}?${text}` }
}

function queryOptions(query: NativeQuery, key: readonly string[], dialect: Dialect): Option[] {
  const columns = [...new Set(query.columns.map(({ native }) => native))]
  const terms = query.order.map(({ column, direction }) =>
    direction === 'desc' ? `${column.native} desc` : column.native,
  )
  const order = [...terms, ...key.filter((native) => !query.order.some(({ column }) => column.native === native))]
  return [
    ...selected(columns, dialect),
    ...(query.filter ? [['$filter', renderFilter(query.filter, dialect)] as const] : []),
    // Pages by $top and $skip hold together only in a total order, and a service need not have one by itself.
    ['$orderby', order.join(',')],
  ]
}

function selected(columns: readonly string[], { version, complexPaths }: Dialect): Option[] {
  if (complexPaths) return [['$select', [...new Set(columns.map((column) => column.split('/')[0]!))].join(',')]]
  return version === 2 ? selectedV2(columns) : selectedV4(columns)
}

/** Version 2 selects by paths; `to_Item/to_ScheduleLine/X` needs the navigation expanded, and an expanded path expands the steps before it. */
function selectedV2(columns: readonly string[]): Option[] {
  const paths = columns.map((column) => column.split('/').slice(0, -1).join('/')).filter(Boolean)
  const unique = [...new Set(paths)]
  const expand = unique.filter((path) => !unique.some((other) => other.startsWith(`${path}/`)))
  return [['$select', columns.join(',')], ...(expand.length > 0 ? [['$expand', expand.join(',')] as const] : [])]
}

interface Selected {
  readonly columns: string[]
  readonly navigations: Map<string, Selected>
}

/** Version 4 selects within each expansion: `to_Item($select=X;$expand=to_ScheduleLine($select=Y))`. */
function selectedV4(columns: readonly string[]): Option[] {
  const root: Selected = { columns: [], navigations: new Map() }
  for (const column of columns) place(root, column.split('/'))
  return optionsOf(root)
}

function place(into: Selected, [step, ...rest]: readonly string[]): void {
  if (rest.length === 0) {
    into.columns.push(step!)
    return
  }
  const below = into.navigations.get(step!) ?? { columns: [], navigations: new Map() }
  into.navigations.set(step!, below)
  place(below, rest)
}

function optionsOf({ columns, navigations }: Selected): Option[] {
  const expand = [...navigations].map(([name, below]) => {
    const inner = optionsOf(below).map(([option, value]) => `${option}=${value}`)
    return `${name}(${inner.join(';')})`
  })
  return [
    ...(columns.length > 0 ? [['$select', columns.join(',')] as const] : []),
    ...(expand.length > 0 ? [['$expand', expand.join(',')] as const] : []),
  ]
}
