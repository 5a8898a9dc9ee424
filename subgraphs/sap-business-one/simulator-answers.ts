import type { ODataError, Refusal } from '../dialects/odata/simulate-model.ts'
import { type Failures, type Fault, htmlPage, retryAfter, type SimResponse } from '../simulator/kit.ts'

/** As version 3 says it: a number, and a text with its language. Version 4 has kept it for what the session layer says. */
export const errorV3 = (code: number, value: string): object => ({
  error: { code, message: { lang: 'en-us', value } },
})

/** As version 4 says it: text for both. */
export const errorV4 = (code: string, message: string): object => ({ error: { code, message } })

const general = -1000
const noRecord: Refusal[] = ['notFound']

export function refusal({ kind, message }: ODataError): SimResponse {
  if (noRecord.includes(kind)) return { status: 404, body: errorV4('-2028', 'No matching records found (ODBC -2028)') }
  return { status: kind === 'noSuchSet' ? 404 : 400, body: errorV3(general, message) }
}

export const badQuery = (message: string): SimResponse => ({ status: 400, body: errorV3(general, message) })

export const incompleteBatch = badQuery('Incomplete Batch Request Body!')

export const noSession: SimResponse = {
  status: 401,
  body: errorV3(301, 'Invalid session or session already timeout.'),
}

export const wrongLogin: SimResponse = { status: 401, body: errorV3(-304, 'Fail to get DB Credentials from SLD') }

/** The Service Layer speaks JSON, the load balancer in front of it HTML. It never says that there were too many calls. */
export const failures: Failures = {
  unauthorized: () => noSession,
  forbidden: () => ({ status: 403, body: errorV4('-5006', 'You are not permitted to perform this action') }),
  unavailable: (fault: Fault) => htmlPage(503, '503 Service Unavailable', retryAfter(fault)),
  serverError: () => htmlPage(500, '500 Internal Server Error'),
  errorBody: () => ({ status: 200, body: errorV3(general, 'Internal error') }),
}
