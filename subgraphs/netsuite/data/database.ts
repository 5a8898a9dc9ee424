import type { SimDatabase } from '../../dialects/suiteql/simulate.ts'
import { wallClock } from '../../dialects/suiteql/simulate.ts'
import type { Company } from '../../simulator/company/types.ts'
import type { Clock } from '../../simulator/kit.ts'
import { accountOf } from './account.ts'
import { masters } from './masters.ts'
import { parties } from './parties.ts'
import { transactions } from './transactions.ts'

/** The account's time zone: that of the American company, which is the root. */
export const TIME_ZONE = 'America/New_York'

/** The company as one NetSuite account. Rows are made when first asked. */
export function databaseOf(company: Company, clock: Clock): SimDatabase {
  const account = accountOf(company)
  const tables = [...parties(account), ...masters(account), ...transactions(account)]
  const wall = wallClock(TIME_ZONE)
  return {
    tables: new Map(tables.map((table) => [table.name.toLowerCase(), table])),
    timeZone: TIME_ZONE,
    now: () => wall(new Date(clock.now()).toISOString()),
  }
}
