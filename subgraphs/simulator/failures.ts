import type { Fault, FaultKind, TransportFault } from './faults.ts'
import type { FailureName, Failures, SimResponse, Vendor } from './vendor.ts'

/** What every vendor can suffer, said by the kit when the vendor says nothing of its own. */
const generalFailures: Failures = {
  html: () => ({
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: MAINTENANCE_PAGE,
  }),
  redirect: ({ location = 'http://169.254.169.254/latest/meta-data/' }) => ({
    status: 302,
    headers: { location, 'content-type': 'text/html; charset=utf-8' },
    body: MAINTENANCE_PAGE,
  }),
}

/** Stands in the page so that a test can look for it wherever it must not appear. */
export const HTML_CANARY = 'canary-7f3a-maintenance'

const MAINTENANCE_PAGE = `<!DOCTYPE html><html><head><title>Scheduled maintenance</title></head>
<body><h1>We will be back soon</h1><p>${HTML_CANARY}</p></body></html>`

const transportFaults: Readonly<Record<TransportFault, true>> = {
  latency: true,
  hang: true,
  reset: true,
  truncate: true,
  drip: true,
  gzipBomb: true,
  huge: true,
  wrongEncoding: true,
  badJson: true,
  rewrite: true,
  raw: true,
  replay: true,
  tokensExpired: true,
}

/** The fault kinds that a simulator of this vendor can show. */
export function faultKinds({ failures }: Vendor): readonly FaultKind[] {
  return Object.keys({ ...generalFailures, ...failures, ...transportFaults }) as FaultKind[]
}

/** @throws when a declared limit would be refused in words that the vendor does not have */
export function checkLimits(vendor: Vendor): void {
  const { limits = [], failures } = vendor
  const mute = limits.find(({ failure = 'throttled' }) => !failures[failure])
  if (mute)
    throw new Error(`${vendor.name} has no "${mute.failure ?? 'throttled'}" failure for its limit "${mute.name}".`)
}

/** The answer that the fault is, in the vendor's words; undefined when the fault is not an answer but what befalls one. */
export function failureOf(vendor: Vendor, fault: Fault | undefined): SimResponse | undefined {
  if (!fault || fault.kind in transportFaults) return undefined
  const failures: Failures = { ...generalFailures, ...vendor.failures }
  const failure = failures[fault.kind as FailureName]
  if (!failure)
    throw new Error(`${vendor.name} has no "${fault.kind}" failure; it has: ${faultKinds(vendor).join(', ')}.`)
  return failure(fault)
}

/** A page for people, as what stands before a service answers with. */
export const htmlPage = (status: number, title: string, headers: SimResponse['headers'] = {}): SimResponse => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
  body: `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
})

/** The `Retry-After` header that a fault asks for, to spread into a failure's headers. */
export function retryAfter({ retryAfter }: Fault): Record<string, string> {
  return retryAfter === undefined ? {} : { 'retry-after': retryAfter }
}
