import { type Answer, parseJson } from '../../../gateway/connector/index.ts'
import { FreshetError } from '../../../gateway/errors.ts'

/** The answer to one GET of a batch: what a connector looks at in an answer of its own. */
export type BatchPart = Pick<Answer, 'status' | 'headers' | 'text' | 'json'>

// No part can hold it: every part is one line of percent-encoded text.
const boundary = 'batch_freshet'

export const batchHeaders = { accept: 'multipart/mixed', 'content-type': `multipart/mixed; boundary=${boundary}` }

/** GETs as one multipart body. URLs are relative to the service root, without a leading slash: the most portable form. */
export function renderBatch(urls: readonly string[], headers: Readonly<Record<string, string>> = {}): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return `${urls.map((url) => renderPart(url, lines)).join('')}--${boundary}--\r\n`
}

function renderPart(url: string, headers: readonly string[]): string {
  const head = [`--${boundary}`, 'Content-Type: application/http', 'Content-Transfer-Encoding: binary', '']
  return [...head, `GET ${url} HTTP/1.1`, 'Accept: application/json', ...headers, '', '', ''].join('\r\n')
}

/** The parts of a batch answer, in the order of the requests. @throws FreshetError SOURCE_BAD_RESPONSE when it is cut short */
export function parseBatch(answer: Answer): BatchPart[] {
  const mark = /boundary="?([^";]+)"?/i.exec(answer.headers['content-type'] ?? '')?.[1]
  const sections = mark ? `\r\n${answer.text()}`.split(`\r\n--${mark}`).slice(1) : []
  const epilogue = sections.pop()
  if (!epilogue?.startsWith('--')) throw bad('the multipart answer has no end')
  return sections.map(parsePart)
}

/** The first part that failed: without its rows the read would miss some, and nobody would notice. Looked for before it is parsed. */
export function failedPart(answer: Answer): BatchPart | undefined {
  if (!/^HTTP\/1\.\d [^2]/m.test(answer.text())) return undefined
  return parseBatch(answer).find(({ status }) => status < 200 || status >= 300)
}

function parsePart(section: string): BatchPart {
  const [, http = '', ...body] = section.replace(/^\r\n/, '').split('\r\n\r\n')
  const [statusLine = '', ...headerLines] = http.split('\r\n')
  const status = Number(/^HTTP\/1\.\d (\d{3})/.exec(statusLine)?.[1])
  if (!status) throw bad(`no status line in a part: ${statusLine.slice(0, 80)}`)
  const headers = headerLines.map((line) => [
    line.slice(0, line.indexOf(':')).toLowerCase(),
    line.slice(line.indexOf(':') + 1).trim(),
  ])
  const text = body.join('\r\n\r\n')
  return { status, headers: Object.fromEntries(headers), text: () => text, json: () => parsed(text) }
}

function parsed(body: string): unknown {
  try {
    return parseJson(body)
  } catch (cause) {
    throw new FreshetError('SOURCE_BAD_RESPONSE', { detail: 'a part of the batch is not JSON', cause })
  }
}

const bad = (detail: string) => new FreshetError('SOURCE_BAD_RESPONSE', { detail })
