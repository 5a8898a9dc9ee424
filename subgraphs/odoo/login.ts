import type { Credential, Dial } from '../../gateway/connector/index.ts'
import { FreshetError } from '../../gateway/errors.ts'
import { classify } from './faults.ts'
import type { Settings } from './settings.ts'
import { envelope } from './wire.ts'

/** JSON-2 takes the key as it is. */
export async function login(dial: Dial, settings: Settings): Promise<Credential> {
  if (settings.protocol === 'json2') return { headers: { authorization: `Bearer ${settings.apiKey}` } }
  await introduce(dial, settings)
  return { headers: {} }
}

/**
 * execute_kw takes the user's id and key on each call, so there is no token to get. This asks whether they belong together:
 * a wrong key would be refused call by call, and after five refusals Odoo shuts the whole address out for a minute.
 */
async function introduce(dial: Dial, { url, database, login, apiKey, userId }: Settings): Promise<void> {
  const args = [database, login ?? '', apiKey, {}].map((value) => JSON.stringify(value)).join(',')
  const headers = { 'content-type': 'application/json' }
  const answer = await dial.send({
    method: 'POST',
    url: `${url.replace(/\/$/, '')}/jsonrpc`,
    headers,
    body: envelope('common', 'authenticate', args),
  })
  const fault = classify(answer)
  if (fault) throw new FreshetError(fault.code, { detail: fault.detail })
  const { result } = answer.json() as { readonly result?: unknown }
  if (typeof result === 'number' && result === userId) return
  throw new FreshetError('SOURCE_AUTH', {
    detail: result ? `the id of this user is ${result}, not ${userId}` : 'wrong login or key',
  })
}
