import { type Grammar, grammarV2, grammarV4 } from '../dialects/odata/simulate-grammar.ts'

const { startswith, endswith, contains } = grammarV4.functions as Required<Grammar['functions']>
const { substringof } = grammarV2.functions as Required<Grammar['functions']>

/** No functions but of parts of text; days are quoted; text is compared by its letters, as on HANA. */
export const grammar: Grammar = {
  literals: grammarV4.literals,
  functions: { startswith: startswith!, endswith: endswith!, contains: contains!, substringof: substringof! },
  quoted: { DateTime: (text) => `${text.slice(0, 10)}T00:00:00Z` },
}
