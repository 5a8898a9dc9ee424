import { Refusal } from './refusal.ts'

const loopback: readonly string[] = ['localhost', '127.0.0.1', '[::1]']

/**
 * The names under which the server answers, when it listens on `host`. On loopback only the loopback names: a page on the
 * web can point its own name at 127.0.0.1 and would then count as the same site (DNS rebinding). Undefined: any name.
 */
export function allowedHosts(host: string, configured: readonly string[]): readonly string[] | undefined {
  if (configured.length > 0) return configured
  return host === 'localhost' || host === '::1' || host.startsWith('127.') ? [...loopback, host] : undefined
}

/** @throws Refusal 421 */
export function requireHost(header: string | undefined, allowed: readonly string[] | undefined): void {
  const name = header?.toLowerCase().replace(/:\d+$/, '')
  if (allowed === undefined || (name !== undefined && allowed.includes(name))) return
  const message = `This server does not answer under the name ${JSON.stringify(header?.slice(0, 80))}: add it to server.allowedHosts.`
  throw new Refusal('FORBIDDEN', message, { status: 421 })
}
