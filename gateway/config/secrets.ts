import { dirname, resolve } from 'node:path'
import type { SettingsSpec } from '../connector/index.ts'

/** Where secrets are looked up. */
export interface SecretPlaces {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly readFile: (path: string) => string
  /** Relative `file:` references are relative to the configuration file. */
  readonly configFile: string
}

export type Resolved = { readonly value: string } | { readonly problem: string }

/** The names of the settings that are secrets. Their values are never printed. */
export function secretNames(spec: SettingsSpec): string[] {
  return Object.keys(spec).filter((name) => spec[name]?.type === 'secret')
}

/** Looks up what `env:NAME` or `file:/path` refers to. Problems name the reference, never what it refers to. */
export function resolveSecret(reference: string, places: SecretPlaces): Resolved {
  return reference.startsWith('env:')
    ? fromEnvironment(reference.slice(4), places)
    : fromFile(reference.slice(5), places)
}

/** The password of an address is as secret alone as in it. */
export function secretsOfAddress(url: string): readonly string[] {
  const password = URL.parse(url)?.password
  return password ? [url, decodeURIComponent(password)] : []
}

function fromEnvironment(name: string, { env }: SecretPlaces): Resolved {
  const value = env[name]
  return value
    ? { value }
    : { problem: `refers to the environment variable ${name}, which is not set: set it before starting.` }
}

function fromFile(path: string, { readFile, configFile }: SecretPlaces): Resolved {
  const file = resolve(dirname(configFile), path)
  try {
    // Editors end files with a newline that is not part of the secret.
    const value = readFile(file).replace(/\r?\n$/, '')
    return value === '' ? { problem: `refers to the file ${file}, which is empty.` } : { value }
  } catch (error) {
    const reason = (error as { code?: string }).code ?? 'unreadable'
    return { problem: `refers to the file ${file}, which cannot be read (${reason}).` }
  }
}
