import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

/** Where `install.mjs` puts other gateways: ignored by git, and outside of what our tests look at. */
export const packagesFolder = fileURLToPath(new URL('../../../.runtime/bench-peers/node_modules/', import.meta.url))

const require = createRequire(packagesFolder)

/** A package of another gateway, or one that it builds on: all of them must see the same `graphql`. */
export const load = <T>(name: string): T => require(name) as T
