import { createRequire } from 'node:module'
import { defineConfig } from 'vitest/config'

const { resolve } = createRequire(import.meta.url)

export default defineConfig({
  resolve: {
    // Vite would take the package's second, ES module build, while Node and every dependency take the first; the two refuse
    // each other's schemas. Not needed any more when graphql has an exports map (version 17).
    alias: [{ find: /^graphql$/, replacement: resolve('graphql') }],
  },
  test: {
    include: ['test/**/*.test.ts', 'subgraphs/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    // Processes, not threads: a test that exhausts a stack or leaks a socket takes only itself down.
    pool: 'forks',
    maxWorkers: 2,
    // The order of tests is part of what a failing run must be able to repeat.
    sequence: { seed: 20261121 },
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
})
