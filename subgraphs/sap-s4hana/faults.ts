import type { Fault } from '../../gateway/connector/index.ts'
import { classifier, errorOf, type Told } from '../dialects/odata/faults.ts'

export const classify = classifier({ statuses: { 410: 'CURSOR_EXPIRED' }, special })

function special(told: Told): Partial<Fault> | undefined {
  const { status, headers } = told
  // A refused password would only be refused again, and lock the user in the end; a token can be renewed.
  if (status === 401 && /^basic\b/i.test(headers['www-authenticate'] ?? '')) return { expired: undefined }
  // Each service is granted by itself, so 403 says nothing about the credentials, but for a CSRF token that is asked for.
  if (status === 403 && headers['x-csrf-token']?.toLowerCase() === 'required')
    return { code: 'SOURCE_AUTH', expired: 'csrf' }
  const { code = '', message = '' } = errorOf(told) ?? {}
  if (status === 400 && message.includes('skiptoken')) return { code: 'CURSOR_EXPIRED' }
  // Some stacks answer a service that is not activated, or not allowed, as not found.
  return status === 404 && code.startsWith('/IWFND/MED/170') ? { code: 'SOURCE_FORBIDDEN' } : undefined
}
