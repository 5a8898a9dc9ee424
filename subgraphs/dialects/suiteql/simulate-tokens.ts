import { searchError } from './simulate-syntax.ts'

export type TokenKind = 'word' | 'name' | 'text' | 'number' | 'symbol' | 'end'

/** `value`: a word in lower case, the inside of a literal, a symbol as it stands. */
export interface Token {
  readonly kind: TokenKind
  readonly value: string
}

const TOKEN =
  /(?<space>\s+|--[^\n]*|\/\*[\s\S]*?\*\/)|(?<text>'(?:[^']|'')*')|(?<name>"[^"]+")|(?<number>\d+(?:\.\d+)?|\.\d+)|(?<word>[A-Za-z_][\w$#]*)|(?<symbol><>|!=|<=|>=|\|\||[=<>(),.*+\-/])/y

/** Oracle's lexical rules: a quote is doubled inside text, and a backslash is a backslash. @throws SuiteQlError */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = []
  const token = new RegExp(TOKEN)
  while (token.lastIndex < sql.length) {
    const at = token.lastIndex
    const { space, text, name, number, word, symbol } = token.exec(sql)?.groups ?? {}
    if (text !== undefined) tokens.push({ kind: 'text', value: text.slice(1, -1).replaceAll("''", "'") })
    else if (name !== undefined) tokens.push({ kind: 'name', value: name.slice(1, -1).toLowerCase() })
    else if (number !== undefined) tokens.push({ kind: 'number', value: number.replace(/^\./, '0.') })
    else if (word !== undefined) tokens.push({ kind: 'word', value: word.toLowerCase() })
    else if (symbol !== undefined) tokens.push({ kind: 'symbol', value: symbol === '!=' ? '<>' : symbol })
    else if (space === undefined) throw searchError(`Invalid or unsupported search near "${sql.slice(at, at + 20)}"`)
  }
  return [...tokens, { kind: 'end', value: '' }]
}
