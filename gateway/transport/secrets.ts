import type { Credential, Source } from '../connector/index.ts'

/** Shorter texts would be found in everything. */
const leastLength = 6
/** Tokens come and go; what a vendor may still echo is recent. */
const mostTokens = 20

/** The secrets of one source, by value: what a vendor echoes of them must not get into errors and logs. */
export class Secrets {
  private readonly configured: readonly string[]
  private tokens: readonly string[] = []

  constructor({ connector, settings }: Source) {
    this.configured = Object.entries(connector.settings)
      .filter(([, setting]) => setting.type === 'secret')
      .map(([name]) => settings[name])
      .filter((value) => typeof value === 'string')
  }

  add({ headers }: Credential): void {
    const values = Object.values(headers).flatMap((value) => [value, ...value.split(/[\s;=]+/)])
    this.tokens = [...new Set([...values.filter(isLong), ...this.tokens])].slice(0, mostTokens)
  }

  scrub(text: string): string {
    const secrets = [...this.configured, ...this.tokens].filter(isLong).sort((a, b) => b.length - a.length)
    return secrets.reduce(without, text)
  }
}

const isLong = (text: string): boolean => text.length >= leastLength
const mask = '[secret]'

/** Also without its beginning at the end of the text, where a message may have been cut. */
function without(text: string, secret: string): string {
  const whole = text.replaceAll(secret, mask)
  for (let length = Math.min(secret.length - 1, whole.length); length >= leastLength; length--)
    if (whole.endsWith(secret.slice(0, length))) return whole.slice(0, -length) + mask
  return whole
}
