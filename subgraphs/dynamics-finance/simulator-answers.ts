import type { ODataError, Refusal } from '../dialects/odata/simulate-model.ts'
import { type Failures, type Fault, htmlPage, retryAfter, type SimResponse } from '../simulator/kit.ts'

const missing: readonly Refusal[] = ['notFound', 'noSuchSet']

export function refusal({ kind, message }: ODataError): SimResponse {
  const status = missing.includes(kind) ? 404 : 400
  if (kind === 'noSuchSet') return { status, body: { Message: noResource } }
  return { status, body: odataError(`The query specified in the URI is not valid. ${message}`) }
}

const noResource = 'No HTTP resource was found that matches the request URI.'
export const notFound: SimResponse = { status: 404, body: { Message: noResource } }
export const notAllowed: SimResponse = { status: 405, body: odataError('The method is not allowed.') }
export const malformed: SimResponse = { status: 400, body: odataError('The batch is malformed.') }

/** The error body of the web stack: the message that says something is the inner one. */
export function odataError(message: string, type = 'Microsoft.OData.ODataException'): object {
  const innererror = { message, type, stacktrace: '   at Microsoft.Dynamics.Platform.Integration.Services.OData' }
  return { error: { code: '', message: 'An error has occurred.', innererror } }
}

export const unauthorized: SimResponse = {
  status: 401,
  headers: { 'www-authenticate': 'Bearer authorization_uri="https://login.microsoftonline.com/common"' },
}

/** How long an environment under pressure asks to be left alone. */
const pressureSeconds = '15'

/** The vendor's words for what goes wrong. The body of a 429 is not documented: there is none. */
export const failures: Failures = {
  throttled: (fault: Fault) => ({
    status: 429,
    headers: { ...(fault.limit !== undefined && { 'retry-after': pressureSeconds }), ...retryAfter(fault) },
  }),
  unauthorized: () => unauthorized,
  forbidden: () => ({
    status: 403,
    body: odataError('Access is denied.', 'Microsoft.Dynamics.Ax.Xpp.SecurityException'),
  }),
  unavailable: (fault: Fault) => htmlPage(503, 'The service is being serviced', retryAfter(fault)),
  serverError: () => ({
    status: 500,
    body: odataError('Field cannot be found in the table.', 'Microsoft.Dynamics.Ax.Xpp.ErrorException'),
  }),
  errorBody: () => ({ status: 200, body: odataError('An exception was raised.') }),
}
