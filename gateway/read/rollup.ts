import Big from 'big.js'
import type { Rollup } from '../connector/index.ts'
import { walk } from './decode.ts'
import type { SourceRecord } from './record.ts'

/** Adds records with one key into one: `sum` paths are added exactly, the rest is taken from the first. Keeps order of appearance. */
export function rollUp(records: readonly SourceRecord[], rollup: Rollup): SourceRecord[] {
  const groups = new Map<string, SourceRecord[]>()
  for (const record of records) {
    const group = groups.get(record.key)
    if (group) group.push(record)
    else groups.set(record.key, [record])
  }
  return [...groups.values()].map((group) => (group.length === 1 ? group[0]! : addUp(group, rollup)))
}

function addUp(group: readonly SourceRecord[], rollup: Rollup): SourceRecord {
  const [first] = group as [SourceRecord]
  const values: Record<string, unknown> = { ...first.values }
  for (const path of rollup.sum) {
    const steps = path.split('.')
    const total = sum(group.map((record) => walk(record.values, steps)))
    if (total !== undefined) put(values, steps, total)
  }
  return { ...first, values, readAt: Math.min(...group.map((record) => record.readAt)) }
}

/** Undefined when no record has the field. A part that is unknown makes the whole unknown, an unreadable one unreadable. */
function sum(parts: readonly unknown[]): unknown {
  const failed = parts.find((part) => part instanceof Error)
  if (failed) return failed
  if (parts.every((part) => part === null)) return undefined
  if (parts.some((part) => part === null)) return null
  return addDecimals(parts as readonly string[])
}

/** Exact; keeps the widest scale of the parts. */
export function addDecimals(parts: readonly string[]): string {
  const scale = Math.max(0, ...parts.map((part) => part.split('.')[1]?.length ?? 0))
  return parts.reduce((total, part) => total.plus(part), new Big(0)).toFixed(scale)
}

/** Copies only what lies on the way: records are shared, and an error in another field must stay the error it is. */
function put(values: Record<string, unknown>, steps: readonly string[], value: unknown): void {
  const [step, ...rest] = steps as [string, ...string[]]
  if (rest.length === 0) {
    values[step] = value
    return
  }
  const inner = values[step]
  if (typeof inner !== 'object' || inner === null) return
  const copy = { ...inner } as Record<string, unknown>
  values[step] = copy
  put(copy, rest, value)
}
