import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { createApplication } from '../application.ts'
import { applicationOptions, demoConfig, readConfig } from './options.ts'

export const summary =
  'explain FILE [--config FILE | --url URL] [--variables JSON] [--operation NAME] [--json | --mermaid]   what a query would ask and cost'

interface Wanted {
  readonly query: string
  readonly variables: Record<string, unknown>
  readonly operationName: string | undefined
}

interface Explained {
  readonly text: string
  readonly mermaid: string
  readonly isAllowed: boolean
}

/**
 * Prints the plan of a query without asking any source: by a configuration, or by a running gateway, which knows what it holds and
 * what is left of each limit. Ends with 1 when the query would be refused for what it costs.
 */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
  const [file] = positionals
  if (file === undefined) throw new Error(`Name the file of the query, or - to read it here: ${summary}`)
  const wanted: Wanted = {
    // 0 is the standard input.
    query: readFileSync(file === '-' ? 0 : file, 'utf8'),
    variables: variablesIn(values.variables),
    operationName: values.operation,
  }
  const explained = values.url ? await ask(values.url, wanted) : await askAlone(values.config ?? demoConfig, wanted)
  const { text, mermaid, ...data } = explained
  console.log(values.json ? JSON.stringify(data, null, 2) : values.mermaid ? mermaid : text)
  return explained.isAllowed ? 0 : 1
}

const options = {
  config: { type: 'string', short: 'c' },
  url: { type: 'string' },
  variables: { type: 'string' },
  operation: { type: 'string' },
  json: { type: 'boolean' },
  mermaid: { type: 'boolean' },
} as const

function variablesIn(text = '{}'): Record<string, unknown> {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`--variables ${text} is not JSON: write it as '{"first": 10}'.`)
  }
}

/** By a gateway of its own, for as long as it takes. It asks nobody. */
async function askAlone(config: string, wanted: Wanted): Promise<Explained> {
  const configured = applicationOptions(await readConfig(config))
  const application = createApplication({ ...configured, redis: undefined, ledgerFolder: undefined })
  try {
    const { url } = await application.server.listen(0, '127.0.0.1')
    return await ask(url, wanted)
  } finally {
    await application.close()
  }
}

/** @throws Error with what the gateway says of a query that is not valid */
async function ask(url: string, wanted: Wanted): Promise<Explained> {
  const response = await fetch(new URL('/graphql', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-freshet-explain': 'plan' },
    body: JSON.stringify(wanted),
  })
  const { errors, extensions } = (await response.json()) as {
    errors?: readonly { message: string }[]
    extensions?: { explain?: Explained }
  }
  if (extensions?.explain) return extensions.explain
  throw new Error(errors?.map(({ message }) => message).join('\n') ?? `${url} answered with status ${response.status}.`)
}
