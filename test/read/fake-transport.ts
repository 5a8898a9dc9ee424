import type { NativeRequest } from '../../gateway/connector/index.ts'
import type { CallScope, Transport } from '../../gateway/transport/index.ts'

export interface FakeCall {
  readonly request: NativeRequest
  readonly scope: CallScope
}

/** A way to a source without sockets: it counts, and waits when it is told to. */
export interface FakeTransport extends Transport {
  /** Every call that left. */
  readonly calls: FakeCall[]
  /** Calls from now on wait for `release`, or for their signal. */
  hold(): void
  release(): void
  /** Calls from now on do not wait, while those that do go on waiting for what is returned. */
  overtake(): () => void
  /** The next call fails so. */
  fail(error: unknown): void
}

export function fakeTransport(source: string): FakeTransport {
  const calls: FakeCall[] = []
  let gate = Promise.withResolvers<void>()
  let failure: { readonly error: unknown } | undefined
  gate.resolve()
  return {
    calls,
    hold: () => {
      gate = Promise.withResolvers()
    },
    release: () => gate.resolve(),
    overtake: () => {
      const waiting = gate
      gate = Promise.withResolvers()
      gate.resolve()
      return waiting.resolve
    },
    fail: (error) => {
      failure = { error }
    },
    link: (scope) => ({
      async call(request) {
        scope.signal?.throwIfAborted()
        calls.push({ request, scope })
        scope.onCall?.(source)
        const failed = failure
        failure = undefined
        await Promise.race([gate.promise, aborted(scope.signal)])
        if (failed) throw failed.error
        return undefined as never
      },
    }),
    stats: { calls: 0, lastOkAt: undefined, lastError: undefined, lastErrorAt: undefined },
    close: async () => {},
  }
}

function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
