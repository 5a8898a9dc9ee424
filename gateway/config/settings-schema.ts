import { z } from 'zod'
import type { Setting, SettingsSpec } from '../connector/index.ts'
import { addressProblem } from './address.ts'

/** A connector's settings, as a schema that knows no other keys. Secrets stay references here; `secrets.ts` resolves them. */
export function settingsSchema(spec: SettingsSpec): z.ZodType<Record<string, unknown>> {
  return z.strictObject(Object.fromEntries(Object.entries(spec).map(([name, setting]) => [name, schemaOf(setting)])))
}

function schemaOf(setting: Setting): z.ZodType {
  const value = valueSchema(setting)
  if ('optional' in setting && setting.optional) return value.optional()
  const fallback = defaultOf(setting)
  return fallback === undefined ? value : value.default(fallback)
}

/** Lists, maps and switches that are not given are empty or off; the other kinds are required unless they say otherwise. */
function defaultOf(setting: Setting): unknown {
  if ('default' in setting && setting.default !== undefined) return setting.default
  if (setting.type === 'list') return []
  if (setting.type === 'map') return {}
  return setting.type === 'boolean' ? false : undefined
}

function valueSchema(setting: Setting): z.ZodType {
  switch (setting.type) {
    case 'url':
      return address()
    case 'text':
      return z.string().min(1, 'is empty: leave the key out, or give a text.')
    case 'secret':
      return secretReference
    case 'integer':
      return z
        .int()
        .min(setting.min ?? Number.MIN_SAFE_INTEGER)
        .max(setting.max ?? Number.MAX_SAFE_INTEGER)
    case 'boolean':
      return z.boolean()
    case 'choice':
      return z.enum(setting.options as [string, ...string[]])
    case 'list':
      return z.array(z.string())
    case 'map':
      return z.record(z.string(), z.string())
  }
}

const secretAdvice =
  'is a secret, and secrets are not written here: put it into an environment variable and write env:NAME, or into a file and write file:/path.'

/** Where a secret is found; what it is must not be written. */
export const secretReference = z.string().regex(/^(env:[A-Za-z_][A-Za-z0-9_]*|file:.+)$/, secretAdvice)

/** An http(s) address; plain http to this machine alone, because credentials are sent there. */
export function address(): z.ZodType<string> {
  return z.string().superRefine((text, context) => {
    const message = addressProblem(text)
    if (message !== undefined) context.addIssue({ code: 'custom', message })
  })
}
