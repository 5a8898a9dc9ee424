export { createRemote, type Remote, type RemoteAnswer } from './remote.ts'
export { type CallScope, callChannel, createTransport, type Transport } from './transport.ts'
