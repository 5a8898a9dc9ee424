import { parseArgs } from 'node:util'

/** How much is measured, and how. */
export interface Options {
  /** Of the demo company; 1 has some 2,000 customers. */
  readonly scale: number
  /** Milliseconds that every simulator waits before it answers; measured one after the other. */
  readonly latencies: readonly number[]
  readonly rounds: number
  /** Of each measurement. */
  readonly seconds: number
  readonly connections: number
  /** Names of the questions to measure; all, unless given. */
  readonly only: readonly string[] | undefined
  readonly profile: boolean
}

/** @throws with the option that is wrong */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({ args: [...args], options: spec })
  const { quick = false, profile = false } = values
  return {
    scale: numberOf('scale', values.scale) ?? (quick ? 0.2 : 1),
    latencies: values.latency?.split(',').map((text) => numberOf('latency', text)!) ?? [0, 100],
    rounds: numberOf('rounds', values.rounds) ?? (quick ? 1 : 3),
    seconds: numberOf('seconds', values.seconds) ?? (quick ? 1 : 1.5),
    connections: numberOf('connections', values.connections) ?? 16,
    only: values.only?.split(','),
    profile,
  }
}

const spec = {
  quick: { type: 'boolean' },
  profile: { type: 'boolean' },
  only: { type: 'string' },
  scale: { type: 'string' },
  latency: { type: 'string' },
  rounds: { type: 'string' },
  seconds: { type: 'string' },
  connections: { type: 'string' },
} as const

function numberOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (text !== '' && Number.isFinite(value) && value >= 0) return value
  throw new Error(`--${name} ${text} is no number.`)
}
