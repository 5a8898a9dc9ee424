import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'

const bootstrap = new URL('../../gateway/cli/bootstrap.mjs', import.meta.url)

const lock = (versions: Readonly<Record<string, { version: string; optional?: true }>>) =>
  JSON.stringify({ packages: { '': {}, ...versions } })

/** Plays npm: writes down what it was asked for, and installs by copying the lockfile, as npm does. */
const fakeNpm = `
  const { appendFileSync, copyFileSync, mkdirSync } = require('node:fs')
  appendFileSync('npm.log', process.argv.slice(2).join(' ') + '\\n')
  if (process.env.NPM_FAILS) process.exit(1)
  mkdirSync('node_modules', { recursive: true })
  copyFileSync('package-lock.json', 'node_modules/.package-lock.json')
`

const fakeMain = `
  export async function main(args: readonly string[]): Promise<number> {
    console.log('main ' + args.join(' '))
    return args.includes('fail') ? 3 : 0
  }
`

/** A project with nothing but the bootstrap in it. */
function project() {
  const folder = mkdtempSync(join(tmpdir(), 'freshet-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'gateway/cli'), { recursive: true })
  copyFileSync(bootstrap, join(folder, 'gateway/cli/bootstrap.mjs'))
  const write = (path: string, text: string) => writeFileSync(join(folder, path), text)
  write('package.json', '{"type":"module"}')
  write('package-lock.json', lock({ 'node_modules/a': { version: '1.0.0' } }))
  write('gateway/cli/main.ts', fakeMain)
  write('npm-cli.cjs', fakeNpm)
  return {
    write,
    run: (args: string[], env: Record<string, string> = {}) =>
      spawnSync(process.execPath, [join(folder, 'gateway/cli/bootstrap.mjs'), ...args], {
        encoding: 'utf8',
        env: { ...process.env, npm_execpath: join(folder, 'npm-cli.cjs'), ...env },
      }),
    npmLog: () =>
      existsSync(join(folder, 'npm.log')) ? readFileSync(join(folder, 'npm.log'), 'utf8').trim().split('\n') : [],
  }
}

it('installs what is missing, once, and without running scripts of packages', () => {
  const { run, npmLog } = project()
  expect(run(['demo', 'x'])).toMatchObject({ status: 0, stdout: 'main demo x\n' })
  run(['demo'])
  expect(npmLog()).toEqual(['ci --ignore-scripts --no-audit --no-fund --loglevel=error'])
})

it('installs again when the lockfile names something else', () => {
  const { run, npmLog, write } = project()
  run([])
  write('package-lock.json', lock({ 'node_modules/a': { version: '1.0.1' } }))
  run([])
  write('package-lock.json', lock({ 'node_modules/a': { version: '1.0.1' }, 'node_modules/b': { version: '1.0.0' } }))
  run([])
  expect(npmLog()).toHaveLength(3)
})

it('does not miss what is made for other machines', () => {
  const { run, npmLog, write } = project()
  run([])
  write(
    'package-lock.json',
    lock({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/for-windows': { version: '1.0.0', optional: true } }),
  )
  run([])
  expect(npmLog()).toHaveLength(1)
})

it('ends with the exit code of the command', () => {
  expect(project().run(['fail']).status).toBe(3)
})

it('says what to do when the installation fails, and does not go on', () => {
  const result = project().run(['demo'], { NPM_FAILS: '1' })
  expect(result).toMatchObject({ status: 1, stdout: '' })
  expect(result.stderr).toContain(
    'freshet: "npm ci --ignore-scripts --no-audit --no-fund --loglevel=error" failed: see its messages above.',
  )
})
