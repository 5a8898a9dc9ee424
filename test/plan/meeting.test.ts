import { expect, test } from 'vitest'
import { createMeeting } from '../../gateway/plan/meeting.ts'

test('who arrives waits until nobody else is expected, and those who come later meet again', async () => {
  const meeting = createMeeting()
  const went: string[] = []
  const arrive = (name: string) => meeting.arrive().then(() => void went.push(name))
  meeting.expect()
  meeting.expect()
  const first = arrive('first')
  await Promise.resolve()
  expect(went).toEqual([])
  await Promise.all([first, arrive('second')])
  expect(went).toEqual(['first', 'second'])
  meeting.expect()
  await arrive('third')
  expect(went).toEqual(['first', 'second', 'third'])
})
