import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { concatAST, type DocumentNode, parse, Source } from 'graphql'

/** Reads the hand-written SDL: every `.graphql` file beside this one, in the order of their names. */
export function readSdl(folder: string = import.meta.dirname): DocumentNode {
  const names = readdirSync(folder).filter((name) => name.endsWith('.graphql'))
  return concatAST(names.sort().map((name) => parseFile(folder, name)))
}

function parseFile(folder: string, name: string): DocumentNode {
  return parse(new Source(readFileSync(join(folder, name), 'utf8'), name), { noLocation: true })
}
