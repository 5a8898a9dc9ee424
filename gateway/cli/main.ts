import { readdirSync } from 'node:fs'
import { ConfigError } from '../config/index.ts'

/** What a command's file exports. It is the file's name that is typed. */
interface Command {
  /** Usage and purpose, in one line. */
  readonly summary: string
  /** @returns the exit code */
  run(args: readonly string[]): Promise<number>
}

/** Runs one command of `gateway/cli`. @returns the exit code: 1 when it failed, 2 when it was called wrongly */
export async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    console.log(await usage())
    return name === undefined ? 2 : 0
  }
  const command = await commandOf(name)
  if (!command) {
    console.error(`freshet: there is no command ${JSON.stringify(name)}.\n\n${await usage()}`)
    return 2
  }
  return runSafely(command, args)
}

async function runSafely(command: Command, args: readonly string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(`freshet ${command.summary}`)
    return 0
  }
  try {
    return await command.run(args)
  } catch (error) {
    console.error(
      error instanceof ConfigError ? error.message : `freshet: ${error instanceof Error ? error.message : error}`,
    )
    return 1
  }
}

async function commandOf(name: string): Promise<Command | undefined> {
  if (!fileNames().includes(`${name}.ts`)) return undefined
  const module = (await import(`./${name}.ts`)) as Partial<Command>
  // Files that only help commands have nothing to run.
  return module.run && module.summary !== undefined ? (module as Command) : undefined
}

function fileNames(): string[] {
  return readdirSync(new URL('./', import.meta.url)).filter((name) => name.endsWith('.ts'))
}

async function usage(): Promise<string> {
  const names = fileNames().map((file) => file.slice(0, -'.ts'.length))
  const commands = await Promise.all(names.map(commandOf))
  const lines = commands.flatMap((command) => (command ? [`  ${command.summary}`] : []))
  return `Usage: freshet COMMAND [ARGUMENTS]\n\n${lines.join('\n')}`
}
