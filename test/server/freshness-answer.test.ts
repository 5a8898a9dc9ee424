import { parseList } from 'structured-headers'
import { describe, expect, it } from 'vitest'
import { freshnessEntries, type SourceAccount } from '../../gateway/server/freshness-account.ts'
import { freshnessHeaders } from '../../gateway/server/freshness-headers.ts'

const startedAt = 1_000_000_000
const now = startedAt + 500
const second = 1_000

const none: SourceAccount = { calls: 0, hits: 0, misses: 0, coalesced: 0, stale: 0 }
const live = { ...none, calls: 1, misses: 3, oldestReadAt: startedAt + 1, believedUntil: startedAt + 120 * second }
const cached = { ...none, hits: 4, oldestReadAt: startedAt - 60 * second, believedUntil: startedAt + 60 * second }
const mixed = { ...cached, calls: 1, misses: 1 }
const stale = { ...none, hits: 2, stale: 1, oldestReadAt: now - 300 * second, believedUntil: now - 180 * second }
const collapsed = { ...none, misses: 1, coalesced: 1, oldestReadAt: startedAt - 5, believedUntil: now + 9 * second }
const failed = { ...none, calls: 1, misses: 1 }

const accounts = (sources: Record<string, SourceAccount>) => ({
  sources: new Map(Object.entries(sources)),
  startedAt,
  now,
})
const headers = (sources: Record<string, SourceAccount>, isWhole = true) => freshnessHeaders(accounts(sources), isWhole)

describe('extensions.freshness', () => {
  it.each([
    ['LIVE', live],
    ['CACHE', cached],
    ['MIXED', mixed],
    ['STALE', stale],
    ['STALE', { ...stale, calls: 1, misses: 5 }],
    ['LIVE', collapsed],
    ['LIVE', { ...live, hits: 2 }],
    [null, failed],
  ])('says %s', (state, account) => {
    expect(freshnessEntries(accounts({ crm: account })).crm).toMatchObject({ state })
  })

  it('tells instants, ages and counts', () => {
    expect(freshnessEntries(accounts({ erp: mixed })).erp).toEqual({
      state: 'MIXED',
      oldestReadAt: new Date(mixed.oldestReadAt).toISOString(),
      ageSeconds: 60,
      believedUntil: new Date(mixed.believedUntil).toISOString(),
      calls: 1,
      hits: 4,
      misses: 1,
      coalesced: 0,
      stale: 0,
    })
  })

  it('is never younger than none, whatever the clock does', () => {
    expect(freshnessEntries(accounts({ erp: { ...live, oldestReadAt: now + second } })).erp).toMatchObject({
      ageSeconds: 0,
    })
  })

  it('writes no instant that there is not', () => {
    const eternal = { ...live, believedUntil: Number.POSITIVE_INFINITY }
    expect(freshnessEntries(accounts({ erp: eternal })).erp).toMatchObject({ believedUntil: null })
  })
})

describe('the headers of an answer', () => {
  it('are as old as its oldest part, and hold as long as the part that ends first', () => {
    // A cache takes the age off again: 60 + 59 - 60 seconds are left, the least of both parts.
    expect(headers({ erp: live, crm: cached })).toMatchObject({ age: '60', 'cache-control': 'private, max-age=119' })
    const soon = { ...live, believedUntil: now + 2 * second }
    expect(headers({ erp: soon, crm: cached })).toMatchObject({ age: '60', 'cache-control': 'private, max-age=62' })
  })

  it.each([
    ['a part failed', { erp: live }, false],
    ['a source took part and served nothing', { erp: live, crm: failed }, true],
    ['a part is stale', { erp: live, crm: stale }, true],
    ['a part is live only', { erp: { ...live, believedUntil: live.oldestReadAt } }, true],
    ['nobody knows how long a part holds', { erp: { ...live, believedUntil: undefined } }, true],
    ['no source took part', {}, true],
  ])('forbid to keep it when %s', (_, sources, isWhole) => {
    expect(headers(sources, isWhole)['cache-control']).toBe('no-store')
  })

  it('say what it varies by, when it may be kept', () => {
    expect(headers({ erp: live }).vary?.split(', ')).toEqual(expect.arrayContaining(['authorization', 'cookie']))
  })

  it('say for each source how its cache did', () => {
    const { 'cache-status': status } = headers({
      'sap-eu': cached,
      crm: live,
      'erp-2': mixed,
      odoo: stale,
      ns: collapsed,
      x: failed,
    })
    expect(status).toBe(
      'sap-eu;hit;ttl=59, crm;fwd=miss;ttl=119, erp-2;fwd=partial;ttl=59, odoo;hit;ttl=-180, ns;fwd=miss;ttl=9;collapsed, x;fwd=miss',
    )
    expect(parseList(status!)).toHaveLength(6)
  })

  it('say that a source was asked because what was held is stale', () => {
    expect(headers({ crm: { ...stale, calls: 1 } })['cache-status']).toBe('crm;fwd=stale;ttl=-180')
  })

  it('hold for a year at most', () => {
    const eternal = { ...live, believedUntil: Number.POSITIVE_INFINITY }
    expect(headers({ erp: eternal })).toMatchObject({
      'cache-control': 'private, max-age=31536000',
      'cache-status': 'erp;fwd=miss;ttl=31536000',
    })
  })
})
