import type { Condition } from './simulate-filter.ts'
import { type EdmType, refused } from './simulate-model.ts'

export type LiteralRule = readonly [
  pattern: RegExp,
  type: EdmType | ((match: RegExpExecArray) => EdmType),
  value: (match: RegExpExecArray) => string,
]

/** The first that matches wins. */
const literalsV2: readonly LiteralRule[] = [
  [
    /datetimeoffset'(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,7})?)?(?:Z|[+-]\d\d:\d\d))'/y,
    'DateTimeOffset',
    (m) => utc(m[1]!),
  ],
  [/datetime'(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d(?:\.\d{1,7})?)?)'/y, 'DateTime', (m) => m[1]!],
  [/time'(PT[0-9HMS.]+)'/y, 'Time', (m) => m[1]!],
  [/guid'([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})'/y, 'Guid', (m) => m[1]!.toLowerCase()],
  [/'((?:[^']|'')*)'/y, 'String', (m) => m[1]!.replaceAll("''", "'")],
  [/(-?\d+(?:\.\d+)?)[Mm]?(?![\w.'])/y, 'Decimal', (m) => m[1]!],
]

const utc = (text: string): string => {
  const millis = Date.parse(/T\d\d:\d\d(Z|[+-])/.test(text) ? text.replace(/(T\d\d:\d\d)/, '$1:00') : text)
  if (Number.isNaN(millis)) throw refused('badLiteral', `Invalid literal ${text}`)
  return new Date(millis).toISOString()
}

const literalsV4: readonly LiteralRule[] = [
  [/(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,12})?)?(?:Z|[+-]\d\d:\d\d))/y, 'DateTimeOffset', (m) => utc(m[1]!)],
  [/([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})/y, 'Guid', (m) => m[1]!.toLowerCase()],
  [/(\d{4}-\d\d-\d\d)(?![\w.'])/y, 'DateTime', (m) => m[1]!],
  [/'((?:[^']|'')*)'/y, 'String', (m) => m[1]!.replaceAll("''", "'")],
  [/(-?\d+(?:\.\d+)?)(?![\w.'])/y, 'Decimal', (m) => m[1]!],
]

export interface FunctionRule {
  readonly takes: number
  readonly gives: EdmType
  readonly apply: (args: readonly string[]) => string | boolean | number
}

const common: Readonly<Record<string, FunctionRule>> = {
  startswith: { takes: 2, gives: 'Boolean', apply: ([text, part]) => text!.startsWith(part!) },
  endswith: { takes: 2, gives: 'Boolean', apply: ([text, part]) => text!.endsWith(part!) },
  tolower: { takes: 1, gives: 'String', apply: ([text]) => text!.toLowerCase() },
  toupper: { takes: 1, gives: 'String', apply: ([text]) => text!.toUpperCase() },
  trim: { takes: 1, gives: 'String', apply: ([text]) => text!.trim() },
  length: { takes: 1, gives: 'Decimal', apply: ([text]) => String([...text!].length) },
}

/** What a version, and a vendor of it, understands of `$filter`, and how it compares text. */
export interface Grammar {
  readonly literals: readonly LiteralRule[]
  readonly functions: Readonly<Record<string, FunctionRule>>
  /** Predicates of the vendor's own, read as one word. Sticky patterns. */
  readonly predicates?: readonly {
    readonly pattern: RegExp
    readonly condition: (match: RegExpExecArray) => Condition
  }[]
  /** Types whose literals the vendor writes as text, and what the text stands for in rows. */
  readonly quoted?: Readonly<Partial<Record<EdmType, (text: string) => string>>>
  /** The form in which text is compared: without case, for one. */
  readonly fold?: (text: string, type: EdmType) => string
  /** Whether a row's text equals what is sought, where that is more than being the same. Takes folded texts. */
  readonly matches?: (text: string, sought: string) => boolean
  /** Which of what is sought `matches` takes for more than itself; all, unless given. */
  readonly isPattern?: (sought: string) => boolean
  /** @throws ODataError for what the vendor refuses although the grammar allows it */
  readonly check?: (condition: Condition) => void
}

/** `substringof` names what is sought first. */
export const grammarV2: Grammar = {
  literals: literalsV2,
  functions: {
    ...common,
    substringof: { takes: 2, gives: 'Boolean', apply: ([part, text]) => text!.includes(part!) },
  },
}

export const grammarV4: Grammar = {
  literals: literalsV4,
  functions: {
    ...common,
    contains: { takes: 2, gives: 'Boolean', apply: ([text, part]) => text!.includes(part!) },
  },
}
