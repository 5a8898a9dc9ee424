import { readFileSync } from 'node:fs'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

/** A query of the README, as a reader would copy it. @throws when there is none of that name */
export function readmeQuery(name: string): string {
  const found = new RegExp(`\`\`\`graphql\n(query ${name} [\\s\\S]*?)\`\`\``).exec(readme)
  if (!found) throw new Error(`README.md has no query ${name}.`)
  return found[1]!
}
