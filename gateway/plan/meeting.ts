/** Where those who will ask for the same kind of thing wait for each other, so that they ask together. */
export interface Meeting {
  /** One more is on its way. */
  expect(): void
  /** Who was expected is there, or will not come. Resolves when nobody else is expected. */
  arrive(): Promise<void>
}

export function createMeeting(): Meeting {
  let expected = 0
  let waiting: (() => void)[] = []
  return {
    expect() {
      expected++
    },
    arrive() {
      const all = new Promise<void>((resolve) => void waiting.push(resolve))
      if (--expected === 0) {
        for (const resolve of waiting) resolve()
        waiting = []
      }
      return all
    },
  }
}
