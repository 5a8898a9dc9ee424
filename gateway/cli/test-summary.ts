/** As much of vitest's JSON report as is looked at. */
export interface VitestReport {
  readonly success: boolean
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[]
  }[]
}

export interface TestSummary {
  readonly isGreen: boolean
  readonly lines: readonly string[]
  /** `N passed, N failed`: the last line, for machines to read. */
  readonly total: string
}

/**
 * What the run amounts to. A test left out because the machine lacks what it needs (a browser, a Redis, a Postgres) is named, and is red
 * in the build, where nothing may be lacking.
 */
export function summarize(report: VitestReport | undefined, isBuild: boolean): TestSummary {
  if (!report) return { isGreen: false, lines: ['vitest wrote no report.'], total: '0 passed, 1 failed' }
  const skipped = report.testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(isLeftOut).map(({ fullName }) => fullName),
  )
  // A file that cannot be loaded has no tests to fail.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some(isFailed),
  )
  const failed = report.numFailedTests + broken.length + (isBuild ? skipped.length : 0)
  const lines = [...broken.map(({ name }) => `Cannot be loaded: ${name}`), ...skipped.map((name) => `Skipped: ${name}`)]
  return { isGreen: report.success && failed === 0, lines, total: `${report.numPassedTests} passed, ${failed} failed` }
}

interface TestResult {
  readonly status: string
}

const isFailed = ({ status }: TestResult): boolean => status === 'failed'
const isLeftOut = ({ status }: TestResult): boolean => status !== 'passed' && status !== 'failed'
