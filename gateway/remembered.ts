/** Makes something once for each object, and remembers it for as long as there is that object. Nothing is remembered where making it throws. */
export function rememberedFor<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { readonly value: V }>()
  return (key) => {
    const before = known.get(key)
    if (before) return before.value
    const value = make(key)
    known.set(key, { value })
    return value
  }
}

/** The same by name, for names of which there are few. */
export function rememberedByName<K extends string, V>(make: (name: K) => V): (name: K) => V {
  const known = new Map<K, V>()
  return (name) => {
    const before = known.get(name)
    if (before !== undefined) return before
    const value = make(name)
    known.set(name, value)
    return value
  }
}

/** Things by names that callers can make up for ever: when there are too many, all of them are forgotten. */
export class Memory<V, K = string> {
  private readonly known = new Map<K, V>()
  private readonly most: number

  constructor(most: number) {
    this.most = most
  }

  get(name: K, make: () => V): V {
    const before = this.known.get(name)
    if (before !== undefined) return before
    const value = make()
    if (this.known.size >= this.most) this.known.clear()
    this.known.set(name, value)
    return value
  }
}
