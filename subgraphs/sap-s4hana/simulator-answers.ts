import { type Refusals, refuser } from '../dialects/odata/simulate-refusals.ts'
import { type Failures, type Fault, htmlPage, retryAfter, type SimResponse } from '../simulator/kit.ts'

/** The status and code of each refusal. T100 ids are 32 hexadecimal digits; clients should go by the status. */
const refusals: Refusals = {
  notFound: [404, '/IWBEP/CM_MGW_RT/020'],
  noSuchSet: [404, '/IWBEP/CM_MGW_RT/020'],
  notSupported: [400, '/IWBEP/CM_MGW_RT/021'],
  unknownProperty: [400, '005056A509B11EE1B9A8FEC11C21D78E'],
  badLiteral: [400, '005056A509B11EE1B9A8FEC11C23378E'],
  syntax: [400, '005056A509B11EE1B9A8FEC11C22778E'],
  skiptoken: [400, '005056A509B11EE1B9A8FEC11C24978E'],
  tooMany: [400, '005056A509B11EE1B9A8FEC11C22778E'],
}

/** The error body of version 2, as SAP's gateway writes it. */
export function odataError(status: number, code: string, value: string): object {
  const application = {
    component_id: 'OPU-BSE',
    service_namespace: '/SAP/',
    service_id: 'FRESHET_SIMULATOR',
    service_version: '0001',
  }
  const innererror = {
    application,
    transactionid: 'C8A11D6E44FD00E0A1B2C3D4E5F60718',
    errordetails:
      status >= 500 ? [{ code: '/IWBEP/CX_MGW_TECH_EXCEPTION', message: value, severity: 'error', target: '' }] : [],
  }
  return { error: { code, message: { lang: 'en', value }, innererror } }
}

export const logonPage: SimResponse = htmlPage(401, 'Logon failed', {
  'www-authenticate': 'Basic realm="SAP NetWeaver Application Server [S4H/100]"',
})
export const unauthorized: SimResponse = {
  status: 401,
  headers: { 'www-authenticate': 'Bearer' },
  body: { error: 'invalid_token' },
}
export const csrfRequired: SimResponse = {
  status: 403,
  headers: { 'x-csrf-token': 'Required', 'content-type': 'text/plain' },
  body: 'CSRF token validation failed',
}
export const notAllowed: SimResponse = { status: 405, body: odataError(405, '/IWFND/CM_MGW/405', 'Method not allowed') }
export const noService: SimResponse = {
  status: 403,
  body: odataError(403, '/IWFND/MED/170', "No service found for namespace ''"),
}

/** The vendor's words for what goes wrong: pages of the ICM are HTML, the gateway's errors are JSON. */
export const failures: Failures = {
  throttled: (fault: Fault) => ({
    status: 429,
    headers: { 'content-type': 'text/plain', ...retryAfter(fault) },
    body: 'Too Many Requests',
  }),
  unauthorized: () => unauthorized,
  forbidden: () => noService,
  unavailable: (fault: Fault) => htmlPage(503, '503 Service Unavailable', retryAfter(fault)),
  serverError: () => ({ status: 500, body: odataError(500, '/IWBEP/CX_MGW_TECH_EXCEPTION', 'ASSERTION_FAILED') }),
  errorBody: () => ({ status: 200, body: odataError(500, '/IWBEP/CX_MGW_TECH_EXCEPTION', 'An exception was raised') }),
  cursorExpired: () => ({
    status: 400,
    body: odataError(400, '005056A509B11EE1B9A8FEC11C24978E', 'Invalid or expired skiptoken'),
  }),
}

export const refusal = refuser(refusals, (status, code, message) => ({
  status,
  body: odataError(status, code, message),
}))
