import { readFileSync } from 'node:fs'
import { decodeGlobalId } from '../connector/index.ts'
import {
  type ClusterKind,
  type Evidence,
  factsOf,
  type Link,
  type LinkState,
  readLinkFile,
  shownScheme,
} from '../identity/index.ts'
import { countOf, type OpenedLinks, personOf, recordName, recordOf } from './link-open.ts'
import { readSystems } from './link-read.ts'

export interface LinkCommand {
  /** Pointless on a crosswalk that ends with the command. */
  readonly needsFile: boolean
  readonly run: (opened: OpenedLinks) => Promise<number>
}

export const linkCommands: Readonly<Record<string, LinkCommand>> = {
  '': { needsFile: true, run: readSystems },
  import: { needsFile: true, run: importFile },
  list: { needsFile: true, run: list },
  show: { needsFile: true, run: show },
  confirm: { needsFile: true, run: (opened) => decide(opened, 'CONFIRMED') },
  reject: { needsFile: true, run: (opened) => decide(opened, 'REJECTED') },
  undo: { needsFile: true, run: undo },
}

/** All of a file or nothing of it: half an import could not be told from a whole one. */
async function importFile({ gateway, crosswalk, identity, now, rest, flags }: OpenedLinks): Promise<number> {
  const [file] = rest
  if (!file) throw new Error('Name the file to import.')
  const by = personOf(flags)
  const sources = gateway.members.map(({ source }) => source.name)
  const read = readLinkFile(readFileSync(file, 'utf8'), file.endsWith('.json') ? 'json' : 'csv', sources)
  if ('problems' in read) {
    for (const { line, column, message } of read.problems) console.error(`${file}:${line}:${column} ${message}`)
    return 1
  }
  for (const { kind, a, b, state } of read.links) {
    const named = [a, b].map((id) => ({ ...factsOf({ id }, identity.facts), unread: true }) as const)
    await crosswalk.observe(kind, named, now())
    await crosswalk.decide({ kind, a, b, state, by, at: now() })
  }
  console.log(`${read.links.length} links imported.`)
  return 0
}

async function list({ crosswalk, flags }: OpenedLinks): Promise<number> {
  const state: LinkState | undefined = flags.suggested ? 'SUGGESTED' : flags.rejected ? 'REJECTED' : undefined
  const kind = flags.type as ClusterKind | undefined
  const links = await crosswalk.links({ kind, state, limit: countOf(flags.limit, 'limit', 100) })
  if (flags.json) console.log(JSON.stringify(links, null, 2))
  else for (const link of links) console.log(lineOf(link))
  return 0
}

async function show({ crosswalk, rest, flags }: OpenedLinks): Promise<number> {
  const record = recordOf(rest.join(' '))
  const kind = decodeGlobalId(record)!.type as ClusterKind
  const cluster = (await crosswalk.clustersOf(kind, [record])).get(record)!
  const links = await crosswalk.links({ records: [record], past: true })
  if (flags.json) {
    console.log(JSON.stringify({ cluster, links }, null, 2))
    return 0
  }
  console.log(`${kind} ${recordName(record)}: ${cluster.members.length} records, version ${cluster.version}`)
  for (const member of cluster.members) console.log(`  ${recordName(member)}`)
  for (const link of links) console.log(`${link.validTo === undefined ? '' : '(past) '}${lineOf(link)}`)
  return 0
}

function lineOf({ id, state, a, b, rule, confidence, evidence, decidedBy, decidedAt }: Link): string {
  const when = new Date(decidedAt).toISOString()
  const pair = `${recordName(a)} = ${recordName(b)}`
  return `${id}  ${state}  ${pair}  ${rule} ${confidence} [${evidence.map(shownEvidence).join(', ')}]  ${decidedBy} ${when}`
}

const shownEvidence = ({ scheme, agrees }: Evidence): string =>
  `${shownScheme(scheme)} ${agrees ? 'agrees' : 'differs'}`

async function decide({ crosswalk, now, rest, flags }: OpenedLinks, state: 'CONFIRMED' | 'REJECTED'): Promise<number> {
  const by = personOf(flags)
  const { kind, a, b } = rest.length === 1 ? await linkOf(rest[0]!, crosswalk) : pairOf(rest)
  const link = await crosswalk.decide({ kind, a, b, state, by, at: now() })
  console.log(lineOf(link))
  return 0
}

async function linkOf(text: string, crosswalk: OpenedLinks['crosswalk']): Promise<Pick<Link, 'kind' | 'a' | 'b'>> {
  const id = numberOf(text)
  const found = (await crosswalk.links({ past: true, limit: Number.MAX_SAFE_INTEGER })).find((link) => link.id === id)
  if (found) return found
  throw new Error(`There is no link ${text}: see \`freshet link list --suggested\`.`)
}

function pairOf(rest: readonly string[]): Pick<Link, 'kind' | 'a' | 'b'> {
  const [a, b] = rest.map(recordOf)
  const [kind, other] = [a, b].map((id) => id && decodeGlobalId(id)?.type)
  if (rest.length === 2 && kind && kind === other) return { kind: kind as ClusterKind, a: a!, b: b! }
  throw new Error('Name one link by its number, or two records of one type, each in quotes.')
}

async function undo({ crosswalk, now, rest, flags }: OpenedLinks): Promise<number> {
  console.log(lineOf(await crosswalk.undo(numberOf(rest[0] ?? ''), personOf(flags), now())))
  return 0
}

function numberOf(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new Error(`${JSON.stringify(text.slice(0, 80))} is not the number of a link: see \`freshet link list\`.`)
}
