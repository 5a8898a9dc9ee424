import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../gateway/config/index.ts'
import { defaultGuardLimits } from '../../gateway/server/index.ts'
import { fakeConnector, parse } from './fake-connector.ts'

const source = `
  erp-1:
    connector: fake-erp
    settings: { url: https://erp.example, name: freshet, password: env:PASSWORD }`

/** The messages for a text, without the file name. */
function problems(text: string, env?: Record<string, string>): string[] {
  try {
    parse(text, env)
  } catch (error) {
    if (error instanceof ConfigError)
      return error.message.split('\n').map((line) => line.replace('/app/test.yaml:', ''))
    throw error
  }
  return []
}

const settings = (text: string) =>
  problems(
    `sources:\n  erp-1:\n    connector: fake-erp\n    settings:\n      url: https://erp.example\n      name: freshet\n      password: env:PASSWORD\n${text}`,
  )

describe('a configuration', () => {
  it('of one source and nothing else has all defaults', () => {
    expect(parse(`sources:${source}`)).toEqual({
      server: {
        port: 4000,
        host: '127.0.0.1',
        graphiql: true,
        introspection: true,
        development: false,
        requestTimeoutMillis: 30_000,
        corsOrigins: [],
        allowedHosts: [],
        guard: defaultGuardLimits,
      },
      executor: 'plan',
      cacheBytes: 256_000_000,
      callBudgets: { maxSourceCalls: 100, roles: {} },
      ledgerFolder: expect.stringMatching(/\/\.freshet$/),
      roleWishes: {},
      skuNamespaces: [],
      identity: {
        file: ':memory:',
        searched: ['VAT', 'DUNS', 'LEI', 'GTIN'],
        rememberMillis: 600_000,
        stopList: [],
        survivorship: {},
      },
      views: {
        overLimit: 'REVIEW',
        audit: { file: expect.stringMatching(/\/\.freshet\/audit\/credit-checks\.jsonl$/), required: true, sync: true },
      },
      sources: [
        {
          name: 'erp-1',
          title: 'Fake ERP',
          connector: fakeConnector,
          timeZone: 'UTC',
          settings: {
            url: 'https://erp.example',
            name: 'freshet',
            password: 'CANARY-from-env',
            release: '17',
            pageRows: 100,
            archived: false,
            companies: [],
            units: { PC: 'C62' },
          },
          limits: {},
          headroom: 0.3,
          retries: 2,
          breaker: { failures: 5, probeMillis: 2_000 },
          externalKeys: {},
          staleTimeMillis: {},
          maxScanRows: 20_000,
        },
      ],
      secrets: ['CANARY-from-env'],
    })
  })

  it('gives lanes and roles wishes about freshness', () => {
    const text = 'freshness: { roles: { refresh: { onStale: SERVE }, sales: { maxAgeMs: 0, staleIfErrorMs: 60000 } } }'
    const { roleWishes } = parse(`${text}\nsources:${source}`)
    expect(roleWishes).toEqual({
      refresh: { onStale: 'SERVE' },
      sales: { maxAgeMillis: 0, staleIfErrorMillis: 60_000 },
    })
  })

  it('names what answers operations', () => {
    expect(parse(`server: { executor: stitched }\nsources:${source}`).executor).toBe('stitched')
    expect(problems(`server: { executor: fast }\nsources:${source}`)).toEqual([expect.stringContaining('plan')])
  })

  it('keeps what is written', () => {
    const config = parse(`
server: { port: 0, graphiql: false, guard: { depth: 20 }, corsOrigins: [https://intranet.example] }
cache: { staleTimeMs: { Customer: 1000, Invoice: 2000 } }
identity: { skuNamespaces: [[erp-1, erp-2]] }
sources:${source}
    region: eu
    timeZone: Europe/Berlin
    limits: { calls: { permits: 8 } }
    headroom: 0.5
    retries: 0
    breaker: { failures: 10, probeMs: 1000 }
    externalKeys: { Customer: { erp-2: Custom_Field__c } }
    staleTimeMs: { Customer: 5 }
    remote: http://127.0.0.1:4001
    maxScanRows: 10
  erp-2:
    connector: fake-erp
    settings: { url: http://localhost:1, name: a, password: file:secret, token: file:/etc/secret, companies: [a, b], units: {} }
`)
    expect(config.server).toMatchObject({
      port: 0,
      graphiql: false,
      corsOrigins: ['https://intranet.example'],
      guard: { ...defaultGuardLimits, depth: 20 },
    })
    expect(config.skuNamespaces).toEqual([['erp-1', 'erp-2']])
    const [first, second] = config.sources
    expect(first).toMatchObject({
      region: 'eu',
      timeZone: 'Europe/Berlin',
      limits: { calls: { permits: 8 } },
      headroom: 0.5,
      retries: 0,
      breaker: { failures: 10, probeMillis: 1_000 },
      externalKeys: { Customer: { 'erp-2': 'Custom_Field__c' } },
      remote: 'http://127.0.0.1:4001',
      maxScanRows: 10,
    })
    expect(first?.staleTimeMillis).toEqual({ Customer: 5, Invoice: 2000 })
    expect(second?.settings).toMatchObject({
      password: 'CANARY-from-file',
      token: 'CANARY-from-file',
      companies: ['a', 'b'],
      units: {},
    })
    // The first source has a server of its own, which knows its secret.
    expect(config.secrets).toEqual(['CANARY-from-file', 'CANARY-from-file'])
  })

  it('has its sources in the order of the file', () => {
    const names = ['zebra', 'ant', 'mole'].map((name) => source.replace('erp-1', name)).join('')
    expect(parse(`sources:${names}`).sources.map(({ name }) => name)).toEqual(['zebra', 'ant', 'mole'])
  })
})

describe('names the line, the key, the value and the way out of', () => {
  it.each([
    ['nothing at all', '', ['1:1 sources: is missing']],
    ['no sources', 'sources: {}', ['1:10 sources: is empty: connect at least one source.']],
    [
      'an unknown part',
      `cahce: {}\nsources:${source}`,
      [
        '1:1 cahce: is not a key of this part: use server, cache, freshness, identity, views, redis, budget, admin, trustedDocuments, ledger, sources.',
      ],
    ],
    [
      'a misspelt key',
      `server:\n  prot: 4000\nsources:${source}`,
      ['2:3 server.prot: is not a key of this part: check its spelling.'],
    ],
    ['a port in quotes', `server:\n  port: "4000"\nsources:${source}`, ['2:9 server.port: "4000" is not a number.']],
    [
      'a port that is none',
      `server:\n  port: 70000\nsources:${source}`,
      ['2:9 server.port: 70000 is too large: 65535 is the most.'],
    ],
    [
      'a limit no machine could bear',
      `server:\n  guard: { tokens: 1000000 }\nsources:${source}`,
      ['2:20 server.guard.tokens: 1000000 is too large: 10000 is the most.'],
    ],
    [
      'an unknown limit of queries',
      `server:\n  guard: { width: 1, depht: 3 }\nsources:${source}`,
      ['2:22 server.guard.depht: is not a key of this part: check its spelling.'],
    ],
    [
      'a wildcard origin',
      `server:\n  corsOrigins: ["*"]\nsources:${source}`,
      ['2:17 server.corsOrigins.0: "*" is not an origin: write it as https://host.example, without a path.'],
    ],
    [
      'an unknown type of record',
      `cache: { staleTimeMs: { Costumer: 1 } }\nsources:${source}`,
      ['1:25 cache.staleTimeMs.Costumer: is not a key of this part: check its spelling.'],
    ],
    [
      'a name that is none',
      `sources:${source.replace('erp-1', 'ERP_1')}`,
      [
        '2:3 sources.ERP_1: "ERP_1" is not a name for a source: use small letters, digits and dashes, beginning with a letter.',
      ],
    ],
    [
      'a name that is taken',
      `sources:${source.replace('erp-1', 'xw')}`,
      ['2:3 sources.xw: "xw" is taken: it stands for profiles. Choose another name.'],
    ],
    [
      'an unknown connector',
      'sources:\n  erp-1:\n    connector: sap',
      ['3:16 sources.erp-1.connector: "sap" is not a connector: use fake-erp, keyless.'],
    ],
    ['no connector', 'sources:\n  erp-1:\n    title: x', ['3:5 sources.erp-1.connector: is missing']],
    ['a source that is a text', 'sources:\n  erp-1: fake-erp', ['2:10 sources.erp-1: is not a group of keys.']],
    [
      'a time zone that is none',
      `sources:${source}\n    timeZone: Berlin`,
      ['5:15 sources.erp-1.timeZone: "Berlin" is not an IANA time zone: write it as Europe/Berlin.'],
    ],
    [
      'a limit that the connector does not have',
      `sources:${source}\n    limits: { daily: { permits: 1 } }`,
      ['5:22 sources.erp-1.limits.daily: is not a limit of this connector: it has calls, minute.'],
    ],
    [
      'a number that the limit does not have',
      `sources:${source}\n    limits: { calls: { windowMillis: 1 } }`,
      ['5:38 sources.erp-1.limits.calls.windowMillis: is not a number of this limit: it has permits.'],
    ],
    [
      'a key of a source that is not there',
      `sources:${source}\n    externalKeys: { Customer: { erp-9: X } }`,
      ['5:40 sources.erp-1.externalKeys.Customer.erp-9: is not a configured source: use erp-1.'],
    ],
    [
      'keys where none can be kept',
      `sources:${source.replace('fake-erp', 'keyless')}\n    externalKeys: { Customer: { erp-1: X } }`,
      ['5:19 sources.erp-1.externalKeys: is not possible: keyless keeps no keys of other systems.'],
    ],
    [
      'a namespace of a source that is not there',
      `identity: { skuNamespaces: [[erp-1, erp-2]] }\nsources:${source}`,
      ['1:37 identity.skuNamespaces.0.1: "erp-2" is not a configured source: use erp-1.'],
    ],
    [
      'a subgraph far away without encryption',
      `sources:${source}\n    remote: http://10.0.0.1:4001`,
      [expect.stringContaining('5:13 sources.erp-1.remote: "http://10.0.0.1:4001" is plain http to another machine')],
    ],
    ['a key given twice', `sources:${source}\nsources: {}`, ['5:1 Map keys must be unique']],
    ['what is not YAML', 'sources: [', [expect.stringMatching(/^1:\d+ /)]],
  ])('%s', (_, text, expected) => {
    expect(problems(text)).toEqual(expected)
  })

  it('everything wrong at once', () => {
    const text =
      'server: { port: x }\nsources:\n  erp-1:\n    connector: fake-erp\n    settings: { url: ftp://x, pageRows: 0 }'
    expect(problems(text)).toEqual([
      '1:17 server.port: "x" is not a number.',
      '5:22 sources.erp-1.settings.url: "ftp://x" is not an address: write it as https://host.example',
      '5:15 sources.erp-1.settings.name: is missing. Login name of the gateway.',
      '5:15 sources.erp-1.settings.password: is missing. Its password.',
      '5:41 sources.erp-1.settings.pageRows: 0 is too small: 1 is the least.',
    ])
  })
})

describe('a setting', () => {
  it.each([
    ['pageRows: many', '8:17 sources.erp-1.settings.pageRows: "many" is not a number.'],
    ['pageRows: 1.5', '8:17 sources.erp-1.settings.pageRows: 1.5 is not a whole number.'],
    ['release: 17', '8:16 sources.erp-1.settings.release: 17 is not one of 16, 17.'],
    ['archived: yes', '8:17 sources.erp-1.settings.archived: "yes" is not true or false.'],
    ['companies: a', '8:18 sources.erp-1.settings.companies: "a" is not a list.'],
    ['companies: [1]', '8:19 sources.erp-1.settings.companies.0: 1 is not a text: put it in quotes.'],
    ['units: { PC: 1 }', '8:20 sources.erp-1.settings.units.PC: 1 is not a text: put it in quotes.'],
    [
      'paswort: CANARY',
      '8:7 sources.erp-1.settings.paswort: is not a key of this part: use url, name, password, token, release, pageRows, archived, companies, units.',
    ],
  ])('is refused: %s', (line, expected) => {
    expect(settings(`      ${line}`)).toEqual([expected])
  })

  it.each([
    ['https://user:CANARY@erp.example', 'has a user name or password in it: use the settings for credentials.'],
    [
      'http://erp.example',
      '"http://erp.example" is plain http to another machine, where anybody on the way can read credentials: use https.',
    ],
    ['erp.example', '"erp.example" is not an address: write it as https://host.example'],
    [
      'https://erp.example/?key=1',
      '"https://erp.example/?key=1" has a query or fragment: leave out everything from "?" or "#" on.',
    ],
  ])('is no address: %s', (url, expected) => {
    const text = `sources:\n  erp-1:\n    connector: fake-erp\n    settings: { url: "${url}", name: a, password: env:PASSWORD }`
    expect(problems(text)).toEqual([`4:22 sources.erp-1.settings.url: ${expected}`])
  })
})

describe('a secret', () => {
  const secret = (reference: string) =>
    problems(
      `sources:\n  erp-1:\n    connector: fake-erp\n    settings: { url: https://x.example, name: a, password: ${reference} }`,
    )
  const at = '4:60 sources.erp-1.settings.password: '

  it.each(['CANARY', '"env:"', '"$PASSWORD"', '"file:"'])(
    'is refused when it is written down, and not repeated: %s',
    (literal) => {
      const [message] = secret(literal)
      expect(message).toBe(
        `${at}is a secret, and secrets are not written here: put it into an environment variable and write env:NAME, or into a file and write file:/path.`,
      )
    },
  )

  it.each([
    ['env:MISSING', 'refers to the environment variable MISSING, which is not set: set it before starting.'],
    ['file:/etc/missing', 'refers to the file /etc/missing, which cannot be read (ENOENT).'],
    ['file:/etc/empty', 'refers to the file /etc/empty, which is empty.'],
    ['42', 'is not a text: put it in quotes.'],
  ])('says what is missing: %s', (reference, expected) => {
    expect(secret(reference)).toEqual([at + expected])
  })

  it('never stands in a message, whatever else is wrong', () => {
    const wrong = ['title: [', 'limits: { x: 1 }', 'remote: x', 'settings: CANARY', 'timeZone: 1']
    for (const line of wrong) expect(problems(`sources:${source}\n    ${line}`).join()).not.toContain('CANARY')
    expect(problems('sources:\n  erp-1:\n    connector: fake-erp\n    settings: CANARY').join()).not.toContain('CANARY')
    expect(problems('sources:\n  erp-1: CANARY').join()).not.toContain('CANARY')
  })
})
