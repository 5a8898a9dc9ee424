import { expect } from 'vitest'
import type { Answer, Asked } from './ask.ts'

/**
 * What the reference answers is what the plan must answer, to the byte once errors stand in one order; and it may not ask a
 * source more often for it.
 */
export function expectEqual(plan: Asked, stitched: Asked): void {
  expect(plan.answers.map(comparable)).toEqual(stitched.answers.map(comparable))
  const written = ({ answers }: Asked) => answers.map((answer) => JSON.stringify(comparable(answer)))
  // Equal in the order of keys as well.
  expect(written(plan)).toEqual(written(stitched))
  for (const [source, calls] of Object.entries(plan.calls))
    expect(calls, `calls to ${source}`).toBeLessThanOrEqual(stitched.calls[source]!)
}

function comparable({ status, headers, body }: Answer): unknown {
  const { errors, ...rest } = body
  const sorted = errors?.toSorted((a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  return { status, headers, body: errors ? { errors: sorted, ...rest } : rest }
}
