import { randomUUID } from 'node:crypto'
import { Pool } from 'undici'
import type { Dial } from '../../../gateway/connector/index.ts'
import { login } from '../../../subgraphs/netsuite/login.ts'
import type { Settings } from '../../../subgraphs/netsuite/settings.ts'
import type { System } from '../system.ts'

export type Row = Readonly<Record<string, string | undefined>>

/** Sends one statement. @returns its first rows, or all of them, page after page, where no number is given */
export type Ask = (statement: string, limit?: number) => Promise<readonly Row[]>

/** A statement's most rows per page. */
const PAGE = 1_000

/** SuiteQL over REST with nothing around it: no limits, no retries, no cache. */
export async function connect({ url, settings }: System): Promise<Ask> {
  const pool = new Pool(url, { connections: 64 })
  const headers = { ...(await authorization(settings)), prefer: 'transient', 'content-type': 'application/json' }
  const page = async (statement: string, limit: number, offset: number) => {
    const { statusCode, body } = await pool.request({
      method: 'POST',
      path: `/services/rest/query/v1/suiteql?limit=${limit}&offset=${offset}`,
      headers,
      body: JSON.stringify({ q: statement }),
    })
    const answer = (await body.json()) as { items: readonly Row[]; hasMore: boolean }
    if (statusCode !== 200) throw new Error(JSON.stringify(answer))
    return answer
  }
  return async (statement, limit) => {
    const first = await page(statement, limit ?? PAGE, 0)
    if (limit !== undefined || !first.hasMore) return first.items
    const rows = [...first.items]
    for (let more = true; more; ) {
      const { items, hasMore } = await page(statement, PAGE, rows.length)
      rows.push(...items)
      more = hasMore
    }
    return rows
  }
}

/** Logging in once is not what is measured, so it may use what there is. */
async function authorization(settings: System['settings']): Promise<Readonly<Record<string, string>>> {
  const dial: Dial = {
    now: () => Date.now(),
    nonce: () => randomUUID(),
    async send({ url, method, headers, body }) {
      const response = await fetch(url, { method, headers, body })
      const said = Buffer.from(await response.arrayBuffer())
      const { status } = response
      return {
        status,
        headers: Object.fromEntries(response.headers),
        body: said,
        text: () => `${said}`,
        json: () => JSON.parse(`${said}`),
      }
    },
  }
  return (await login(dial, settings as Settings)).headers
}
