import type { Credential, Dial } from '../../gateway/connector/index.ts'
import { entraToken } from '../dialects/odata/entra.ts'
import type { Settings } from './settings.ts'

/** The service principal's token for this environment. */
export const login = (dial: Dial, settings: Settings): Promise<Credential> =>
  entraToken(dial, { ...settings, resource: settings.url })
