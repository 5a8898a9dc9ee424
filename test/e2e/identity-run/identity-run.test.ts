import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { linkCommands } from '../../../gateway/cli/link-commands.ts'
import type { OpenedLinks } from '../../../gateway/cli/link-open.ts'
import type { ClusterKind } from '../../../gateway/identity/index.ts'
import { customerClusters, itemClusters } from '../../../subgraphs/simulator/company/expected.ts'
import type { System } from '../../../subgraphs/simulator/company/types.ts'
import { idOf } from '../company.ts'
import { accountOf, type LinkedWorld, openLinkedWorld, plainlyLinked } from '../identity-links/world.ts'

let world: LinkedWorld
let said: string[]
let complained: string[]
let folder: string
beforeEach(async () => {
  world = await openLinkedWorld()
  said = []
  complained = []
  vi.spyOn(console, 'log').mockImplementation((line) => said.push(String(line)))
  vi.spyOn(console, 'error').mockImplementation((line) => complained.push(String(line)))
  folder = mkdtempSync(join(tmpdir(), 'freshet-links-'))
})
afterEach(async () => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
  await world.close()
})

/** A command as the shell would start it, on the gateway of this world. */
function command(name: string, rest: string[] = [], flags: OpenedLinks['flags'] = {}): Promise<number> {
  const { gateway } = world
  const identity = gateway.identity!
  const opened = { gateway, identity, crosswalk: identity.crosswalk, now: () => Date.now(), rest, flags }
  return linkCommands[name]!.run(opened)
}

const calls = () => Object.values(world.simulators).reduce((sum, { calls }) => sum + calls, 0)

async function clustersOf(kind: ClusterKind): Promise<string[]> {
  const clusters = await world.gateway.identity!.crosswalk.clusters(kind, undefined, 100_000)
  return clusters.map(({ members }) => members.join(' ')).sort()
}

describe('a run over all systems', () => {
  test('finds the articles that are one, and no customer that is not', async () => {
    expect(await command('')).toBe(0)
    const item = (members: readonly { system: System; key: string }[]) =>
      members.map(({ system, key }) => idOf('Item', system, key.replaceAll('%', '%25'))).sort()
    const items = itemClusters(world.company)
      .map(({ members }) => item(members))
      .filter(({ length }) => length > 1)
    expect(await clustersOf('Item')).toEqual(items.map((members) => members.join(' ')).sort())
    const truth = new Map(
      customerClusters(world.company).flatMap(({ members }, n) =>
        members.map(({ system, key }) => [idOf('Customer', system, key), n] as const),
      ),
    )
    const customers = (await clustersOf('Customer')).map((text) => text.split(' '))
    expect(customers.length).toBeGreaterThan(40)
    for (const members of customers) expect(new Set(members.map((member) => truth.get(member))).size).toBe(1)
    for (const customer of plainlyLinked(world, ['sap']))
      expect(customers.find((members) => members.includes(accountOf(customer)))).toContain(
        idOf('Customer', 'sap', `${customer.keys.sap}`),
      )
  })

  test('makes profiles need no search any more', async () => {
    await command('')
    const [customer] = plainlyLinked(world, ['sap', 'netsuite'])
    const { calls, data } = await world.ask(
      'query ($record: ID!) { customerProfile(record: $record) { links { id } soughtAt } }',
      { record: accountOf(customer!) },
    )
    expect(data.customerProfile.soughtAt).not.toBeNull()
    expect(calls).toEqual({ salesforce: 0, 'sap-eu': 0, 'netsuite-us': 0, 'odoo-at': 0 })
  })

  test('stops at its budget, and goes on from there to the same end', async () => {
    const whole = await openLinkedWorld()
    const other = world
    world = whole
    await command('')
    const expected = [await clustersOf('Customer'), await clustersOf('Supplier'), await clustersOf('Item')]
    world = other
    await whole.close()
    let runs = 0
    for (let before = -1; before !== calls() && runs < 50; runs++) {
      before = calls()
      const last = said.length
      await command('', [], { 'budget-calls': '3' })
      if (said.slice(last).some((line) => line.startsWith('Read to the end everywhere: Customer, Supplier, Item')))
        break
      expect(said.slice(last).join('\n')).toContain('stopped by the budget')
    }
    expect(runs).toBeGreaterThan(1)
    expect([await clustersOf('Customer'), await clustersOf('Supplier'), await clustersOf('Item')]).toEqual(expected)
  })

  test('says which system it could not read, and reads the others', async () => {
    await world.simulators['odoo-at']!.close()
    expect(await command('')).toBe(1)
    expect(said.filter((line) => line.startsWith('odoo-at: 0 '))).toHaveLength(3)
    expect(said.some((line) => /^sap-eu: \d+ items read, all of them$/.test(line))).toBe(true)
    expect(said.at(-1)).not.toContain('Read to the end everywhere')
  })

  test('forgets what a system does not have any more', async () => {
    await command('')
    const { crosswalk } = world.gateway.identity!
    const ghost = idOf('Customer', 'sap', '77')
    await crosswalk.observe('Customer', [{ record: ghost, source: 'sap-eu', keys: [], claims: [] }], 1)
    await command('')
    const link = { kind: 'Customer', a: ghost, b: ghost, state: 'REJECTED', by: 'Ada', at: 2 } as const
    await expect(crosswalk.decide(link)).rejects.toThrow('has not seen the record')
  })

  test('is refused for a system that there is not', async () => {
    expect(await command('', [], { source: 'nowhere' })).toBe(2)
    expect(complained.join()).toContain('salesforce')
  })
})

describe('a file of links', () => {
  const importText = (name: string, text: string) => {
    const file = join(folder, name)
    writeFileSync(file, text)
    return command('import', [file], { by: 'Ada' })
  }

  test('is believed as what a person said', async () => {
    const [one, other] = world.company.customers.filter(({ keys }) => keys.sap && !keys.netsuite)
    const text = `type,source,key,linkedSource,linkedKey,state\nCustomer,sap-eu,${one!.keys.sap},"sap-eu",${other!.keys.sap},\n`
    expect(await importText('links.csv', text)).toBe(0)
    const [a, b] = [one, other].map((customer) => idOf('Customer', 'sap', `${customer!.keys.sap}`))
    const { data } = await world.ask('query ($a: ID!) { customerProfile(record: $a) { records { id } } }', { a })
    expect(data.customerProfile.records.map(({ id }: { id: string }) => id)).toEqual(expect.arrayContaining([a, b]))
    said.length = 0
    await command('list', [], {})
    expect(said.some((line) => line.includes('CONFIRMED') && line.includes('person') && line.includes('Ada'))).toBe(
      true,
    )
  })

  test('with errors is refused as a whole, each with its line and column', async () => {
    const text = [
      'type,source,key,linkedSource,linkedKey',
      'Customer,sap-eu,1,nowhere,2',
      'Custmer,sap-eu,1,odoo-at,',
      'Item,sap-eu,1,sap-eu,1',
    ].join('\n')
    expect(await importText('links.csv', text)).toBe(1)
    expect(complained.map((line) => line.replace(folder, ''))).toEqual([
      '/links.csv:2:19 linkedSource "nowhere" is none of salesforce, sap-eu, netsuite-us, odoo-at.',
      '/links.csv:3:1 type "Custmer" is none of Customer, Supplier, Item.',
      '/links.csv:3:26 linkedKey is empty.',
      '/links.csv:4:22 a record cannot be linked to itself.',
    ])
    expect(await world.gateway.identity!.crosswalk.links({})).toEqual([])
  })

  test('may be JSON, and needs somebody who says so', async () => {
    const links = [
      { type: 'Item', source: 'sap-eu', key: 'A;1', linkedSource: 'odoo-at', linkedKey: 5, state: 'REJECTED' },
    ]
    expect(await importText('links.json', JSON.stringify(links))).toBe(0)
    expect(await importText('broken.json', '{')).toBe(1)
    await expect(command('import', [join(folder, 'links.json')])).rejects.toThrow('--by')
  })
})

describe('what a run leaves open', () => {
  test('is listed, shown, confirmed, undone and rejected', async () => {
    await command('')
    said.length = 0
    await command('list', [], { suggested: true, type: 'Customer' })
    const line = said.find((text) => text.includes('disputed-claim'))!
    const number = line.split(' ')[0]!
    expect(await command('confirm', [number], { by: 'Ada' })).toBe(0)
    const confirmed = said.at(-1)!
    expect(confirmed).toMatch(/CONFIRMED .* person 1\.00 .* Ada 2\d{3}-/)
    await command('undo', [confirmed.split(' ')[0]!], { by: 'Bob' })
    const [a, b] = (line.match(/\S+ \S+ = \S+ \S+/) ?? [''])[0]!.split(' = ')
    expect(await command('reject', [`Customer ${a}`, `Customer ${b}`], { by: 'Ada' })).toBe(0)
    said.length = 0
    await command('show', [`Customer ${a}`])
    const history = said.filter((text) => text.includes(`${b}`))
    expect(history.map((text) => /(CONFIRMED|SUGGESTED|REJECTED)/.exec(text)![0])).toEqual([
      'REJECTED',
      'SUGGESTED',
      'SUGGESTED',
      'CONFIRMED',
      'SUGGESTED',
    ])
  })

  test('cannot be decided by nobody, nor about nothing', async () => {
    await expect(command('confirm', ['1'])).rejects.toThrow('--by NAME')
    await expect(command('confirm', ['999999'], { by: 'Ada' })).rejects.toThrow('no link 999999')
    await expect(command('reject', ['Customer sap-eu 1'], { by: 'Ada' })).rejects.toThrow('not the number of a link')
    await expect(command('show', ['nonsense'])).rejects.toThrow('no record')
  })
})
