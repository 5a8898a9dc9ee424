import type { Condition, Operand } from '../dialects/odata/simulate-filter.ts'
import { type Grammar, grammarV4 } from '../dialects/odata/simulate-grammar.ts'
import { type EdmType, refused } from '../dialects/odata/simulate-model.ts'
import type { FlavorV4 } from '../dialects/odata/simulate-v4.ts'

const enumeration = /Microsoft\.Dynamics\.DataEntities\.(\w+)'(\w*)'/y

const isPattern = (text: string): boolean => /[*?]/.test(text)

/** A star stands for any text. */
function fits(text: string, pattern: string): boolean {
  if (!isPattern(pattern)) return text === pattern
  const source = pattern
    .replace(/[\\^$+.()|[\]{}]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`, 's').test(text)
}

/** Members of an enumeration are the same or not, and nothing else. */
function checkEnumerations(condition: Condition): void {
  if (condition.kind === 'and' || condition.kind === 'or') condition.terms.forEach(checkEnumerations)
  if (condition.kind === 'not') checkEnumerations(condition.term)
  if (condition.kind !== 'compare' || condition.op === 'eq' || condition.op === 'ne') return
  if (isMember(condition.left) || isMember(condition.right))
    throw refused('notSupported', `The operator '${condition.op}' is not supported for enumerations.`)
}

const isMember = (operand: Operand): boolean => operand.kind === 'literal' && operand.type.startsWith('Enum ')

/** Version 4 without functions and without `in`; text is compared without case, and a star in equality is a pattern. */
const grammar: Grammar = {
  literals: [[enumeration, (match): EdmType => `Enum ${match[1]}`, (match) => match[2]!], ...grammarV4.literals],
  functions: {},
  fold: (text, type) => (type === 'String' ? text.toLowerCase() : text),
  matches: fits,
  isPattern,
  check: checkEnumerations,
}

export const flavor = (seed: number, pageRows: number): FlavorV4 => ({
  grammar,
  ownOptions: ['cross-company'],
  refusedOptions: {
    $apply: 'The query specified in the URI is not valid. The query option $apply is not supported.',
    $search: 'The query specified in the URI is not valid. The query option $search is not supported.',
  },
  mostRows: pageRows,
  links: 'skip',
  annotate: () => ({}),
  skiptokenLifeMillis: 0,
  seed,
})
