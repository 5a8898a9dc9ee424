import type { Condition } from '../dialects/odata/simulate-filter.ts'
import { type FunctionRule, type Grammar, grammarV4 } from '../dialects/odata/simulate-grammar.ts'
import { refused } from '../dialects/odata/simulate-model.ts'

const mostConditions = 500
const longestValue = 850

/** `$filter` as Dataverse understands it: text without case, wildcards in it, a list in one condition, and no order of GUIDs. */
export const grammar: Grammar = {
  ...grammarV4,
  functions: {
    ...grammarV4.functions,
    contains: matching((part) => `%${part}%`),
    startswith: matching((start) => `${start}%`),
    endswith: matching((end) => `%${end}`),
  },
  predicates: [
    {
      pattern: /Microsoft\.Dynamics\.CRM\.In\(PropertyName='(\w+)',PropertyValues=\[("[^"]*"(?:,"[^"]*")*)\]\)/y,
      condition: ([, column = '', list = '']) => listed(column, list),
    },
  ],
  fold: (text, type) => (type === 'String' ? text.toLowerCase() : text),
  matches: (text, pattern) => like(pattern)(text),
  check(condition) {
    if (count(condition) > mostConditions)
      throw refused('tooMany', 'Number of conditions in query exceeded maximum limit.')
    refuseOrderOfGuids(condition)
  },
}

function listed(column: string, list: string): Condition {
  const values = [...list.matchAll(/"([^"]*)"/g)].map(([, value]) => value!)
  if (values.some((value) => value.length > longestValue))
    throw refused('badLiteral', `A value of '${column}' is longer than ${longestValue} characters.`)
  return { kind: 'oneOf', column, values }
}

function count(condition: Condition): number {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.terms.reduce((sum, term) => sum + count(term), 0)
    case 'not':
      return count(condition.term)
    default:
      return 1
  }
}

function refuseOrderOfGuids(condition: Condition): void {
  if (condition.kind === 'and' || condition.kind === 'or') condition.terms.forEach(refuseOrderOfGuids)
  if (condition.kind === 'not') refuseOrderOfGuids(condition.term)
  if (condition.kind !== 'compare' || condition.op === 'eq' || condition.op === 'ne') return
  const { left, right } = condition
  if ([left, right].some((operand) => operand.kind === 'literal' && operand.type === 'Guid'))
    throw refused('badLiteral', `The operator '${condition.op}' is not valid for a unique identifier.`)
}

function matching(patternOf: (part: string) => string): FunctionRule {
  return { takes: 2, gives: 'Boolean', apply: ([text, part]) => like(patternOf(part!))(text!) }
}

const known = new Map<string, (text: string) => boolean>()

/** `%` any text, `_` any character, `[…]` one of a set, `[^…]` one of no set. A set that is not closed matches nothing. */
function like(pattern: string): (text: string) => boolean {
  const found = known.get(pattern) ?? compiled(pattern)
  if (known.size > 1_000) known.clear()
  known.set(pattern, found)
  return found
}

/** No column here holds so much text, and no engine takes an expression of such a length. */
const longestPattern = 4_000

function compiled(pattern: string): (text: string) => boolean {
  if (pattern.length > longestPattern) return () => false
  const parts = [...pattern.matchAll(/\[(\^?)([^\]]+)\]|[\s\S]/gu)].map(([part, not, set]) => partOf(part, not, set))
  if (parts.includes(undefined)) return () => false
  const whole = new RegExp(`^${parts.join('')}$`, 'u')
  return (text) => whole.test(text)
}

function partOf(part: string, not = '', set?: string): string | undefined {
  if (set !== undefined) return `[${not}${set.replaceAll(/[\\[\]^]/g, '\\$&')}]`
  if (part === '[') return undefined
  if (part === '%') return '[\\s\\S]*'
  return part === '_' ? '[\\s\\S]' : part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
