import { readmeQuery } from '../readme.ts'
import type { Question } from './questions.ts'

/** Without what differs from moment to moment, so that answers can be compared. */
const queryNamed = (name: string): string => readmeQuery(name).replaceAll(/ (readAt|ageSeconds)\b/g, '')

/** Who is asked about in them, as a global id. */
export const readmeCustomer = /customer: "(\w+)"/.exec(queryNamed('Promise'))![1]!

/**
 * What is asked in one request of all systems. They are asked live: nothing that one part of the question has read is taken for
 * another, so that there are more calls than when the README's reader asks, which `test/e2e/one-request` explains one by one.
 * The chain: the account; what it names and who shares its number; who else names those; their credit. In the second question, whose
 * account has no number to search by: the account; what it names, and who else does; open items and orders; what those lead to.
 */
export const readmeQuestions = (): Question[] => [
  {
    name: 'Promise',
    title: "can we promise 500 of it by Friday to this customer? Stock of all warehouses and the customer's credit",
    query: queryNamed('Promise'),
    variants: [{ variables: {} }],
    calls: 17,
    chain: 4,
  },
  {
    name: 'Customer360',
    title: 'who is this customer to us? Deals, credit, what is due and what is ordered',
    query: queryNamed('Customer360'),
    variants: [{ variables: {} }],
    calls: 30,
    chain: 4,
  },
]

export const isOfReadme = (name: string): boolean => readmeQuestions().some((question) => question.name === name)
