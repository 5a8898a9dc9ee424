import { expect, test } from 'vitest'
import { explainText } from '../../gateway/plan/explain-text.ts'
import type { Explanation } from '../../gateway/plan/explanation.ts'

const explanation = (remaining: number, shareOfRemaining: number | null): Explanation => ({
  fields: [],
  ...{ calls: 3, mostCalls: 3, maxSourceCalls: 50, isAllowed: true },
  sources: [
    {
      source: 'crm' as Explanation['sources'][number]['source'],
      ...{ calls: 3, mostCalls: 3 },
      limits: [{ name: 'daily', kind: 'quota', permits: 100, remaining, share: 0.03, shareOfRemaining }],
    },
  ],
})

test.each([
  [60, 0.05, 'crm: 3 calls, 3 at most; 3 % of daily, 5 % of what is left (60 of 100)'],
  [2, 1.5, '3 % of daily, 150 % of what is left (2 of 100)'],
  [0, null, '3 % of daily, of which nothing is left (0 of 100)'],
])('what is taken of %i that are left is said as such', (remaining, share, text) => {
  expect(explainText(explanation(remaining, share))).toContain(text)
})
