import { existsSync } from 'node:fs'
import type { ExecutorName } from '../../gateway/plan/index.ts'
import { packagesFolder } from './peers/packages.ts'

/** What a contender is asked in: our schema, the small schema of the one system, or paths of its own. */
export type Language = 'ours' | 'small' | 'paths'

/** One who answers the questions, in a process of its own. */
export interface Contender {
  readonly name: string
  readonly title: string
  /** The module of its process. */
  readonly file: string
  readonly language: Language
  readonly setup: Setup
}

/** What its process is told when it starts. */
export interface Setup {
  readonly executor?: ExecutorName
  /** Without limits of sources, and with nobody who listens to what the gateway publishes. */
  readonly isBare?: boolean
}

/** What each of our gateways may hold of rows. */
export const cacheBytes = 100_000_000

/** Our executors; the first is the one that callers get, and is judged by the goals. */
const executors: readonly [ExecutorName, ...ExecutorName[]] = ['plan', 'stitched']

export const handWritten = 'hand-written'

/** What no server on this runtime can beat: answers of the gateway's, kept ready by node:http. */
export const sameBytes = 'same bytes'

/** Two gateways of one history, the second without what it does beside answering: for the price of that. */
export const [complete, bare] = ['complete', 'bare'] as const

/** Whoever is compared, ourselves first. Other gateways take part when `test/bench/peers/install.mjs` has been run. */
export function contenders(): readonly Contender[] {
  return [
    ...executors.map((executor) => gateway(executor, `Freshet, ${executor}`, { executor })),
    gateway(complete, 'Freshet once more, for its price in parts', { executor: executors[0] }),
    gateway(bare, 'the same without limits of sources, and with nobody who listens', {
      executor: executors[0],
      isBare: true,
    }),
    byHand(handWritten, 'node:http and undici, written by hand', 'paths'),
    byHand('resolvers', 'GraphQL Yoga with resolvers and dataloader', 'small'),
    ...(existsSync(packagesFolder) ? peers : []),
  ]
}

/** The executor that callers get. */
export const ours: string = executors[0]

const gateway = (name: string, title: string, setup: Setup): Contender => ({
  name,
  title,
  file: './gateway.ts',
  language: 'ours',
  setup,
})

const byHand = (name: string, title: string, language: Language): Contender => ({
  name,
  title,
  file: `./by-hand/${name}.ts`,
  language,
  setup: {},
})

const peer = (name: string, title: string): Contender => ({
  name,
  title,
  file: `./peers/${name}.ts`,
  language: 'small',
  setup: {},
})

const peers = [peer('apollo', 'Apollo Gateway, federated subgraphs'), peer('hive', 'Hive Gateway, federated subgraphs')]
