/** The two media types of a GraphQL answer. They differ in the status of a request that is well-formed but not valid. */
export type AnswerType = 'application/graphql-response+json' | 'application/json'

const answerTypes: readonly AnswerType[] = ['application/json', 'application/graphql-response+json']

/**
 * The type to answer in, by the `Accept` header: the highest quality wins, `application/json` wins ties and wildcards,
 * because callers that do not say what they want do not know the other. Undefined when nothing we speak is accepted.
 */
export function negotiate(accept: string | undefined): AnswerType | undefined {
  if (accept === undefined || accept.trim() === '') return 'application/json'
  const ranges = accept.split(',').map(rangeOf)
  const rated = answerTypes.map((type) => ({ type, quality: qualityOf(type, ranges) }))
  const best = rated.reduce((left, right) => (right.quality > left.quality ? right : left))
  return best.quality > 0 ? best.type : undefined
}

/**
 * Whether an answer may come in parts: only for who names the type, and no other form of the parts than ours. Callers that name
 * none (GraphiQL) mean the same as those that name it (Apollo).
 */
export function takesParts(accept: string | undefined): boolean {
  return (accept ?? '').split(',').some((text) => {
    const { type, quality } = rangeOf(text)
    const [, ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
    const specs = parameters.filter((parameter) => /^\w*spec=/.test(parameter))
    return type === 'multipart/mixed' && quality > 0 && specs.every((spec) => ourSpec.test(spec))
  })
}

const ourSpec = /^deferspec="?20220824"?$/

interface Range {
  readonly type: string
  readonly quality: number
}

function rangeOf(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const quality = parameters.find((parameter) => parameter.startsWith('q='))
  return { type, quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0 }
}

/** The most specific range decides, as RFC 9110 section 12.5.1 says. */
function qualityOf(type: AnswerType, ranges: readonly Range[]): number {
  const match = (wanted: string) => ranges.find((range) => range.type === wanted)
  return (match(type) ?? match('application/*') ?? match('*/*'))?.quality ?? 0
}
