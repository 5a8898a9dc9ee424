export { type Config, loadConfig, parseConfig } from './config.ts'
export { ConfigError, type ConfigProblem } from './config-error.ts'
export type { ConfiguredSource, Connectors } from './read-source.ts'
export { loadConnectors } from './registry.ts'
