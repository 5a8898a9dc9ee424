import { parseArgs } from 'node:util'

/** How much is measured, and how. */
export interface Options {
  /** Of the demo company; 1 has some 2,000 customers. */
  readonly scale: number
  /** Milliseconds that every simulator waits before it answers, where waiting is measured. */
  readonly latencies: readonly number[]
  readonly rounds: number
  /** That a measurement takes, about. */
  readonly seconds: number
  /** The first for everything, the others for how it bears many. */
  readonly connections: readonly number[]
  /** Names of the questions to measure; all, unless given. */
  readonly only: readonly string[] | undefined
  /** Names of the sections to run; all, unless given. */
  readonly sections: readonly string[] | undefined
  /** Names of those who are compared; all that are there, unless given. */
  readonly contenders: readonly string[] | undefined
  readonly profile: boolean
  /** An earlier run to compare with. */
  readonly compare: string | undefined
  /** An earlier run to report again, instead of measuring. */
  readonly from: string | undefined
  /** Writes the chart and the tables into `docs/`. */
  readonly publish: boolean
}

/** @throws with the option that is wrong */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({ args: [...args], options: spec })
  const { quick = false, profile = false, publish = false, compare, from } = values
  return {
    scale: numberOf('scale', values.scale) ?? (quick ? 0.2 : 1),
    latencies: numbersOf('latency', values.latency) ?? (quick ? [100] : [20, 100]),
    rounds: numberOf('rounds', values.rounds) ?? (quick ? 3 : 9),
    seconds: numberOf('seconds', values.seconds) ?? (quick ? 0.3 : 0.5),
    connections: numbersOf('connections', values.connections) ?? [16, 256],
    only: values.only?.split(','),
    sections: values.sections?.split(','),
    contenders: values.contenders?.split(','),
    profile,
    compare,
    from,
    publish,
  }
}

const spec = {
  quick: { type: 'boolean' },
  profile: { type: 'boolean' },
  publish: { type: 'boolean' },
  compare: { type: 'string' },
  from: { type: 'string' },
  only: { type: 'string' },
  sections: { type: 'string' },
  contenders: { type: 'string' },
  scale: { type: 'string' },
  latency: { type: 'string' },
  rounds: { type: 'string' },
  seconds: { type: 'string' },
  connections: { type: 'string' },
} as const

const numbersOf = (name: string, text: string | undefined): number[] | undefined =>
  text?.split(',').map((part) => numberOf(name, part)!)

function numberOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (text !== '' && Number.isFinite(value) && value >= 0) return value
  throw new Error(`--${name} ${text} is no number.`)
}
