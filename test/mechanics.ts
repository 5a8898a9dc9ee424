import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseAst } from 'vitest/node'

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
}

/** How long a connector is, without its simulator. */
export interface Length {
  readonly connector: string
  readonly mechanics: number
  readonly lines: number
}

const root = fileURLToPath(new URL('..', import.meta.url))

/** Every connector's own files; what it shares with others is the dialect's. `node test/mechanics.ts` prints the table. */
export function lengths(): Length[] {
  return globSync('subgraphs/*/connector.ts', { cwd: root })
    .map((file) => file.split('/')[1]!)
    .sort()
    .map((connector) => {
      const files = globSync(`subgraphs/${connector}/*.ts`, { cwd: root }).filter((file) => !isOfSimulator(file))
      const texts = files.map((file) => readFileSync(join(root, file), 'utf8'))
      const add = (count: (text: string) => number) => texts.reduce((sum, text) => sum + count(text), 0)
      return { connector, mechanics: add(mechanicalLines), lines: add((text) => text.split('\n').length - 1) }
    })
}

const isOfSimulator = (file: string): boolean => /^simulator|\.test\.ts$/.test(basename(file))

/**
 * The lines of a file that decide or compute something: those of functions that are longer than one line. What is declared is
 * no mechanics: imports, types, constants, comments, and the lines of an object or a list that a function writes down. Nor is a
 * builder of such a table, which is one expression: `export const item = (settings: Settings) => ({ … })`. Functions within
 * these count again.
 */
export function mechanicalLines(text: string): number {
  const lineOf = lineFinder(text)
  const isMechanical = new Map<number, boolean>()
  const mark = (from: number, to: number, value: boolean) => {
    for (let line = from; line <= to; line++) isMechanical.set(line, value)
  }
  const visit = (node: Node, isTop: boolean): void => {
    const [first, last] = [lineOf(node.start), lineOf(node.end)]
    if (isFunction(node) && last > first && !(isTop && isBuilder(node))) mark(first, last, true)
    // Its first and last line are those of the statement that it stands in.
    if (isLiteral(node)) mark(first + 1, last - 1, false)
    for (const child of childrenOf(node)) visit(child, isTop && !isFunction(node) && !isCall(node))
  }
  visit(parseAst(text, { lang: 'ts' }) as unknown as Node, true)
  const written = withoutComments(text).split('\n')
  return [...isMechanical].filter(([line, value]) => value && written[line]!.trim() !== '').length
}

const isFunction = ({ type }: Node) => /^(Arrow)?Function(Expression|Declaration)$/.test(type)
const isLiteral = ({ type }: Node) => type === 'ObjectExpression' || type === 'ArrayExpression'
const isCall = ({ type }: Node) => type === 'CallExpression'

/** `(…) => ({ … })`, and `(…) => made(…)`, which fills in a table of the kit's. */
function isBuilder(node: Node): boolean {
  const written = unwrapped((node as Node & { body: Node }).body)
  return isLiteral(written) || (isCall(written) && (written as Node & { callee: Node }).callee.type === 'Identifier')
}

/** Without `as const` and the like. */
const unwrapped = (node: Node): Node =>
  /^(TS\w+|Parenthesized)Expression$/.test(node.type)
    ? unwrapped((node as Node & { expression: Node }).expression)
    : node

function childrenOf(node: Node): Node[] {
  const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value
  return Object.values(node).flat().filter(isNode)
}

function lineFinder(text: string): (offset: number) => number {
  const starts = [...text.matchAll(/^/gm)].map(({ index }) => index)
  return (offset) => starts.findLastIndex((start) => start <= offset)
}

function withoutComments(text: string): string {
  const blank = (comment: string) => comment.replace(/[^\n]/g, '')
  return text.replace(/\/\*[\s\S]*?\*\//g, blank).replace(/^[ \t]*\/\/.*$/gm, '')
}

if (import.meta.main) console.table(lengths())
