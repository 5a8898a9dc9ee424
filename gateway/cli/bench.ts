import { existsSync } from 'node:fs'

export const summary =
  'bench [--quick] [--profile] [...]    the gateway beside a hand-written backend, on simulated systems'

/** Part of the tests, which are in the source tree only. */
const main = new URL('../../test/bench/main.ts', import.meta.url)

/** Measures and prints ratios; `test/bench/options.ts` has all options. @throws where there are no tests */
export async function run(args: readonly string[]): Promise<number> {
  if (!existsSync(main)) throw new Error('The benchmark needs the source tree with its tests, which is not here.')
  const { bench } = (await import(main.href)) as typeof import('../../test/bench/main.ts')
  return bench(args)
}
