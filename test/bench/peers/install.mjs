#!/usr/bin/env node
// Installs the gateways that the benchmark can compare with, into a folder that git ignores: they are no dependencies of
// ours, and some are under licences that ours may not be. Run it once: node test/bench/peers/install.mjs
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../../../.runtime/bench-peers/', import.meta.url))

const manifest = {
  private: true,
  dependencies: {
    '@apollo/gateway': '2.14.4',
    '@apollo/server': '5.5.1',
    '@apollo/subgraph': '2.14.4',
    '@graphql-hive/gateway-runtime': '2.12.1',
    '@graphql-hive/router-runtime': '1.4.23',
    dataloader: '2.2.3',
    graphql: '16.15.0',
  },
  // As in our own package.json: versions that fit each other.
  overrides: { '@graphql-tools/delegate': '12.2.1', '@graphql-tools/utils': '^12.0.2' },
}

mkdirSync(folder, { recursive: true })
writeFileSync(`${folder}package.json`, `${JSON.stringify(manifest, null, 2)}\n`)
const args = ['install', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps']
const { status } = spawnSync('npm', args, { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' })
process.exitCode = status ?? 1
