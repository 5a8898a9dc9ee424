import { type LinkCommand, linkCommands } from './link-commands.ts'
import { openLinks } from './link-open.ts'

export const summary =
  'link [--source NAME] [--budget-calls N]   finds records that are the same; also: import FILE, list, show, confirm, reject, undo'

const usage = `Usage: freshet link [COMMAND] [--config FILE]

  (none) [--source NAME] [--type TYPE] [--budget-calls N]   reads the systems, and goes on where the last run stopped
  import FILE --by NAME       links from a CSV or JSON file: type, source, key, linkedSource, linkedKey, state
  list [--suggested | --rejected] [--type TYPE]
  show RECORD                 a record's cluster and all that was decided about it
  confirm LINK --by NAME      LINK is a number from \`list\`, or two records
  reject LINK --by NAME
  undo LINK --by NAME

RECORD is a global id, or "Customer erp-1 0010000001".`

/** The crosswalk: filling it, and deciding what its rules leave to people. */
export async function run(args: readonly string[]): Promise<number> {
  const [name = '', ...rest] = args[0]?.startsWith('-') ? ['', ...args] : args
  const command = Object.hasOwn(linkCommands, name) ? (linkCommands[name] as LinkCommand) : undefined
  if (!command) {
    console.error(`freshet link: there is no command ${JSON.stringify(name)}.\n\n${usage}`)
    return 2
  }
  const opened = await openLinks(rest, command.needsFile)
  try {
    return await command.run(opened)
  } finally {
    await opened.gateway.close()
  }
}
