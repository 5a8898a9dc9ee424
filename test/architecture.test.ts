import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../', import.meta.url))

/** Which rooms of the engine a room may use, besides the catalogue of errors and the injected runtime. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  connector: ['schema'],
  pushdown: ['connector'],
  guard: ['connector'],
  cache: ['connector'],
  identity: ['connector'],
  transport: ['connector', 'guard'],
  read: ['connector', 'pushdown', 'guard', 'cache', 'transport'],
  stitch: ['connector', 'pushdown', 'read', 'identity', 'transport', 'schema'],
  server: [],
  config: ['connector', 'server'],
  'source-state': ['connector', 'guard', 'transport'],
  application: ['cache', 'connector', 'guard', 'read', 'server', 'source-state', 'stitch', 'transport', 'schema'],
  cli: ['application', 'config', 'connector', 'server', 'test'],
  errors: [],
  runtime: [],
}

/** A third-party package lives in one room of the engine; `graphql` is the language that three of them speak. */
const homes: Readonly<Record<string, readonly string[]>> = {
  '@graphql-tools/delegate': ['stitch'],
  '@graphql-tools/stitch': ['stitch'],
  '@graphql-tools/utils': ['stitch'],
  '@graphql-yoga/plugin-csrf-prevention': ['server'],
  '@graphql-yoga/render-graphiql/graphiql': ['server'],
  'graphql-yoga': ['server'],
  // Decimal arithmetic: comparing here, adding there.
  'big.js': ['pushdown', 'read'],
  dataloader: ['read'],
  graphql: ['application', 'server', 'stitch'],
  'lru-cache': ['cache'],
  undici: ['transport'],
  yaml: ['config'],
  zod: ['config'],
}

/** Files of one long idea, and why they are not cut. */
const long: Readonly<Record<string, string>> = {
  'subgraphs/dialects/odoo-domain/simulate.ts':
    'one evaluator: the domain language over models, fields and unset values',
  'subgraphs/odoo/data/accounting.ts': 'one projection: the ledger as moves, lines, payments and what reconciles them',
  'subgraphs/sap-s4hana/data/partners.ts':
    'one projection: parties as partners, with the roles, addresses and relations SAP splits them into',
  'subgraphs/simulator/company/types.ts': 'one contract: the raw data of the demo company, field by field',
}

interface SourceFile {
  readonly path: string
  readonly text: string
  readonly imports: readonly string[]
}

const files = ['gateway', 'subgraphs'].flatMap(sourceFiles)
const engine = files.filter(({ path }) => path.startsWith('gateway/'))
const vendors = files.filter(({ path }) => /^subgraphs\/(?!simulator\/|dialects\/)/.test(path))

function sourceFiles(folder: string): SourceFile[] {
  const names = readdirSync(join(root, folder), { recursive: true }) as string[]
  return names.filter((name) => name.endsWith('.ts')).map((name) => read(join(folder, name)))
}

/** Import paths are given from the root; packages by their name. */
function read(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8')
  const found = [...text.matchAll(/(?:^(?:import|export)\b[^'"]*?from |^import |\bimport\()'([^'\n]+)'/gm)].map(
    ([, to]) => to!,
  )
  return {
    path,
    text,
    imports: found.map((to) => (to.startsWith('.') ? relative(root, join(root, dirname(path), to)) : to)),
  }
}

/** `gateway/read/scan.ts` is in `read`; a file beside the rooms is a room of its own. */
function roomOf(path: string): string {
  const [top, room] = path.split('/') as [string, string]
  return top === 'gateway' ? room.replace(/\.ts$/, '') : top
}

const isPackage = (to: string): boolean => !/^(gateway|subgraphs|schema|test)\//.test(to) && !to.startsWith('node:')

describe('rooms', () => {
  test.each(engine)('$path uses only rooms that it may use', ({ path, imports }) => {
    const room = roomOf(path)
    const common = [room, 'errors', 'runtime']
    const used = imports.filter((to) => !isPackage(to) && !to.startsWith('node:')).map(roomOf)
    expect([...new Set(used)].filter((other) => !common.includes(other) && !allowed[room]?.includes(other))).toEqual([])
  })

  test('every room is in the table', () => {
    expect([...new Set(engine.map(({ path }) => roomOf(path)))].filter((room) => !allowed[room])).toEqual([])
  })

  test('a third-party package lives in one room', () => {
    const found = engine.flatMap(({ path, imports }) =>
      imports.filter(isPackage).map((to) => ({ to, room: roomOf(path) })),
    )
    expect(found.filter(({ to, room }) => !homes[to]?.includes(room))).toEqual([])
  })

  test('only the runtime reads the clock, sets timers or rolls dice, and only transport reaches the network', () => {
    const banned = /\bDate\.now\(|\bMath\.random\(|\bnew Date\(\)|\bsetTimeout\(|\bsetInterval\(|(?<![.\w])fetch\(/
    const guilty = engine.filter(
      ({ path, text }) =>
        path !== 'gateway/runtime.ts' && text.split('\n').some((line) => banned.test(line) && !isProse(line)),
    )
    expect(guilty.map(({ path }) => path).filter((path) => path !== 'gateway/connector/connector.ts')).toEqual([])
  })

  test('the engine names no vendor', () => {
    const code = engine.filter(({ path }) => !/^gateway\/(server\/example-queries|cli\/simulate)\.ts$/.test(path))
    const guilty = code.filter(({ text }) =>
      text.split('\n').some((line) => /salesforce|netsuite|odoo|\bsap\b/i.test(line) && !isProse(line)),
    )
    expect(guilty.map(({ path }) => path)).toEqual([])
  })
})

/** Comments may name a vendor as an example, and a method of an interface may be called `fetch`. */
const isProse = (line: string): boolean => /^\s*(\*|\/\/|\/\*\*)/.test(line) || /\/\/|\/\*\*/.test(line)

describe('vendors', () => {
  const isSimulator = (path: string) => /\/(simulat[^/]*|data\/.*)\.ts$/.test(path)
  const connectors = [...vendors, ...files.filter(({ path }) => path.startsWith('subgraphs/dialects/'))].filter(
    ({ path }) => !isSimulator(path),
  )
  const simulators = files.filter(
    ({ path }) => path.startsWith('subgraphs/') && (isSimulator(path) || path.startsWith('subgraphs/simulator/')),
  )

  test.each(connectors)('$path, of a connector, uses the contract and its own dialect', ({ path, imports }) => {
    const own = path
      .split('/')
      .slice(0, path.startsWith('subgraphs/dialects/') ? 3 : 2)
      .join('/')
    const isFine = (to: string) =>
      /^gateway\/(connector\/|errors\.ts$)/.test(to) ||
      (to.startsWith(`${own}/`) && !isSimulator(to)) ||
      (to.startsWith('subgraphs/dialects/') && !isSimulator(to)) ||
      ['big.js', 'jose'].includes(to) ||
      to.startsWith('node:')
    expect(imports.filter((to) => !isFine(to))).toEqual([])
  })

  test.each(simulators)('$path, of a simulator, shares no code with what it examines', ({ path, imports }) => {
    const own = path.split('/').slice(0, 2).join('/')
    const isFine = (to: string) =>
      to.startsWith('subgraphs/simulator/') ||
      (to.startsWith('subgraphs/') &&
        isSimulator(to) &&
        (to.startsWith(`${own}/`) || to.startsWith('subgraphs/dialects/'))) ||
      to === 'big.js' ||
      to.startsWith('node:')
    expect(imports.filter((to) => !isFine(to))).toEqual([])
  })

  test('no vendor uses another', () => {
    const other = vendors.flatMap(({ path, imports }) => {
      const own = path.split('/')[1]
      return imports.filter((to) => /^subgraphs\/(?!simulator\/|dialects\/)/.test(to) && to.split('/')[1] !== own)
    })
    expect(other).toEqual([])
  })
})

test('no file is longer than 400 lines, unless one idea is', () => {
  const tooLong = files.filter(({ path, text }) => text.split('\n').length > 400 && !long[path])
  expect(tooLong.map(({ path }) => path)).toEqual([])
})
