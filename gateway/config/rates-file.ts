import { basename } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Rate } from '../views/rates.ts'

export type ReadRates = { readonly rates: readonly Rate[] } | { readonly problem: string }

const currency = z.string().regex(/^[A-Z]{3}$/)

const entry = z.strictObject({
  date: z.iso.date(),
  from: currency,
  to: currency,
  // As text: as a number its digits would go through a double.
  rate: z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .regex(/[1-9]/),
  origin: z.string().min(1).optional(),
})

/**
 * Exchange rates from a file: YAML, a list of `{ date, from, to, rate, origin }`, or CSV with those columns in any order. One unit
 * of `from` is `rate` of `to`. Without an origin, that is the name of the file.
 */
export function readRates(file: string, readFile: (path: string) => string): ReadRates {
  try {
    const text = readFile(file)
    const given = file.endsWith('.csv') ? csvRows(text) : (parse(text, { schema: 'failsafe' }) as unknown)
    if (!Array.isArray(given)) return { problem: `refers to the file ${file}, which is not a list of rates.` }
    return checked(file, given)
  } catch (error) {
    const reason = (error as { code?: string }).code ?? 'not YAML'
    return { problem: `refers to the file ${file}, which cannot be read (${reason}).` }
  }
}

function checked(file: string, given: readonly unknown[]): ReadRates {
  const rates: Rate[] = []
  for (const [i, row] of given.entries()) {
    const read = entry.safeParse(row)
    const field = read.error?.issues[0]?.path[0] ?? 'entry'
    if (!read.success)
      return { problem: `refers to the file ${file}, whose rate number ${i + 1} has no valid ${String(field)}.` }
    rates.push(Object.freeze({ origin: basename(file), ...read.data }))
  }
  return { rates }
}

/** Plain columns: no value of a rate needs quotes. */
function csvRows(text: string): Record<string, string>[] {
  const [header = '', ...lines] = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const names = header.split(',').map((name) => name.trim())
  return lines.map((line) => {
    const cells = line.split(',').map((cell, i) => [names[i] ?? '', cell.trim()] as const)
    return Object.fromEntries(cells.filter(([, cell]) => cell !== ''))
  })
}
