import type { ApplicationOptions } from '../../../gateway/application.ts'
import { plain } from '../company.ts'

export const live = { 'cache-control': 'no-cache' }

export const pipelineOf = (fields: string) => /* GraphQL */ `
  query ($groupBy: [PipelineGrouping!], $where: OpportunityFilter) {
    pipeline(groupBy: $groupBy, where: $where) {
      groups { source stage owner month currency deals amount ${fields} }
      complete sourceResults { source status rows calls oldestFetchedAt message }
    }
  }
`

/** Groups in one order, and decimals however many zeros they end with. */
export const inOneOrder = (groups: readonly unknown[]): string[] =>
  groups
    .map((group) =>
      JSON.stringify(group, (_name, value) => (/^-?\d+\.\d+$/.test(String(value)) ? plain(String(value)) : value)),
    )
    .sort()

/** The same systems, which add up nothing by themselves. */
export const withoutAggregates = ({ sources, ...rest }: ApplicationOptions): ApplicationOptions => ({
  ...rest,
  sources: sources.map(({ connector: { aggregate: _, ...connector }, ...source }) => ({ ...source, connector })),
})

/** The same systems, of which no more rows may be read. */
export const withRows =
  (maxScanRows: number) =>
  ({ sources, ...rest }: ApplicationOptions): ApplicationOptions => ({
    ...rest,
    sources: sources.map((source) => ({ ...source, maxScanRows })),
  })
