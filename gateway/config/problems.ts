import type { z } from 'zod'
import type { ConfigProblem } from './config-error.ts'
import { explainIssue } from './explain-issue.ts'
import type { KeyPath, YamlText } from './yaml-text.ts'

/** A part of the file under examination. */
export interface Part {
  readonly yaml: YamlText
  readonly path: KeyPath
  /** What each key is for, told when a required one is missing. */
  readonly descriptions?: Readonly<Record<string, string>>
  /** Keys whose values are never shown. */
  readonly secret?: readonly string[]
}

export type Checked<T> = { readonly value: T } | { readonly problems: readonly ConfigProblem[] }

/** Checks a part of the file by a schema; all problems at once, each at its line. */
export function check<T>(schema: z.ZodType<T>, given: unknown, part: Part): Checked<T> {
  const result = schema.safeParse(given)
  if (result.success) return { value: result.data }
  return { problems: result.error.issues.flatMap((issue) => problemsOf(issue, given, schema, part)) }
}

export function problemAt({ yaml, path }: Part, more: KeyPath, message: string): ConfigProblem {
  const whole = [...path, ...more]
  return { place: yaml.placeOf(whole), path: whole, message }
}

function problemsOf(issue: z.core.$ZodIssue, given: unknown, schema: z.ZodType, part: Part): ConfigProblem[] {
  const path = issue.path.filter((step) => typeof step !== 'symbol')
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey([...path, key], schema, part))
  if (issue.code === 'invalid_key') return [atKey(path, `${JSON.stringify(path.at(-1))} ${explainIssue(issue)}`, part)]
  const value = valueAt(given, path)
  if (value === undefined || value === null) return [missing(path, part)]
  const shown = isGroupExpected(issue) ? undefined : showable(value, path, part)
  return [problemAt(part, path, shown === undefined ? explainIssue(issue) : `${shown} ${explainIssue(issue)}`)]
}

function atKey(path: KeyPath, message: string, { yaml, path: base }: Part): ConfigProblem {
  const whole = [...base, ...path]
  return { place: yaml.placeOfKey(whole), path: whole, message }
}

/** The key alone is told: what stands under a misspelt key may be a secret. */
function unknownKey(path: KeyPath, schema: z.ZodType, part: Part): ConfigProblem {
  const known = path.length === 1 && 'shape' in schema ? Object.keys(schema.shape as object) : []
  return atKey(
    path,
    `is not a key of this part: ${known.length > 0 ? `use ${known.join(', ')}` : 'check its spelling'}.`,
    part,
  )
}

function missing(path: KeyPath, part: Part): ConfigProblem {
  const description = path.length === 1 ? part.descriptions?.[String(path[0])] : undefined
  return problemAt(part, path, `is missing${description === undefined ? '' : `. ${description}`}`)
}

function valueAt(value: unknown, path: KeyPath): unknown {
  return path.reduce<unknown>(
    (part, step) =>
      typeof part === 'object' && part !== null ? (part as Record<string | number, unknown>)[step] : undefined,
    value,
  )
}

function showable(value: unknown, path: KeyPath, { secret = [] }: Part): string | undefined {
  const isHidden = typeof value === 'object' || secret.includes(String(path[0])) || hasCredentials(value)
  return isHidden ? undefined : JSON.stringify(value).slice(0, 80)
}

// A text where settings should stand may well be a password.
function isGroupExpected(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'invalid_type' && (issue.expected === 'object' || issue.expected === 'record')
}

// An address with a password in it is refused without repeating the password.
function hasCredentials(value: unknown): boolean {
  return typeof value === 'string' && /:\/\/[^/]*@/.test(value)
}
