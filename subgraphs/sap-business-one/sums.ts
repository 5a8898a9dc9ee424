import Big from 'big.js'
import type { Link, NativeAggregate, NativeRequest, NativeSums, SumsPage } from '../../gateway/connector/index.ts'
import { fetchSums as fetchApplied, renderSums as renderApplied } from '../dialects/odata/sums.ts'
import { serviceLayer } from './dialect.ts'
import { serviceOf } from './reading.ts'
import type { Place } from './sets.ts'
import type { Settings } from './settings.ts'

/** Groups that are wished for in one answer. */
const mostGroups = 5_000
/**
 * The database adds up decimals, and the service tells the sum as a double, which holds 15 digits: six of them are behind the point,
 * and from here on a sum may have lost its last.
 */
const inexactFrom = new Big('1e9')

/** How an answer of groups ends is not documented: all rows are counted beside them. */
export const renderSums = (query: NativeAggregate<Place>, settings: Settings): NativeRequest =>
  renderApplied(
    query,
    {
      ...serviceOf(settings),
      mostGroups,
      namesSet: true,
      isCounted: true,
      prefer: [`odata.maxpagesize=${mostGroups}`],
    },
    serviceLayer,
  )

/** One round trip. Sums that may not be exact are too much. */
export async function fetchSums(request: NativeRequest, link: Link): Promise<SumsPage> {
  const page = await fetchApplied(request, link)
  return page.groups.every(isExact) ? page : { groups: [], isTooMuch: true }
}

const isExact = ({ measures }: NativeSums): boolean => measures.every((value) => !isNumber(value) || isHeld(value))

const isNumber = (value: unknown): value is number | string => /^-?\d+(\.\d+)?$/.test(String(value))

const isHeld = (value: number | string): boolean => new Big(value).abs().lt(inexactFrom)
