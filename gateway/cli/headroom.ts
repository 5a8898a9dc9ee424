import { parseArgs } from 'node:util'
import { askData, askGateway, textOf } from './gateway-client.ts'
import { type Judged, judge, type PredictedView, type ToldSource } from './headroom-judge.ts'
import { headroomText } from './headroom-text.ts'
import { readViews, type View } from './headroom-views.ts'
import { askingNobody, demoConfig, readConfig } from './options.ts'
import { withOwnGateway } from './own-gateway.ts'

export const summary =
  'headroom [--config FILE | --url URL ...] [--views FILE] [--json]   calls a day, and those of views, beside the limits'

/**
 * Says of each source whether what it was asked in its fullest day, and what views would ask, stays within its limits: by the
 * ledger of a configuration, or by running gateways, whose calls are added up. Asks no source. Ends with 1 where it does not.
 */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options })
  const views = values.views === undefined ? [] : readViews(values.views)
  const report = values.url
    ? await reportOf(values.url, views)
    : await byConfiguration(values.config ?? demoConfig, views)
  const { sources, views: predicted, notes } = report
  console.log(values.json ? JSON.stringify(report, null, 2) : headroomText(sources, predicted, notes))
  return sources.some(({ verdict }) => verdict === 'OVER_LINE' || verdict === 'OVER_LIMIT') ? 1 : 0
}

const options = {
  config: { type: 'string', short: 'c' },
  url: { type: 'string', multiple: true },
  views: { type: 'string' },
  json: { type: 'boolean' },
} as const

interface Report {
  readonly sources: readonly Judged[]
  readonly views: readonly PredictedView[]
  readonly notes: readonly string[]
}

/** By a gateway of its own, which knows the ledger. What several replicas have in common is not in it. */
async function byConfiguration(config: string, views: readonly View[]): Promise<Report> {
  const { redis } = await readConfig(config, askingNobody)
  const report = await withOwnGateway(config, (url) => reportOf([url], views), { knowsLedger: true })
  return redis && redis.replicas > 1 ? { ...report, notes: [oneOfMany] } : report
}

const oneOfMany =
  'These are the calls of one replica, and the limits of all. Name each replica with --url, and their calls are added up.'

async function reportOf(urls: readonly string[], views: readonly View[]): Promise<Report> {
  const told = await Promise.all(urls.map((url) => askData<{ sources: readonly ToldSource[] }>(url, query)))
  const predicted: PredictedView[] = []
  for (const view of views) predicted.push(await predict(urls[0]!, view))
  const sources = told[0]!.sources.map((first) => {
    const others = told.slice(1).flatMap((other) => other.sources.filter(({ name }) => name === first.name))
    return judge([first, ...others], predicted)
  })
  const isShared = told.some((other) => other.sources.some(({ sharedLimits }) => sharedLimits !== null))
  return { sources, views: predicted, notes: isShared && urls.length === 1 ? [oneOfMany] : [] }
}

const query = `{
  sources {
    name ledger
    limits { name limit published windowSeconds }
    sharedLimits { state }
    history { since callsPerHour }
  }
}`

interface Explained {
  readonly sources: readonly { readonly source: string; readonly calls: number }[]
  readonly fields: readonly {
    readonly field: string
    readonly executor: string
    readonly steps: readonly { readonly isBounded: boolean }[]
  }[]
  readonly isAllowed: boolean
}

/** Root fields that the gateway answers by itself. */
const asksNobody = /^(__\w+|sources|explain)$/

/** What it costs when nothing is held: that it is held just now saves no call tomorrow. */
async function predict(url: string, { name, asked, perDay }: View): Promise<PredictedView> {
  const headers = { 'x-freshet-explain': 'plan', 'cache-control': 'no-cache' }
  const { extensions, errors } = await askGateway(url, asked, headers)
  const explained = extensions?.explain as Explained | undefined
  if (!explained) throw new Error(`The view ${name} is not explained: ${textOf(errors) || 'nothing was said.'}`)
  const { sources, fields, isAllowed } = explained
  return {
    name,
    perDay,
    calls: Object.fromEntries(sources.map(({ source, calls }) => [source, calls])),
    isTold: fields.every(
      ({ field, executor, steps }) =>
        asksNobody.test(field) || (executor === 'PLAN' && !steps.some(({ isBounded }) => isBounded)),
    ),
    isAllowed,
  }
}
