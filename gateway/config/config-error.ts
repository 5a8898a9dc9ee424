import type { KeyPath, Place } from './yaml-text.ts'

/** One thing wrong with a configuration file. */
export interface ConfigProblem {
  readonly place: Place
  readonly path: KeyPath
  readonly message: string
}

/** Everything wrong with a configuration file, each with its line, so that it can be put right in one go. */
export class ConfigError extends Error {
  readonly file: string
  readonly problems: readonly ConfigProblem[]

  constructor(file: string, problems: readonly ConfigProblem[]) {
    super(problems.map((problem) => lineOf(file, problem)).join('\n'))
    this.name = 'ConfigError'
    this.file = file
    this.problems = problems
  }
}

/** `freshet.config.yaml:12:5 sources.sap-eu.settings.url: ...`, which editors and terminals turn into a link. */
function lineOf(file: string, { place, path, message }: ConfigProblem): string {
  const subject = path.length > 0 ? `${path.join('.')}: ` : ''
  return `${file}:${place.line}:${place.column} ${subject}${message}`
}
