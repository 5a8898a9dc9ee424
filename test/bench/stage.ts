import type { HandWrittenCommands } from './by-hand/hand-written.ts'
import { type Child, startChild, type Usage } from './child.ts'
import { type Contender, contenders, handWritten, ours, type Setup } from './contenders.ts'
import { readFixtures } from './fixtures.ts'
import type { GatewayCommands } from './gateway.ts'
import { type Fixtures, type Question, questionsOn } from './questions.ts'
import { aloneIn, type System } from './system.ts'
import type { SystemsCommands } from './systems.ts'

/** A contender that answers at an address. */
export interface Player extends Contender {
  readonly url: string
  readonly child: Child<PlayerCommands>
}

/** What all of them can be told. */
interface PlayerCommands {
  usage(): Usage
  start(systems: readonly System[], setup: Setup): Promise<string>
}

/** The processes of one benchmark, each with its own CPU time and memory, and where they answer. */
export interface Stage {
  readonly systems: Child<SystemsCommands>
  /** Us first. Without the one system that they speak to, those who are written by hand are not there. */
  readonly players: readonly Player[]
  readonly sources: readonly string[]
  readonly fixtures: Fixtures
  /** Those that can be asked of these systems. */
  readonly questions: readonly Question[]
  has(name: string): boolean
  /** @throws when it is not there */
  player(name: string): Player
  /** Data calls to the systems since the last time this was asked. */
  calls(): Promise<number>
  close(): Promise<void>
}

/** Starts the simulated systems, then those who ask them. `names`: only these and us, where given. */
export async function openStage(scale: number, names?: readonly string[]): Promise<Stage> {
  const systems = startChild<SystemsCommands>('./systems.ts')
  const chosen = contenders().filter(({ name }) => name === ours || (names?.includes(name) ?? true))
  const children = chosen.map((contender) => ({ ...contender, child: startChild<PlayerCommands>(contender.file) }))
  const close = async () => {
    await Promise.all([systems.stop(), ...children.map(({ child }) => child.stop())])
  }
  try {
    const started = await systems.ask('start', scale)
    const sources = started.map(({ name }) => name)
    const playable = children.filter(({ language }) => language === 'ours' || aloneIn(started))
    const players = await Promise.all(playable.map((contender) => open(contender, started)))
    const player = (name: string) => players.find((one) => one.name === name) ?? missing(name)
    const fixtures = await readFixtures(player(ours).url, sources)
    return {
      systems,
      players,
      sources,
      fixtures,
      questions: questionsOn(fixtures),
      has: (name) => players.some((one) => one.name === name),
      player,
      calls: () => systems.ask('calls'),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function open(contender: Omit<Player, 'url'>, systems: System[]): Promise<Player> {
  return { ...contender, url: await contender.child.ask('start', systems, contender.setup) }
}

function missing(name: string): never {
  throw new Error(`No contender "${name}" takes part.`)
}

/** The gateway that callers get. */
export const gatewayOf = (stage: Stage): Child<GatewayCommands> =>
  stage.player(ours).child as unknown as Child<GatewayCommands>

/** The hand-written backend, which also serves kept bytes. */
export const backendOf = (stage: Stage): Child<HandWrittenCommands> =>
  stage.player(handWritten).child as unknown as Child<HandWrittenCommands>
