import { defaultParser } from '@odata/parser'
import { HTTPParser } from 'http-parser-js'
// @ts-expect-error: the package brings no types
import { parse as parseV2 } from 'odata-parser'
import PostalMime from 'postal-mime'

// Other parties' parsers of what we send. Of this project's own code nothing is used to read it back.

/** `['Equals', 'Name', 'O’Hara']`, `['Or', …, …]`, `['contains', 'Name', 'x']`: operators and functions before their operands. */
export type Tree = readonly (Tree | string)[]

interface TokenV4 {
  readonly type: string
  readonly raw: string
  readonly value: unknown
}

/** `$filter=…` of version 4 as it is sent, percent signs and all. @throws when it is no one option */
export function filterV4(option: string): Tree | string {
  const { value } = defaultParser.query(option) as unknown as { value: { options: { value: TokenV4 }[] } }
  const [only, ...others] = value.options
  if (!only || others.length > 0) throw new Error(`${value.options.length} options in one: ${option}`)
  return treeV4(only.value)
}

function treeV4({ type, raw: encoded, value }: TokenV4): Tree | string {
  const raw = decodeURIComponent(encoded)
  if (type === 'Literal') return raw.startsWith("'") ? raw.slice(1, -1).replaceAll("''", "'") : raw
  if (type === 'FirstMemberExpression') return raw
  if (type === 'BoolParenExpression') return treeV4(value as TokenV4)
  if (type === 'MethodCallExpression') {
    const { method, parameters } = value as { method: string; parameters: TokenV4[] }
    return [method, ...parameters.map(treeV4)]
  }
  const { left, right } = value as { left: TokenV4; right: TokenV4 }
  return [type.replace('Expression', ''), treeV4(left), treeV4(right)]
}

interface NodeV2 {
  readonly type: string
  readonly left?: NodeV2
  readonly right?: NodeV2
  readonly name?: string
  readonly value?: unknown
}

const operatorsV2: Readonly<Record<string, string>> = { eq: 'Equals', and: 'And', or: 'Or' }

/** `$filter=…` of version 2: its parser wants it decoded. */
export function filterV2(option: string): Tree | string {
  const tree = parseV2(decodeURIComponent(option)) as { $filter: NodeV2; error?: string }
  if (tree.error) throw new Error(tree.error)
  return treeV2(tree.$filter)
}

function treeV2({ type, left, right, name, value }: NodeV2): Tree | string {
  if (type === 'property') return name!
  return type === 'literal' ? String(value) : [operatorsV2[type] ?? type, treeV2(left!), treeV2(right!)]
}

/** The operands of a chain of one operator, however it is nested. */
export function chain(tree: Tree | string, operator: string): readonly (Tree | string)[] {
  return typeof tree !== 'string' && tree[0] === operator
    ? tree.slice(1).flatMap((operand) => chain(operand as Tree | string, operator))
    : [tree]
}

/** The addresses of a multipart batch: MIME as mail programs read it, and HTTP in each of its parts. */
export async function urlsOfMultipart(contentType: string, body: string): Promise<string[]> {
  const { attachments } = await PostalMime.parse(`Content-Type: ${contentType}\r\n\r\n${body}`)
  return attachments.map(({ mimeType, content }) => {
    if (mimeType !== 'application/http') throw new Error(`a part is ${mimeType}`)
    return targetOf(Buffer.from(content as ArrayBuffer))
  })
}

function targetOf(request: Buffer): string {
  const targets: string[] = []
  const parser = new HTTPParser(HTTPParser.REQUEST)
  parser[HTTPParser.kOnHeadersComplete] = ({ url }) => {
    targets.push(url)
  }
  const read = parser.execute(request)
  if (read instanceof Error || targets.length !== 1) throw new Error(`${targets.length} requests in one: ${request}`)
  return targets[0]!
}
