import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import type { ConfigProblem } from './config-error.ts'
import { type Part, problemAt } from './problems.ts'
import type { Root } from './schema.ts'

export interface TrustedTexts {
  /** Text by id. */
  readonly documents: ReadonlyMap<string, string>
  readonly problems: readonly ConfigProblem[]
}

/**
 * The texts of the trusted documents. A file `orders.graphql` of a folder has the ids `orders` and `sha256:<hex of its bytes>`;
 * a JSON file names its ids itself. Whether they are valid is for those to say who have the schema.
 */
export function readTrustedDocuments(
  configured: Root['trustedDocuments'],
  part: Part,
  configFile: string,
): TrustedTexts {
  if (!configured) return { documents: new Map(), problems: [] }
  try {
    return { documents: new Map(entriesAt(resolve(dirname(configFile), configured.path))), problems: [] }
  } catch (error) {
    const problem = problemAt(
      part,
      ['trustedDocuments', 'path'],
      `${JSON.stringify(configured.path)} ${reasonOf(error)}`,
    )
    return { documents: new Map(), problems: [problem] }
  }
}

type Entry = readonly [id: string, text: string]

function entriesAt(path: string): Entry[] {
  return statSync(path).isDirectory() ? entriesOfFolder(path) : entriesOfManifest(readFileSync(path, 'utf8'))
}

function entriesOfFolder(folder: string): Entry[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.graphql'))
  if (files.length === 0) throw new Unusable('has no .graphql files.')
  return files.sort().flatMap((file): Entry[] => {
    const text = readFileSync(join(folder, file), 'utf8')
    return [
      [basename(file, '.graphql'), text],
      [`sha256:${createHash('sha256').update(text).digest('hex')}`, text],
    ]
  })
}

const manifest = z.record(z.string().min(1).max(200), z.string().min(1))

function entriesOfManifest(text: string): Entry[] {
  const read = manifest.safeParse(parsed(text))
  if (read.success) return Object.entries(read.data)
  throw new Unusable('is not a JSON object of texts by their ids, as in {"orders": "query Orders { ... }"}.')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

class Unusable extends Error {}

const reasonOf = (error: unknown): string =>
  error instanceof Unusable ? error.message : `cannot be read (${(error as { code?: string }).code ?? 'unreadable'}).`
