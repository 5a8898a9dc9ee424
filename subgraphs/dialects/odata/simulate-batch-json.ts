import type { BatchOperation } from './simulate-batch.ts'

/** The operations of a JSON batch, each with the id it wants its answer under; undefined when it is not one. */
export function readJsonBatch(text: string): (BatchOperation & { readonly id: unknown })[] | undefined {
  try {
    const { requests } = JSON.parse(text) as { requests?: readonly Partial<BatchOperation & { id: unknown }>[] }
    if (!Array.isArray(requests)) return undefined
    const operations = requests.map(({ id = null, method = '', url = '', headers = {} }) => ({
      id,
      method,
      url,
      headers: lowered(headers),
    }))
    return operations.every(({ method, url }) => method !== '' && url !== '') ? operations : undefined
  } catch {
    return undefined
  }
}

/** One part's answer; the body as it would be sent by itself, or none. */
export interface JsonBatchAnswer {
  readonly id: unknown
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body?: object | undefined
}

export const writeJsonBatch = (responses: readonly JsonBatchAnswer[]): string => JSON.stringify({ responses })

const lowered = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
