import { type GraphQLError, type GraphQLSchema, getLocation, type Source, validate } from 'graphql'
import { validationRules } from './delivery-rules.ts'
import type { GuardLimits } from './limits.ts'
import { type Admitted, createQueryGuard } from './query-guard.ts'
import { Refusal } from './refusal.ts'

/** Documents that the operator has published with the gateway, and answers by their ids. */
export interface TrustedDocumentsOptions {
  /** Text by id; one text may have several. */
  readonly documents: ReadonlyMap<string, string>
  /** Nothing else is answered, but to administrators. */
  readonly only: boolean
  /** What such a document may ask for; the operator has read it, so that may be more than a stranger's. */
  readonly limits: GuardLimits
}

export interface TrustedDocuments {
  readonly only: boolean
  /** @throws Refusal BAD_REQUEST for an id that is not known */
  admit(id: string): Admitted
}

/** All documents, parsed, weighed and validated before the first of them is asked for. @throws Error naming each that is not valid, and why */
export function createTrustedDocuments(
  { documents, only, limits }: TrustedDocumentsOptions,
  schema: GraphQLSchema,
): TrustedDocuments {
  const guard = createQueryGuard({ limits, introspection: true })
  const byText = new Map<string, Admitted>()
  const problems: string[] = []
  for (const [id, text] of documents) {
    if (byText.has(text)) continue
    try {
      byText.set(text, { ...trusted(guard.admit(text), schema), isTrusted: true })
    } catch (error) {
      problems.push(...problemsOf(id, error))
    }
  }
  if (problems.length > 0) throw new Error(`Trusted documents cannot be served:\n${problems.join('\n')}`)
  return {
    only,
    admit(id) {
      const text = documents.get(id)
      if (text !== undefined) return byText.get(text)!
      throw new Refusal('BAD_REQUEST', `There is no trusted document ${JSON.stringify(id.slice(0, 100))}.`)
    },
  }
}

function trusted(admitted: Admitted, schema: GraphQLSchema): Admitted {
  const errors = validate(schema, admitted.document, validationRules)
  if (errors.length > 0) throw new AggregateError(errors)
  return admitted
}

function problemsOf(id: string, error: unknown): string[] {
  const errors = error instanceof AggregateError ? (error.errors as GraphQLError[]) : [error as GraphQLError]
  return errors.map(({ message, source, positions }) => `${id}${placeIn(source, positions?.[0])}: ${message}`)
}

function placeIn(source: Source | undefined, position: number | undefined): string {
  if (!source || position === undefined) return ''
  const { line, column } = getLocation(source, position)
  return `:${line}:${column}`
}
