import { expect, test } from 'vitest'
import { encodeKey, externalKeyOf, heldOf, keyHeld } from '../../gateway/connector/index.ts'

test('a field holds the whole key, unless it is told what stands before it', () => {
  const whole = externalKeyOf('SAP_Customer__c')
  expect(whole).toEqual({ native: 'SAP_Customer__c', before: '' })
  expect(heldOf(whole, '1000746')).toBe('1000746')
  expect(keyHeld(whole, '1000746')).toBe('1000746')
})

test('the last part of a key in several parts becomes the key, and back', () => {
  const kept = externalKeyOf('nl01;{accountnumber}')
  expect(kept).toEqual({ native: 'accountnumber', before: 'nl01;' })
  for (const account of ['NL-000123', 'a;b', '50%', 'x|y']) {
    const key = encodeKey(['nl01', account])
    expect(keyHeld(kept, account)).toBe(key)
    expect(heldOf(kept, key)).toBe(account)
  }
})

test('a key of another company is held by no record', () => {
  expect(heldOf(externalKeyOf('nl01;{accountnumber}'), 'pl01;NL-000123')).toBeUndefined()
})
