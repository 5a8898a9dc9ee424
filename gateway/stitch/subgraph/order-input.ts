import type { OrderTerm } from '../../connector/index.ts'
import { badRequest, quoted } from './refuse.ts'

/** Reads the argument `orderBy`: terms that each lead through structures to one direction. */
export function orderOf(orderBy: unknown): readonly OrderTerm[] {
  return ((orderBy ?? []) as readonly unknown[]).map((term) => termOf(term, []))
}

function termOf(term: unknown, path: readonly string[]): OrderTerm {
  if (typeof term === 'string') return { field: path.join('.'), direction: term === 'DESC' ? 'desc' : 'asc' }
  const entries = Object.entries(term ?? {})
  if (entries.length === 1) return termOf(entries[0]![1], [...path, entries[0]![0]])
  const place = ['orderBy', ...path].join('.')
  throw badRequest(
    `Each term of "${place}" names exactly one field, but this one is ${quoted(term)}: write one object per field.`,
  )
}
