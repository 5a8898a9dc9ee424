import fc from 'fast-check'
import { afterAll, expect } from 'vitest'

// One seed for all properties, so that a red build is red again. Another can be tried: FRESHET_SEED=7 npm test
fc.configureGlobal({ seed: Number(process.env.FRESHET_SEED ?? 20261121) })

const prototypes = { Object: Object.prototype, Function: Function.prototype, Array: Array.prototype }

function shapes(): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(prototypes).map(([name, prototype]) => [name, Reflect.ownKeys(prototype).map(String).sort()]),
  )
}

const before = shapes()

// What writes to a prototype changes every object of the process: no input may bring that about.
afterAll(() => {
  expect(shapes()).toEqual(before)
})
