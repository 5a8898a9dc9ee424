import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Account, company, openAccount } from './account.ts'

let account: Account
beforeAll(async () => {
  account = await openAccount()
  await account.login()
})
afterAll(() => account[Symbol.asyncDispose]())

const rows = (sql: string) => account.rows(sql)
/** The value of an expression, undefined for null: evaluated for the one term that is due on receipt. */
const value = async (sql: string) => (await rows(`SELECT ${sql} AS value FROM term WHERE id = 1`))[0]?.value
/** Whether a condition holds; neither false nor unknown keeps the row. */
const holds = async (sql: string) => (await rows(`SELECT id FROM term WHERE id = 1 AND (${sql})`)).length === 1
const refusal = async (sql: string): Promise<string> => {
  const { status, body } = await account.query(sql)
  expect(status).toBe(400)
  return body['o:errorDetails'][0].detail
}

describe('values', () => {
  test('are exact numbers without idle zeros', async () => {
    expect(await value('0.1 + 0.2')).toBe('0.3')
    expect(await value('100.00 - 0')).toBe('100')
    expect(await value('9007199254740993 * 1000000007')).toBe(String(9007199254740993n * 1000000007n))
    expect(await value('-(0.50)')).toBe('-0.5')
    expect(await value('ABS(0 - 12.30)')).toBe('12.3')
  })

  test('are null when empty, and nothing compares with null', async () => {
    expect(await value("''")).toBeUndefined()
    expect(await value("NVL('', 'x')")).toBe('x')
    expect(await value('1 + NULL')).toBeUndefined()
    expect(await value("'a' || NULL || 'b'")).toBe('ab')
    expect(await holds('NULL = NULL')).toBe(false)
    expect(await holds("name <> ''")).toBe(false)
    expect(await holds("'' IS NULL")).toBe(true)
    expect(await holds('NOT (NULL = 1)')).toBe(false)
    expect(await holds('1 = 1 OR NULL = 1')).toBe(true)
    expect(await holds('id NOT IN (2, NULL)')).toBe(false)
  })

  test('are chosen by CASE, in both forms', async () => {
    expect(await value("CASE WHEN id = 2 THEN 'two' WHEN id = 1 THEN 'one' END")).toBe('one')
    expect(await value("CASE id WHEN 2 THEN 'two' ELSE 'other' END")).toBe('other')
    expect(await value("CASE WHEN NULL = 1 THEN 'yes' END")).toBeUndefined()
  })

  test('are shown to people by BUILTIN.DF', async () => {
    const [row] = await rows('SELECT c.terms AS id, BUILTIN.DF(c.terms) AS name FROM customer c ORDER BY c.id')
    const term = company.paymentTerms.find(({ keys }) => keys.netsuite === row!.id)
    expect(row!.name).toBe(term!.name)
  })
})

describe('text', () => {
  test('compares by code point, upper and lower case apart', async () => {
    expect(await holds("'a' = 'A'")).toBe(false)
    expect(await holds("'Z' < 'a'")).toBe(true)
    expect(await holds("'\u{1F600}' > '\uFF5E'")).toBe(true)
    expect(await holds("'it''s' = 'it''s'")).toBe(true)
    expect(await holds("'back\\' = 'back\\'")).toBe(true)
  })

  test('is matched by LIKE, with an escape for its wildcards', async () => {
    expect(await holds("'50% off' LIKE '50!% %' ESCAPE '!'")).toBe(true)
    expect(await holds("'501 off' LIKE '50!% %' ESCAPE '!'")).toBe(false)
    expect(await holds("'a_c' LIKE 'a!_c' ESCAPE '!'")).toBe(true)
    expect(await holds("'abc' LIKE 'a!_c' ESCAPE '!'")).toBe(false)
    expect(await holds("'a(b' LIKE '%(%'")).toBe(true)
    expect(await holds("'a\nb' LIKE 'a%b'")).toBe(true)
    expect(await holds("'\u{1F600}' LIKE '_'")).toBe(true)
    expect(await holds("'ABC' LIKE 'a%'")).toBe(false)
    expect(await refusal("SELECT id FROM term WHERE name LIKE 'a!b' ESCAPE '!'")).toContain('escape character')
  })
})

describe('dates', () => {
  test('come as the user likes them unless a format is asked for', async () => {
    expect(await value("TO_DATE('2026-01-31', 'YYYY-MM-DD')")).toBe('1/31/2026')
    expect(await value(`TO_CHAR(TO_DATE('2026-01-31', 'YYYY-MM-DD'), 'DD.MM.YYYY "at" HH24:MI')`)).toBe(
      '31.01.2026 at 00:00',
    )
    expect(await holds("TO_DATE('01/31/2026', 'MM/DD/YYYY') = TO_DATE('2026-01-31', 'YYYY-MM-DD')")).toBe(true)
    expect(await refusal("SELECT TO_DATE('2026-02-30', 'YYYY-MM-DD') AS d FROM term")).toContain('not a valid date')
    expect(await refusal("SELECT TO_DATE('31.01.2026', 'YYYY-MM-DD') AS d FROM term")).toContain(
      'does not match format',
    )
    expect(await value(`TO_CHAR(TRUNC(SYSDATE), 'YYYY-MM-DD"T"HH24:MI:SS')`)).toBe('2026-11-20T00:00:00')
  })

  test('are told on the wall clock of the account', async () => {
    const [customer] = company.customers.filter(({ keys }) => keys.netsuite)
    const [row] = await rows(
      `SELECT TO_CHAR(datecreated, 'YYYY-MM-DD"T"HH24:MI:SS') AS made FROM customer WHERE id = ${customer!.keys.netsuite}`,
    )
    const local = new Date(customer!.createdAt).toLocaleString('sv-SE', { timeZone: 'America/New_York' })
    expect(row!.made).toBe(local.replace(' ', 'T'))
  })
})

describe('a statement', () => {
  test('joins, groups and adds up: the open receivables of the vendor documentation', async () => {
    const ours = company.invoices.filter(({ system, status }) => system === 'netsuite' && status === 'posted')
    const open = ours.find(({ kind, baseOpen }) => kind === 'invoice' && /[1-9]/.test(baseOpen))!
    const entity = company.customers[open.customerId!]!.keys.netsuite!
    const [row] = await rows(`
      SELECT t.entity, SUM(NVL(tal.amountunpaid,0)-NVL(tal.paymentamountunused,0)) AS open_base,
             SUM(CASE WHEN t.duedate < TRUNC(SYSDATE) THEN NVL(tal.amountunpaid,0) ELSE 0 END) AS overdue_base
      FROM transaction t JOIN transactionaccountingline tal ON tal.transaction = t.id
      JOIN account a ON a.id = tal.account
      WHERE t.entity IN (${entity},108) AND t.posting='T' AND t.voided='F' AND tal.accountingbook=1 AND a.accttype='AcctRec'
        AND (tal.amountunpaid <> 0 OR tal.paymentamountunused <> 0)
      GROUP BY t.entity ORDER BY CASE WHEN t.entity = ${entity} THEN 0 ELSE 1 END`)
    const [customer] = await rows(`SELECT balancesearch, overduebalancesearch FROM customer WHERE id = ${entity}`)
    expect(row).toEqual({
      entity,
      open_base: customer!.balancesearch,
      overdue_base: customer!.overduebalancesearch,
    })
  })

  test('sees every amount once for each book, unless it names one', async () => {
    const [all] = await rows('SELECT COUNT(*) AS n FROM transactionaccountingline')
    const [one] = await rows('SELECT COUNT(*) AS n FROM transactionaccountingline WHERE accountingbook = 1')
    expect(Number(all!.n)).toBe(2 * Number(one!.n))
  })

  test('aggregates without groups, and filters groups', async () => {
    const [row] = await rows(
      'SELECT COUNT(*) AS n, MIN(id) AS first, MAX(name) AS last, SUM(daysuntilnetdue) AS days FROM term',
    )
    expect(row).toEqual({ n: '6', first: '1', last: 'Due on receipt', days: '224' })
    const groups = await rows(
      'SELECT daysuntilnetdue AS days, COUNT(*) AS n FROM term GROUP BY daysuntilnetdue HAVING COUNT(*) > 1',
    )
    expect(groups).toEqual([{ days: '30', n: '2' }])
    expect(await rows('SELECT SUM(id) AS s, COUNT(*) AS n FROM term WHERE id = 0')).toEqual([{ n: '0' }])
    expect(await refusal('SELECT name, COUNT(*) AS n FROM term GROUP BY id')).toContain('not a GROUP BY expression')
  })

  test('orders nulls last when ascending and first when descending, unless told otherwise', async () => {
    const order = async (by: string) => {
      const found = await rows(`SELECT id, creditlimit FROM customer ORDER BY creditlimit ${by}, id`)
      return found.map(({ creditlimit }) => creditlimit === undefined)
    }
    expect((await order('')).at(-1)).toBe(true)
    expect((await order('DESC'))[0]).toBe(true)
    expect((await order('DESC NULLS LAST')).at(-1)).toBe(true)
    expect((await order('ASC NULLS FIRST'))[0]).toBe(true)
  })

  test('keeps rows without a match in outer joins only', async () => {
    const all = await rows(
      'SELECT s.id AS id, p.name AS parent FROM subsidiary s LEFT JOIN subsidiary p ON p.id = s.parent ORDER BY s.id',
    )
    expect(all.map(({ parent }) => parent)).toEqual([undefined, company.legalEntities[2]!.name])
    const some = await rows('SELECT s.id AS id FROM subsidiary s JOIN subsidiary p ON p.id = s.parent')
    expect(some).toEqual([{ id: '2' }])
  })

  test('joins by what no index knows', async () => {
    const pairs = await rows(
      'SELECT a.id AS a, b.id AS b FROM term a JOIN term b ON b.daysuntilnetdue = a.daysuntilnetdue AND b.id > a.id',
    )
    expect(pairs).toEqual([{ a: '3', b: '4' }])
  })

  test('takes TOP and FETCH FIRST, and an alias in ORDER BY', async () => {
    expect(await rows('SELECT TOP 2 id FROM term ORDER BY id DESC')).toEqual([{ id: '6' }, { id: '5' }])
    expect(await rows('SELECT id AS n FROM term ORDER BY n FETCH FIRST 1 ROWS ONLY')).toEqual([{ n: '1' }])
  })

  test.each([
    ['SELECT id FROM term LIMIT 10', 'near "limit"'],
    ['SELECT id FROM term, currency', 'near ","'],
    ['SELECT id FROM term; DELETE FROM term', 'near ";'],
    ["SELECT id FROM term WHERE name = 'open", 'near'],
    ['DELETE FROM term', 'near "delete"'],
    ['SELECT t.id, id FROM term t JOIN currency c ON c.id = t.id', 'ambiguously defined'],
    ["SELECT id FROM term WHERE id = 'abc'", 'invalid number'],
    ['SELECT id FROM term WHERE id', 'invalid relational operator'],
    ['SELECT SYS_GUID(id) FROM term', 'Unknown function SYS_GUID'],
    [`SELECT id FROM term WHERE id IN (${Array.from({ length: 1001 }, (_, i) => i)})`, 'maximum number of expressions'],
  ])('%.60s is refused', async (sql, why) => {
    expect(await refusal(sql)).toContain(why)
  })

  test('is a comment where it says so, and nowhere else', async () => {
    expect(await rows("SELECT id /* 1, */ FROM term -- all\nWHERE name <> '-- /*' AND id = 1")).toEqual([{ id: '1' }])
  })

  test('finds the same rows through an index as without one', async () => {
    const wanted = ['1001', '1003', '1005']
    const byIndex = await rows(`SELECT id FROM transaction WHERE id IN (${wanted}) OR id = 1007 ORDER BY id`)
    const byScan = await rows(`SELECT id FROM transaction WHERE id + 0 IN (${wanted}) OR id + 0 = 1007 ORDER BY id`)
    expect(byIndex).toEqual(byScan)
    expect(byIndex.length).toBe(4)
    const pairs = 's.item = 201 AND s.location = 1 OR s.item = 203 AND s.location = 2'
    const stock = await rows(`SELECT s.item, s.location FROM aggregateItemLocation s WHERE ${pairs} ORDER BY s.item`)
    expect(stock.map(({ item, location }) => `${item};${location}`)).toEqual(['201;1', '203;2'])
  })
})
