import type { SimResponse } from '../../simulator/kit.ts'
import { ODataError, type Refusal } from './simulate-model.ts'

type Answer = readonly [status: number, code: string]

/** The status and the vendor's code of each refusal; only who adds up can have too many rows for it. */
export type Refusals = Readonly<Record<Exclude<Refusal, 'tooLarge'>, Answer> & { tooLarge?: Answer }>

type Refuse = (error: ODataError) => SimResponse

/** Refusals of the interpreter by the vendor's table, in its error body. */
export const refuser =
  (refusals: Refusals, failed: (status: number, code: string, message: string) => SimResponse): Refuse =>
  ({ kind, message }) =>
    failed(...(refusals[kind] ?? refusals.tooMany), message)

/** What reading gives, or how the vendor refuses it. */
export function readOr(refuse: Refuse, read: () => SimResponse): SimResponse {
  try {
    return read()
  } catch (error) {
    if (error instanceof ODataError) return refuse(error)
    throw error
  }
}
