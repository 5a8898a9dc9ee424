import type { z } from 'zod'

type Issue = z.core.$ZodIssue

/** What is wrong with one value and what to write instead, as the end of a sentence that begins with the value or its key. */
export function explainIssue(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `is not ${nameOf(issue.expected)}${issue.expected === 'string' ? ': put it in quotes' : ''}.`
    case 'too_small':
      return issue.origin === 'string'
        ? 'is empty: leave the key out, or give a text.'
        : `is too small: ${issue.minimum} is the least.`
    case 'too_big':
      return `is too large: ${issue.maximum} is the most.`
    case 'invalid_value':
      return `is not one of ${issue.values.map(String).join(', ')}.`
    case 'invalid_key':
      return issue.issues[0] ? explainIssue(issue.issues[0]) : issue.message
    default:
      return issue.message
  }
}

const names: Readonly<Record<string, string>> = {
  string: 'a text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  record: 'a group of keys',
  object: 'a group of keys',
}

function nameOf(expected: string): string {
  return names[expected] ?? expected
}
