import { encodeGlobalId, encodeKey, type SourceName } from '../connector/index.ts'
import type { ClusterKind } from './crosswalk.ts'

/** One line of a link file: what a person says of two records. */
export interface FileLink {
  readonly line: number
  readonly kind: ClusterKind
  readonly a: string
  readonly b: string
  readonly state: 'CONFIRMED' | 'REJECTED'
}

export interface FileProblem {
  readonly line: number
  readonly column: number
  readonly message: string
}

export type LinkFile = { readonly links: readonly FileLink[] } | { readonly problems: readonly FileProblem[] }

export const linkColumns = ['type', 'source', 'key', 'linkedSource', 'linkedKey', 'state'] as const
type Column = (typeof linkColumns)[number]

interface Cell {
  readonly text: string
  readonly column: number
}
interface Row {
  readonly line: number
  readonly cells: Readonly<Partial<Record<Column, Cell>>>
}

const types: readonly string[] = ['Customer', 'Supplier', 'Item'] satisfies ClusterKind[]
const states: readonly string[] = ['CONFIRMED', 'REJECTED']

/**
 * Reads links that another system or a person has put together: CSV with a line of headings, or a JSON array of objects
 * with the same names. `state` may be left out: then they are the same. All problems are told at once.
 */
export function readLinkFile(text: string, format: 'csv' | 'json', sources: readonly string[]): LinkFile {
  const rows = format === 'csv' ? csvRows(text) : jsonRows(text)
  if ('problems' in rows) return rows
  const read = rows.map((row) => linkOf(row, sources))
  const problems = read.flatMap((result) => ('problems' in result ? result.problems : []))
  return problems.length > 0
    ? { problems }
    : { links: read.flatMap((result) => ('link' in result ? [result.link] : [])) }
}

type ReadLink = { readonly link: FileLink } | { readonly problems: readonly FileProblem[] }

function linkOf({ line, cells }: Row, sources: readonly string[]): ReadLink {
  const problems: FileProblem[] = []
  const take = (column: Column, known?: readonly string[], fallback?: string): string => {
    const { text, column: at } = cells[column] ?? { text: '', column: 1 }
    const value = text.trim() === '' ? (fallback ?? '') : text.trim()
    if (value === '') problems.push({ line, column: at, message: `${column} is empty.` })
    else if (known && !known.includes(value))
      problems.push({ line, column: at, message: `${column} ${quoted(value)} is none of ${known.join(', ')}.` })
    return value
  }
  const type = take('type', types) as ClusterKind
  const record = (source: string, key: string) =>
    encodeGlobalId({ type, source: source as SourceName, key: encodeKey([key]) })
  const a = record(take('source', sources), take('key'))
  const b = record(take('linkedSource', sources), take('linkedKey'))
  const state = take('state', states, 'CONFIRMED') as FileLink['state']
  if (problems.length === 0 && a === b)
    problems.push({ line, column: cells.linkedKey!.column, message: 'a record cannot be linked to itself.' })
  return problems.length > 0 ? { problems } : { link: { line, kind: type, a, b, state } }
}

const quoted = (text: string): string => JSON.stringify(text.slice(0, 60))

function csvRows(text: string): readonly Row[] | { readonly problems: readonly FileProblem[] } {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/)
  const heads = csvCells(lines[0] ?? '')
  if (!heads) return unclosed(1)
  const names = heads.map(({ text: name }) => name.trim())
  const missing = linkColumns.filter((column) => column !== 'state' && !names.includes(column))
  if (missing.length > 0)
    return {
      problems: [{ line: 1, column: 1, message: `the first line must name the columns ${missing.join(', ')}.` }],
    }
  const rows: Row[] = []
  for (const [i, line] of lines.entries()) {
    if (i === 0 || line.trim() === '') continue
    const cells = csvCells(line)
    if (!cells) return unclosed(i + 1)
    rows.push({ line: i + 1, cells: Object.fromEntries(names.map((name, at) => [name, cells[at]])) as Row['cells'] })
  }
  return rows
}

const unclosed = (line: number) => ({ problems: [{ line, column: 1, message: 'a quote is not closed.' }] })

/** The cells of one line, by RFC 4180 without line breaks in them: keys have none. Undefined when a quote stays open. */
function csvCells(line: string): Cell[] | undefined {
  const cells: Cell[] = []
  const cell = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y
  for (;;) {
    const column = cell.lastIndex + 1
    const match = cell.exec(line)
    if (!match) return undefined
    cells.push({ text: match[1] === undefined ? match[2]! : match[1].replaceAll('""', '"'), column })
    if (match[3] === '') return cells
  }
}

function jsonRows(text: string): readonly Row[] | { readonly problems: readonly FileProblem[] } {
  const parsed = parseJson(text)
  if (!Array.isArray(parsed))
    return { problems: [{ line: 1, column: 1, message: 'this is not a JSON array of links.' }] }
  // JSON has no lines of its own: an entry is found by its place.
  return parsed.map((entry: unknown, i): Row => ({ line: i + 1, cells: cellsOf(entry) }))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function cellsOf(entry: unknown): Row['cells'] {
  const given = (typeof entry === 'object' && entry !== null ? entry : {}) as Record<string, unknown>
  return Object.fromEntries(
    linkColumns.map((name, at) => [
      name,
      { text: given[name] === undefined || given[name] === null ? '' : String(given[name]), column: at + 1 },
    ]),
  )
}
