import { describe, expect, it } from 'vitest'
import { wishOfRequest } from '../../gateway/server/freshness-wishes.ts'
import { anonymous } from '../../gateway/server/index.ts'

const roles = {
  interactive: { onStale: 'SERVE', staleIfErrorMillis: 60_000 },
  sales: { maxAgeMillis: 5_000 },
  batch: { maxAgeMillis: 3_600_000 },
} as const

const request = { lane: 'interactive', principal: anonymous, freshness: {} } as const

describe('the wish that a request runs under', () => {
  it('is that of its lane when nobody says more', () => {
    expect(wishOfRequest(request, roles)).toEqual(roles.interactive)
    expect(wishOfRequest({ ...request, lane: 'batch' }, roles)).toEqual(roles.batch)
    expect(wishOfRequest({ ...request, lane: 'refresh' }, roles)).toEqual({})
  })

  it('is that of its role over that of its lane', () => {
    const principal = { ...anonymous, role: 'sales' }
    expect(wishOfRequest({ ...request, principal }, roles)).toEqual({ ...roles.interactive, ...roles.sales })
  })

  it('is that of its operation over that of its headers', () => {
    const freshness = { maxAgeMillis: 60_000, staleIfErrorMillis: 9_000 }
    expect(wishOfRequest({ ...request, freshness, operationFreshness: { maxAgeMillis: 0 } }, roles)).toEqual({
      maxAgeMillis: 0,
      staleIfErrorMillis: 9_000,
    })
  })

  it('keeps what the configuration says where the caller says something else', () => {
    expect(wishOfRequest({ ...request, freshness: { onlyIfCached: true } }, roles)).toEqual({
      ...roles.interactive,
      onlyIfCached: true,
    })
  })

  it('has no patience from the configuration when the caller names an age', () => {
    expect(wishOfRequest({ ...request, freshness: { maxAgeMillis: 0 } }, roles)).toEqual({ maxAgeMillis: 0 })
  })

  it('has nothing from names that the configuration does not have', () => {
    expect(wishOfRequest({ ...request, principal: { ...anonymous, role: 'constructor' } })).toEqual({})
  })
})
