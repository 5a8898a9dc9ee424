import { type Refusals, refuser } from '../dialects/odata/simulate-refusals.ts'
import { type Failures, type Fault, htmlPage, retryAfter, type SimResponse } from '../simulator/kit.ts'

/** The status and code of each refusal. */
const refusals: Refusals = {
  notFound: [404, '0x80040217'],
  noSuchSet: [404, '0x80060888'],
  notSupported: [400, '0x80060888'],
  unknownProperty: [400, '0x80060888'],
  badLiteral: [400, '0x80060888'],
  syntax: [400, '0x80060888'],
  skiptoken: [400, '0x80060888'],
  tooMany: [400, '0x8004430C'],
  tooLarge: [400, '0x8004E023'],
}

export const failed = (status: number, code: string, message: string, headers = {}): SimResponse => ({
  status,
  headers,
  body: { error: { code, message } },
})

/** The token is missing, over, or of somebody else: no body, but where to get another. */
export const unauthorized: SimResponse = {
  status: 401,
  headers: {
    'www-authenticate':
      'Bearer authorization_uri=https://login.microsoftonline.com/common/oauth2/authorize, resource_id=https://contoso.crm4.dynamics.com/',
  },
}

/** The limits of service protection, each with its code. */
const protections: Readonly<Record<string, readonly [code: string, message: string]>> = {
  requests: ['0x80072322', 'Number of requests exceeded the limit of 6000 over time window of 300 seconds.'],
  execution: [
    '0x80072321',
    'Combined execution time of incoming requests exceeded limit of 1,200,000 milliseconds over time window of 300 seconds. Decrease number of concurrent requests or reduce the duration of requests and try again later.',
  ],
  concurrency: ['0x80072326', 'Number of concurrent requests exceeded the limit of 52.'],
}

/** How long somebody waits who has asked too much at one time: nobody knows when one of the others ends. */
const pauseSeconds = '2'

function throttled(fault: Fault): SimResponse {
  const [code, message] = protections[fault.limit ?? 'requests']!
  const pause = fault.limit === 'concurrency' ? { 'retry-after': pauseSeconds } : {}
  return failed(429, code, message, { ...pause, ...retryAfter(fault) })
}

export const failures: Failures = {
  throttled,
  unauthorized: () => unauthorized,
  forbidden: () => failed(403, '0x80040220', 'Principal user is missing prvReadAccount privilege.'),
  unavailable: (fault: Fault) => htmlPage(503, 'Service Unavailable', retryAfter(fault)),
  serverError: () => failed(500, '0x80044151', 'SQL timeout expired.'),
}

export const refusal = refuser(refusals, failed)
