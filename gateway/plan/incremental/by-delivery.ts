import type { GraphQLSchema } from 'graphql'
import type { Execute } from '../executor.ts'
import { coercedIn, queryIn } from '../plans.ts'
import { saysOfDelivery, withMarks, withoutMarks } from './marks.ts'

/**
 * Executes a document without its `@defer` and `@stream`: marked by them for callers who take an answer in parts, and as if they
 * did not stand there for all others, as the specification allows.
 */
export function byDelivery(execute: Execute, schema: GraphQLSchema): Execute {
  return (args) => {
    const { document, contextValue, operationName, variableValues } = args
    if (!saysOfDelivery(document)) return execute(args)
    const operation = contextValue.takesParts ? queryIn(document, operationName) : undefined
    const coerced = operation && (args.coerced ?? coercedIn(schema, operation, variableValues))
    return execute({ ...args, document: coerced ? withMarks(document, coerced) : withoutMarks(document) })
  }
}
