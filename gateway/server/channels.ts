import { channel } from 'node:diagnostics_channel'
import type { Lane } from './context.ts'

/** Published once per request, when its answer is handed to the socket. */
export interface RequestFinished {
  readonly requestId: string
  readonly method: string
  readonly path: string
  readonly status: number
  readonly millis: number
}

/** Published for every error that reaches a caller, as it was thrown: vendor text and stack included. For logs only. */
export interface RequestErrored {
  readonly requestId: string
  readonly error: unknown
}

/** Published for every operation that was admitted, before it is executed. `operationName` is the caller's word: bound it before using it as a label. */
export interface OperationStarted {
  readonly requestId: string
  readonly operationName: string | undefined
  readonly lane: Lane
  readonly principal: string
}

export const requestFinished = channel('freshet.server.request')
export const requestErrored = channel('freshet.server.error')
export const operationStarted = channel('freshet.server.operation')
