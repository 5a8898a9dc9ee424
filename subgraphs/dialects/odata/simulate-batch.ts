import { decoded } from '../../simulator/kit.ts'

/** One operation of a batch request, or its answer on the way back. */
export interface BatchOperation {
  readonly method: string
  /** Relative to the service, as it was sent. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

export interface BatchAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The operations of a multipart body; undefined when it is not one, or is cut short. */
export function readBatch(contentType: string, body: string): BatchOperation[] | undefined {
  const boundary = /boundary="?([^";\s]+)"?/i.exec(contentType)?.[1]
  if (!contentType.toLowerCase().startsWith('multipart/mixed') || !boundary) return undefined
  const sections = `\n${body.replaceAll('\r\n', '\n')}`.split(`\n--${boundary}`).slice(1)
  if (!sections.pop()?.startsWith('--')) return undefined
  const operations = sections.map(readOperation)
  return operations.every((operation) => operation !== undefined) ? operations : undefined
}

/** The version of HTTP may be left out: some vendors' own examples do. */
function readOperation(section: string): BatchOperation | undefined {
  const [head = '', http = ''] = section.replace(/^\n/, '').split('\n\n')
  if (!/^content-type: *application\/http/im.test(head)) return undefined
  const [requestLine = '', ...lines] = http.split('\n')
  const match = /^([A-Z]+) (\S+)(?: HTTP\/1\.1)?$/.exec(requestLine)
  return match ? { method: match[1]!, url: match[2]!, headers: headersOf(lines) } : undefined
}

function headersOf(lines: readonly string[]): Record<string, string> {
  const pairs = lines.filter((line) => line.includes(':')).map((line) => line.split(/: *(.*)/s))
  return Object.fromEntries(pairs.map(([name, value]) => [name!.toLowerCase(), value ?? '']))
}

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

/** The questions of a batch, as people read them. */
export const askedIn = (body: Buffer): string =>
  [...body.toString('utf8').matchAll(/^GET (\S+)/gm)].map(([, url = '']) => decoded(url)).join('\n')

/** `version`: the header by which a version names itself, in each part. */
export function writeBatch(
  boundary: string,
  answers: readonly BatchAnswer[],
  version: Readonly<Record<string, string>> = { dataserviceversion: '2.0' },
): string {
  return `${answers.map((answer) => writePart(boundary, answer, version)).join('')}--${boundary}--\r\n`
}

function writePart(
  boundary: string,
  { status, headers, body }: BatchAnswer,
  version: Readonly<Record<string, string>>,
): string {
  const inner = { ...headers, 'Content-Length': String(Buffer.byteLength(body)), ...version }
  const lines = Object.entries(inner).map(([name, value]) => `${name}: ${value}`)
  const http = [`HTTP/1.1 ${status} ${reasons[status] ?? ''}`, ...lines, '', body].join('\r\n')
  const size = `Content-Length: ${Buffer.byteLength(http)}`
  return [
    `--${boundary}`,
    'Content-Type: application/http',
    size,
    'content-transfer-encoding: binary',
    '',
    http,
    '',
  ].join('\r\n')
}
