export { parseJson } from './json.ts'
export { callChannel, type CallScope, createTransport, type Transport } from './transport.ts'
