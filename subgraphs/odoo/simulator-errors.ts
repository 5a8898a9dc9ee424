import { OdooError } from '../dialects/odoo-domain/simulate.ts'
import { type Failures, retryAfter, type SimResponse } from '../simulator/kit.ts'

/** Stands in the traceback of every error, so that a test can look for it wherever it must not appear. */
export const TRACEBACK_CANARY = 'canary-51c2-traceback'

export const json = (status: number, body: string): SimResponse => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body,
})

export const page = (status: number, title: string): SimResponse => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!doctype html>\n<html lang=en>\n<title>${status} ${title}</title>\n<h1>${title}</h1>\n`,
})

export const notFound = (message: string) => new OdooError('werkzeug.exceptions.NotFound', message, [message, 404])

const statuses: Readonly<Record<string, number>> = {
  'werkzeug.exceptions.Unauthorized': 401,
  'werkzeug.exceptions.BadRequest': 400,
  'werkzeug.exceptions.NotFound': 404,
  'werkzeug.exceptions.UnprocessableEntity': 422,
  'odoo.exceptions.AccessDenied': 403,
  'odoo.exceptions.AccessError': 403,
  'odoo.exceptions.MissingError': 404,
  'odoo.exceptions.UserError': 422,
  'odoo.exceptions.ValidationError': 422,
  'odoo.exceptions.LockError': 409,
}

/** The answer of JSON-2 to an exception. */
export function refused(error: unknown): SimResponse {
  const body = serialized(error)
  const status = statuses[body.name] ?? 500
  return { status, headers: status === 401 ? { 'www-authenticate': 'bearer' } : {}, body }
}

/** The answer of JSON-RPC to an exception, with status 200 like every other. */
export function rpcError(id: string, error: unknown, version: number): SimResponse {
  const data = serialized(error)
  const code = version >= 18 ? 0 : 200
  const said = { code, message: 'Odoo Server Error', data }
  return json(200, `{"jsonrpc": "2.0", "id": ${id}, "error": ${JSON.stringify(said)}}`)
}

/** A bug of the simulator must not look like a refusal of Odoo's. */
function serialized(error: unknown) {
  if (!(error instanceof OdooError)) throw error
  const debug = `Traceback (most recent call last):\n  File "/opt/odoo/http.py", line 2215, in _transactioning  # ${TRACEBACK_CANARY}\n${error.name}: ${error.message}\n`
  return { name: error.name, message: error.message, arguments: error.args, context: {}, debug }
}

/** What goes wrong, in the words of the protocol that the release is asked in. */
export function failuresOf(version: number): Failures {
  const says = (name: string, message: string, args?: readonly unknown[]) => {
    const error = new OdooError(name, message, args)
    return version >= 19 ? refused(error) : rpcError('1', error, version)
  }
  const serialization = [
    'psycopg2.errors.SerializationFailure',
    'could not serialize access due to concurrent update',
  ] as const
  return {
    // The server itself has no rate limit; a host before it may.
    throttled: (fault) => ({
      ...page(429, 'Too Many Requests'),
      headers: { 'content-type': 'text/html', ...retryAfter(fault) },
    }),
    unauthorized: () =>
      version >= 19
        ? says('werkzeug.exceptions.Unauthorized', 'Invalid apikey', ['Invalid apikey', 401])
        : says('odoo.exceptions.AccessDenied', 'Access Denied'),
    forbidden: () =>
      says('odoo.exceptions.AccessError', "You are not allowed to access 'Contact' (res.partner) records."),
    unavailable: (fault) => ({
      ...page(503, 'Service Unavailable'),
      headers: { 'content-type': 'text/html', ...retryAfter(fault) },
    }),
    serverError: () => says(...serialization),
    errorBody: () => rpcError('1', new OdooError(...serialization), version),
  }
}
