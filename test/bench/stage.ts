import { type Child, startChild } from './child.ts'
import { readFixtures } from './fixtures.ts'
import type { GatewayCommands } from './gateway.ts'
import type { HandWrittenCommands } from './hand-written.ts'
import { aloneSource, type Question, questionsOn } from './questions.ts'
import type { SystemsCommands } from './systems.ts'

/** The processes of one benchmark, each with its own CPU time and memory, and where they answer. */
export interface Stage {
  readonly systems: Child<SystemsCommands>
  readonly gateway: Child<GatewayCommands>
  readonly gatewayUrl: string
  readonly handWritten: Child<HandWrittenCommands>
  /** Undefined without the one system that it speaks to. */
  readonly handWrittenUrl: string | undefined
  readonly sources: readonly string[]
  /** Those that can be asked of these systems. */
  readonly questions: readonly Question[]
  close(): Promise<void>
}

/** Starts the simulated systems, then those who ask them. */
export async function openStage(scale: number): Promise<Stage> {
  const systems = startChild<SystemsCommands>('./systems.ts')
  const gateway = startChild<GatewayCommands>('./gateway.ts')
  const handWritten = startChild<HandWrittenCommands>('./hand-written.ts')
  const close = async () => {
    await Promise.all([systems.stop(), gateway.stop(), handWritten.stop()])
  }
  try {
    const started = await systems.ask('start', scale)
    const sources = started.map(({ name }) => name)
    const gatewayUrl = await gateway.ask('start', started)
    const alone = started.find(({ name }) => name === aloneSource)
    const handWrittenUrl = alone && (await handWritten.ask('start', alone))
    const questions = questionsOn(await readFixtures(gatewayUrl, sources))
    return { systems, gateway, gatewayUrl, handWritten, handWrittenUrl, sources, questions, close }
  } catch (error) {
    await close()
    throw error
  }
}
