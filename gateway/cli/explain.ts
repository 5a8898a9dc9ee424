import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Asked, askGateway, textOf } from './gateway-client.ts'
import { demoConfig } from './options.ts'
import { withOwnGateway } from './own-gateway.ts'

export const summary =
  'explain FILE [--config FILE | --url URL] [--variables JSON] [--operation NAME] [--json | --mermaid]   what a query would ask and cost'

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
  const wanted: Asked = {
    // 0 is the standard input.
    query: readFileSync(file === '-' ? 0 : file, 'utf8'),
    variables: variablesIn(values.variables),
    ...(values.operation === undefined ? {} : { operationName: values.operation }),
  }
  const explained = values.url
    ? await ask(values.url, wanted)
    : await withOwnGateway(values.config ?? demoConfig, (url) => ask(url, wanted))
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

/** @throws Error with what the gateway says of a query that is not valid */
async function ask(url: string, wanted: Asked): Promise<Explained> {
  const { extensions, errors } = await askGateway(url, wanted, { 'x-freshet-explain': 'plan' })
  if (extensions?.explain) return extensions.explain as Explained
  throw new Error(textOf(errors) || `${url} does not explain.`)
}
