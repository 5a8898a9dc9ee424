import { readFileSync } from 'node:fs'
import type { Asked } from './gateway-client.ts'

/** A query that is asked so many times a day. */
export interface View {
  readonly name: string
  readonly asked: Asked
  readonly perDay: number
}

/**
 * Reads a JSON file `[{ "name", "query" or "documentId", "variables", "operationName", "perDay" }]`.
 * @throws Error naming the file, the view and what is wrong with it
 */
export function readViews(file: string): readonly View[] {
  const views = parsed(file)
  if (!Array.isArray(views))
    throw new Error(`${file}: is no list: write [{ "name": ..., "query": ..., "perDay": ... }].`)
  return views.map((view: unknown, i) => {
    try {
      return viewOf(view)
    } catch (error) {
      throw new Error(`${file}: view ${i + 1}: ${(error as Error).message}`)
    }
  })
}

function parsed(file: string): unknown {
  const text = readFileSync(file, 'utf8')
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`${file}: is not JSON: ${(error as Error).message}`)
  }
}

const keys = ['name', 'query', 'documentId', 'variables', 'operationName', 'perDay']

function viewOf(given: unknown): View {
  if (!isObject(given)) throw new Error('is no object.')
  const unknown = Object.keys(given).find((key) => !keys.includes(key))
  if (unknown !== undefined) throw new Error(`has no key ${JSON.stringify(unknown)}: use ${keys.join(', ')}.`)
  const { name, perDay, ...asked } = given
  if (typeof name !== 'string' || name === '') throw new Error('has no name.')
  if (typeof perDay !== 'number' || !(perDay >= 0) || perDay === Number.POSITIVE_INFINITY)
    throw new Error(`"perDay" of ${name} is ${JSON.stringify(perDay)}: give the times a day that it is asked.`)
  return { name, perDay, asked: askedOf(name, asked) }
}

function askedOf(name: string, { query, documentId, variables, operationName }: Record<string, unknown>): Asked {
  if (typeof query !== 'string' && typeof documentId !== 'string')
    throw new Error(`${name} has no query: give its text as "query", or the id of a trusted document as "documentId".`)
  if (variables !== undefined && !isObject(variables)) throw new Error(`"variables" of ${name} is no object.`)
  // What does not fit is refused by the gateway, which says why.
  return { query, documentId, variables, operationName } as Asked
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
