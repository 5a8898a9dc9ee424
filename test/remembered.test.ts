import { expect, test } from 'vitest'
import { Memory, rememberedFor } from '../gateway/remembered.ts'

test('something is made once for each object, and again where making it failed', () => {
  const [one, other] = [{ name: 'one' }, { name: 'other' }]
  const made: string[] = []
  const make = rememberedFor(({ name }: { readonly name: string }) => {
    made.push(name)
    if (made.length === 1) throw new Error('not yet')
    return name === 'other' ? undefined : name
  })
  expect(() => make(one)).toThrow('not yet')
  expect([make(one), make(one), make(other), make(other)]).toEqual(['one', 'one', undefined, undefined])
  expect(made).toEqual(['one', 'one', 'other'])
})

test('of names that callers make up no more are remembered than there is room for', () => {
  const memory = new Memory<number>(2)
  let made = 0
  const next = () => ++made
  expect(['a', 'b', 'a', 'b'].map((name) => memory.get(name, next))).toEqual([1, 2, 1, 2])
  expect(['c', 'c', 'a'].map((name) => memory.get(name, next))).toEqual([3, 3, 4])
})
