import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { lengths, mechanicalLines } from './mechanics.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const files = globSync('{gateway,subgraphs,schema,test}/**/*.{ts,mjs}', { cwd: root }).sort()
const textOf = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]))

/** Which room may build on which, besides those that all may use. */
const mayUse: Readonly<Record<string, readonly string[]>> = {
  connector: ['schema'],
  pushdown: ['connector'],
  // Replicas share their limits and their rows through one server, each by a connection of its own.
  redis: [],
  guard: ['connector', 'redis'],
  cache: ['connector', 'redis'],
  identity: ['connector'],
  // A call settles the permit that it was made with.
  transport: ['connector', 'guard'],
  read: ['connector', 'pushdown', 'guard', 'cache', 'transport'],
  // Views are sums over what was read; who reads it for them is not theirs to know.
  views: ['connector', 'read'],
  // Lists of several sources are merged by the order that residual filters go by; a remote subgraph is reached by transport.
  stitch: ['connector', 'pushdown', 'read', 'cache', 'identity', 'transport', 'views', 'schema'],
  // What both executors do they do by the same functions, and those are where the reference has them.
  plan: ['connector', 'pushdown', 'cache', 'read', 'stitch'],
  // A wish about age is judged in one place, the policy of the cache; the admin endpoint tells it what has changed.
  server: ['connector', 'cache', 'stitch'],
  // How many calls a caller may cause is told by the caller's lane and roles.
  'call-budget.ts': ['server'],
  'cost-account.ts': ['guard', 'read'],
  // Whole answers are held where rows are.
  'execution.ts': ['cache', 'connector', 'guard', 'plan', 'read', 'server', 'stitch'],
  // The configuration file has the server's own limits in it, and the schemes that identity knows.
  config: ['connector', 'cache', 'identity', 'plan', 'views', 'server', 'redis', 'call-budget.ts'],
  'source-state.ts': ['connector', 'guard', 'transport'],
  'kept.ts': ['cache', 'guard', 'redis'],
  // Commands ask by the same resolvers as callers do.
  'in-process.ts': ['server', 'stitch'],
  'application.ts': [
    'identity',
    'in-process.ts',
    'kept.ts',
    'connector',
    'guard',
    'redis',
    'cache',
    'transport',
    'read',
    'stitch',
    'views',
    'plan',
    'server',
    'source-state.ts',
    'call-budget.ts',
    'cost-account.ts',
    'execution.ts',
    'schema',
  ],
  cli: ['application.ts', 'config', 'connector', 'identity', 'server'],
}

/** What all may use. */
const free = ['errors.ts', 'remembered.ts', 'runtime.ts']

/** What the rule does not allow, and why it is so. */
const exceptions: Readonly<Record<string, string>> = {
  'gateway/cli/bench.ts -> test/bench/main.ts':
    'the benchmark runs the loads of the tests, and is no part of what is served',
}

/** Where each third-party package lives. */
const homes: Readonly<Record<string, readonly string[]>> = {
  undici: ['gateway/transport/'],
  dataloader: ['gateway/read/'],
  'lru-cache': ['gateway/cache/'],
  ioredis: ['gateway/redis/'],
  pg: ['gateway/identity/'],
  'structured-headers': ['gateway/server/'],
  yaml: ['gateway/config/'],
  zod: ['gateway/config/'],
  'graphql-yoga': ['gateway/server/'],
  '@graphql-yoga': ['gateway/server/'],
  '@graphql-tools': ['gateway/stitch/'],
  // The language that four of them speak.
  graphql: [
    'gateway/server/',
    'gateway/stitch/',
    'gateway/plan/',
    'gateway/application.ts',
    'gateway/execution.ts',
    'gateway/in-process.ts',
    'schema/',
  ],
  // Signed assertions of vendors' logins.
  jose: ['subgraphs/'],
  // Exact decimals: compared, added up, and read from JSON, here and by vendors' codecs.
  'big.js': ['gateway/connector/', 'gateway/pushdown/', 'gateway/read/', 'gateway/views/', 'subgraphs/'],
}

const importStatement =
  /^(?:import|export)\b[^'";]*?from\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm

function importsOf(file: string): string[] {
  return [...textOf.get(file)!.matchAll(importStatement)].map((match) => (match[1] ?? match[2] ?? match[3])!)
}

/** The files of ours that a file imports, types included. */
function ownImports(file: string): string[] {
  return importsOf(file)
    .filter((name) => name.startsWith('.'))
    .map((name) => normalize(join(dirname(file), name)))
}

function packageOf(name: string): string {
  const [scope, rest] = name.split('/')
  return scope!.startsWith('@') && !Object.hasOwn(homes, scope!) ? `${scope}/${rest}` : scope!
}

/** Everything a file stands on, itself included. */
function closureOf(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file) || !textOf.has(file)) return seen
  seen.add(file)
  for (const next of ownImports(file)) closureOf(next, seen)
  return seen
}

const within = (...folders: readonly string[]) =>
  files.filter((file) => folders.some((folder) => file.startsWith(folder)))
const roomOf = (file: string): string => (file.startsWith('gateway/') ? file.split('/')[1]! : file.split('/')[0]!)
/** Without comments, which may give examples. */
const code = (file: string): string => textOf.get(file)!.replace(/\/\*[\s\S]*?\*\/|(?<![:'"`\\])\/\/.*$/gm, '')

describe('a room of the gateway', () => {
  test('builds only on the rooms below it', () => {
    const wrong = within('gateway/').flatMap((file) => {
      const room = roomOf(file)
      const allowed = new Set([room, ...free, ...(mayUse[room] ?? [])])
      return ownImports(file)
        .filter((to) => !allowed.has(roomOf(to)) && !Object.hasOwn(exceptions, `${file} -> ${to}`))
        .map((to) => `${file} -> ${to}`)
    })
    expect(wrong).toEqual([])
  })

  test('is in the table, and stands on itself through no other', () => {
    const rooms = new Set(within('gateway/').map(roomOf))
    expect([...rooms].filter((room) => !mayUse[room] && !free.includes(room))).toEqual([])
    const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
      (mayUse[from] ?? []).some((next) => next === to || (!seen.has(next) && reaches(next, to, seen.add(next))))
    expect(Object.keys(mayUse).filter((room) => reaches(room, room))).toEqual([])
  })

  test('takes time, timers, randomness and the network from the runtime', () => {
    const banned =
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bset(?:Timeout|Interval)\(|\bperformance\.now\(|\bhrtime\b|\brandom(?:UUID|Bytes|Int)\(|(?:\bawait|\breturn|[=(,:])\s*(?:globalThis\.)?fetch\(/
    // The command line asks a gateway as any of its callers would.
    const outsiders = ['gateway/runtime.ts', 'gateway/cli/gateway-client.ts']
    expect(within('gateway/').filter((file) => !outsiders.includes(file) && banned.test(code(file)))).toEqual([])
  })

  test('names no vendor', () => {
    const vendors =
      /salesforce|netsuite|odoo|(?<![a-z])sap(?![a-z])|s4hana|suiteql|soql|dynamics|dataverse|business.?central|business.?one|service.?layer|oracle|workday|intacct|tryton/i
    // The demo company's queries and ports are about the demo company.
    const demo = ['gateway/server/example-queries.ts', 'gateway/cli/simulate.ts']
    expect(within('gateway/').filter((file) => !demo.includes(file) && vendors.test(code(file)))).toEqual([])
  })
})

describe('a package', () => {
  const outside = within('gateway/', 'subgraphs/', 'schema/')
    .filter((file) => !file.endsWith('.test.ts'))
    .flatMap((file) => importsOf(file).map((name) => ({ file, name })))
    .filter(({ name }) => !name.startsWith('.') && !name.startsWith('node:'))

  test('of somebody else’s lives in its room', () => {
    const wrong = outside.filter(({ file, name }) => !homes[packageOf(name)]?.some((home) => file.startsWith(home)))
    expect(wrong).toEqual([])
  })

  test('that is used is a dependency of ours, not of a dependency', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const declared = Object.keys(dependencies)
    expect(outside.filter(({ name }) => !declared.some((own) => name === own || name.startsWith(`${own}/`)))).toEqual(
      [],
    )
  })
})

describe('subgraphs', () => {
  const folders = globSync('subgraphs/*/connector.ts', { cwd: root }).map((file) => dirname(file))
  const connectorSide = (folder: string) => [...closureOf(`${folder}/connector.ts`)]
  const simulatorSide = (folder: string) => [...closureOf(`${folder}/simulator.ts`)]
  const packagesOf = (side: readonly string[]) =>
    new Set(
      side
        .filter((file) => file.startsWith('subgraphs/'))
        .flatMap((file) => importsOf(file).filter((name) => !name.startsWith('.'))),
    )

  test.each(folders)('%s: its connector knows the contract, its dialect and itself', (folder) => {
    const own = ['gateway/connector/', 'gateway/errors.ts', 'schema/', 'subgraphs/dialects/', `${folder}/`]
    expect(connectorSide(folder).filter((file) => !own.some((start) => file.startsWith(start)))).toEqual([])
    const named = new Set(
      connectorSide(folder)
        .filter((file) => file.startsWith('subgraphs/dialects/'))
        .map((file) => file.split('/')[2]),
    )
    expect(named.size).toBeLessThanOrEqual(1)
    // No sockets and no clock: what it needs of the world is handed to it.
    expect([...packagesOf(connectorSide(folder))].filter((name) => !['jose', 'big.js'].includes(name))).toEqual([])
  })

  test.each(folders)('%s: its simulator shares no code with what it examines', (folder) => {
    const both = new Set(connectorSide(folder))
    expect(simulatorSide(folder).filter((file) => both.has(file))).toEqual([])
    expect(simulatorSide(folder).filter((file) => file.startsWith('gateway/'))).toEqual([])
  })

  test.each(folders)('%s: has no file that belongs to neither', (folder) => {
    const used = new Set([...connectorSide(folder), ...simulatorSide(folder)])
    expect(within(`${folder}/`).filter((file) => !used.has(file))).toEqual([])
  })

  test.each(folders)('%s: knows no other vendor', (folder) => {
    const others = folders.filter((other) => other !== folder)
    const known = [...connectorSide(folder), ...simulatorSide(folder)]
    expect(known.filter((file) => others.some((other) => file.startsWith(`${other}/`)))).toEqual([])
  })

  test.each(lengths())('$connector: fewer than 300 lines do anything, the others declare', ({ mechanics }) => {
    expect(mechanics).toBeGreaterThan(0)
    expect(mechanics).toBeLessThan(300)
  })

  test('what does something is told from what declares', () => {
    const table = `export const item = (settings: Settings) => ({
  // A comment.
  sku: { native: 'code' },
  name: made(['a', 'b'], (row) => {
    return row.a ?? row.b
  }),
})`
    const statements = `export function of(row: Row) {
  const parts = [
    'a',
  ]

  return parts.map((part) => row[part])
}`
    expect([table, statements, "import { a } from 'b'\ninterface A {\n  b: string\n}"].map(mechanicalLines)).toEqual([
      3, 5, 0,
    ])
  })

  test('the kit knows no vendor and no gateway', () => {
    const kit = within('subgraphs/simulator/')
    expect(kit.flatMap((file) => ownImports(file).filter((to) => !to.startsWith('subgraphs/simulator/')))).toEqual([])
  })

  test('a dialect’s renderer and its interpreter never meet, and only the renderer knows the contract', () => {
    const simulates = (file: string) => /\/simulate[^/]*$/.test(file)
    const wrong = within('subgraphs/dialects/').flatMap((file) => {
      const contract = simulates(file) ? ['subgraphs/simulator/'] : ['gateway/connector/', 'gateway/errors.ts']
      const isFine = (to: string) =>
        to.startsWith(`${dirname(file)}/`)
          ? simulates(to) === simulates(file)
          : contract.some((start) => to.startsWith(start))
      return ownImports(file)
        .filter((to) => !isFine(to))
        .map((to) => `${file} -> ${to}`)
    })
    expect(wrong).toEqual([])
  })
})

/** Longer than a reader likes, with the reason and the length that it must not outgrow. */
const longFiles: Readonly<Record<string, readonly [lines: number, reason: string]>> = {
  'subgraphs/simulator/company/types.ts': [850, 'every table of the demo company, each field with its docstring'],
  'subgraphs/dialects/odoo-domain/simulate.ts': [550, 'one interpreter of one query language'],
  'subgraphs/sap-s4hana/data/partners.ts': [520, 'one system’s partners, entity set by entity set'],
  'test/server/attacks.test.ts': [550, 'a table of attacks'],
  'test/company/invariants.test.ts': [500, 'a list of what is true of the demo company'],
  'test/vendors/netsuite/values.test.ts': [580, 'a table of values of one vendor'],
  'test/vendors/salesforce/connector.test.ts': [500, 'one vendor’s behaviour over the wire'],
  'test/vendors/sap-s4hana/connector.test.ts': [880, 'one vendor’s behaviour over the wire'],
}

test('no file is longer than 400 lines, unless it says why', () => {
  const linesOf = (file: string) => textOf.get(file)!.split('\n').length - 1
  const long = files
    .filter((file) => !file.startsWith('schema/generated/'))
    .filter((file) => linesOf(file) > (longFiles[file]?.[0] ?? 400))
  expect(long.map((file) => `${file}: ${linesOf(file)} lines`)).toEqual([])
})

test('every exception is still needed', () => {
  const named = [...Object.keys(longFiles), ...Object.keys(exceptions).map((edge) => edge.split(' -> ')[0]!)]
  expect(named.filter((file) => !textOf.has(file))).toEqual([])
  expect(Object.keys(longFiles).filter((file) => textOf.get(file)!.split('\n').length <= 401)).toEqual([])
})
