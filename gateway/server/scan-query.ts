import { Lexer, Source, TokenKind } from 'graphql'
import type { GuardLimits } from './limits.ts'
import { overLimit } from './refusal.ts'

/**
 * Reads the tokens of a query without building anything, so that parser and validator only ever meet texts whose length
 * and nesting are bounded: both are recursive, and ten thousand open braces would exhaust the stack.
 * @returns the number of tokens
 * @throws Refusal QUERY_TOO_LARGE or QUERY_TOO_DEEP; GraphQLError where the text has no tokens
 */
export function scanQuery(text: string, limits: GuardLimits): number {
  const bytes = Buffer.byteLength(text)
  if (bytes > limits.queryBytes) {
    throw overLimit(
      'QUERY_TOO_LARGE',
      'The query text has % bytes',
      bytes,
      limits.queryBytes,
      'Move long values into variables.',
    )
  }
  const lexer = new Lexer(new Source(text))
  let tokens = 0
  let nesting = 0
  for (let kind = lexer.advance().kind; kind !== TokenKind.EOF; kind = lexer.advance().kind) {
    tokens += 1
    nesting += nestingStep(kind)
    if (nesting > limits.nesting) throw tooNested(nesting, limits)
    if (tokens > limits.tokens) throw tooManyTokens(tokens, limits)
  }
  return tokens
}

function nestingStep(kind: TokenKind): number {
  if (kind === TokenKind.BRACE_L || kind === TokenKind.BRACKET_L || kind === TokenKind.PAREN_L) return 1
  if (kind === TokenKind.BRACE_R || kind === TokenKind.BRACKET_R || kind === TokenKind.PAREN_R) return -1
  return 0
}

function tooNested(nesting: number, limits: GuardLimits) {
  return overLimit(
    'QUERY_TOO_DEEP',
    'The query has at least % brackets open at once',
    nesting,
    limits.nesting,
    'Ask in several queries.',
  )
}

function tooManyTokens(tokens: number, limits: GuardLimits) {
  return overLimit(
    'QUERY_TOO_LARGE',
    'The query has at least % tokens',
    tokens,
    limits.tokens,
    'Split it, or move lists into variables.',
  )
}
