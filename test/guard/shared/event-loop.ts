/** Virtual time in which promises settle between events; every run of a seed is the same. */
export class EventLoop {
  now = 0
  private readonly heap: { readonly at: number; readonly order: number; run: (() => void) | undefined }[] = []
  private order = 0

  after(millis: number, run: () => void): () => void {
    const event = { at: this.now + Math.max(0, millis), order: this.order++, run: run as (() => void) | undefined }
    this.push(event)
    return () => {
      event.run = undefined
    }
  }

  async runUntil(end: number): Promise<void> {
    // What was begun outside comes first.
    await settled()
    for (let next = this.heap[0]; next && next.at <= end; next = this.heap[0]) {
      this.pop()
      if (!next.run) continue
      this.now = next.at
      next.run()
      await settled()
    }
    this.now = end
  }

  private push(event: (typeof this.heap)[number]): void {
    const { heap } = this
    let i = heap.push(event) - 1
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (isBefore(heap[parent]!, event)) break
      heap[i] = heap[parent]!
      i = parent
    }
    heap[i] = event
  }

  private pop(): void {
    const { heap } = this
    const last = heap.pop()!
    if (heap.length === 0) return
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++
      if (isBefore(last, heap[child]!)) break
      heap[i] = heap[child]!
      i = child
    }
    heap[i] = last
  }
}

/** The queue of promises is empty by then. */
const settled = () => new Promise(setImmediate)

const isBefore = (a: { at: number; order: number }, b: { at: number; order: number }): boolean =>
  a.at < b.at || (a.at === b.at && a.order < b.order)
