import { noText } from './complete.ts'
import { type Apart, type Failure, firstOf } from './run.ts'

/** What was written, as the values that it stands for: what failed is an Error in the place of its null. */
export function revived({ text, failures }: Apart): unknown {
  if (text === noText) return firstOf(failures)
  const whole = { value: JSON.parse(text) as unknown }
  for (const { path, error } of failures as readonly Failure[]) putError(whole, ['value', ...path], error)
  return whole.value
}

/** At the outermost null on the way: there the failure has cost what it did. */
function putError(whole: object, path: readonly (string | number)[], error: unknown): void {
  let at = whole as Record<string | number, unknown>
  for (const step of path) {
    const value = at[step]
    if (value === null) at[step] = error
    if (typeof value !== 'object' || value === null) return
    at = value as typeof at
  }
}
