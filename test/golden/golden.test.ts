import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { NativeFilter } from '../../gateway/connector/index.ts'
import { type CaseName, cases, type Expected } from './cases.ts'

interface Golden {
  readonly expected: Expected
  /** Where a dialect comes in several versions: how this one is rendered. */
  readonly render?: (filter: NativeFilter) => unknown
}

/** Every dialect's text for every case, side by side: `dialects/<d>/render.ts` against `expected/<d>.ts`. */
const dialects = await Promise.all(
  readdirSync(new URL('./expected/', import.meta.url))
    .filter((file) => file.endsWith('.ts'))
    .map(async (file) => {
      const name = file.slice(0, -3)
      const { expected, render = await rendererOf(name) } = (await import(`./expected/${file}`)) as Golden
      return { name, expected, render: (filter: NativeFilter) => textOf(render(filter)) }
    }),
)

async function rendererOf(dialect: string): Promise<(filter: NativeFilter) => unknown> {
  const { renderFilter } = await import(`../../subgraphs/dialects/${dialect}/render.ts`)
  return renderFilter
}

const textOf = (rendered: unknown): string => (typeof rendered === 'string' ? rendered : JSON.stringify(rendered))

describe.each(Object.keys(cases) as CaseName[])('%s', (name) => {
  test.each(dialects)('in $name', ({ expected, render }) => {
    const wanted = expected[name]
    if (typeof wanted === 'string') expect(render(cases[name])).toBe(wanted)
    else expect(() => render(cases[name]), wanted.notSupported).toThrow()
  })
})
