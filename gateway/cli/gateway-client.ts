export interface Answered {
  readonly data: unknown
  readonly errors?: readonly { readonly message: string }[]
  readonly extensions?: Readonly<Record<string, unknown>>
}

/** A question as GraphQL over HTTP has it. */
export interface Asked {
  readonly query?: string
  readonly documentId?: string
  readonly variables?: Readonly<Record<string, unknown>>
  readonly operationName?: string
}

/**
 * Asks a gateway as any of its callers would, and as an administrator where the environment has FRESHET_ADMIN_TOKEN.
 * @throws Error when there is none at the address, or when what is there is none
 */
export async function askGateway(
  url: string,
  asked: Asked,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  const response = await reach(addressOf(url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...administration(), ...headers },
    body: JSON.stringify(asked),
  })
  const answer: unknown = await response.json().catch(() => undefined)
  if (isAnswer(answer)) return answer
  throw new Error(
    `What answers at ${url} is no gateway: it answered with status ${response.status}, and not in GraphQL.`,
  )
}

function administration(): Readonly<Record<string, string>> {
  const token = process.env.FRESHET_ADMIN_TOKEN
  return token ? { authorization: `Bearer ${token}` } : {}
}

/** The data of an answer; what a source behind its own server does not tell leaves it whole. @throws Error with what the gateway says instead */
export async function askData<Data>(url: string, query: string): Promise<Data> {
  const { data, errors } = await askGateway(url, { query })
  if (data) return data as Data
  throw new Error(textOf(errors) || `${url} answered without data.`)
}

/** What the gateway says is wrong, line by line. */
export const textOf = (errors: Answered['errors'] = []): string => errors.map(({ message }) => message).join('\n')

function addressOf(url: string): URL {
  const address = URL.parse('/graphql', url)
  if (address && /^https?:$/.test(address.protocol)) return address
  throw new Error(`--url ${url} is no address: write it as http://127.0.0.1:4000.`)
}

async function reach(address: URL, request: RequestInit): Promise<Response> {
  try {
    return await fetch(address, request)
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { code?: string }
    throw new Error(
      `There is no gateway at ${address.origin} (${code ?? 'unreachable'}). Start it with \`freshet serve\`, or name its address with --url.`,
    )
  }
}

const isAnswer = (answer: unknown): answer is Answered =>
  typeof answer === 'object' && answer !== null && ('data' in answer || 'errors' in answer)
