import fc from 'fast-check'
import { GraphQLError } from 'graphql'
import { describe, expect, it } from 'vitest'
import { catalogue, type ErrorCode, FreshetError, isErrorCode } from '../../gateway/errors.ts'
import { type FormatOptions, formatErrors } from '../../gateway/server/format-error.ts'

const options: FormatOptions = {
  requestId: 'request-1',
  development: false,
  phase: 'execution',
  responseNames: new Set(['customers', 'name']),
  limit: 50,
}

const format = (error: unknown, more: Partial<FormatOptions> = {}) => formatErrors([error], { ...options, ...more })[0]

describe('an error of ours', () => {
  const error = new FreshetError('SOURCE_THROTTLED', {
    source: 'sap-eu',
    retryAfterMs: 1500.2,
    detail: 'ORA-00942',
    cause: new Error('vendor text'),
  })

  it('keeps code, source, message and wait', () => {
    expect(format(error)).toEqual({
      message: 'The source "sap-eu" asked us to slow down.',
      extensions: {
        code: 'SOURCE_THROTTLED',
        source: 'sap-eu',
        retryable: true,
        retryAfterMs: 1501,
        requestId: 'request-1',
      },
    })
  })

  it('is found inside what the GraphQL library made of it', () => {
    const located = new GraphQLError('vendor text', {
      path: ['customers', 0, 'name'],
      originalError: new GraphQLError('again', { originalError: error }),
    })
    expect(format(located)).toMatchObject({ path: ['customers', 0, 'name'], extensions: { code: 'SOURCE_THROTTLED' } })
  })

  it('is told apart from others thrown together with it', () => {
    const both = new AggregateError([
      error,
      new FreshetError('SOURCE_TIMEOUT', { source: 'odoo-at' }),
      new Error('vendor text'),
    ])
    const located = new GraphQLError('several', { path: ['customers'], originalError: both })
    const formatted = formatErrors([located], options)
    expect(formatted.map(({ extensions }) => extensions.code)).toEqual([
      'SOURCE_THROTTLED',
      'SOURCE_TIMEOUT',
      'INTERNAL',
    ])
    expect(formatted.map(({ path }) => path)).toEqual([['customers'], ['customers'], ['customers']])
  })
})

describe('an error of a remote subgraph', () => {
  const remote = (extensions: Record<string, unknown>, message = 'vendor text') =>
    format(new GraphQLError(message, { extensions }))

  it('keeps code, source and wait, and says it in our words', () => {
    expect(
      remote({ code: 'SOURCE_TIMEOUT', source: 'sap-eu', retryAfterMs: 10, stack: 'x', http: { status: 418 } }),
    ).toEqual({
      message: 'The source "sap-eu" did not answer in time.',
      extensions: {
        code: 'SOURCE_TIMEOUT',
        source: 'sap-eu',
        retryable: true,
        retryAfterMs: 10,
        requestId: 'request-1',
      },
    })
  })

  it('keeps its words where they tell the caller what to change', () => {
    expect(remote({ code: 'QUERY_TOO_COSTLY' }, 'The list would need 90 calls; the limit is 50.')?.message).toBe(
      'The list would need 90 calls; the limit is 50.',
    )
  })

  it.each(['GRAPHQL_VALIDATION_FAILED', 'toString', '__proto__', 'DOWNSTREAM_SERVICE_ERROR', 42, null])(
    'with the code %s is INTERNAL',
    (code) => {
      expect(remote({ code })?.extensions).toEqual({ code: 'INTERNAL', retryable: false, requestId: 'request-1' })
    },
  )

  it.each([Number.NaN, Infinity, -1, '10', null, {}])('has no wait when it says %s', (retryAfterMs) => {
    expect(remote({ code: 'SOURCE_THROTTLED', retryAfterMs })?.extensions).not.toHaveProperty('retryAfterMs')
  })

  it.each(['SAP EU', 'x'.repeat(64), '<b>', 1, { toString: () => 'x' }])('has no source when it says %j', (source) => {
    expect(remote({ code: 'SOURCE_TIMEOUT', source })?.extensions).not.toHaveProperty('source')
  })
})

describe('any other error', () => {
  it('of the GraphQL library is believed before execution alone', () => {
    const error = new GraphQLError('Cannot query field "x" on type "Query". Did you mean "y"?')
    expect(format(error, { phase: 'request' })).toMatchObject({
      message: 'Cannot query field "x" on type "Query".',
      extensions: { code: 'BAD_REQUEST' },
    })
    expect(format(error)).toMatchObject({ message: catalogue.INTERNAL.message, extensions: { code: 'INTERNAL' } })
  })

  it('that wraps a failure of ours is not believed before execution either', () => {
    const bug = new GraphQLError('x is undefined', { originalError: new TypeError('x is undefined') })
    expect(format(bug, { phase: 'request' })?.message).toBe(catalogue.INTERNAL.message)
  })

  it('of an abort is a deadline', () => {
    expect(
      format(new GraphQLError('x', { originalError: new DOMException('x', 'TimeoutError') }))?.extensions.code,
    ).toBe('DEADLINE_EXCEEDED')
  })

  it('of a missing argument is the caller’s', () => {
    const message =
      'Argument "first" of required type "Int!" was provided the variable "$n" which was not provided a runtime value.'
    expect(format(new GraphQLError(message))).toMatchObject({ message, extensions: { code: 'BAD_REQUEST' } })
  })
})

it('cuts a path at the first name that is not in the query', () => {
  expect(format(new GraphQLError('x', { path: ['customers', 0, 'secret', 'name'] }))?.path).toEqual(['customers', 0])
})

it('keeps one error of every kind and source when there are too many', () => {
  const throttled = Array.from({ length: 100 }, () => new FreshetError('SOURCE_THROTTLED', { source: 'sap-eu' }))
  const formatted = formatErrors([...throttled, new FreshetError('SOURCE_TIMEOUT', { source: 'odoo-at' })], {
    ...options,
    limit: 10,
  })
  expect(formatted).toHaveLength(10)
  expect(formatted.filter(({ extensions }) => extensions.code === 'SOURCE_TIMEOUT')).toHaveLength(1)
  expect(formatted.at(-1)?.message).toBe('92 more errors of these kinds are not listed.')
})

describe('whatever is thrown', () => {
  const canary = 'CANARY-7f3a'
  const userCodes = Object.keys(catalogue).filter((code) => catalogue[code as ErrorCode].kind === 'user')
  const text = fc.constantFrom(
    canary,
    `${canary}\u001b[31m`,
    `Cannot query field "${canary}".`,
    `Argument "${canary}" of type`,
  )
  const scalar = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.double())
  const code = fc.oneof(text, fc.constantFrom(...Object.keys(catalogue).filter((name) => !userCodes.includes(name))))

  const { thrown } = fc.letrec((tie) => ({
    thrown: fc.oneof({ maxDepth: 4 }, scalar, tie('plain'), tie('library'), tie('native'), tie('aggregate')),
    bag: fc.oneof(
      { maxDepth: 4 },
      scalar,
      fc.dictionary(
        fc.oneof(text, fc.constantFrom('code', 'http', 'source', 'retryAfterMs', 'stack')),
        fc.oneof(scalar, code, tie('bag')),
      ),
      fc.array(tie('bag'), { maxLength: 3 }),
    ),
    plain: fc.record(
      {
        message: scalar,
        path: fc.array(scalar, { maxLength: 3 }),
        locations: tie('bag'),
        extensions: tie('bag'),
        originalError: tie('thrown'),
        errors: fc.array(tie('thrown'), { maxLength: 3 }),
        stack: text,
      },
      { requiredKeys: [] },
    ),
    library: fc
      .record({
        message: text,
        extensions: fc.dictionary(
          fc.constantFrom('code', 'source', 'http', 'retryAfterMs', canary),
          fc.oneof(code, tie('bag')),
        ),
        path: fc.array(fc.oneof(text, fc.nat()), { maxLength: 3 }),
        originalError: tie('thrown'),
      })
      .map(
        ({ message, ...more }) => new GraphQLError(message, { ...more, originalError: more.originalError as Error }),
      ),
    native: fc
      .tuple(text, tie('thrown'))
      .map(([message, cause]) => Object.assign(new TypeError(message, { cause }), { extensions: cause })),
    aggregate: fc.array(tie('thrown'), { maxLength: 3 }).map((errors) => new AggregateError(errors, canary)),
  }))

  it('only allowed keys, our codes and our words leave', () => {
    fc.assert(
      fc.property(fc.array(thrown, { maxLength: 5 }), (errors) => {
        for (const error of formatErrors(errors, options)) {
          expect(['message', 'locations', 'path', 'extensions']).toEqual(expect.arrayContaining(Object.keys(error)))
          expect(['code', 'source', 'retryable', 'retryAfterMs', 'requestId']).toEqual(
            expect.arrayContaining(Object.keys(error.extensions)),
          )
          expect(isErrorCode(error.extensions.code)).toBe(true)
          expect(JSON.stringify(error)).not.toContain(canary)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('is answered even when looking at it throws', () => {
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    const trap = new Proxy(new Error(canary), {
      get() {
        throw new Error(canary)
      },
    })
    const circular: Record<string, unknown> = {}
    circular.originalError = circular
    circular.errors = [circular]
    for (const error of formatErrors([proxy, trap, circular], options)) expect(error.extensions.code).toBe('INTERNAL')
  })
})
