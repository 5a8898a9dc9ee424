import type { IncomingHttpHeaders } from 'node:http'
import { type Freshness, type OnStale, staleChoices } from '../cache/policy.ts'
import type { Runtime } from '../runtime.ts'
import { type Lane, lanes } from './context.ts'
import { freshnessOf } from './freshness.ts'
import { Refusal } from './refusal.ts'

/** The caller's request id when it is harmless in headers, logs and labels, else one of ours. */
export function requestIdOf(headers: IncomingHttpHeaders, runtime: Runtime): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && /^[A-Za-z0-9._-]{8,64}$/.test(given) ? given : runtime.uuid()
}

/** The time a request may take: the configured one, or less where the header `x-freshet-timeout-ms` says so. @throws Refusal */
export function timeoutOf(headers: IncomingHttpHeaders, configuredMillis: number): number {
  const given = headers['x-freshet-timeout-ms']
  if (given === undefined) return configuredMillis
  if (typeof given !== 'string' || !/^[1-9]\d{0,8}$/.test(given)) {
    throw new Refusal(
      'BAD_REQUEST',
      `The header x-freshet-timeout-ms is ${quoted(given)}: give milliseconds as a whole number above 0.`,
    )
  }
  return Math.min(configuredMillis, Number(given))
}

/** @throws Refusal */
export function laneOf(headers: IncomingHttpHeaders): Lane {
  const given = headers['x-freshet-lane'] ?? 'interactive'
  const lane = lanes.find((name) => name === given)
  if (lane) return lane
  throw new Refusal('BAD_REQUEST', `The header x-freshet-lane is ${quoted(given)}: use ${lanes.join(', ')}.`)
}

/** Whether the operation is only to be explained: the header `x-freshet-explain: plan`. @throws Refusal */
export function isExplainOnly(headers: IncomingHttpHeaders): boolean {
  const given = headers['x-freshet-explain']
  if (given === undefined || given === 'plan') return given === 'plan'
  throw new Refusal('BAD_REQUEST', `The header x-freshet-explain is ${quoted(given)}: use plan, or leave it out.`)
}

/** The header `x-freshet-max-source-calls`. @throws Refusal */
export function sourceCallsOf(headers: IncomingHttpHeaders): number | undefined {
  const given = headers['x-freshet-max-source-calls']
  if (given === undefined) return undefined
  if (typeof given === 'string' && /^\d{1,6}$/.test(given)) return Number(given)
  throw new Refusal('BAD_REQUEST', `The header x-freshet-max-source-calls is ${quoted(given)}: give a whole number.`)
}

/** `Cache-Control`, and what HTTP has no word for: `x-freshet-on-stale`. @throws Refusal */
export function wishOf(headers: IncomingHttpHeaders): Freshness {
  const wish = freshnessOf(headers['cache-control'])
  const given = headers['x-freshet-on-stale']
  return given === undefined ? wish : { ...wish, onStale: onStaleOf(given) }
}

function onStaleOf(given: string | string[]): OnStale {
  const action = staleChoices.find((name) => name === String(given).toUpperCase())
  if (action) return action
  throw new Refusal('BAD_REQUEST', `The header x-freshet-on-stale is ${quoted(given)}: use ${staleChoices.join(', ')}.`)
}

function quoted(given: unknown): string {
  return JSON.stringify(String(given).slice(0, 80))
}
