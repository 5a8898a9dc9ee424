import type { Answer, NativeRequest } from '../../../gateway/connector/index.ts'
import { FreshetError } from '../../../gateway/errors.ts'
import { batchHeaders, parseBatch, renderBatch } from './batch.ts'
import { jsonBatchHeaders, parseJsonBatch, renderJsonBatch } from './batch-json.ts'

/** Where a service is, and how several questions to it are one request. */
export interface ServiceAddress {
  /** Path of the service below the source's address, such as `/sap/opu/odata/sap/API_PRODUCT_SRV`. */
  readonly service: string
  readonly maxUrlChars: number
  readonly batch?: BatchStyle
}

export interface BatchStyle {
  readonly format: 'multipart' | 'json'
  /** Where it is sent to, when that is not the service itself. */
  readonly service?: string
  /** Put before each address in it, which is relative to the service. */
  readonly prefix?: string
  /** Credentials that posting takes beside the login. */
  readonly credentials?: readonly string[]
  /** Headers of the batch as a whole. */
  readonly headers?: Readonly<Record<string, string>>
}

/** Questions to one service: their addresses below it as they are sent, and as people read them. */
export interface Questions {
  readonly urls: readonly string[]
  readonly texts: readonly string[]
  /** Of each of them. */
  readonly headers: Readonly<Record<string, string>>
  readonly hint: unknown
}

/** One GET; or where there are several, or one too long for an address, a POST of GETs to `$batch`. */
export function requestOf(address: ServiceAddress, { urls, texts, headers, hint }: Questions): NativeRequest {
  const { service, maxUrlChars } = address
  const path = `${service}/${urls[0]}`
  if (urls.length > 1 || path.length > maxUrlChars) return batchOf(address, { urls, texts, headers, hint })
  return {
    method: 'GET',
    path,
    headers: { accept: 'application/json', ...headers },
    text: `GET ${service}/${texts[0]}`,
    hint,
  }
}

function batchOf(address: ServiceAddress, { urls, texts, headers: inner, hint }: Questions): NativeRequest {
  const { format, service = address.service, prefix = '', credentials, headers } = styleOf(address)
  const path = `${service}/$batch`
  const parts = urls.map((url) => prefix + url)
  const isJson = format === 'json'
  return {
    method: 'POST',
    path,
    headers: { ...(isJson ? jsonBatchHeaders : batchHeaders), ...headers },
    body: (isJson ? renderJsonBatch : renderBatch)(parts, inner),
    text: [`POST ${path}`, ...texts.map((text) => `GET ${prefix}${text}`)].join('\n'),
    ...(credentials && { credentials }),
    hint,
  }
}

const styleOf = ({ batch }: ServiceAddress): BatchStyle => batch ?? { format: 'multipart', credentials: ['csrf'] }

/** The answers to as many questions as were asked. @throws FreshetError SOURCE_BAD_RESPONSE when one is missing or no answer */
export function bodiesOf({ method }: NativeRequest, answer: Answer, address: ServiceAddress, asked: number): unknown[] {
  if (method === 'GET') return [answer.json()]
  const parts = styleOf(address).format === 'json' ? parseJsonBatch(answer, asked) : parseBatch(answer)
  if (parts.length !== asked) throw bad(`asked ${asked} parts, got ${parts.length}`)
  return parts.map((part) => {
    if (part.status !== 200) throw bad(`a part of the batch has status ${part.status}`)
    return part.json()
  })
}

/** `{"value":[…],"@odata.nextLink":"…"}` @throws FreshetError SOURCE_BAD_RESPONSE */
export function envelopeV4(body: unknown): Envelope {
  const { value, '@odata.nextLink': link } = (body ?? {}) as { value?: unknown; '@odata.nextLink'?: unknown }
  if (!Array.isArray(value)) throw bad('the answer has no list of values')
  return { rows: value, link: textOrNone(link) }
}

/** The rows of one answer, and where it goes on. */
export interface Envelope {
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  readonly link: string | undefined
}

export const textOrNone = (value: unknown) => (typeof value === 'string' ? value : undefined)

const bad = (detail: string) => new FreshetError('SOURCE_BAD_RESPONSE', { detail })
