import type { Answer } from '../../../gateway/connector/index.ts'
import { FreshetError } from '../../../gateway/errors.ts'
import type { BatchPart } from './batch.ts'

export const jsonBatchHeaders = { accept: 'application/json', 'content-type': 'application/json' }

/** GETs as one JSON body, each answered under the number it was sent with. */
export function renderJsonBatch(urls: readonly string[], headers: Readonly<Record<string, string>>): string {
  const requests = urls.map((url, i) => ({
    id: String(i + 1),
    method: 'GET',
    url,
    headers: { accept: 'application/json', ...headers },
  }))
  return JSON.stringify({ requests })
}

interface Response {
  readonly id?: unknown
  readonly status?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** The first request that failed, or has no status. An answer that is cut short is found out where it is read. */
export function failedResponse(answer: Answer): BatchPart | undefined {
  const { responses } = (answer.json() ?? {}) as { responses?: readonly Response[] }
  const parts = Array.isArray(responses)
    ? responses.map(({ status = 0, ...rest }) => partOf({ status, ...rest }, 0))
    : []
  return parts.find(({ status }) => status < 200 || status >= 300)
}

/** The parts of a batch answer, in the order of the requests, whatever their order in the answer. @throws FreshetError SOURCE_BAD_RESPONSE */
export function parseJsonBatch(answer: Answer, asked: number): BatchPart[] {
  const { responses } = (answer.json() ?? {}) as { responses?: readonly Response[] }
  if (!Array.isArray(responses)) throw bad('the answer to the batch has no list of responses')
  const byId = new Map(responses.map((response) => [response.id, response] as const))
  return Array.from({ length: asked }, (_, i) => partOf(byId.get(String(i + 1)), i + 1))
}

function partOf(response: Response | undefined, number: number): BatchPart {
  if (typeof response?.status !== 'number') throw bad(`part ${number} of the batch was not answered`)
  const { status, headers = {}, body } = response
  const lowered = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])
  return { status, headers: Object.fromEntries(lowered), text: () => JSON.stringify(body ?? ''), json: () => body }
}

const bad = (detail: string) => new FreshetError('SOURCE_BAD_RESPONSE', { detail })
