import { type Refusals, refuser } from '../dialects/odata/simulate-refusals.ts'
import { guidFor } from '../simulator/company/keys.ts'
import { type Failures, type Fault, retryAfter, type SimResponse } from '../simulator/kit.ts'

/** The status and code of each refusal. */
const refusals: Refusals = {
  notFound: [404, 'Internal_RecordNotFound'],
  noSuchSet: [404, 'BadRequest_ResourceNotFound'],
  notSupported: [400, 'BadRequest'],
  unknownProperty: [400, 'BadRequest_NotFound'],
  badLiteral: [400, 'Application_FilterErrorException'],
  syntax: [400, 'BadRequest'],
  skiptoken: [400, 'BadRequest'],
  tooMany: [400, 'BadRequest'],
}

/** Every message ends with the number that the vendor's support asks for. */
export const failed = (status: number, code: string, message: string, headers = {}): SimResponse => ({
  status,
  headers,
  body: errorBody(code, message),
})

const errorBody = (code: string, message: string) => ({
  error: { code, message: `${message}  CorrelationId:  ${guidFor(`${code}/${message}`)}.` },
})

export const unauthorized = failed(
  401,
  'Authentication_InvalidCredentials',
  'The server has rejected the client credentials.',
)
export const noParent = failed(
  400,
  'Application_DialogException',
  'You must specify an Id or a Document Id to get the lines.',
)
export const noCompany = failed(404, 'Internal_CompanyNotFound', 'Cannot find company.')
export const noResource = (segment: string) =>
  failed(404, 'BadRequest_ResourceNotFound', `Resource not found for the segment '${segment}'.`)
export const notAllowed = failed(405, 'BadRequest', 'Only reading is simulated.')
export const badBatch = failed(400, 'BadRequest', 'The batch is malformed, or has more than 100 operations.')

const most: Readonly<Record<string, number>> = { speed: 6_000, connections: 100 }

/** Told without saying when to come back. */
function throttled(fault: Fault): SimResponse {
  const max = most[fault.limit ?? 'connections'] ?? 100
  const message = `Too many requests reached. Actual (${max + 1}). Maximum (${max}).`
  return failed(429, 'Application_TooManyRequests', message, retryAfter(fault))
}

export const failures: Failures = {
  throttled,
  unauthorized: () => unauthorized,
  forbidden: () =>
    failed(403, 'Authorization_RequestDenied', 'You do not have the following permissions on TableData: Read.'),
  unavailable: (fault) =>
    failed(503, 'Internal_TenantUnavailable', 'The tenant is unavailable.', {
      'retry-after': '30',
      ...retryAfter(fault),
    }),
  serverError: () => failed(500, 'Internal_ServerError', 'An error occurred.'),
  errorBody: () => ({ status: 200, body: errorBody('Unknown', 'An unexpected error occurred.') }),
}

export const refusal = refuser(refusals, failed)
