import { createRequire } from 'node:module'
import { configDefaults, defineConfig } from 'vitest/config'
import { vendors } from './test/conformance/vendor-folder.ts'

const { resolve } = createRequire(import.meta.url)

/** What judges a connector. It runs once for each vendor, so that workers share the vendors out among them. */
const conformance = 'test/conformance/conformance.test.ts'

export default defineConfig({
  resolve: {
    // Vite would take the package's second, ES module build, while Node and every dependency take the first; the two refuse
    // each other's schemas. Not needed any more when graphql has an exports map (version 17).
    alias: [{ find: /^graphql$/, replacement: resolve('graphql') }],
  },
  test: {
    setupFiles: ['test/setup.ts'],
    // Processes, not threads: a test that exhausts a stack or leaks a socket takes only itself down.
    pool: 'forks',
    maxWorkers: 2,
    // The order of tests is part of what a failing run must be able to repeat.
    sequence: { seed: 20261121 },
    testTimeout: 20_000,
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'all',
          include: ['test/**/*.test.ts', 'subgraphs/**/*.test.ts'],
          exclude: [...configDefaults.exclude, conformance],
        },
      },
      ...vendors.map((vendor) => ({
        extends: true as const,
        test: { name: vendor, include: [conformance], env: { FRESHET_CONFORMANCE: vendor } },
      })),
    ],
  },
})
