import { expect, test } from 'vitest'
import type { Source, SourceKey } from '../../gateway/connector/index.ts'
import type { Served } from '../../gateway/read/index.ts'
import { mostMembers } from '../../gateway/stitch/profile/bounds.ts'
import { findItems, itemsRead } from '../../gateway/stitch/views/stock-items.ts'
import type { ViewSource } from '../../gateway/views/view-source.ts'

/** A source in which so many items have one number. */
function holding(count: number): ViewSource {
  const rows = Array.from({ length: count }, (_, i) => ({
    record: { type: 'Item', source: 'erp', key: `${i}` as SourceKey, readAt: 0, row: {}, values: { sku: 'A-1' } },
    servedFrom: 'LIVE',
  }))
  // Nothing else is asked of it.
  return {
    source: { name: 'erp' } as Source,
    rows: async () => ({ rows: rows as unknown as Served[], calls: 1, hasMore: false }),
  } as unknown as ViewSource
}

const find = (view: ViewSource) => findItems(view, ['A-1'], itemsRead(['A-1']), {})

test('as many items of one number are looked at as was told beforehand', async () => {
  const { part, bySku } = await find(holding(mostMembers))
  expect(part.error).toBeUndefined()
  expect(bySku.get('A-1')).toHaveLength(mostMembers)
})

test('where more have it, it is said, and nobody guesses which is meant', async () => {
  const { part, bySku } = await find(holding(mostMembers + 1))
  expect(bySku.size).toBe(0)
  expect(part.error).toMatchObject({ code: 'QUERY_TOO_COSTLY', source: 'erp' })
  expect((part.error as Error).message).toContain('have the number "A-1"')
})
