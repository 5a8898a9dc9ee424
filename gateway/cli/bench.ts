export const summary =
  'bench [--quick] [--only Q1,Q2] [--profile] the gateway beside a hand-written backend, on simulated systems'

/** Measures, and prints ratios. The benchmark is part of the tests: the image has none. */
export async function run(args: readonly string[]): Promise<number> {
  const { bench } = (await import(
    new URL('../../test/bench/main.ts', import.meta.url).href
  )) as typeof import('../../test/bench/main.ts')
  return bench(args)
}
