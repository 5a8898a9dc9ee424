import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { NativeFilter } from '../../gateway/connector/index.ts'
import { type CaseName, cases, type Expected } from './cases.ts'

/** Every dialect's text for every case, side by side: `dialects/<d>/render.ts` against `expected/<d>.ts`. */
const dialects = await Promise.all(
  readdirSync(new URL('./expected/', import.meta.url))
    .filter((file) => file.endsWith('.ts'))
    .map(async (file) => {
      const name = file.slice(0, -3)
      const { expected } = (await import(`./expected/${file}`)) as { expected: Expected }
      const { renderFilter } = (await import(`../../subgraphs/dialects/${name}/render.ts`)) as {
        renderFilter: (filter: NativeFilter) => unknown
      }
      return { name, expected, render: (filter: NativeFilter) => textOf(renderFilter(filter)) }
    }),
)

const textOf = (rendered: unknown): string => (typeof rendered === 'string' ? rendered : JSON.stringify(rendered))

describe.each(Object.keys(cases) as CaseName[])('%s', (name) => {
  test.each(dialects)('in $name', ({ expected, render }) => {
    const wanted = expected[name]
    if (typeof wanted === 'string') expect(render(cases[name])).toBe(wanted)
    else expect(() => render(cases[name]), wanted.notSupported).toThrow()
  })
})
