import { expect, it } from 'vitest'
import { summarize, type VitestReport } from '../../gateway/cli/test-summary.ts'

function reportOf(statuses: readonly string[], file = 'passed'): VitestReport {
  const assertionResults = statuses.map((status, i) => ({ fullName: `test ${i}`, status }))
  const count = (wanted: string) => statuses.filter((status) => status === wanted).length
  const numFailedTests = count('failed')
  const testResults = [{ name: 'a.test.ts', status: file, assertionResults }]
  return {
    success: file === 'passed' && numFailedTests === 0,
    numPassedTests: count('passed'),
    numFailedTests,
    testResults,
  }
}

it('ends with the counts alone', () => {
  expect(summarize(reportOf(['passed', 'passed']), true)).toEqual({
    isGreen: true,
    lines: [],
    total: '2 passed, 0 failed',
  })
})

it('is red when a test failed', () => {
  expect(summarize(reportOf(['passed', 'failed'], 'failed'), false)).toMatchObject({
    isGreen: false,
    total: '1 passed, 1 failed',
  })
})

it('names what was skipped, and is red in the build', () => {
  const report = reportOf(['passed', 'skipped', 'todo'])
  const lines = ['Skipped: test 1', 'Skipped: test 2']
  expect(summarize(report, false)).toEqual({ isGreen: true, lines, total: '1 passed, 0 failed' })
  expect(summarize(report, true)).toEqual({ isGreen: false, lines, total: '1 passed, 2 failed' })
})

it('counts a file that cannot be loaded', () => {
  expect(summarize(reportOf([], 'failed'), false)).toEqual({
    isGreen: false,
    lines: ['Cannot be loaded: a.test.ts'],
    total: '0 passed, 1 failed',
  })
})

it('is red when there is no report', () => {
  expect(summarize(undefined, false)).toMatchObject({ isGreen: false, total: '0 passed, 1 failed' })
})
