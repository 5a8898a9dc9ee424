import DataLoader from 'dataloader'

/** Collects the keys of one tick and answers them by one call. Values are in the order of the keys; an Error fails its own key. */
export function createBatch<K, V>(
  load: (keys: readonly K[]) => Promise<readonly (V | Error)[]>,
  nameOf: (key: K) => string,
): (key: K) => Promise<V> {
  const loader = new DataLoader<K, V, string>(load, { cacheKeyFn: nameOf, batchScheduleFn: (run) => setImmediate(run) })
  return (key) => loader.load(key)
}
