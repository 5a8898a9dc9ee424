import { countCalls } from './check.ts'
import { ours } from './contenders.ts'
import { graphql, post, send } from './graphql.ts'
import { customerPage, type Place } from './questions.ts'
import { gatewayOf, type Stage } from './stage.ts'
import { aloneSource } from './system.ts'

/** Something that holds or does not, whatever the machine: it is counted, not timed. */
export interface Count {
  readonly what: string
  readonly promised: number
  readonly counted: number
}

/** What is promised of data that is held, counted at the systems. Needs the one system that is asked alone. */
export async function countPromises(stage: Stage): Promise<Count[]> {
  return [await warmPage(stage), ...(await halfWarmBatch(stage)), await sharedFlight(stage)]
}

async function warmPage(stage: Stage): Promise<Count> {
  const { query, variants } = customerPage(stage.fixtures.alone!, 50)
  const { url } = stage.player(ours)
  const requests = variants.slice(0, 5).map(({ variables }) => post(query, variables, false))
  for (const request of requests) await send(url, request)
  const { most } = await countCalls({ url, requests }, stage.calls)
  return { what: 'vendor calls for a customer page that is held', promised: 0, counted: most }
}

/** Twenty customers by key, ten of them held. */
async function halfWarmBatch(stage: Stage): Promise<Count[]> {
  const { url } = stage.player(ours)
  const batch = stage.fixtures.alone!.customers.slice(0, 20)
  const missing = batch.filter((_, i) => i % 2 === 0)
  await gatewayOf(stage).ask('forget', aloneSource)
  await graphql(url, byKey(batch.filter((place) => !missing.includes(place))), {}, false)
  await stage.calls()
  await graphql(url, byKey(batch), {}, false)
  const asked = await stage.systems.ask('asked', aloneSource)
  const named = batch.filter(({ key }) => asked.some((statement) => names(statement, key)))
  return [
    { what: 'vendor calls for a batch of which half is held', promised: 1, counted: asked.length },
    { what: 'keys asked for that were missing, of ten', promised: 10, counted: shared(named, missing) },
    { what: 'keys asked for that were held, of ten', promised: 0, counted: named.length - shared(named, missing) },
  ]
}

const byKey = (places: readonly Place[]): string =>
  `{ ${places.map(({ id }, i) => `c${i}: customer(id: "${id}") { name }`).join(' ')} }`

/** Whether a statement names a key as a whole: 12 is not named by 123. */
const names = (statement: string, key: string): boolean => new RegExp(`(?<!\\w)${key}(?!\\w)`).test(statement)

const shared = <T>(some: readonly T[], others: readonly T[]): number =>
  some.filter((one) => others.includes(one)).length

/** So many who ask for one customer at once, each in words of their own, while the system takes its time. */
const ASKERS = 1_000

async function sharedFlight(stage: Stage): Promise<Count> {
  const { url } = stage.player(ours)
  const { id } = stage.fixtures.alone!.customers.at(-1)!
  await gatewayOf(stage).ask('forget', aloneSource)
  await stage.systems.ask('latency', 100)
  await stage.calls()
  const words = Array.from({ length: ASKERS }, (_, i) => `query Ask${i} { c${i}: customer(id: "${id}") { name } }`)
  await Promise.all(words.map((query) => graphql(url, query, {}, false)))
  await stage.systems.ask('latency', 0)
  return { what: 'vendor calls for 1,000 who ask for one thing at once', promised: 1, counted: await stage.calls() }
}
