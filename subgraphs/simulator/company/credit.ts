import { dateOf } from './calendar.ts'
import type { Context, Draft } from './context.ts'
import { decimal } from './decimal.ts'
import { DECIMALS, LEGAL_ENTITIES } from './master.ts'
import type { Random } from './random.ts'
import { FIRST_ERPS, JOINED_ERPS } from './systems.ts'
import type { CreditAccount, Customer, ErpSystem } from './types.ts'

/** All but SAP keep credit on the customer itself, so every customer has an account; SAP has some without. */
export function createCreditAccounts(customers: readonly Customer[], context: Context): CreditAccount[] {
  const random = context.random.fork('credit')
  const first = accountsIn(FIRST_ERPS, 0, customers, context, random)
  plantOddValues(first)
  const joined = accountsIn(JOINED_ERPS, first.length, customers, context, random.fork('joined'))
  for (const system of JOINED_ERPS) plantLimits(joined.filter((account) => account.system === system))
  return [...first, ...joined]
}

function accountsIn(
  systems: readonly ErpSystem[],
  firstId: number,
  customers: readonly Customer[],
  context: Context,
  random: Random,
): Draft<CreditAccount>[] {
  const accounts: Draft<CreditAccount>[] = []
  for (const customer of customers) {
    for (const system of systems) {
      for (const segment of customer.keys[system] === undefined ? [] : segmentsOf(system, customer, random)) {
        accounts.push(createAccount(firstId + accounts.length, customer, system, segment, context, random))
      }
    }
  }
  return accounts
}

/** In SAP a few have a second segment with a limit of its own; customer 3 always has. Customer 7 never has an account. */
function segmentsOf(system: ErpSystem, { id }: Customer, random: Random): readonly string[] {
  if (system !== 'sap') return ['']
  if (id === 7 || (id !== 0 && id !== 3 && random.chance(0.1))) return []
  return random.chance(0.08) || id === 3 ? ['1000', '2000'] : ['1000']
}

function createAccount(
  id: number,
  customer: Customer,
  system: ErpSystem,
  segment: string,
  context: Context,
  random: Random,
): Draft<CreditAccount> {
  const entity = LEGAL_ENTITIES.find((known) => known.system === system && customer.legalEntityIds.includes(known.id))!
  const isUnlimited = random.chance(0.06)
  const hold = holdOf(system, random)
  return {
    id,
    system,
    customerId: customer.id,
    legalEntityId: entity.id,
    segment,
    limit: isUnlimited || random.chance(0.12) ? null : limitOf(entity.currency, random),
    isUnlimited,
    currency: entity.currency,
    hold,
    holdReason: hold === 'held' ? random.pick(['overdue', 'insolvency', 'manual']) : null,
    riskClass: random.chance(0.8) ? random.pick(['A', 'A', 'B', 'B', 'C', 'D', 'E']) : null,
    score: random.chance(0.6) ? random.between(1, 100) : null,
    isCritical: random.chance(0.03),
    ...reviewDates(context, random),
  }
}

/** NetSuite knows automatic and overridden holds, the others only held or not. */
function holdOf(system: ErpSystem, random: Random): CreditAccount['hold'] {
  const draw = random.next()
  if (draw < 0.05) return 'held'
  if (system !== 'netsuite') return 'none'
  return draw < 0.12 ? 'overridden' : 'auto'
}

const LIMITS_IN_THOUSANDS = [0, 5, 10, 25, 50, 50, 100, 100, 250, 500, 2000] as const

function limitOf(currency: CreditAccount['currency'], random: Random): string {
  const level = currency === 'JPY' ? 150 : 1
  return decimal(random.pick(LIMITS_IN_THOUSANDS) * 1000 * level * 10 ** DECIMALS[currency], DECIMALS[currency])
}

/** One in ten is past its validity. */
function reviewDates(
  { today }: Context,
  random: Random,
): Pick<CreditAccount, 'validUntil' | 'lastReviewedOn' | 'limitChangedOn'> {
  const reviewed = today - random.between(1, 700)
  const valid = random.chance(0.1) ? today - random.between(1, 90) : today + random.between(1, 700)
  return {
    validUntil: random.chance(0.5) ? dateOf(valid) : null,
    lastReviewedOn: random.chance(0.7) ? dateOf(reviewed) : null,
    limitChangedOn: random.chance(0.8) ? dateOf(reviewed - random.between(0, 30)) : null,
  }
}

/** One of each kind that a credit decision must tell apart, beyond the first few customers, who stay plain. */
function plantOddValues(accounts: Draft<CreditAccount>[]): void {
  const plain = accounts.filter(({ hold }) => hold === 'none' || hold === 'auto')
  const [huge, missing, unlimited, zero, expired] = plain.slice(5)
  // More digits than a double holds: 9007199254740993 is the first whole number it cannot tell from its neighbour.
  if (huge) Object.assign(huge, { limit: decimal(9_007_199_254_740_993n, DECIMALS[huge.currency]), isUnlimited: false })
  if (missing) Object.assign(missing, { limit: null, isUnlimited: false })
  if (unlimited) Object.assign(unlimited, { limit: null, isUnlimited: true })
  if (zero) Object.assign(zero, { limit: decimal(0, DECIMALS[zero.currency]), isUnlimited: false })
  const released = accounts.findLast(({ system }) => system === 'netsuite')
  const held = accounts.findLast(({ system }) => system === 'sap')
  if (held) Object.assign(held, { hold: 'held', holdReason: 'overdue' })
  if (released) Object.assign(released, { hold: 'overridden', holdReason: null })
  if (expired) Object.assign(expired, { validUntil: '2020-12-31', isUnlimited: false })
}

/** The same within each company that joined, on its last customers, who are its own. */
function plantLimits(accounts: readonly Draft<CreditAccount>[]): void {
  const [missing, unlimited, zero, held] = accounts.slice(-4)
  Object.assign(missing!, { limit: null, isUnlimited: false })
  Object.assign(unlimited!, { limit: null, isUnlimited: true })
  Object.assign(zero!, { limit: decimal(0, DECIMALS[zero!.currency]), isUnlimited: false })
  Object.assign(held!, { hold: 'held', holdReason: 'overdue' })
}
