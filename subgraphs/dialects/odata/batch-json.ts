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
  return { status, headers, text: () => JSON.stringify(body), json: () => body }
}

const bad = (detail: string) => new FreshetError('SOURCE_BAD_RESPONSE', { detail })
