import type { Condition, Operand } from '../dialects/odata/simulate-filter.ts'
import { type Grammar, grammarV4 } from '../dialects/odata/simulate-grammar.ts'
import { refused } from '../dialects/odata/simulate-model.ts'

/** Variables of the pages, which no table has: what a filter by them finds is not documented, so none is taken. */
const computed: readonly string[] = [
  'inventory',
  'remainingAmount',
  'currencyCode',
  'balanceDue',
  'balance',
  'netChange',
]

/** `or` over one field only, no null, and nothing by what is calculated. */
export const grammar: Grammar = { ...grammarV4, check }

function check(condition: Condition): void {
  if (condition.kind === 'or' && new Set(fieldsOf(condition)).size > 1)
    throw refused('notSupported', "The 'OR' operator is not supported on distinct fields on an OData filter.")
  if ('terms' in condition) for (const term of condition.terms) check(term)
  if (condition.kind === 'not') check(condition.term)
  const calculated = fieldsOf(condition).find((field) => computed.includes(field))
  if (calculated) throw refused('notSupported', `The field '${calculated}' cannot be filtered.`)
  if (condition.kind === 'compare' && [condition.left, condition.right].some(isNull))
    throw refused('badLiteral', 'A value is expected instead of null.')
}

const isNull = (operand: Operand): boolean => operand.kind === 'literal' && operand.type === 'Null'

export function fieldsOf(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.terms.flatMap(fieldsOf)
    case 'not':
      return fieldsOf(condition.term)
    case 'compare':
      return [condition.left, condition.right].flatMap(namedIn)
    case 'call':
      return namedIn(condition.call)
    case 'oneOf':
      return [condition.column]
  }
}

function namedIn(operand: Operand): readonly string[] {
  if (operand.kind === 'property') return [operand.path.join('/')]
  return operand.kind === 'call' ? operand.args.flatMap(namedIn) : []
}

/** Lines are loaded for one line or one document: whether the filter names exactly one. */
export function namesOneDocument(condition: Condition): boolean {
  const terms = condition.kind === 'and' ? condition.terms : [condition]
  return terms.some((term) => {
    if (term.kind !== 'compare' || term.op !== 'eq') return false
    return fieldsOf(term).some((field) => field === 'id' || field === 'documentId')
  })
}
