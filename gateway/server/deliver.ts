import type { ExecutionResult, GraphQLError } from 'graphql'
import type { Delivery, LaterPart } from '../stitch/delivery.ts'
import { requestErrored } from './channels.ts'
import { type FormatOptions, formatErrors } from './format-error.ts'
import { multipart } from './multipart.ts'

export interface DeliverOptions {
  readonly format: FormatOptions
  /** What the last payload says of the whole answer. */
  readonly extensions: () => object | undefined
}

/** The first payload: the answer as far as it is there, in the words of an answer that is whole. */
export function firstPayload(whole: ExecutionResult, stringify: (whole: ExecutionResult) => string): string {
  return multipart(`${stringify(whole).slice(0, -1)},"hasNext":true}`, { isFirst: true })
}

/** The payloads after the first, each written when it is taken. */
export async function* laterPayloads(
  deliveries: AsyncGenerator<Delivery, void>,
  options: DeliverOptions,
): AsyncGenerator<string, void> {
  for await (const { parts, hasNext } of deliveries)
    yield multipart(payloadText(parts, hasNext, options), { isLast: !hasNext })
}

function payloadText(parts: readonly LaterPart[], hasNext: boolean, { format, extensions }: DeliverOptions): string {
  // Of all parts that leave together no more is said than of one answer, and at least one word of each that failed.
  let left = format.limit
  const texts = parts.map((part) => {
    const errors = formatted(part.errors, { ...format, limit: Math.max(1, left) })
    left -= errors.length
    return partText(part, errors)
  })
  const said = hasNext ? undefined : extensions()
  return `{"incremental":[${texts.join(',')}]${said ? `,"extensions":${JSON.stringify(said)}` : ''},"hasNext":${hasNext}}`
}

function formatted(errors: readonly GraphQLError[], options: FormatOptions): readonly object[] {
  for (const error of errors) requestErrored.publish({ requestId: options.requestId, error })
  return errors.length > 0 ? formatErrors(errors, options) : []
}

function partText({ path, label, kind, text }: LaterPart, errors: readonly object[]): string {
  const named = label === undefined ? '' : `"label":${JSON.stringify(label)},`
  const failed = errors.length > 0 ? `,"errors":${JSON.stringify(errors)}` : ''
  return `{"path":${JSON.stringify(path)},${named}"${kind}":${text}${failed}}`
}
